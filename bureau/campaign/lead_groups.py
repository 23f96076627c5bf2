"""Lead groups of campaigns that run, as those who are told when something of their unit stays overdue."""

from __future__ import annotations

from bureau.campaign.lifecycle import CampaignState, MemberState
from bureau.campaign.models import Member, MemberRole
from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.reminders.lifecycle import Rung
from bureau.reminders.superiors import names_superiors

ROLES = {Rung.TO_DEPUTY: MemberRole.DEPUTY, Rung.TO_LEADER: MemberRole.LEADER}


@names_superiors
def lead_group(unit: Unit, rung: int) -> list[Account]:
    """Deputies or leaders of the lead groups at the unit, or at units above it."""
    rows = Member.objects.filter(
        state=MemberState.STANDING,
        role=ROLES[Rung(rung)],
        campaign__state=CampaignState.ISSUED,
        account__state="active",
    ).select_related("account", "campaign__unit")
    day = clock.today()
    return [
        one.account
        for one in rows
        if one.account is not None
        and unit.is_within(one.campaign.unit)
        and one.valid_from <= day
        and (one.valid_to is None or day <= one.valid_to)
    ]
