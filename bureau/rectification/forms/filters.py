"""Conditions of the register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bureau.people.models import Account, Unit
from bureau.rectification.conduct import conduct_choices
from bureau.rectification.lifecycle import ProblemState
from bureau.registry.domains import choices_of
from bureau.registry.models.facts import end_of
from bureau.registry.selectors import is_number, numbered
from bureau.ui.filters import Filters, choices


class ProblemFilters(Filters):
    """Unit, domain, state, conduct, responsible officer, campaign, words, and the last day of recording."""

    unit = forms.ChoiceField(label=_("Unit"))
    domain = forms.ChoiceField(label=_("Domain"))
    state = forms.ChoiceField(label=_("State"), choices=choices(ProblemState.choices))
    conduct = forms.ChoiceField(label=_("Conduct"))
    officer = forms.CharField(
        label=pgettext_lazy("problem", "Responsible officer"),
        max_length=60,
        widget=forms.TextInput(attrs={"size": 8, "placeholder": _("full name")}),
    )
    campaign = forms.CharField(
        label=_("Campaign"),
        max_length=40,
        widget=forms.TextInput(attrs={"size": 12, "placeholder": _("number of the campaign")}),
    )
    words = forms.CharField(
        label=_("Find"),
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": _("institution, problem, number")}),
    )

    until = forms.DateField(
        label=_("Recorded until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, request: HttpRequest, *, below: Unit | None, by: Account, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        if "until" not in request.GET:
            del self.fields["until"]  # asked for from a dossier as it stood on a day; seldom here
        units = Unit.objects.visible_to(by).active()
        if below is not None:
            units = units.within(below).exclude(pk=below.pk)
        self.units = {unit.reference: unit for unit in units}
        choice: dict[str, Any] = self.fields
        choice["unit"].choices = choices((ref, unit.short_name) for ref, unit in self.units.items())
        choice["domain"].choices = choices(choices_of())
        choice["conduct"].choices = choices((code, _short(title)) for code, title in conduct_choices())

    @property
    def unit_chosen(self) -> Unit | None:
        """The unit below the one that lists are about."""
        return self.units.get(self.chosen.get("unit", ""))

    def unit_of(self, unit: Unit | None) -> Unit | None:
        """The unit that the list is about: none where the number of one institution is asked for."""
        return None if is_number(self.chosen.get("words", "")) else self.unit_chosen or unit

    def condition(self) -> Q:
        """The conditions that are set, as one; the unit is asked for apart."""
        chosen: dict[str, Any] = self.chosen
        found = Q()
        for name in ("domain", "state", "conduct"):
            if name in chosen:
                found &= Q(**{name: chosen[name]})
        if "campaign" in chosen:
            found &= Q(campaign=chosen["campaign"].upper())
        if "officer" in chosen:
            found &= Q(officer__full_name__icontains=chosen["officer"])
        if "until" in chosen:
            found &= Q(recorded_at__lt=end_of(chosen["until"]))
        for word in chosen.get("words", "").split():
            found &= (
                numbered(word)
                if is_number(word)
                else (
                    Q(title__icontains=word)
                    | Q(reference__icontains=word)
                    | Q(institution__name__icontains=word)
                    | Q(institution__reference=word.upper())
                )
            )
        return found


def _short(title: str) -> str:
    """Few enough characters for the conditions to stand on one line."""
    return Truncator(title).chars(11)
