"""The rest of a campaign for the world: a notice, a hand-down, a contact, a reason, a weight, and where they are."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from bureau.campaign import services
from bureau.campaign.models import Campaign
from bureau.kernel import clock
from bureau.people.models import Unit
from tests.factories import make_institution

if TYPE_CHECKING:
    from tests.world import World

NOTICE = "摇光事项通知\n一、关于开展摇光事项专项行动，请各单位认真贯彻执行。\n二、本通知自印发之日起施行。"


def build(world: World, campaign: Campaign, station: Unit) -> None:
    """Everything, by the officers of the world."""
    leader, office, today = world.accounts["leader"], world.accounts["office"], clock.today()
    notice = services.keep_notice(unit=world.unit, by=office, pasted=NOTICE)
    due = today + dt.timedelta(days=3)
    services.hand_down_campaign(campaign=campaign, unit=station, due_on=due, by=leader)
    told = services.Told(today, "phone", "玉衡", "摇光事项", "摇光事项回复", due)
    body = type(world.institution).objects.get(pk=world.institution.pk)
    talk = services.record_talk(institution=body, told=told, by=office, at=world.unit, campaign=campaign)
    left = make_institution("瑶光停业检测公司", unit=world.unit, division=world.unit.division, uscc="")
    services.propose_excuse(
        campaign=campaign, institution=left, ground="ceased", words="摇光事项，已停业", by=office
    )
    services.set_weight(campaign=campaign, term="focus", weight=5, reason="摇光事项", by=office)
    services.propose_scope_rule(
        campaign=campaign,
        effect="out",
        kind="home",
        chosen=["elsewhere"],
        words="摇光事项，市局查",
        by=office,
    )
    one = {"reference": campaign.reference}
    places: dict[str, dict[str, Any]] = {
        **{page: {"reference": notice.reference} for page in ("notice", "withdraw-notice")},
        **{page: {"reference": talk.reference} for page in ("correct-talk", "follow-up-talk")},
        **{page: {"reference": body.reference} for page in ("talks", "record-talk")},
        **dict.fromkeys(("campaign-talks", "hand-down-campaign", "proof", "priorities", "scope"), one),
        **{page: one | {"unit": station.reference} for page in ("take-up-campaign", "withdraw-hand-down")},
        **{
            f"{verb}-excuse": one | {"institution": left.reference}
            for verb in ("propose", "decide", "approve", "refuse", "withdraw")
        },
        "propose-scope-rule": one | {"kind": "domain"},
        **{
            page: one | {"number": 1}
            for page in ("scope-rule", "approve-scope-rule", "refuse-scope-rule", "end-scope-rule")
        },
        "set-weight": one | {"term": "focus"},
    }
    world.places |= {f"campaign:{page}": found for page, found in places.items()}
