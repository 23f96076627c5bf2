"""What an institution proposed stands in the work queue of those who decide, and it hears what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bureau.kernel import clock
from bureau.kernel.access import Actor, Consequence
from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.registry.lifecycle import ProposalState
from bureau.registry.models import FactProposal, Institution
from bureau.reminders.selectors import waiting_about
from bureau.reminders.services import add_due_date, finish_due_date, notify, withdraw_due_date

TO_DECIDE = dt.timedelta(days=7)
# Kept as msgids; a page shows them in the language of whoever reads.
ASKED = gettext_noop("An institution proposed it; your role decides on its facts.")
DECIDED = {
    str(ProposalState.ACCEPTED): gettext_noop("An officer accepted what you proposed."),
    str(ProposalState.RETURNED): gettext_noop(
        "An officer returned what you proposed; the reason stands beside it."
    ),
}


Listener = Callable[[Institution, Actor], None]
_listeners: list[Listener] = []


def when_handed_over(listener: Listener) -> Listener:
    """Tell a room above, inside the move, of every institution for which others answer from now on."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def tell_handed_over(institution: Institution, by: Actor) -> None:
    """Another unit or officer answers for an institution."""
    for listener in _listeners:
        listener(institution, by)


def await_decision(proposal: FactProposal, by: Actor, *, asked_by: Unit | None = None) -> None:
    """Let a proposal wait for whoever decides on facts at the unit that answers for the institution.

    While none does it waits at the unit that asked for it; what nobody asked for stands in the list of proposals only.
    """
    institution = proposal.institution
    unit = institution.unit or asked_by
    if unit is None:
        return
    add_due_date(
        subject=proposal.reference,
        title=f"{institution.name} {proposal.reference}",
        why=ASKED,
        address=reverse("registry:proposal", args=[proposal.reference]),
        due_on=clock.day_of(proposal.proposed_at) + TO_DECIDE,
        permission=P.FACT_ACCEPT,
        unit=unit,
        by=Consequence(by.trail_name),
    )


def end_waiting(proposal: FactProposal, by: Actor, state: str) -> None:
    """It was decided or taken back: it leaves every queue, and whoever proposed it hears what an officer decided."""
    consequence = Consequence(by.trail_name)
    for due_date in waiting_about(proposal.reference):
        finish_due_date(due_date=due_date, by=consequence)
    proposer = Account.objects.active().filter(username=proposal.proposed_by).first()
    if proposer is not None and state in DECIDED:
        notify(
            account=proposer,
            subject=proposal.reference,
            title=f"{proposal.institution.name} {proposal.reference}",
            why=DECIDED[state],
            address=reverse("registry:own-institution"),
            by=consequence,
        )


def hand_over_waiting(institution: Institution, by: Actor) -> None:
    """What waits about an institution waits at the unit that answers for it now."""
    consequence = Consequence(by.trail_name)
    for proposal in institution.proposals.waiting():
        for due_date in waiting_about(proposal.reference):
            withdraw_due_date(due_date=due_date, by=consequence, reason=_("Handed over to another unit."))
        proposal.institution = institution
        await_decision(proposal, by)
