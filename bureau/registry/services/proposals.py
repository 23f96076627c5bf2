"""What an institution proposes about itself is accepted or returned by an officer; it overwrites nothing by itself."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.people.models import Unit
from bureau.registry.lifecycle import INSTITUTION, PROPOSAL, ProposalState
from bureau.registry.models import (
    TABLES,
    EarlierRecord,
    Fact,
    FactProposal,
    Identity,
    Institution,
    SourceKind,
)
from bureau.registry.services.awaiting import await_decision, end_waiting
from bureau.registry.services.facts import put
from bureau.registry.services.institutions import Identification, identify, say
from bureau.registry.services.refreshing import refresh
from bureau.registry.services.sources import Source
from bureau.trail.services import next_number


def propose_fact(
    *,
    institution: Institution,
    kind: str,
    entered: Mapping[str, Any],
    by: Actor,
    follows: uuid.UUID | None = None,
    note: str = "",
    asked_by: Unit | None = None,
) -> FactProposal:
    """Propose a fact; `entered` is what its form held, `follows` the lineage of the fact that it would amend.

    `asked_by` is the unit whose officers decide where nobody answers for the institution yet.
    """
    if TABLES[kind] is EarlierRecord:
        raise NotNow(_("Earlier records of supervision are entered by officers."))
    if TABLES[kind] is Identity:
        follows = Identity.objects.standing().filter(institution=institution).values_list("lineage").first()
        follows = follows and follows[0]
    proposal = FactProposal(
        institution=institution,
        kind=kind,
        entered=dict(entered),
        follows=follows,
        note=note,
        proposed_at=clock.now(),
        proposed_by=by.trail_name,
    )
    with PROPOSAL.creating("propose_fact", proposal, by=by) as row:
        waiting = institution.proposals.waiting().filter(kind=kind, follows=follows, entered=row.entered)
        if waiting.exists():
            raise NotNow(_("The same is proposed already and waits for an officer."))
        series = f"FP-{clock.today().year}"
        row.reference = f"{series}-{next_number(series):05}"
        await_decision(row, by, asked_by=asked_by)
    return row


def withdraw_proposal(*, proposal: FactProposal, by: Actor, base: int | None = None) -> FactProposal:
    """Take a proposal back before it is decided."""
    with PROPOSAL.moving("withdraw_proposal", proposal, by=by, base=base) as held:
        _decide(held, by, "", ProposalState.WITHDRAWN)
    return held


def accept_fact(
    *,
    proposal: FactProposal,
    fact: Fact,
    follows: Fact | None,
    by: Actor,
    reason: str = "",
    base: int | None = None,
) -> FactProposal:
    """Put a proposed fact on record as the institution's word; `fact` is made of what was entered."""
    with PROPOSAL.moving("accept_fact", proposal, by=by, reason=reason, base=base) as held:
        if (proposal.follows is None) != (follows is None):
            raise NotNow(_("What it would amend no longer stands. Return it, and say so."))
        with INSTITUTION.moving("record_fact", held.institution, by=by) as institution:
            fact = _put(institution, fact, Source(SourceKind.INSTITUTION, held.reference), by, follows)
            refresh(institution)
        held.fact = fact.pk
        _decide(held, by, reason, ProposalState.ACCEPTED)
    return held


def _put(institution: Institution, fact: Fact, source: Source, by: Actor, follows: Fact | None) -> Fact:
    """Put it on record; code and nature change the institution as well, by the rules for amending it."""
    if isinstance(fact, Identity):
        said = Identification(fact.name, fact.uscc, fact.kind, fact.home_division)
        identify(institution, said, institution.reference.split("-")[1])
        return say(institution, said, source, by)
    fact.institution = institution
    return put(fact, source, by, follows)


def return_fact(*, proposal: FactProposal, by: Actor, reason: str, base: int | None = None) -> FactProposal:
    """Return a proposal with the reason, which the institution reads."""
    with PROPOSAL.moving("return_fact", proposal, by=by, reason=reason, base=base) as held:
        _decide(held, by, reason, ProposalState.RETURNED)
    return held


def _decide(held: FactProposal, by: Actor, reason: str, state: str) -> None:
    end_waiting(held, by, state)
    held.decided_at, held.decided_by, held.reason = clock.now(), by.trail_name, reason
