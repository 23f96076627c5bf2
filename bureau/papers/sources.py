"""What a record gives for a blank: its room says it in its `paper_sources.py`, which is loaded by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils.module_loading import autodiscover_modules

from bureau.kernel.access import Actor
from bureau.people.models import Unit


@dataclass(frozen=True)
class Filled:
    """The values of a record's fields, what it is about, whose it is, and the conduct with its days if any."""

    values: dict[str, str]
    about: str
    unit: Unit
    address: str
    conduct: str = ""
    domain: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    until: dt.date | None = None  # the last day that it gives somebody
    proposed: dict[str, str] = field(default_factory=dict)  # what an officer's fields begin with


# `for_` is whoever asks, who must be able to see the record; None is the program, which asks whether it has changed.
Fill = Callable[[str, str, "Actor | None"], "Filled | None"]
F = TypeVar("F", bound=Fill)
_sources: dict[str, Fill] = {}


def source(prefix: str) -> Callable[[F], F]:
    """Declare `fill(reference, slug of the blank, for_)` for references that begin so."""

    def declare(fill: F) -> F:
        if _sources.setdefault(prefix, fill) is not fill:
            raise ValueError(f"two rooms fill papers from {prefix}")
        return fill

    return declare


def filled_from(reference: str, slug: str, *, for_: Actor | None) -> Filled | None:
    """What the record gives, or None: there is none, or this person may not see it."""
    autodiscover_modules("paper_sources")  # each is imported once; asking again costs next to nothing
    fill = next((one for prefix, one in _sources.items() if reference.startswith(prefix)), None)
    return fill(reference, slug, for_) if fill is not None else None
