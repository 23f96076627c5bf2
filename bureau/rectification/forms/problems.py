"""Recording a problem: what is wrong, with whom, what is asked for, until when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bureau.campaign.selectors import current_campaign
from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.rectification.conduct import conduct_choices
from bureau.rectification.forms.fields import PeriodForm
from bureau.rectification.hands import holders_at
from bureau.rectification.models import Origin, Problem
from bureau.rectification.sources import Offered
from bureau.registry.domains import choices_of
from bureau.registry.models import Institution
from bureau.registry.selectors import listed

NONE = ("", _("none"))


class WordsForm(PeriodForm):
    """What a problem says."""

    title = forms.CharField(
        label=_("Problem"), max_length=120, help_text=_("In one line, as it stands in the register.")
    )
    what = forms.CharField(
        label=_("What is wrong"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    domain = forms.ChoiceField(label=_("Domain"), required=False)
    basis = forms.CharField(
        label=_("Basis"),
        max_length=300,
        required=False,
        help_text=_("The article as you have looked it up for the day of the conduct."),
    )
    conduct = forms.ChoiceField(label=_("Conduct"), required=False)
    measure = forms.CharField(
        label=_("Measure asked for"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: dict[str, Any] = self.fields
        choice["domain"].choices = [NONE, *choices_of()]
        choice["conduct"].choices = [NONE, *conduct_choices()]


class RecordForm(WordsForm):
    """A problem as an officer types it, or as what it comes from suggests."""

    institution = forms.ModelChoiceField(
        label=_("Institution"),
        queryset=Institution.objects.none(),
        to_field_name="reference",
        empty_label=_("choose"),
    )
    officer = forms.ModelChoiceField(
        label=pgettext_lazy("problem", "Responsible officer"),
        queryset=Account.objects.none(),
        to_field_name="username",
        empty_label=_("choose"),
    )
    origin = forms.ChoiceField(label=_("Found by"), choices=Origin.choices, initial=Origin.INSPECTION)
    campaign = forms.CharField(label=_("Campaign"), max_length=80, required=False)
    source = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)

    field_order = (
        *("institution", "title", "what", "domain", "basis", "conduct", "measure"),
        *("officer", "working_days", "deadline_on", "origin", "campaign", "source"),
    )

    def __init__(self, *args: Any, by: Account, unit: Unit, **kwargs: Any) -> None:
        self.unit = unit
        super().__init__(*args, **kwargs)
        choice: dict[str, Any] = self.fields
        choice["institution"].queryset = listed(by, unit).order_by("name")
        below = Unit.objects.visible_to(by).active().within(unit)
        may = {one.pk for place in below for one in holders_at(P.PROBLEM_RECORD, place)}
        choice["officer"].queryset = Account.objects.filter(pk__in=may).order_by("full_name", "username")

    @staticmethod
    def begun_with(institution: Institution | None, found: Offered | None, by: Account) -> dict[str, Any]:
        """What the form shows before anybody types."""
        body = found.institution if found else institution
        begun: dict[str, Any] = {"working_days": 15, "officer": by.username}
        unit = (body.unit if body is not None else None) or by.jurisdiction
        runs = current_campaign(unit, clock.today()) if unit is not None else None
        begun["campaign"] = runs.reference if runs is not None else ""
        if body is not None:
            begun["institution"] = body.reference
            begun["domain"] = body.domains[0] if len(body.domains) == 1 else ""
            if body.officer is not None:
                begun["officer"] = body.officer.username
        if found is not None:
            begun |= {
                "title": found.title[:120],
                "what": found.what,
                "conduct": found.conduct,
                "campaign": found.campaign or begun["campaign"],
                "source": found.reference,
                "origin": Origin.SELF if found.self_found else Origin.INSPECTION,
            }
            begun["domain"] = found.domain or begun["domain"]
        return begun

    def problem(self) -> Problem:
        """The problem as entered, not yet saved: it is followed up by the unit that answers for the institution."""
        names = ("institution", "title", "what", "domain", "basis", "conduct", "measure", "officer")
        entered = {name: self.cleaned_data[name] for name in (*names, "origin", "campaign", "source")}
        return Problem(**entered, unit=self.cleaned_data["institution"].unit or self.unit)
