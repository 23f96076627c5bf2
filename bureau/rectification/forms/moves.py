"""What each move of a problem wants to know."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bureau.kernel import clock
from bureau.rectification.forms.fields import (
    FilesField,
    PeriodForm,
    day_input,
    not_yet_to_come,
    what_is_taken,
)
from bureau.rectification.models import Way
from bureau.ui.forms import VersionedForm

STAYS = _("Stands in the record with your name.")
READ = _(
    "The institution reads it. It stands in the record with your name, which the institution does not see."
)


def reason_field(**more: Any) -> forms.CharField:
    """Why."""
    fields: dict[str, Any] = {
        "label": _("Reason"),
        "min_length": 4,
        "max_length": 500,
        "widget": forms.Textarea(attrs={"rows": 3}),
        "help_text": STAYS,
    }
    return forms.CharField(**(fields | more))


class ReasonForm(VersionedForm):
    """Why, and nothing else."""

    reason = reason_field()


class DeadlineForm(PeriodForm, VersionedForm):
    """A new deadline, and why; `read` where the institution reads the reason."""

    reason = reason_field()
    field_order = ("reason", "working_days", "deadline_on")

    def __init__(self, *args: Any, read: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if read:
            self.fields["reason"].help_text = READ


class CloseForm(VersionedForm):
    """A remark, or none."""

    remark = reason_field(label=_("Remark"), required=False, min_length=None)


class AnswerForm(VersionedForm):
    """What the institution has done, with proof."""

    text = forms.CharField(
        label=_("What was done"),
        min_length=4,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What, when and by whom; how it will not happen again."),
    )
    proof = FilesField(label=_("Proof"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proof"].help_text = what_is_taken()


class PaperAnswerForm(AnswerForm):
    """The same as it came on paper."""

    given_on = forms.DateField(label=_("Came on"), widget=day_input(), validators=[not_yet_to_come])
    field_order = ("given_on", "text", "proof")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"given_on": clock.today(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class VerifyForm(VersionedForm):
    """How it was verified, when, what was seen."""

    way = forms.ChoiceField(label=_("How it was verified"), choices=Way.choices, widget=forms.RadioSelect)
    verified_on = forms.DateField(label=_("Verified on"), widget=day_input(), validators=[not_yet_to_come])
    remark = forms.CharField(
        label=_("What was seen"),
        min_length=4,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For officers only. What was compared with what, and that it is put right."),
    )
    proof = FilesField(label=_("Evidence"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"verified_on": clock.today(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields["proof"].help_text = what_is_taken()
