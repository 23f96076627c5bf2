"""Conditions of the list of papers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bureau.papers.blanks import blank_choices
from bureau.ui.filters import Filters, choices


class PaperFilters(Filters):
    """Words of whom it is about or of a number, and the kind."""

    words = forms.CharField(
        label=_("About whom"),
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": _("institution, number, what it was made from")}),
    )
    kind = forms.ChoiceField(label=_("Kind of paper"), choices=())

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.fields["kind"].choices = choices(blank_choices())  # type: ignore[attr-defined] # the field above

    def condition(self) -> Q:
        """The conditions that are set, as one."""
        found, chosen = Q(), self.chosen
        for word in chosen.get("words", "").split():
            found &= Q(about__icontains=word) | Q(reference__iexact=word) | Q(source__iexact=word)
        if "kind" in chosen:
            found &= Q(blank_slug=chosen["kind"])
        return found
