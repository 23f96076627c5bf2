"""A paper is proposed, approved by somebody else and numbered in the same moment, or comes back."""

from __future__ import annotations

from bureau.approvals.models import Proposal
from bureau.approvals.services import propose
from bureau.kernel import clock
from bureau.kernel.access import Actor, Consequence
from bureau.papers.lifecycle import PAPER, PaperState
from bureau.papers.models import Paper
from bureau.papers.objections import KIND
from bureau.papers.telling import APPROVED, REFUSED, VOID, hush, tell_drafter
from bureau.people.models import Account
from bureau.people.permissions import P
from bureau.trail.services import next_number


def propose_paper(*, paper: Paper, grounds: str, by: Account, base: int | None = None) -> Paper:
    """Put a paper before somebody else who may approve it."""
    with PAPER.moving("propose_paper", paper, by=by, reason=grounds, base=base) as held:
        propose(
            kind=KIND,
            subject=held.reference,
            title=str(held),
            unit=held.unit,
            permission=P.PAPER_APPROVE,
            grounds=grounds,
            by=by,
        )
        hush(held, by)
    return held


def approve_paper(*, proposal: Proposal, by: Actor) -> Paper:
    """What follows from the approval: the paper is approved as proposed, and numbered if it has no number yet.

    The number is given in the transaction of the approval: should that fail, the number was never given, so that the
    numbers of a bureau, a kind and a year have no gap. A paper that is amended keeps its own.
    """
    paper = Paper.objects.get(reference=proposal.subject)
    with PAPER.moving("approve_paper", paper, by=Consequence(by.trail_name)) as held:
        today = clock.today()
        held.approved_digest, held.approved_on = proposal.digest, today
        if held.serial is None:
            held.year = today.year
            held.serial = next_number(f"paper-{held.issuer.reference}-{held.blank_slug}-{today.year}")
            held.numbered_at = clock.now()
        tell_drafter(held, APPROVED, by)
    return held


def return_paper(*, proposal: Proposal, by: Actor) -> Paper:
    """What follows from a refusal or a withdrawal: the paper is a draft again."""
    paper = Paper.objects.get(reference=proposal.subject)
    with PAPER.moving("return_paper", paper, by=Consequence(by.trail_name), reason=proposal.remark) as held:
        if proposal.decided_by is not None:  # whoever withdraws their own proposal is told nothing
            tell_drafter(held, REFUSED, by)
    return held


def void_paper(*, proposal: Proposal, by: Actor) -> Paper:
    """What follows where the paper is not what was proposed or approved: it is a draft again, if it waited or stood."""
    paper = Paper.objects.get(reference=proposal.subject)
    if paper.state in {PaperState.PROPOSED, PaperState.APPROVED}:
        with PAPER.moving("return_paper", paper, by=Consequence(by.trail_name)) as held:
            held.approved_digest, held.approved_on = "", None
        paper = held
    tell_drafter(paper, VOID, by)
    return paper
