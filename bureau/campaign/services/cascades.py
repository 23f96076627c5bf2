"""Campaigns are handed down to units below, taken up there with the superior's phases as bounds, or taken back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.campaign.lifecycle_beside import HAND_DOWN
from bureau.campaign.models import Campaign, HandDown, Phase
from bureau.campaign.services.campaigns import Plan, draft_campaign
from bureau.campaign.services.domains import focus_domain
from bureau.campaign.services.phases import PhasePlan, add_phase
from bureau.campaign.services.waiting import named
from bureau.kernel import clock
from bureau.kernel.access import Actor, Consequence
from bureau.kernel.refusals import NotNow
from bureau.people.models import Unit
from bureau.people.permissions import P
from bureau.reminders.selectors import waiting_about
from bureau.reminders.services import add_due_date, finish_due_date, withdraw_due_date


def hand_down_campaign(*, campaign: Campaign, unit: Unit, due_on: dt.date, by: Actor) -> HandDown:
    """Hand a campaign down to a unit below; from now on it waits in that unit's queue.

    Raises:
        MissingPermission, NotNow: nothing was written.
    """
    if due_on < clock.today():
        raise NotNow(_("The day by which it is taken up lies in the past."))
    row = HandDown(
        campaign=campaign, unit=unit, due_on=due_on, handed_at=clock.now(), handed_by_name=named(by)
    )
    with HAND_DOWN.creating("hand_down_campaign", row, by=by) as made:
        pass
    add_due_date(
        subject=made.reference,
        title=_("Take up “%(campaign)s”") % {"campaign": campaign.title},
        why=_("%(unit)s handed it down to your unit.") % {"unit": campaign.unit.name},
        address=reverse("campaign:take-up-campaign", args=[campaign.reference, unit.reference]),
        due_on=due_on,
        permission=P.CAMPAIGN_MANAGE,
        unit=unit,
        by=Consequence(by.trail_name),
    )
    return made


def take_up_campaign(*, hand_down: HandDown, by: Actor, base: int | None = None) -> Campaign:
    """Draft the unit's own campaign with the superior's words, phases, days and focus; its days stay within them.

    Raises:
        MissingPermission, NotNow, Stale: nothing was written.
    """
    with HAND_DOWN.moving("take_up_campaign", hand_down, by=by, base=base) as held:
        above = held.campaign
        own = draft_campaign(plan=_plan(above), unit=held.unit, by=by, preset=False)
        for phase in above.phases_now():
            _copied(phase, own, by)
        for one in above.domains.filter(state="focus").order_by("position", "id"):
            focus_domain(campaign=own, domain=one.domain, reason=one.reason, by=by)
        held.lower, held.taken_up_at, held.taken_up_by_name = own, clock.now(), named(by)
    for due in waiting_about(held.reference):
        finish_due_date(due_date=due, by=Consequence(by.trail_name))
    return own


def withdraw_hand_down(*, hand_down: HandDown, by: Actor, reason: str, base: int | None = None) -> HandDown:
    """Take it back before it was taken up, with the reason on record."""
    with HAND_DOWN.moving("withdraw_hand_down", hand_down, by=by, reason=reason, base=base) as held:
        pass
    for due in waiting_about(held.reference):
        withdraw_due_date(due_date=due, by=Consequence(by.trail_name), reason=reason)
    return held


def _plan(above: Campaign) -> Plan:
    """The superior's plan with its notice as basis; the own number and contact are for the unit to enter."""
    held = Plan(**{name: getattr(above, name) for name in Plan.__dataclass_fields__})
    cited = f"{above.unit.name}《{above.title}》（{above.document_number}）"
    basis = "\n".join(filter(None, (above.basis, cited)))
    bare = replace(held, document_number="", contact_post="", contact_phone="", contact_mail="")
    return replace(bare, superior=above, basis=basis[:4000])


def _copied(phase: Phase, own: Campaign, by: Actor) -> None:
    reason = _("As the superior's phase; amend them within its days.") if phase.begins_on else ""
    plan = PhasePlan(
        phase.name, phase.words, phase.task, phase.begins_on, phase.ends_on, reason, tuple(phase.conditions)
    )
    add_phase(campaign=own, plan=plan, by=by, bound_by=phase)
