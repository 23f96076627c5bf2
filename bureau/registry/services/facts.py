"""Facts of a dossier are recorded and withdrawn; a newer word supersedes the earlier one."""

from __future__ import annotations

from typing import TypeVar

from bureau.kernel.access import Actor
from bureau.registry.lifecycle import INSTITUTION, FactState
from bureau.registry.models import Fact
from bureau.registry.services.refreshing import refresh
from bureau.registry.services.sources import Source, end, stamped

F = TypeVar("F", bound=Fact)


def record_fact(
    *, fact: F, by: Actor, source: Source | None = None, follows: F | None = None, base: int | None = None
) -> F:
    """Record a fact (not yet saved) of an institution; `follows` is the standing one that it supersedes.

    Saying the same as `follows` changes nothing and records nothing.
    """
    if follows is not None and follows.said == fact.said:
        return follows
    with INSTITUTION.moving("record_fact", fact.institution, by=by, base=base) as held:
        if follows is not None:
            fact.follows = follows
            end(follows)
        stamped(fact, source or Source(), by).save()
        refresh(held)
    return fact


def withdraw_fact(*, fact: Fact, by: Actor, reason: str, base: int | None = None) -> None:
    """Withdraw a fact that was wrong; it stays on the record with the reason."""
    with INSTITUTION.moving("withdraw_fact", fact.institution, by=by, reason=reason, base=base) as held:
        end(fact, FactState.WITHDRAWN)
        refresh(held)
