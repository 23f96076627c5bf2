"""What pages of this room let people enter: the plan, a phase, a domain, a member, a reason; conditions of a list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bureau.campaign.exits import kinds
from bureau.campaign.models import Campaign, MemberRole, Phase
from bureau.campaign.presets import PRINCIPLES
from bureau.campaign.selectors import in_any, may_be_superior
from bureau.campaign.services import PhasePlan, Plan
from bureau.people.lifecycle import UnitState
from bureau.people.models import Account, Unit
from bureau.registry.domains import choices_of
from bureau.registry.selectors.lists import containing
from bureau.ui.filters import Filters, choices
from bureau.ui.forms import VersionedForm


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:  # noqa: ANN401 - lazy texts
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def _text(label: Any, rows: int, *, help_text: Any = "") -> forms.CharField:  # noqa: ANN401 - as above
    return forms.CharField(
        label=label,
        required=False,
        max_length=4000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ReasonForm(VersionedForm):
    """The reason of a step that stands in the record."""

    reason = forms.CharField(
        label=_("Reason"),
        min_length=4,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the record with your name."),
    )


class ConfirmForm(VersionedForm):
    """A step that wants nothing but that it is meant."""


class PlanForm(VersionedForm):
    """What the notice says."""

    title = forms.CharField(label=_("Title"), max_length=200)
    document_number = forms.CharField(
        label=_("Document number"), max_length=60, required=False, help_text=_("Needed before it is issued.")
    )
    basis = _text(
        _("Legal basis and superior notices"),
        4,
        help_text=_("One a line, with their numbers, as the notice names them."),
    )
    superior = forms.ModelChoiceField(
        label=_("Superior campaign"),
        queryset=Campaign.objects.none(),
        to_field_name="reference",
        required=False,
        empty_label=_("none"),
    )
    addressees = forms.ModelMultipleChoiceField(
        label=_("Addressed to"),
        queryset=Unit.objects.none(),
        to_field_name="reference",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    period_words = forms.CharField(label=_("Period in the notice's words"), max_length=200, required=False)
    begins_on, ends_on = _day(_("Begins on")), _day(_("Ends on"))
    principles = _text(_("Principles"), 2)
    goal_regularise = forms.CharField(label="规范一批", max_length=300, required=False)
    goal_investigate = forms.CharField(label="查办一批", max_length=300, required=False)
    goal_deter = forms.CharField(label="震慑一批", max_length=300, required=False)
    contact_post = forms.CharField(
        label=_("Contact"), max_length=60, required=False, help_text=_("The post, not the person.")
    )
    contact_phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    contact_mail = forms.EmailField(label=_("Mail address"), required=False)
    reason = ReasonForm.base_fields["reason"]

    def __init__(self, *args: Any, unit: Unit, by: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        below = Q(path__startswith=unit.path, state=UnitState.ACTIVE, pk__in=by.units_reached())
        named = Q(pk__in=[one.pk for one in self.row.addressees_now()] if self.row else [])
        lower = below & ~Q(pk=unit.pk)
        # An office without units below addresses its notice to itself; it could never issue one otherwise.
        offered = lower if Unit.objects.filter(lower).exists() else below
        self.fields["addressees"].queryset = Unit.objects.filter(offered | named)  # type: ignore[attr-defined] # the field above
        self.fields["addressees"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined] # as above
        self.fields["superior"].queryset = may_be_superior(unit, by)  # type: ignore[attr-defined] # as above
        if self.row is None or not self.row.is_running:
            del self.fields["reason"]
        else:
            self.fields["document_number"].required = True

    def clean(self) -> dict[str, Any]:
        """The period ends after it begins."""
        clean: dict[str, Any] = super().clean() or {}
        begins, ends = clean.get("begins_on"), clean.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", _("It cannot end before it begins."))
        return clean

    def entered(self) -> Plan:
        """What the services take."""
        return Plan(**{name: self.cleaned_data[name] for name in Plan.__dataclass_fields__})

    @staticmethod
    def of(row: Campaign) -> dict[str, Any]:
        """What stands there now, as the form holds it."""
        held = {name: getattr(row, name) for name in Plan.__dataclass_fields__}
        return held | {
            "superior": row.superior.reference if row.superior else None,
            "addressees": [one.reference for one in row.addressees_now()],
        }

    @staticmethod
    def begun() -> dict[str, Any]:
        """What a new one begins with."""
        return {"principles": PRINCIPLES}


class PhaseForm(VersionedForm):
    """The notice's words for a phase beside its working dates, and what it must finish."""

    name = forms.CharField(label=_("Name"), max_length=60)
    words = forms.CharField(
        label=_("Time in the notice's words"),
        max_length=120,
        required=False,
        help_text=_("As the notice writes it, such as “from mid-May to the end of June”."),
    )
    begins_on, ends_on = (
        _day(_("First working date"), required=False),
        _day(_("Last working date"), required=False),
    )
    dates_reason = forms.CharField(
        label=_("Why these dates"),
        max_length=300,
        required=False,
        help_text=_("The notice says only its words; the office sets the days and says why."),
    )
    outside_reason = forms.CharField(
        label=_("Why outside the superior's days"), max_length=300, required=False
    )
    task = _text(_("What it must finish"), 3)
    conditions = forms.MultipleChoiceField(
        label=_("Exit conditions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Computed from what is recorded; the phase is signed off when all of them are met."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = list(self.row.conditions) if self.row is not None else []
        bound = self.row.bound_by if self.row is not None else None
        if bound is None or bound.begins_on is None:
            del self.fields["outside_reason"]
        else:
            self.fields["outside_reason"].help_text = _(
                "The superior's phase runs from %(since)s to %(until)s."
            ) % {"since": bound.begins_on, "until": bound.ends_on}
        known = {name: kind.title for name, kind in kinds().items()}
        self.fields["conditions"].choices = [  # type: ignore[attr-defined] # the field above
            *known.items(),
            *((name, name) for name in held if name not in known),
        ]

    def clean(self) -> dict[str, Any]:
        """Dates come in pairs, in order, with the reason."""
        clean: dict[str, Any] = super().clean() or {}
        begins, ends = clean.get("begins_on"), clean.get("ends_on")
        if self.errors:
            return clean
        if bool(begins) != bool(ends):
            self.add_error(
                "ends_on" if begins else "begins_on",
                _("Working dates come in pairs: the first day and the last."),
            )
        elif begins and ends and ends < begins:
            self.add_error("ends_on", _("It cannot end before it begins."))
        elif begins and not clean.get("dates_reason"):
            self.add_error("dates_reason", _("Say why these dates: the notice says only its words."))
        return clean

    def entered(self) -> PhasePlan:
        """What the services take."""
        return PhasePlan(
            **{
                name: self.cleaned_data[name]
                for name in PhasePlan.__dataclass_fields__
                if name in self.fields
            }
        )

    @staticmethod
    def of(row: Phase) -> dict[str, Any]:
        """What stands there now, as the form holds it."""
        return {name: getattr(row, name) for name in PhasePlan.__dataclass_fields__}


class FocusForm(forms.Form):
    """A domain that comes into focus, and why."""

    domain = forms.ChoiceField(label=_("Domain"))
    reason = forms.CharField(label=_("Reason"), min_length=4, max_length=300)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = campaign.focus_now()
        self.fields["domain"].choices = [one for one in choices_of() if one[0] not in held]  # type: ignore[attr-defined] # the field above


class MemberForm(forms.Form):
    """Who comes into the lead group: by account or by post."""

    role = forms.ChoiceField(label=_("Role"), choices=MemberRole.choices)
    account = forms.ModelChoiceField(
        label=_("Account"),
        queryset=Account.objects.none(),
        to_field_name="username",
        required=False,
        help_text=_("Leader and deputies need one to sign phases off."),
    )
    post = forms.CharField(label=_("Post"), max_length=120, required=False)
    since = _day(_("From"), required=False, help_text=_("Empty for today."))
    until = _day(_("To"), required=False)

    def __init__(self, *args: Any, by: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = Account.objects.visible_to(by).active().officers()  # type: ignore[attr-defined] # the field above

    def clean(self) -> dict[str, Any]:
        """Somebody, for a period in order."""
        clean: dict[str, Any] = super().clean() or {}
        if not clean.get("account") and not clean.get("post"):
            self.add_error("post", _("Choose an account, or write the post."))
        if clean.get("since") and clean.get("until") and clean["until"] < clean["since"]:
            self.add_error("until", _("It cannot end before it begins."))
        return clean


class EndMemberForm(ReasonForm):
    """When somebody leaves the lead group, and why."""

    on = _day(_("Last day"), required=False, help_text=_("Empty for today."))


FOCUS = "focus"
STATES = (
    ("covered", _("visited")),
    ("uncovered", _("not visited")),
    ("excused", _("approved reason")),
    ("left", _("not accounted for")),
)
UNKNOWN = "unknown"


class CoverageFilters(Filters):
    """Conditions of the list of a campaign's institutions."""

    state = forms.ChoiceField(label=_("State"), choices=choices(STATES))
    domain = forms.ChoiceField(label=_("Domain"))
    unit = forms.ChoiceField(label=_("Unit"))
    words = forms.CharField(label=_("Find"), max_length=100)

    def __init__(
        self, request: HttpRequest, *, campaign: Campaign, groups: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(request, **kwargs)
        self.focus = campaign.focus_now()
        of_focus = [(FOCUS, _("Domains of focus")), *choices_of(), (UNKNOWN, _("no field known"))]
        self.fields["domain"].choices = choices(of_focus)  # type: ignore[attr-defined] # the field above
        self.fields["unit"].choices = choices(groups)  # type: ignore[attr-defined] # as above

    def condition(self) -> Q:
        """Domain and words as one condition; state and unit are asked for apart."""
        chosen, found = self.chosen, Q()
        if chosen.get("domain") == UNKNOWN:
            found &= Q(domain_text__in=("", "  "))
        elif "domain" in chosen:
            found &= in_any(self.focus if chosen["domain"] == FOCUS else [chosen["domain"]])
        if "words" in chosen:
            found &= containing(chosen["words"])
        return found
