"""Whose word a fact is, as the services take it, and how a fact is put on record and ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.registry.lifecycle import FactState
from bureau.registry.models import Fact, RosterRow, SourceKind

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True)
class Source:
    """Whose word it is, and where it stands: a document, or the line of a roster."""

    kind: str = SourceKind.OFFICER
    reference: str = ""
    row: RosterRow | None = None


def stamped(fact: F, source: Source, by: Actor) -> F:
    """The fact with its source and the instant it is recorded at."""
    fact.source_kind, fact.source_reference = source.kind, source.reference[:120]
    fact.roster_row = source.row
    fact.recorded_at, fact.recorded_by = clock.now(), by.trail_name
    return fact


def follow(fact: F, earlier: F | None, by: Actor) -> F:
    """The fact as the next word after a standing one, which is superseded."""
    if earlier is not None:
        fact.follows, fact.lineage = earlier, earlier.lineage
        end(earlier, by)
    return fact


def end(fact: Any, by: Actor, state: str = FactState.SUPERSEDED) -> None:  # noqa: ANN401 - a fact of any table
    """End a standing fact; it stays on the record as what stood until now."""
    held = fact.fresh()
    held.state, held.ended_at, held.ended_by = state, clock.now(), by.trail_name
    held.save()


def again(fact: F, by: Actor, follows: F) -> F:
    """A fact that stood before, said once more after what had superseded it was withdrawn."""
    copied = {field: getattr(fact, field) for field in (*fact.content, "valid_from", "valid_to")}
    made = type(fact)(institution_id=fact.institution_id, follows=follows, lineage=fact.lineage, **copied)
    stamped(made, Source(fact.source_kind, fact.source_reference, fact.roster_row), by)
    made.save()
    return made
