"""The lifecycle of a proposal: decided by somebody else, on exactly what was proposed, void when that has changed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bureau.approvals.kinds import digest_of, maker_of
from bureau.approvals.powers import Powers
from bureau.kernel.access import Actor
from bureau.kernel.lifecycle import Lifecycle, move
from bureau.people.permissions import P
from bureau.ui import tones

Row = Any  # models lie above their lifecycle and cannot be named here


class ProposalState(models.TextChoices):
    """What became of a proposal."""

    PROPOSED = "proposed", gettext_lazy("proposed")
    APPROVED = "approved", gettext_lazy("approved")
    REFUSED = "refused", gettext_lazy("refused")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")
    VOID = "void", gettext_lazy("void")


S = ProposalState
DECIDED = (S.APPROVED, S.REFUSED)


def own_proposal(proposal: Row, by: Actor) -> str:
    """Nobody decides on what they proposed, or what was proposed with their power."""
    own = getattr(by, "pk", None)
    if own == proposal.proposer_id:
        return _("You proposed this yourself; somebody else must decide.")
    if own is not None and own == proposal.proposed_for_id:
        return _("%(name)s proposed this in your name; somebody else must decide.") % {
            "name": proposal.proposer
        }
    if own is not None and own == maker_of(proposal.kind, proposal.subject):
        return _("You drew this up yourself; somebody else must decide.")
    return ""


def no_power_of_their_own(proposal: Row, by: Actor) -> str:
    """Whoever decides holds the permission that the proposal asks for, and not by the proposer's power."""
    powers = Powers.of(by, proposal.permission, proposal.unit)
    if powers.nobody:
        return _("Your role does not include deciding this. Ask your administrator who may.")
    involved = {proposal.proposer_id, proposal.proposed_for_id, maker_of(proposal.kind, proposal.subject)}
    if not powers.own and all(giver.pk in involved for giver in powers.lent):
        return _(
            "You could decide this only for %(name)s, who proposed it or drew it up; somebody else must."
        ) % {"name": powers.lent[0]}
    return ""


def changed_since(proposal: Row, _by: Actor) -> str:
    """What is approved is what was proposed."""
    if digest_of(proposal.kind, proposal.subject) == proposal.digest:
        return ""
    return _("It was changed after it was proposed. It must be proposed again as it is now.")


def not_the_proposer(proposal: Row, by: Actor) -> str:
    """A proposal is withdrawn by whoever made it, or in whose name it was made."""
    if getattr(by, "pk", None) in {proposal.proposer_id, proposal.proposed_for_id} - {None}:
        return ""
    return _("%(name)s proposed this and may withdraw it; you may refuse it.") % {"name": proposal.proposer}


def proposed_already(proposal: Row, _by: Actor) -> str:
    """The same question is not put twice at one time."""
    waiting = type(proposal).objects.proposed().filter(kind=proposal.kind, subject=proposal.subject)
    first = waiting.exclude(pk=proposal.pk).first()
    if first is None:
        return ""
    return _("%(ref)s proposes this already and waits for a decision.") % {"ref": first.reference}


PROPOSAL = Lifecycle(
    "approvals.proposal",
    ProposalState,
    finals={S.REFUSED, S.WITHDRAWN, S.VOID},
    moves=[
        move("propose", None, S.PROPOSED, P.APPROVAL_PROPOSE, [proposed_already]),
        move(
            "approve_proposal",
            S.PROPOSED,
            S.APPROVED,
            P.APPROVAL_DECIDE,
            [own_proposal, no_power_of_their_own, changed_since],
        ),
        move(
            "refuse_proposal",
            S.PROPOSED,
            S.REFUSED,
            P.APPROVAL_DECIDE,
            [own_proposal, no_power_of_their_own],
        ),
        move("withdraw_proposal", S.PROPOSED, S.WITHDRAWN, P.APPROVAL_PROPOSE, [not_the_proposer]),
        move("void_if_changed", (S.PROPOSED, S.APPROVED), S.VOID, P.APPROVAL_PROPOSE),
    ],
)

tones.register("warn", S.PROPOSED)
tones.register("good", S.APPROVED)
tones.register("bad", S.REFUSED)
tones.register("idle", S.WITHDRAWN, S.VOID)
