"""What waits in the queues of leader and office: the sign-off of phases, and what the lead group decides."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.campaign.models import Campaign, Phase
from bureau.kernel import clock
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
    no_longer_waits(phase.reference, by)


def nothing_waits(phase: Phase, by: Actor, *, reason: str) -> None:
    """It need not be done any more, or not by this day."""
    taken_back(phase.reference, by, reason=reason)


def await_heads(campaign: Campaign, *, subject: str, title: str, address: str, by: Actor) -> None:
    """Let something wait for the leader and each deputy of the lead group but whoever put it forward."""
    for head in campaign.heads_now():
        if head.account is not None and head.account_id != getattr(by, "pk", None):
            add_due_date(
                subject=subject,
                title=title,
                why=campaign.title,
                address=address,
                due_on=clock.today(),
                account=head.account,
                by=Consequence(by.trail_name),
            )


def no_longer_waits(subject: str, by: Actor) -> None:
    """It was decided or done."""
    for due in waiting_about(subject):
        finish_due_date(due_date=due, by=Consequence(by.trail_name))


def taken_back(subject: str, by: Actor, *, reason: str) -> None:
    """Nobody need decide or do it any more."""
    for due in waiting_about(subject):
        withdraw_due_date(due_date=due, by=Consequence(by.trail_name), reason=reason)


def named(by: Actor) -> str:
    """Whoever acts, by the name that pages show."""
    return str(getattr(by, "full_name", by.trail_name))
