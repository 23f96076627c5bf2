"""Every page of the office: who opens it on the stage, and where; and the addresses that are no page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bureau.law.entries import doubtful_entries
from bureau.law.reading import read_book
from scripts.draw_access import addresses
from tests.journeys import pages_campaign as campaign
from tests.journeys import pages_collecting as collecting
from tests.journeys import pages_screening as screening
from tests.journeys.page import Arguments, Page, nothing
from tests.journeys.stage import ADMIN, LEADER, OFFICE, SPEAKER, Stage


def _law(_stage: Stage) -> list[object]:
    return ["order-39"]


def _institution(stage: Stage) -> list[object]:
    return [stage.institution.reference]


def _fact(stage: Stage, *, kind: str) -> list[object]:
    return [stage.institution.reference, kind]


def _closed(stage: Stage) -> list[object]:
    return [stage.closed.reference]


def _roster(stage: Stage) -> list[object]:
    return [stage.preview.reference]


def _proposal(stage: Stage) -> list[object]:
    return [stage.proposal.reference]


def _in_state(state: str) -> Arguments:
    """The first problem of the demonstration in a state."""
    return lambda stage: [stage.problem_in(state).reference]


def _paper(state: str) -> Arguments:
    """The first paper of the demonstration in a state."""
    return lambda stage: [stage.paper_in(f"paper_{state}").reference]


def _blank(_stage: Stage) -> list[object]:
    return ["correction-order"]


def _unit(stage: Stage) -> list[object]:
    return [stage.district.reference]


def _person(stage: Stage) -> list[object]:
    return [stage.person.username]


def _matter(stage: Stage) -> list[object]:
    return [stage.matter.reference]


def _campaign(stage: Stage) -> list[object]:
    return [stage.campaign.reference]


def _draft(stage: Stage) -> list[object]:
    return [stage.draft.reference]


def _phase(stage: Stage) -> list[object]:
    return [stage.campaign.reference, 2]


def _job(stage: Stage) -> list[object]:
    return [stage.job.pk]


def _visit(stage: Stage) -> list[object]:
    return [stage.visit.reference]


def _item(stage: Stage) -> list[object]:
    return [stage.visit.reference, 1]


def _planned(stage: Stage) -> list[object]:
    return [stage.planned.reference]


def _finding(stage: Stage) -> list[object]:
    return [stage.finding.reference]


PAGES: tuple[Page, ...] = (
    Page("people:login", ""),
    *(Page("console:home", who) for who in (OFFICE, ADMIN, LEADER, SPEAKER)),
    Page("console:search", query="?q=检测"),
    Page("console:search", query="?q=nothing-is-called-so"),
    Page("console:help"),
    Page("console:system", ADMIN),
    Page("people:own-account"),
    Page("people:change-password"),
    Page("people:save-view", OFFICE, nothing, "?place=registry:institutions&query=view%3Dlapsed"),
    *(Page(f"people:{move}-view", OFFICE, lambda stage: [stage.view.pk]) for move in ("rename", "remove")),
    Page("people:units", ADMIN),
    Page("people:open-unit", ADMIN),
    Page("people:unit", ADMIN, _unit),
    *(Page(f"people:{move}-unit", ADMIN, _unit) for move in ("amend", "move", "close")),
    Page("people:accounts", ADMIN),
    Page("people:open-account", ADMIN),
    Page("people:account", ADMIN, _person),
    *(
        Page(f"people:{name}", ADMIN, _person)
        for name in ("amend-account", "close-account", "reset-password", "grant-role")
    ),
    Page("people:reopen-account", ADMIN, lambda stage: [stage.gone.username]),
    Page("people:withdraw-role", ADMIN, lambda stage: [stage.person.username, stage.held.pk]),
    Page("people:make-delegation", LEADER, lambda _stage: [LEADER]),
    Page("people:delegations", LEADER),
    Page("people:withdraw-delegation", LEADER, lambda stage: [stage.delegation.pk]),
    Page("people:roles"),
    Page("law:laws"),
    Page("law:law", OFFICE, _law),
    Page("law:entries", LEADER),
    Page("law:confirm-entry", LEADER, lambda _stage: [doubtful_entries(read_book())[0].digest]),
    Page("law:withdraw-confirmation", LEADER, lambda stage: [stage.confirmed.digest]),
    Page("law:choose-basis", OFFICE, lambda stage: [stage.choice.subject]),
    *(
        Page(f"law:{name}", OFFICE, lambda stage: [stage.choice.reference])
        for name in ("choice", "take-back-choice")
    ),
    Page("jobs:jobs"),
    Page("jobs:job", OFFICE, _job),
    Page("jobs:cancel-job", OFFICE, _job),
    Page("reminders:reminders"),
    Page("approvals:proposals", LEADER),
    Page("approvals:proposal", LEADER, _matter),
    Page("approvals:approve-proposal", LEADER, _matter),
    Page("approvals:refuse-proposal", LEADER, _matter),
    Page("approvals:withdraw-proposal", OFFICE, _matter),
    Page("registry:institutions"),
    Page("registry:institutions", query="?view=lapsed"),
    Page("registry:institutions", query="?words=nothing-is-called-so"),
    Page("registry:duplicates"),
    Page("registry:register-institution"),
    Page("registry:institution", OFFICE, _institution),
    *(
        Page("registry:institution", OFFICE, _institution, f"?tab={tab}")
        for tab in ("certificates", "places", "people", "undertakings", "earlier", "documents", "history")
    ),
    Page("registry:institution", OFFICE, _institution, "?on=2022-05-10"),
    Page("registry:institution", OFFICE, _closed),
    Page("registry:hand-everything-over"),
    Page("registry:print-institution", OFFICE, _institution),
    *(
        Page(f"registry:{name}", OFFICE, _institution)
        for name in ("amend-institution", "assign-institution", "close-institution", "merge-institution")
    ),
    Page("registry:link-account", OFFICE, _institution),
    Page("registry:open-institution-account", OFFICE, _institution),
    Page(
        "registry:close-institution-account",
        OFFICE,
        lambda stage: [stage.institution.reference, SPEAKER],
    ),
    Page("registry:unlink-account", OFFICE, lambda stage: [stage.institution.reference, SPEAKER]),
    Page("registry:reopen-institution", OFFICE, _closed),
    Page("registry:unmerge-institution", OFFICE, lambda stage: [stage.double.reference]),
    *(
        Page(f"registry:{name}-institution", OFFICE, _institution, "?other=I-150602-0001")
        for name in ("distinguish", "undistinguish")
    ),
    Page("registry:read-schedule", OFFICE, _institution),
    *(
        Page(
            f"registry:{name}-schedule",
            OFFICE,
            lambda stage: [stage.institution.reference, stage.schedule.reference],
        )
        for name in ("import", "undo")
    ),
    Page("registry:add-document", OFFICE, _institution),
    *(
        Page("registry:record-fact", OFFICE, partial(_fact, kind=kind))
        for kind in (
            *("certificate", "capability", "calibration", "authorisation", "contact"),
            *("reviewfinding", "earlierrecord"),
        )
    ),
    Page(
        "registry:withdraw-fact",
        OFFICE,
        lambda stage: [stage.institution.reference, "contact", stage.contact.pk],
    ),
    Page("registry:proposals"),
    *(Page(f"registry:{name}", OFFICE, _proposal) for name in ("proposal", "accept-fact", "return-fact")),
    Page("registry:withdraw-proposal", SPEAKER, _proposal),
    Page("registry:own-institution", SPEAKER),
    Page("registry:propose-fact", SPEAKER, lambda _stage: ["certificate"]),
    Page("registry:rosters"),
    Page("registry:receive-roster"),
    Page("registry:shapes"),
    Page("registry:forget-shape", OFFICE, lambda stage: [stage.shape.pk]),
    Page("registry:roster", OFFICE, _roster),
    Page("registry:roster", OFFICE, lambda stage: [stage.imported.reference], "?verdict=new"),
    Page("registry:read-roster", OFFICE, _roster, "?sheet=名录"),
    *(Page(f"registry:{move}-roster", OFFICE, _roster) for move in ("import", "withdraw")),
    Page("registry:undo-roster", OFFICE, lambda stage: [stage.imported.reference]),
    Page("campaign:campaigns"),
    Page("campaign:draft-campaign"),
    *(Page("campaign:campaign", OFFICE, _campaign, query) for query in ("", "?tab=plan", "?tab=history")),
    Page("campaign:campaign", LEADER, _draft),
    Page("campaign:campaign", "city", _campaign),
    *(
        Page(f"campaign:{name}", OFFICE, _campaign)
        for name in ("amend-campaign", "close-campaign", "add-phase", "focus-domain", "add-member")
    ),
    *(Page(f"campaign:{name}", OFFICE, _draft) for name in ("issue-campaign", "withdraw-campaign")),
    *(Page(f"campaign:{name}-phase", LEADER, _phase) for name in ("amend", "withdraw", "sign-off")),
    Page("campaign:withdraw-domain", OFFICE, lambda stage: [stage.campaign.reference, "food"]),
    Page("campaign:end-member", OFFICE, lambda stage: [stage.campaign.reference, stage.member.pk]),
    Page("campaign:institutions", OFFICE, _campaign),
    Page("campaign:institutions", OFFICE, _campaign, "?state=uncovered&domain=focus"),
    Page("campaign:institutions", OFFICE, _campaign, "?words=nothing-is-called-so"),
    Page("registry:annex"),
    Page("registry:submit-annex"),
    Page("registry:annex-submission", OFFICE, lambda stage: [stage.submission.reference]),
    Page("registry:annex", "cityoffice"),
    *(
        Page(f"registry:{name}", account)
        for name in ("roll-up", "submit-roll-up", "call-for-annexes", "receive-annex")
        for account in (OFFICE, "cityoffice")
    ),
    Page("registry:annex-submission", "cityoffice", lambda stage: [stage.summed.reference]),
    Page("inspection:visits"),
    *(
        Page("inspection:visits", query=query)
        for query in ("?view=mine", "?domain=food", "?institution=nobody")
    ),
    *(
        Page("inspection:findings", query=query)
        for query in ("", "?view=unassigned", "?view=mine", "?institution=nobody")
    ),
    Page("inspection:plan-visit"),
    *(
        Page(f"inspection:{name}", OFFICE, _visit)
        for name in ("visit", "print-visit", "conclude-visit", "add-item")
    ),
    *(Page(f"inspection:{name}", OFFICE, _visit) for name in ("on-site-list", "draw-reports")),
    Page(
        "inspection:set-aside-draw", OFFICE, lambda stage: [stage.drawn.visit.reference, stage.drawn.number]
    ),
    Page("inspection:answer-item", OFFICE, _item),
    Page("inspection:answer-item", OFFICE, lambda stage: [stage.visit.reference, 3]),
    *(
        Page(f"inspection:{move}-visit", OFFICE, _planned)
        for move in ("amend", "hand-over", "call-off", "begin")
    ),
    Page("inspection:visit", OFFICE, _planned),
    Page("inspection:on-site", OFFICE, _planned),
    Page("inspection:withdraw-item", OFFICE, lambda stage: [stage.planned.reference, 1]),
    *(
        Page(f"inspection:{name}", OFFICE, _finding)
        for name in ("finding", "amend-finding", "establish-finding", "close-finding", "withdraw-finding")
    ),
    Page("rectification:problems"),
    Page("rectification:problems", query="?view=overdue"),
    Page("rectification:problems", query="?words=nothing-is-called-so"),
    Page("rectification:print-problems"),
    Page("rectification:record-problem"),
    *(
        Page("rectification:problem", OFFICE, _in_state(state), f"?state={state}")
        for state in ("extended", "to_close", "struck_off", "withdrawn", "reopened")
    ),
    Page("rectification:record-answer", OFFICE, _in_state("extended")),
    Page("rectification:return-answer", OFFICE, _in_state("to_verify")),
    Page("rectification:verify-answer", OFFICE, _in_state("to_verify")),
    Page("rectification:close-problem", OFFICE, _in_state("to_close")),
    Page("rectification:close-problem", LEADER, _in_state("to_close")),
    Page("rectification:extend-deadline", LEADER, _in_state("rectifying")),
    Page("rectification:hand-over-problem", OFFICE, _in_state("extended")),
    Page("rectification:correct-problem", OFFICE, _in_state("rectifying")),
    Page("rectification:withdraw-problem", OFFICE, _in_state("rectifying")),
    Page("rectification:reopen-problem", OFFICE, _in_state("struck_off")),
    Page("rectification:own-problems", SPEAKER),
    Page("rectification:own-orders", SPEAKER),
    Page("rectification:answer-problem", SPEAKER, lambda stage: [stage.own_problem.reference]),
    Page("papers:papers"),
    Page("papers:papers", query="?view=unsigned"),
    Page("papers:papers", query="?words=nothing-is-called-so"),
    Page("papers:draft-paper"),
    Page("papers:draft-paper", OFFICE, nothing, "?blank=correction-order&source=P-150602-2022-0001"),
    *(
        Page("papers:paper", OFFICE, _paper(state), f"?state={state}")
        for state in ("drafted", "proposed", "approved", "issued", "signed")
    ),
    Page("papers:amend-paper", OFFICE, _paper("drafted")),
    Page("papers:propose-paper", OFFICE, _paper("drafted")),
    Page("papers:issue-paper", OFFICE, _paper("approved")),
    Page("papers:file-signed-copy", OFFICE, _paper("issued")),
    Page("papers:withdraw-paper", OFFICE, _paper("drafted")),
    Page("papers:templates"),
    Page("papers:templates", LEADER),
    *(Page(f"papers:{name}", OFFICE, _blank) for name in ("template", "replace-template", "retire-template")),
    Page("console:chains"),
    Page("console:chain", OFFICE, _in_state("withdrawn")),
    Page("console:chain", OFFICE, lambda stage: [stage.choice.reference]),
    *screening.PAGES,
    *campaign.PAGES,
    *collecting.PAGES,
    Page("ui:ask"),
    Page("ui:gallery"),  # test_gallery.py looks at it more closely
)

# Addresses that show no page, with arguments for asking them.
NO_PAGE: dict[str, Arguments] = {
    **screening.NO_PAGE,
    "console:healthz": nothing,
    "people:logout": nothing,
    "people:switch-text-size": nothing,
    "people:switch-language": nothing,
    "people:switch-unit": nothing,
    "people:choose-preferences": nothing,
    "people:sign-out-everywhere": nothing,
    "files:download": lambda stage: [stage.preview.file.reference],
    "reminders:read-reminder": lambda stage: [stage.job.pk],
    "registry:export-institutions": nothing,
    "registry:compare-institutions": nothing,
    "campaign:export-institutions": _campaign,
    "collecting:leave-link": nothing,
    "collecting:export-collection": lambda stage: [stage.collection.reference, "xlsx"],
    "inspection:export-visits": nothing,
    "inspection:export-findings": nothing,
    "registry:download-annex": lambda _stage: ["docx"],
    "registry:download-roll-up": lambda _stage: ["docx"],
    "registry:download-submission": lambda stage: [stage.submission.reference, "docx"],
    "rectification:export-problems": nothing,
    "rectification:download-own-order": lambda stage: [stage.paper_in("paper_issued").reference],
    "papers:download-paper": lambda stage: [stage.paper_in("paper_issued").reference, "docx"],
    "papers:download-template": _blank,
}


def uncovered() -> Iterator[str]:
    """Addresses that stand in neither list."""
    known = {page.name for page in PAGES} | set(NO_PAGE)
    return (one.name for one in addresses() if one.name not in known)
