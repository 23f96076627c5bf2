"""Conditions of the list of institutions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bureau.registry.domains import NAMES
from bureau.registry.models import InstitutionKind
from bureau.registry.selectors.lists import containing, in_domain
from bureau.ui.filters import Filters, choices


class InstitutionFilters(Filters):
    """Domain, nature, officer, and words."""

    domain = forms.ChoiceField(label=_("Domain"), choices=choices(NAMES.items()))
    kind = forms.ChoiceField(label=_("Nature"), choices=choices(InstitutionKind.choices))
    officer = forms.CharField(label=_("Responsible officer"), max_length=60)
    words = forms.CharField(
        label=_("Find"),
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": _("name, code, certificate number")}),
    )

    def condition(self) -> Q:
        """The conditions that are set, as one."""
        chosen: dict[str, Any] = self.chosen
        found = Q()
        if "domain" in chosen:
            found &= in_domain(chosen["domain"])
        if "kind" in chosen:
            found &= Q(kind=chosen["kind"])
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
