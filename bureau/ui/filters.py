"""Filters of a list: a form read from the address that knows how many of its conditions are set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

ALL = ("", _("All"))
NOT_CONDITIONS = ("view", "cursor", "on")


class Filters(forms.Form):
    """A form of conditions, none of which is required. What cannot be understood is no condition, and says so.

    Declare fields as usual; `chosen` gives the ones that are set.
    """

    use_required_attribute = False

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(request.GET, auto_id="filter_%s", **kwargs)
        for field in self.fields.values():
            field.required = False

    @property
    def chosen(self) -> dict[str, Any]:
        """The conditions that are set, with their values."""
        self.is_valid()
        held = getattr(self, "cleaned_data", {})
        return {name: value for name, value in held.items() if value not in (None, "", [])}

    def shown(self) -> Iterator[tuple[BoundField, bool]]:
        """Every field that is seen, and whether it is set."""
        chosen = self.chosen
        return ((field, field.name in chosen) for field in self if not field.is_hidden)

    @property
    def count(self) -> int:
        """How many conditions are set."""
        return len(self.chosen)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Parameters that are no condition and stay when the form is sent: the view, the day."""
        return [
            (name, self.request.GET[name])
            for name in NOT_CONDITIONS
            if name in self.request.GET and name != "cursor"
        ]

    @property
    def cleared(self) -> str:
        """The address without any condition."""
        query = self.request.GET.copy()
        for name in (*self.fields, "cursor"):
            query.pop(name, None)
        return f"?{query.urlencode()}" if query else "."


def choices(pairs: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401 - whatever a choice field takes
    """Choices with "All" before them."""
    return [ALL, *pairs]
