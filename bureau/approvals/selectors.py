"""What waits for somebody's decision, what they proposed, and one proposal with its gate."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from bureau.approvals.kinds import digest_of, kind_of
from bureau.approvals.lifecycle import PROPOSAL, ProposalState, no_power_of_their_own, own_proposal
from bureau.approvals.models import Proposal
from bureau.kernel.access import Actor, gate
from bureau.people.models import Unit

SHOWN = 100
MOVES = ("approve_proposal", "refuse_proposal", "withdraw_proposal")


@dataclass(frozen=True)
class ProposalPage:
    """One proposal, where it is read, and why whoever looks cannot make each move ("" where they can)."""

    proposal: Proposal
    kind: str
    address: str
    objections: dict[str, str]
    changed: bool  # since it was proposed: what is read there is not what was proposed


def waiting_for(by: Actor) -> list[Proposal]:
    """What somebody may decide: they hold the permission it asks for there, by no power of whoever proposed it."""
    waiting = Proposal.objects.proposed()
    pairs = list(waiting.order_by().values_list("permission", "unit").distinct())
    units = Unit.objects.in_bulk({unit for _permission, unit in pairs})
    mine = Q(pk__in=[])
    for permission, unit in pairs:
        if by.may(permission, at=units[unit]):
            mine |= Q(permission=permission, unit=unit)
    rows = waiting.filter(mine).select_related("proposer", "unit")
    return [row for row in rows if not own_proposal(row, by) and not no_power_of_their_own(row, by)]


def proposed_by(by: Actor) -> list[Proposal]:
    """What somebody proposed, or was proposed in their name, the newest first."""
    own = Q(proposer=getattr(by, "pk", None)) | Q(proposed_for=getattr(by, "pk", None))
    return list(Proposal.objects.filter(own).select_related("decided_by", "unit")[:SHOWN])


def get_proposal(reference: str, *, for_: Actor) -> Proposal:
    """One proposal that somebody may see, or none (404)."""
    rows = Proposal.objects.select_related("proposer", "proposed_for", "decided_by", "decided_for", "unit")
    found: Proposal = gate(rows, for_=for_, reference=reference)
    return found


def approval_of(kind: str, subject: str) -> Proposal | None:
    """The approval of a thing exactly as it is now, which a room asks for before it acts on one.

    An approval of what has changed since is none, also where nobody has made it void yet.
    """
    approved = Proposal.objects.about(subject).filter(
        kind=kind, state=ProposalState.APPROVED, digest=digest_of(kind, subject)
    )
    found: Proposal | None = approved.select_related("decided_by", "decided_for").first()
    return found


def proposal_page(proposal: Proposal, by: Actor) -> ProposalPage:
    """What the page of one proposal shows."""
    kind = kind_of(proposal.kind)
    objections = {name: PROPOSAL.objection(name, proposal, by) for name in MOVES}
    changed = digest_of(proposal.kind, proposal.subject) != proposal.digest
    return ProposalPage(proposal, str(kind.title), kind.address(proposal.subject), objections, changed)
