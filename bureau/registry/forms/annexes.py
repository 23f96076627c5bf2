"""Submitting the annex form, asking units below for theirs, and taking one that came as a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bureau.people.models import Unit
from bureau.registry.models import AnnexSubmission
from bureau.registry.reporting import reporting_below


class SubmitAnnexForm(forms.Form):
    """Why the form is submitted again, and whether bodies of unknown nature are meant to stand in part 2."""

    why = forms.CharField(
        label=_("Why the form is submitted again"),
        min_length=2,
        max_length=300,
        help_text=_("Such as: two bodies were found after it was submitted."),
    )
    as_third = forms.BooleanField(
        label=_("Report the institutions of unknown nature as third parties all the same"),
        error_messages={"required": _("Record the nature of those named below, or say that this is meant.")},
    )

    def __init__(self, *args: Any, before: AnnexSubmission | None, unknown: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if before is None:
            del self.fields["why"]
        if not unknown:
            del self.fields["as_third"]


class CallForAnnexesForm(forms.Form):
    """Until when, and whether those are asked too that have reported."""

    due_on = forms.DateField(
        label=_("Report by"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_(
            "It stands in the queue of each unit that submits forms; it is reminded before and after."
        ),
    )
    again = forms.BooleanField(
        label=_("Ask those again that have submitted a form"),
        required=False,
        help_text=_("Their form stays in the sum until another follows it."),
    )


class ReceiveAnnexForm(forms.Form):
    """Whose form it is, the file, and why where one is there already."""

    unit = forms.ModelChoiceField(label=_("Form of"), queryset=Unit.objects.none(), to_field_name="reference")
    file = forms.FileField(label=_("Form"), widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.xls"}))
    why = forms.CharField(
        label=_("Why the form is submitted again"),
        required=False,
        max_length=300,
        help_text=_("Only where this unit has submitted one before."),
    )

    def __init__(self, *args: Any, above: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        below = [one.pk for one in reporting_below(above)]
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=below)  # type: ignore[attr-defined] # the field above
