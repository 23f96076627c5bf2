"""A stage for tests of campaigns: a drafted one, made ready, issued; with a lead group and institutions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bureau.campaign import services
from bureau.campaign.models import Campaign, MemberRole, Phase
from bureau.campaign.services import PhasePlan, Plan
from bureau.kernel.access import Actor
from bureau.people.models import Account, Unit
from tests.cast import PROGRAM

DAY = dt.timedelta(days=1)
TODAY = "2022-05-20"
DATES = (
    (dt.date(2022, 5, 5), dt.date(2022, 5, 15), "5月5日—5月中旬"),
    (dt.date(2022, 5, 16), dt.date(2022, 6, 30), "5月中旬—6月底"),
    (dt.date(2022, 7, 1), dt.date(2022, 7, 31), "7月底"),
)


def plan(**more: Any) -> Plan:
    """A plan as a notice has it."""
    fields: dict[str, Any] = {
        "title": "云川区检验检测市场专项整治行动",
        "document_number": "云川市监发〔2022〕7号",
        "begins_on": dt.date(2022, 5, 5),
        "ends_on": dt.date(2022, 7, 31),
        "contact_post": "质量室",
    }
    return Plan(**(fields | more))


def drafted(unit: Unit, by: Actor = PROGRAM, **more: Any) -> Campaign:
    """A draft with what is preset."""
    made = services.draft_campaign(plan=plan(**more), unit=unit, by=by)
    return Campaign.objects.get(pk=made.pk)


def phase_plan(phase: Phase, **more: Any) -> PhasePlan:
    """What stands of a phase, with changes."""
    held = {name: getattr(phase, name) for name in PhasePlan.__dataclass_fields__}
    return PhasePlan(**(held | more))


def dated(campaign: Campaign) -> None:
    """Working dates for its three phases."""
    for phase, (since, until, words) in zip(campaign.phases_now(), DATES, strict=True):
        dates = {"begins_on": since, "ends_on": until, "words": words, "dates_reason": "办公室按通知的话定"}
        services.amend_phase(phase=phase, plan=phase_plan(phase, **dates), by=PROGRAM)


def issued(unit: Unit, leader: Account, *addressees: Unit, **more: Any) -> Campaign:
    """An issued campaign with dates, a leader, and addressees (the unit itself if none is named)."""
    made = services.draft_campaign(plan=plan(**more), unit=unit, by=PROGRAM, addressees=addressees or (unit,))
    dated(made)
    since = made.begins_on
    services.add_member(campaign=made, role=MemberRole.LEADER, account=leader, by=PROGRAM, since=since)
    services.issue_campaign(campaign=made, by=PROGRAM)
    return Campaign.objects.get(pk=made.pk)


def without_conditions(campaign: Campaign, number: int) -> Phase:
    """A phase that has no exit conditions any more."""
    phase: Phase = campaign.phases.get(number=number)
    return services.amend_phase(phase=phase, plan=phase_plan(phase, conditions=()), by=PROGRAM)
