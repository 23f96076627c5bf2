"""Submitting the annex form: nothing to fill in the first time, a reason after that."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bureau.registry.models import AnnexSubmission


class SubmitAnnexForm(forms.Form):
    """Why the form is submitted again, where there is one already."""

    why = forms.CharField(
        label=_("Why the form is submitted again"),
        min_length=2,
        max_length=300,
        help_text=_("Such as: two bodies were found after it was submitted."),
    )

    def __init__(self, *args: Any, before: AnnexSubmission | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if before is None:
            del self.fields["why"]
