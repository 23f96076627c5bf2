"""Whose word a fact is, as the services take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.registry.lifecycle import FactState
from bureau.registry.models import Fact, SourceKind

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True)
class Source:
    """Whose word it is, and where it stands (a roster's line, a document)."""

    kind: str = SourceKind.OFFICER
    reference: str = ""


def stamped(fact: F, source: Source, by: Actor) -> F:
    """The fact with its source and the instant it is recorded at."""
    fact.source_kind, fact.source_reference = source.kind, source.reference
    fact.recorded_at, fact.recorded_by = clock.now(), by.trail_name
    return fact


def end(fact: Any, state: str = FactState.SUPERSEDED) -> None:  # noqa: ANN401 - a fact of any table
    """End a standing fact; it stays on the record as what stood until now."""
    held = fact.fresh()
    held.state, held.ended_at = state, clock.now()
    held.save()
