"""Where problems come from: rooms below give what they found, by its reference, and are told what became of it.

    add_source(Source("D-", fetch=…, waiting=…, became=…, released=…))

`fetch(reference, for_)` gives what somebody may take over, or None; `waiting(for_, unit)` what nobody has taken over
yet; `became(reference, problem, by)` is told in the transaction of the move that records the problem, and
`released(reference, problem, by, reason)` in that of the move that withdraws it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bureau.kernel.access import Actor
from bureau.people.models import Unit
from bureau.registry.models import Institution


@dataclass(frozen=True)
class Offered:
    """Something that may become a problem, and what its form begins with."""

    reference: str
    institution: Institution
    title: str
    what: str = ""
    conduct: str = ""
    domain: str = ""
    campaign: str = ""
    self_found: bool = False


@dataclass(frozen=True)
class Source:
    """A room's findings, whose references begin with `prefix`."""

    prefix: str
    fetch: Callable[[str, Actor], Offered | None]
    waiting: Callable[[Actor, Unit | None], Sequence[Offered]]
    became: Callable[[str, str, Actor], None]
    released: Callable[[str, str, Actor, str], None]


_sources: dict[str, Source] = {}


class TwoSourcesError(ValueError):
    """Two rooms give things whose references begin alike."""


def add_source(source: Source) -> None:
    """Let problems come from there."""
    known = next((one for one in _known() if one.prefix == source.prefix), source)
    if known is not source or _sources.setdefault(source.prefix, source) is not source:
        raise TwoSourcesError(source.prefix)


def _known() -> tuple[Source, ...]:
    """Every source: the findings of visits, and whatever was added."""
    from bureau.rectification.findings import FINDINGS  # noqa: PLC0415 - it is made of what stands here

    return (FINDINGS, *_sources.values())


def source_of(reference: str) -> Source | None:
    """The source that a reference belongs to."""
    return next((one for one in _known() if reference.startswith(one.prefix)), None)


def offered(reference: str, *, for_: Actor) -> Offered | None:
    """What stands behind a reference, for somebody who may take it over."""
    source = source_of(reference)
    return source.fetch(reference, for_) if source is not None else None


def waiting_to_be_taken_over(for_: Actor, unit: Unit | None) -> list[Offered]:
    """Everything that was found and has become no problem yet."""
    return [one for source in _known() for one in source.waiting(for_, unit)]


def tell_source(reference: str, problem: str, by: Actor) -> None:
    """It became a problem."""
    source = source_of(reference)
    if source is not None:
        source.became(reference, problem, by)


def release_source(reference: str, problem: str, by: Actor, reason: str) -> None:
    """The problem that it became was withdrawn: it may become another."""
    source = source_of(reference)
    if source is not None:
        source.released(reference, problem, by, reason)
