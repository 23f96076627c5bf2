"""A visit: what is planned, to whom it is handed over, what was shown at the entry, how it ended."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.inspection.models import VisitKind
from bureau.inspection.selectors import conductors
from bureau.inspection.services import Entry, Leaving, Plan
from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.registry.models import Institution
from bureau.ui.forms import VersionedForm

DAY = {"type": "date"}
INSTANT = {"type": "datetime-local"}


def day_input() -> forms.DateInput:
    """A day as browsers ask for one."""
    return forms.DateInput(attrs=DAY, format="%Y-%m-%d")


def _instant() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs=INSTANT, format="%Y-%m-%dT%H:%M")


class OfficerField(forms.ModelChoiceField[Account]):
    """One of the officers who may go, with the unit they work at and the number of the certificate."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Account.objects.none(), to_field_name="username", empty_label=_("choose"), **kwargs
        )

    def label_from_instance(self, obj: Account) -> str:
        """Name, unit, certificate."""
        return f"{obj.full_name} · {obj.officer.unit.short_name} · {obj.officer.certificate_no}"


class TeamForm(VersionedForm):
    """Two officers, offered from those who may conduct visits at or about a unit."""

    first_officer = OfficerField(label=_("First officer"))
    second_officer = OfficerField(
        label=_("Second officer"),
        help_text=_("Two different officers, each with a certificate in force that day."),
    )

    def __init__(self, *args: Any, about: Unit | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team = conductors(about).select_related("officer__unit")
        for name in ("first_officer", "second_officer"):
            self.fields[name].queryset = team  # type: ignore[attr-defined] # the fields above


class AmendVisitForm(TeamForm):
    """The day, why one goes, and the two who go."""

    planned_on = forms.DateField(label=_("Day"), widget=day_input())
    kind = forms.ChoiceField(label=_("Kind of visit"), choices=VisitKind.choices)
    campaign = forms.CharField(
        label=_("Campaign"),
        max_length=40,
        required=False,
        help_text=_("Its number, such as C-150602-2022-01."),
    )
    purpose = forms.CharField(label=_("Purpose"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = (
        "institution",
        "unit",
        "planned_on",
        "kind",
        "campaign",
        "purpose",
        "first_officer",
        "second_officer",
    )

    def plan(self) -> Plan:
        """What the services take."""
        clean = self.cleaned_data
        return Plan(
            planned_on=clean["planned_on"],
            kind=clean["kind"],
            purpose=clean["purpose"],
            first_officer=clean["first_officer"],
            second_officer=clean["second_officer"],
            campaign=clean["campaign"],
        )


class PlanVisitForm(AmendVisitForm):
    """The same, of an institution and a unit that are chosen."""

    institution = forms.ModelChoiceField(
        label=_("Institution"),
        queryset=Institution.objects.none(),
        to_field_name="reference",
        empty_label=_("choose"),
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=Unit.objects.none(),
        to_field_name="reference",
        empty_label=_("choose"),
        help_text=_("Whose visit it is."),
    )

    def __init__(self, *args: Any, by: Account, about: Unit | None, **kwargs: Any) -> None:
        super().__init__(*args, about=about, **kwargs)
        rows = Institution.objects.visible_to(by).active()
        if about is not None:
            rows = rows.within(about)
        self.fields["institution"].queryset = rows.order_by("name")  # type: ignore[attr-defined] # the field above
        self.fields["unit"].queryset = units_to_plan_for(by)  # type: ignore[attr-defined] # as above


class HandOverVisitForm(TeamForm):
    """To which unit, and to which two officers."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), to_field_name="reference")
    reason = forms.CharField(label=_("Reason"), min_length=4, max_length=300)
    field_order = ("unit", "first_officer", "second_officer", "reason")

    def __init__(self, *args: Any, by: Account, about: Unit | None, **kwargs: Any) -> None:
        super().__init__(*args, about=about, **kwargs)
        self.fields["unit"].queryset = units_to_plan_for(by)  # type: ignore[attr-defined] # the field above


class ReasonForm(VersionedForm):
    """The reason of a serious step, which stands in the record."""

    reason = forms.CharField(
        label=_("Reason"),
        min_length=4,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the record with your name."),
    )


class BeginVisitForm(VersionedForm):
    """What was shown, read and met before anything is looked at."""

    entered_at = forms.DateTimeField(
        label=_("Entered at"), required=False, widget=_instant(), help_text=_("Empty: now.")
    )
    certificates_shown = forms.BooleanField(label=_("Both enforcement certificates were shown"))
    rights_read = forms.BooleanField(
        label=_("The notice of rights was read: to state, to defend, to have an officer withdraw")
    )
    prevention_met = forms.BooleanField(label=_("The prevention requirements of the site were met"))
    prevention_note = forms.CharField(label=_("What the site required"), max_length=200, required=False)

    def entry(self) -> Entry:
        """What the services take."""
        clean = self.cleaned_data
        return Entry(
            certificates_shown=clean["certificates_shown"],
            rights_read=clean["rights_read"],
            prevention_met=clean["prevention_met"],
            prevention_note=clean["prevention_note"],
            at=_in_utc(clean["entered_at"]),
        )


class ConcludeVisitForm(VersionedForm):
    """Who attended, what the institution remarked, whether it confirmed the officers' conduct."""

    left_at = forms.DateTimeField(
        label=_("Left at"), required=False, widget=_instant(), help_text=_("Empty: now.")
    )
    attendant = forms.CharField(
        label=_("Attended for the institution by"),
        max_length=120,
        help_text=_("A post, such as head of quality."),
    )
    remarks = forms.CharField(
        label=_("Remarks of the institution"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    conduct_confirmed = forms.BooleanField(
        label=_("The institution confirmed that the officers kept to the rules of conduct"), required=False
    )
    conduct_note = forms.CharField(
        label=_("What was said of it"),
        max_length=300,
        required=False,
        help_text=_("Needed where it was not confirmed."),
    )

    def clean(self) -> dict[str, Any]:
        """Where the conduct was not confirmed, it is said why."""
        clean: dict[str, Any] = super().clean() or {}
        if not clean.get("conduct_confirmed") and not clean.get("conduct_note"):
            self.add_error("conduct_note", say("Tick that it was confirmed, or write what was said."))
        return clean

    def leaving(self) -> Leaving:
        """What the services take."""
        clean = self.cleaned_data
        return Leaving(
            attendant=clean["attendant"],
            conduct_confirmed=clean["conduct_confirmed"],
            remarks=clean["remarks"],
            conduct_note=clean["conduct_note"],
            at=_in_utc(clean["left_at"]),
        )


def units_to_plan_for(by: Account) -> Any:  # noqa: ANN401 - a queryset of units
    """Units for which somebody may plan visits."""
    reached = Unit.objects.visible_to(by).active()
    return reached.filter(pk__in=[one.pk for one in reached if by.may(P.VISIT_PLAN, at=one)]).order_by("path")


def _in_utc(at: dt.datetime | None) -> dt.datetime | None:
    return at.astimezone(dt.UTC) if at else None
