"""Conditions of the list of visits."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bureau.inspection.models import VisitItem, VisitKind
from bureau.people.models import Account, Unit
from bureau.registry.domains import choices_of
from bureau.ui.filters import Filters, choices


class VisitFilters(Filters):
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

    def __init__(self, request: HttpRequest, *, below: Unit | None, by: Account, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        units = Unit.objects.visible_to(by).active()
        if below is not None:
            units = units.within(below).exclude(pk=below.pk)
        self.units = {unit.reference: unit for unit in units}
        named = ((reference, unit.short_name) for reference, unit in self.units.items())
        self.fields["unit"].choices = choices(named)  # type: ignore[attr-defined] # the field above

    def condition(self) -> Q:
        """The conditions that are set, as one."""
        chosen: dict[str, Any] = self.chosen
        found = Q()
        for word in chosen.get("institution", "").split():
            found &= (
                Q(institution__search_text__icontains=word)
                | Q(institution__initials__icontains=word)
                | Q(institution__reference__iexact=word)
                | Q(reference__iexact=word)
            )
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
