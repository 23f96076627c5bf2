"""Something is proposed, approved, refused, withdrawn, and void when it has changed."""

from __future__ import annotations

from collections.abc import Sequence

from bureau.approvals.kinds import digest_of, kind_of
from bureau.approvals.lifecycle import PROPOSAL
from bureau.approvals.models import Proposal
from bureau.approvals.powers import Powers
from bureau.kernel import clock
from bureau.kernel.access import Actor, Consequence
from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.trail.services import next_number


def propose(
    *, kind: str, subject: str, title: str, unit: Unit, permission: str, by: Account, grounds: str = ""
) -> Proposal:
    """Propose a thing as it is now, for a decision by somebody who holds `permission` at the unit or above.

    Raises:
        MissingPermission: the role does not include proposing there.
        NotNow: the same is proposed already.
    """
    row = Proposal(
        kind=kind_of(kind).name,
        subject=subject,
        title=title[:200],
        grounds=grounds,
        unit=unit,
        permission=str(permission),
        proposer=by,
        digest=digest_of(kind, subject),
        proposed_at=clock.now(),
    )
    with PROPOSAL.creating("propose", row, by=by, reason=grounds) as made:
        made.proposed_for = _lender(by, P.APPROVAL_PROPOSE, unit)
        year = clock.today().year
        made.reference = f"A-{unit.division}-{year}-{next_number(f'A-{unit.division}-{year}'):04d}"
    return made


def approve_proposal(
    *, proposal: Proposal, by: Account, remark: str = "", base: int | None = None
) -> Proposal:
    """Approve exactly what was proposed; what follows from it happens in the same transaction.

    Raises:
        NotNow: it has changed since (and is void now), or this person proposed it.
    """
    void_if_changed(kind=proposal.kind, subject=proposal.subject, by=by)
    with PROPOSAL.moving("approve_proposal", proposal, by=by, reason=remark, base=base) as held:
        _decide(held, by, remark)
        effect = kind_of(held.kind).approved
        if effect is not None:
            effect(held, by)
    return held


def refuse_proposal(*, proposal: Proposal, by: Account, reason: str, base: int | None = None) -> Proposal:
    """Refuse it, for a reason that the proposer reads."""
    with PROPOSAL.moving("refuse_proposal", proposal, by=by, reason=reason, base=base) as held:
        _decide(held, by, reason)
        _tell_returned(held, by)
    return held


def withdraw_proposal(*, proposal: Proposal, by: Account, reason: str, base: int | None = None) -> Proposal:
    """Take it back before it is decided."""
    with PROPOSAL.moving("withdraw_proposal", proposal, by=by, reason=reason, base=base) as held:
        held.remark = reason
        _tell_returned(held, by)
    return held


def void_if_changed(*, kind: str, subject: str, by: Actor) -> list[Proposal]:
    """Make void what was proposed or approved about a thing that is not the same any more; returns what became void.

    The service that changes a thing calls this in its transaction. Whoever changes it needs no permission for what
    follows.
    """
    now = digest_of(kind, subject)
    changed = [
        one for one in Proposal.objects.standing().about(subject).filter(kind=kind) if one.digest != now
    ]
    void = []
    for proposal in changed:
        consequence = Consequence(by.trail_name)
        with PROPOSAL.moving("void_if_changed", proposal, by=consequence) as held:
            voided = kind_of(kind).voided
            if voided is not None:
                voided(held, by)
        void.append(held)
    return void


def _tell_returned(held: Proposal, by: Account) -> None:
    effect = kind_of(held.kind).returned
    if effect is not None:
        effect(held, by)


def _decide(held: Proposal, by: Account, remark: str) -> None:
    held.decided_by, held.decided_at, held.remark = by, clock.now(), remark
    held.decided_for = _lender(by, held.permission, held.unit, but=(held.proposer, held.proposed_for))


def _lender(
    by: Account, permission: str, unit: Unit, *, but: Sequence[Account | None] = ()
) -> Account | None:
    """Whose power this is, where it is not one's own; never that of any in `but`."""
    powers = Powers.of(by, permission, unit)
    return None if powers.own else next((giver for giver in powers.lent if giver not in but), None)
