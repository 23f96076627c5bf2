"""Filters of a list: a form read from the address that knows which of its conditions are set and how to drop each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bureau.ui.addresses import NOT_KEPT, changed

ALL = ("", gettext_lazy("All"))
NOT_CONDITIONS = (
    "view",
    "sort",
    "on",
)  # what else the address of a list says, and keeps when conditions change


@dataclass(frozen=True)
class Condition:
    """A condition that is set: its field, its value in words, and the address without it."""

    label: str
    value: str
    without: str

    @property
    def said(self) -> str:
        """Field and value, as a person would name it."""
        return _("%(field)s: %(value)s") % {"field": self.label, "value": self.value}


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
    def droppable(self) -> list[Condition]:
        """Every condition that is set, in words, with the address without it."""
        return [
            Condition(str(field.label), in_words(field), changed(self.request, **{field.name: None}))
            for field, is_set in self.shown()
            if is_set
        ]

    def said(self) -> list[tuple[str, str]]:
        """The conditions in words, for the first sheet of an export."""
        return [(condition.label, condition.value) for condition in self.droppable]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Parameters that are no condition and stay when the form is sent: the view, the order, the day."""
        return [(name, self.request.GET[name]) for name in NOT_CONDITIONS if name in self.request.GET]

    @property
    def cleared(self) -> str:
        """The address without any condition."""
        query = self.request.GET.copy()
        for name in (*self.fields, *NOT_KEPT):
            query.pop(name, None)
        return f"?{query.urlencode()}" if query else "."


def in_words(field: BoundField) -> str:
    """What was chosen or typed in a field, as the page shows it."""
    given = field.value()
    held = [str(one) for one in (given if isinstance(given, list | tuple) else [given])]
    names = dict(_pairs(getattr(field.field, "choices", ())))
    return _(", ").join(names.get(one, one) for one in held)


def _pairs(choices: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - whatever a choice field takes
    for value, name in choices:
        if isinstance(name, list | tuple):  # a group of choices under a heading
            yield from _pairs(name)
        else:
            yield str(value), str(name)


def choices(pairs: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401 - whatever a choice field takes
    """Choices with "All" before them."""
    return [ALL, *pairs]
