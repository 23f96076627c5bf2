"""Conditions of the list of institutions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bureau.people.models import Account, Unit
from bureau.registry.domains import choices_of
from bureau.registry.models import InstitutionKind
from bureau.registry.selectors.lists import TERMS, containing, in_domain
from bureau.ui.filters import Filters, choices


class InstitutionFilters(Filters):
    """Unit, domain, nature, state of the certificate, officer, and words."""

    unit = forms.ChoiceField(label=_("Unit"))
    domain = forms.ChoiceField(label=_("Domain"), choices=choices(choices_of()))
    kind = forms.ChoiceField(label=_("Nature"), choices=choices(InstitutionKind.choices))
    term = forms.ChoiceField(
        label=_("Certificate"), choices=choices((name, title) for name, (title, _q) in TERMS.items())
    )
    officer = forms.CharField(label=_("Responsible officer"), max_length=60)
    words = forms.CharField(
        label=_("Find"),
        max_length=100,
        widget=forms.TextInput(
            attrs={"placeholder": _("name, its pinyin initials, code, certificate number")}
        ),
    )

    def __init__(self, request: HttpRequest, *, below: Unit | None, by: Account, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        units = Unit.objects.visible_to(by).active()
        if below is not None:
            units = units.within(below).exclude(pk=below.pk)
        self.units = {unit.reference: unit for unit in units}
        named = ((reference, unit.short_name) for reference, unit in self.units.items())
        self.fields["unit"].choices = choices(named)  # type: ignore[attr-defined] # the field above

    @property
    def unit_chosen(self) -> Unit | None:
        """The unit below the one that lists are about."""
        return self.units.get(self.chosen.get("unit", ""))

    def condition(self, today: dt.date) -> Q:
        """The conditions that are set, as one; the unit is asked for apart."""
        chosen: dict[str, Any] = self.chosen
        found = Q()
        if "domain" in chosen:
            found &= in_domain(chosen["domain"])
        if "kind" in chosen:
            found &= Q(kind=chosen["kind"])
        if "term" in chosen:
            found &= TERMS[chosen["term"]][1](today)
        if "officer" in chosen:
            found &= Q(officer__full_name__icontains=chosen["officer"])
        if "words" in chosen:
            found &= containing(chosen["words"])
        return found

    def said(self) -> list[tuple[str, str]]:
        """The conditions in words, for the first sheet of an export."""
        return [
            (str(field.label), str(dict(getattr(field.field, "choices", ())).get(field.data, field.data)))
            for field, is_set in self.shown()
            if is_set
        ]
