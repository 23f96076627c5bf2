"""Conditions of the lists of visits and of findings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from bureau.inspection.conducts import Conduct
from bureau.inspection.lifecycle import FindingState
from bureau.inspection.models import VisitItem, VisitKind
from bureau.people.models import Account, Unit
from bureau.registry.domains import choices_of
from bureau.registry.selectors import is_number, numbered
from bureau.ui.filters import Filters, choices

SHORT = 12  # characters of a conduct: the conditions stand on one line


def _found(word: str) -> Q:
    """An institution by its name, its initials or its number."""
    if is_number(word):
        return numbered(word)
    return (
        Q(institution__search_text__icontains=word)
        | Q(institution__initials__icontains=word)
        | Q(institution__reference__iexact=word)
    )


class UnitFilters(Filters):
    """Conditions among which is a unit below the one that lists are about."""

    def __init__(self, request: HttpRequest, *, below: Unit | None, by: Account, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        units = Unit.objects.visible_to(by).active()
        if below is not None:
            units = units.within(below).exclude(pk=below.pk)
        self.units = {unit.reference: unit for unit in units}
        named = ((reference, unit.short_name) for reference, unit in self.units.items())
        self.fields["unit"].choices = choices(named)  # type: ignore[attr-defined] # each of them has the field

    def unit_of(self, unit: Unit | None) -> Unit | None:
        """The unit that the list is about: none where the number of one institution is asked for."""
        return None if is_number(self.chosen.get("institution", "")) else unit


class VisitFilters(UnitFilters):
    """Institution, unit, domain, kind, and the days between which it is planned."""

    institution = forms.CharField(
        label=_("Institution"),
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": _("name, its pinyin initials, number")}),
    )
    unit = forms.ChoiceField(label=_("Unit"))
    domain = forms.ChoiceField(label=_("Domain"), choices=choices(choices_of()))
    kind = forms.ChoiceField(label=_("Kind of visit"), choices=choices(VisitKind.choices))
    since = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(label=_("To"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def condition(self) -> Q:
        """The conditions that are set, as one."""
        chosen: dict[str, Any] = self.chosen
        found = Q()
        for word in chosen.get("institution", "").split():
            found &= _found(word) | Q(reference__iexact=word)
        if "unit" in chosen:
            found &= Q(unit__in=Unit.objects.within(self.units[chosen["unit"]]))
        if "domain" in chosen:
            found &= Q(
                Exists(VisitItem.objects.standing().filter(visit=OuterRef("pk"), domain=chosen["domain"]))
            )
        if "kind" in chosen:
            found &= Q(kind=chosen["kind"])
        if "since" in chosen:
            found &= Q(planned_on__gte=chosen["since"])
        if "until" in chosen:
            found &= Q(planned_on__lte=chosen["until"])
        return found


class FindingFilters(UnitFilters):
    """Institution or words of the finding, unit, state, conduct, domain, and the visit."""

    institution = forms.CharField(
        label=_("Institution"),
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": _("name, its pinyin initials, number")}),
    )
    unit = forms.ChoiceField(label=_("Unit"))
    state = forms.ChoiceField(label=_("State"), choices=choices(FindingState.choices))
    conduct = forms.ChoiceField(
        label=_("Suggested conduct"),
        choices=(),
    )
    domain = forms.ChoiceField(label=_("Domain"), choices=choices(choices_of()))
    visit = forms.CharField(
        label=_("Visit"),
        max_length=40,
        widget=forms.TextInput(attrs={"placeholder": _("number of the visit")}),
    )

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        named = ((one.value, Truncator(f"{one.value} {one.label}").chars(SHORT)) for one in Conduct)
        self.fields["conduct"].choices = choices(named)  # type: ignore[attr-defined] # the field above

    def condition(self) -> Q:
        """The conditions that are set, as one."""
        chosen: dict[str, Any] = self.chosen
        found = Q()
        for word in chosen.get("institution", "").split():
            found &= _found(word) | Q(reference__iexact=word) | Q(what__icontains=word)
        if "unit" in chosen:
            found &= Q(visit__unit__in=Unit.objects.within(self.units[chosen["unit"]]))
        for name in ("state", "conduct", "domain"):
            if name in chosen:
                found &= Q(**{name: chosen[name]})
        if "visit" in chosen:
            found &= Q(visit__reference__iexact=chosen["visit"].strip())
        return found
