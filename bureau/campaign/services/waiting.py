"""What waits in the queues of leader and office: the sign-off of each phase of a campaign that was issued."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.campaign.models import Phase
from bureau.kernel.access import Actor, Consequence
from bureau.people.permissions import P
from bureau.reminders.selectors import waiting_about
from bureau.reminders.services import add_due_date, finish_due_date, withdraw_due_date


def await_sign_off(phase: Phase, by: Actor) -> None:
    """Let the sign-off of a phase wait until its last day."""
    if phase.ends_on is None or phase.is_signed_off:
        return
    add_due_date(
        subject=phase.reference,
        title=_("Finish the phase “%(phase)s” and have it signed off") % {"phase": phase.name},
        why=_("%(campaign)s; the notice says: %(words)s")
        % {"campaign": phase.campaign.title, "words": phase.words}
        if phase.words
        else phase.campaign.title,
        address=reverse("campaign:campaign", args=[phase.campaign.reference]),
        due_on=phase.ends_on,
        permission=P.CAMPAIGN_MANAGE,
        unit=phase.campaign.unit,
        by=Consequence(by.trail_name),
    )


def signed_off(phase: Phase, by: Actor) -> None:
    """It is done and leaves every queue."""
    for due in waiting_about(phase.reference):
        finish_due_date(due_date=due, by=Consequence(by.trail_name))


def nothing_waits(phase: Phase, by: Actor, *, reason: str) -> None:
    """It need not be done any more, or not by this day."""
    for due in waiting_about(phase.reference):
        withdraw_due_date(due_date=due, by=Consequence(by.trail_name), reason=reason)
