"""The one form of this room: yes, stop it."""

from __future__ import annotations

from django import forms


class CancelJobForm(forms.Form):
    """Nothing to fill in; asking once more is the point."""
