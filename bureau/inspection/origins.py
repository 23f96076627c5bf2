"""The seam to what a visit is for: rooms that own leads or samples add a source of origins here.

    class Leads:
        prefix, kind = "L-", OriginKind.LEAD
        ...

    add_source(Leads())

A source is asked and told inside the transaction of the move, and may refuse by raising `NotNow`. Nothing is told by
signals, and this room never reads another's tables.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from bureau.kernel.access import Actor
from bureau.registry.models import Institution


@dataclass(frozen=True)
class Known:
    """What an origin knows of one report that may be concerned: proposed to the finding, which may say otherwise.

    `source` is the reference that says so; `day` the day of the conduct, where there is one, and `day_of` the column
    of the ledger that it was taken from.
    """

    source: str
    report: str = ""
    day: dt.date | None = None
    day_of: str = ""


@dataclass(frozen=True)
class Origin:
    """One thing that wants to be looked at on site. `conduct` is the code that it suggests, if any."""

    reference: str
    institution: Institution
    question: str
    how: str = ""
    domain: str = ""
    conduct: str = ""
    known: tuple[Known, ...] = ()


class Source(Protocol):
    """What a room that owns origins does for this one. `outcome` is an answer's value, or "withdrawn"."""

    prefix: str  # with which its references begin
    kind: str  # one of OriginKind

    def open_origins(self, institution: Institution, *, for_: Actor) -> Iterable[Origin]:
        """Those of an institution that no visit has taken yet, as far as somebody may see them."""

    def origin(self, reference: str, *, for_: Actor) -> Origin | None:
        """One of them, whether it is open or not; None for whoever may not see it."""

    def put_on(self, reference: str, *, item: str, by: Actor) -> None:
        """It stands on a visit now, as this item."""

    def tell_outcome(self, reference: str, *, item: str, outcome: str, by: Actor) -> None:
        """The visit was concluded with this answer, or the item was withdrawn and the origin is open again."""


_sources: dict[str, Source] = {}


def add_source(source: Source) -> None:
    """Let a room's origins be put on visits."""
    known = source_of(source.prefix)
    if known is not None and known is not source:
        raise ValueError(f"two sources of {source.prefix}")
    _sources[source.prefix] = source


def sources() -> tuple[Source, ...]:
    """Every source: the leads of screening, and whatever was added."""
    from bureau.inspection.leads import LEADS  # noqa: PLC0415 - it is made of what stands here

    return (LEADS, *_sources.values())


def source_of(reference: str) -> Source | None:
    """The source whose references begin like this one."""
    return next((one for one in sources() if reference.startswith(one.prefix)), None)


def open_origins(institution: Institution, *, for_: Actor) -> list[Origin]:
    """What wants to be looked at there, from every source."""
    return [origin for source in sources() for origin in source.open_origins(institution, for_=for_)]
