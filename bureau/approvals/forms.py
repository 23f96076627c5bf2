"""Deciding on a proposal: a remark where it is approved, a reason where it is not."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from bureau.ui.forms import VersionedForm


class ApproveProposalForm(VersionedForm):
    """Yes, with a remark or without."""

    remark = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stands in the record with your name."),
    )


class ReasonForm(VersionedForm):
    """No, or not any more, and why."""

    reason = forms.CharField(
        label=_("Reason"),
        min_length=4,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the record with your name, and whoever proposed it reads it."),
    )
