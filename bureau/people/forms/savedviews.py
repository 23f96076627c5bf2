"""The name of a saved view."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from bureau.ui.forms import VersionedForm


class RenameViewForm(VersionedForm):
    """What one's own view of a list is called."""

    name = forms.CharField(label=_("Name"), max_length=40, help_text=_("Such as: food, ending this year."))
