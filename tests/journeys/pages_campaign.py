"""The pages of notices, hand-downs, the contact log, the proof and the priority list, and who opens them."""

from __future__ import annotations

from tests.journeys.page import Page
from tests.journeys.stage import LEADER, OFFICE, Stage


def _campaign(stage: Stage) -> list[object]:
    return [stage.campaign.reference]


def _notice(stage: Stage) -> list[object]:
    return [stage.notice.reference]


def _institution(stage: Stage) -> list[object]:
    return [stage.institution.reference]


def _talk(stage: Stage) -> list[object]:
    return [stage.talk.reference]


def _below(stage: Stage) -> list[object]:
    return [stage.campaign.reference, stage.hand_down.unit.reference]


def _excused(stage: Stage) -> list[object]:
    return [stage.campaign.reference, stage.excuse.institution.reference]


def _rule(stage: Stage) -> list[object]:
    return [stage.campaign.reference, 2]


def _left(stage: Stage) -> list[object]:
    return [stage.campaign.reference, stage.left.reference]


PAGES: tuple[Page, ...] = (
    Page("campaign:keep-notice"),
    Page("campaign:notice", OFFICE, _notice),
    Page("campaign:withdraw-notice", OFFICE, _notice),
    Page("campaign:campaign-talks", OFFICE, _campaign),
    Page("campaign:talks", OFFICE, _institution),
    Page("campaign:record-talk", OFFICE, _institution),
    Page("campaign:correct-talk", OFFICE, _talk),
    Page("campaign:follow-up-talk", OFFICE, _talk),
    Page("campaign:hand-down-campaign", OFFICE, _campaign),
    Page("campaign:take-up-campaign", OFFICE, _below),
    Page("campaign:withdraw-hand-down", OFFICE, _below),
    Page("campaign:proof", OFFICE, _campaign),
    Page("campaign:propose-excuse", OFFICE, _left),
    *(
        Page(f"campaign:{name}-excuse", LEADER, _excused)
        for name in ("decide", "approve", "refuse", "withdraw")
    ),
    Page("campaign:scope", OFFICE, _campaign),
    Page("campaign:propose-scope-rule", OFFICE, lambda stage: [stage.campaign.reference, "domain"]),
    *(
        Page(f"campaign:{name}", LEADER, _rule)
        for name in ("scope-rule", "approve-scope-rule", "refuse-scope-rule", "end-scope-rule")
    ),
    Page("campaign:priorities", OFFICE, _campaign),
    Page("campaign:set-weight", OFFICE, lambda stage: [stage.campaign.reference, "area"]),
)
