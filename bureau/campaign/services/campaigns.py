"""Campaigns are drafted, amended, issued, closed, and withdrawn while they are drafts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.utils.translation import gettext as _

from bureau.campaign.lifecycle import CAMPAIGN
from bureau.campaign.models import Addressee, Campaign
from bureau.campaign.presets import DOMAINS, FOCUS_REASON, PHASES
from bureau.campaign.services.domains import focus_domain
from bureau.campaign.services.phases import PhasePlan, add_phase
from bureau.campaign.services.waiting import await_sign_off, named, nothing_waits
from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.people.models import Unit
from bureau.trail.services import next_number


@dataclass(frozen=True)
class Plan:
    """What the notice says: everything of a campaign that can be entered and amended."""

    title: str
    begins_on: dt.date
    ends_on: dt.date
    document_number: str = ""
    basis: str = ""
    superior: Campaign | None = None
    period_words: str = ""
    principles: str = ""
    goal_regularise: str = ""
    goal_investigate: str = ""
    goal_deter: str = ""
    contact_post: str = ""
    contact_phone: str = ""
    contact_mail: str = ""


def draft_campaign(
    *, plan: Plan, unit: Unit, by: Actor, addressees: Iterable[Unit] = (), preset: bool = True
) -> Campaign:
    """Draft a campaign of a unit; unless told otherwise with the three phases and the six domains of focus preset.

    Raises:
        MissingPermission, NotNow: nothing was written.
    """
    campaign = Campaign(unit=unit, drafted_at=clock.now())
    with CAMPAIGN.creating("draft_campaign", campaign, by=by) as row:
        _enter(row, plan)
        series = f"C-{unit.division}-{plan.begins_on.year}"
        row.reference = f"{series}-{next_number(series):02}"
        row.save()
        _address(row, addressees)
        for one in PHASES if preset else ():
            add_phase(campaign=row, plan=PhasePlan(one.name, task=one.task, conditions=one.conditions), by=by)
        for domain in DOMAINS if preset else ():
            focus_domain(campaign=row, domain=domain, reason=FOCUS_REASON, by=by)
    return row


def amend_campaign(
    *,
    campaign: Campaign,
    plan: Plan,
    by: Actor,
    addressees: Iterable[Unit] | None = None,
    base: int | None = None,
) -> Campaign:
    """Amend a draft; what stood before stays in its history."""
    with CAMPAIGN.moving("amend_campaign", campaign, by=by, base=base) as held:
        _enter(held, plan)
        _address(held, addressees)
    return held


def amend_issued_campaign(
    *,
    campaign: Campaign,
    plan: Plan,
    by: Actor,
    reason: str,
    addressees: Iterable[Unit] | None = None,
    base: int | None = None,
) -> Campaign:
    """Amend what was issued, with the reason on record; its document number stays in place."""
    with CAMPAIGN.moving("amend_issued_campaign", campaign, by=by, reason=reason, base=base) as held:
        if not plan.document_number:
            raise NotNow(_("What is issued keeps a document number."))
        _enter(held, plan)
        _address(held, addressees)
    return held


def issue_campaign(*, campaign: Campaign, by: Actor, base: int | None = None) -> Campaign:
    """Issue a draft: from now on its addressees see it, and the end of each phase waits for its sign-off."""
    with CAMPAIGN.moving("issue_campaign", campaign, by=by, base=base) as held:
        held.issued_at, held.issued_by_name = clock.now(), named(by)
        for phase in held.phases_now():
            await_sign_off(phase, by)
    return held


def withdraw_campaign(*, campaign: Campaign, by: Actor, reason: str, base: int | None = None) -> Campaign:
    """Withdraw a draft, with the reason on record."""
    with CAMPAIGN.moving("withdraw_campaign", campaign, by=by, reason=reason, base=base) as held:
        pass
    return held


def close_campaign(*, campaign: Campaign, by: Actor, reason: str, base: int | None = None) -> Campaign:
    """Close a campaign whose phases are all signed off; its figures stay as they are on this day."""
    with CAMPAIGN.moving("close_campaign", campaign, by=by, reason=reason, base=base) as held:
        held.closed_at = clock.now()
        for phase in held.phases_now():
            nothing_waits(phase, by, reason=reason)
    return held


def _enter(row: Campaign, plan: Plan) -> None:
    """Put on the row what the notice says."""
    superior = plan.superior
    if superior is not None and (superior.unit_id == row.unit_id or not row.unit.is_within(superior.unit)):
        raise NotNow(
            _("A superior campaign is one of a unit above: %(ref)s is not.") % {"ref": superior.reference}
        )
    if plan.ends_on < plan.begins_on:
        raise NotNow(_("It cannot end before it begins."))
    for one in fields(plan):
        setattr(row, one.name, getattr(plan, one.name))


def _address(row: Campaign, units: Iterable[Unit] | None) -> None:
    """Address it to these units from today, and no longer to the others."""
    if units is None:
        return
    wanted = {unit.pk: unit for unit in units}
    for standing in Addressee.objects.standing().filter(campaign=row):
        if wanted.pop(standing.unit_id, None) is None:
            ended = standing.fresh()
            ended.ended_on = max(clock.today(), ended.named_on)
            ended.save()
    for unit in wanted.values():
        Addressee(campaign=row, unit=unit, named_on=clock.today()).save()
