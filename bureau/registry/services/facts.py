"""Facts of a dossier are recorded and withdrawn; a newer word supersedes the earlier one."""

from __future__ import annotations

from typing import TypeVar

from django.utils.translation import gettext as _

from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.registry.lifecycle import INSTITUTION, FactState
from bureau.registry.models import Authorisation, Calibration, Capability, Employment, Fact, Staff
from bureau.registry.services.refreshing import refresh
from bureau.registry.services.sources import Source, end, follow, stamped

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
        put(fact, source or Source(), by, follows)
        refresh(held)
    return fact


def put(fact: F, source: Source, by: Actor, follows: F | None) -> F:
    """Put a fact on record inside the scope of a move."""
    if follows is not None:
        now = follows.fresh()
        if now.state != FactState.STANDING:
            raise NotNow(_("Meanwhile this was corrected or withdrawn. Open the dossier again to see it."))
        follow(fact, now, by)
    if isinstance(fact, Employment | Authorisation):
        fact.person = _person(fact.person)
    stamped(fact, source, by).save()
    return fact


def _person(said: Staff) -> Staff:
    """The person who is meant: one of the same identity number, if that is known, is the same."""
    if said.version:
        return said
    known: Staff | None = None
    if said.identity_hash:
        known = Staff.objects.filter(identity_hash=said.identity_hash).first()
    if known is None:
        said.save()
        return said
    if known.name != said.name:
        raise NotNow(
            _("The identity number belongs to %(name)s already; one of the two is wrong.")
            % {"name": known.name}
        )
    return known


def withdraw_fact(*, fact: Fact, by: Actor, reason: str, base: int | None = None) -> None:
    """Withdraw a fact that was wrong; it stays on the record with the reason. What rests on it must go first."""
    with INSTITUTION.moving("withdraw_fact", fact.institution, by=by, reason=reason, base=base) as held:
        if fact.fresh().state != FactState.STANDING:
            raise NotNow(_("Meanwhile this was corrected or withdrawn. Open the dossier again to see it."))
        resting = _resting_on(fact)
        if resting:
            raise NotNow(
                _("%(count)s other entries rest on it, such as %(one)s; withdraw or correct those first.")
                % {"count": len(resting), "one": resting[0]}
            )
        end(fact, by, FactState.WITHDRAWN)
        refresh(held)


def _resting_on(fact: Fact) -> list[Fact]:
    """Standing facts that name this one, in whichever word of its lineage."""
    found: list[Fact] = []
    for model, column in ((Capability, "certificate"), (Capability, "site"), (Calibration, "instrument")):
        if fact.kind == column:
            found += model.objects.standing().filter(**{f"{column}__lineage": fact.lineage})
    return found
