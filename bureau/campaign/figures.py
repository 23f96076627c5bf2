"""Figures of rooms above: a column of the progress page each, with its numbers and where each one's rows are.

    @figures("problems", _("Problems"))
    def problems(campaign: Campaign, for_: Actor) -> Figures: ...

in a room's own `figures.py`. A figure that no room declares is no column: nothing is shown that nobody counts.
The names `regularised`, `investigated` and `deterred` stand beside the campaign's three goals.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:
    from bureau.campaign.models import Campaign
    from bureau.kernel.access import Actor

Text = str | Promise
GOALS = ("regularised", "investigated", "deterred")


@dataclass(frozen=True)
class Number:
    """A number and the address of its rows; `late` where it is red unless it is nought."""

    value: int
    url: str = ""
    late: bool = False
    note: Text = ""


@dataclass(frozen=True)
class Figures:
    """One room's numbers about a campaign. What is not in a mapping is nought.

    `focus` counts institutions of all domains of focus once; `by_unit` goes by the key of the institution's unit.
    """

    total: Number | None = None
    focus: Number | None = None
    by_domain: Mapping[str, Number] = field(default_factory=dict)
    by_unit: Mapping[uuid.UUID, Number] = field(default_factory=dict)


Count = Callable[["Campaign", "Actor"], Figures]
F = TypeVar("F", bound=Count)


@dataclass(frozen=True)
class Source:
    """Who counts what, and what the column is called."""

    name: str
    title: Text
    count: Count


_sources: dict[str, Source] = {}


def figures(name: str, title: Text) -> Callable[[F], F]:
    """Declare a figure, once."""

    def declare(count: F) -> F:
        held = _sources.setdefault(name, Source(name, title, count))
        if held.count is not count:
            raise ValueError(f"two rooms count {name}")
        return count

    return declare


@dataclass(frozen=True)
class Column:
    """A column with its numbers."""

    name: str
    title: Text
    figures: Figures


def columns(campaign: Campaign, for_: Actor) -> list[Column]:
    """Every declared figure with its numbers, in the order of declaration."""
    autodiscover_modules("figures")  # each is imported once
    return [Column(one.name, one.title, one.count(campaign, for_)) for one in _sources.values()]
