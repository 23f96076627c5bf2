"""The pages of the room of screening for the journeys."""

from __future__ import annotations

from tests.journeys.page import Arguments, Page, nothing
from tests.journeys.stage import LEADER, OFFICE, SPEAKER, Stage


def _ledger(stage: Stage) -> list[object]:
    return [stage.ledger.reference]


def _run(stage: Stage) -> list[object]:
    return [stage.run.reference]


def _hit(stage: Stage) -> list[object]:
    return [stage.hit.reference]


def _lead(stage: Stage) -> list[object]:
    return [stage.lead.reference]


def _question(stage: Stage) -> list[object]:
    return [stage.question.reference]


PAGES: tuple[Page, ...] = (
    Page("screening:ledgers"),
    Page("screening:ledgers", SPEAKER),
    Page("screening:hand-in-ledger"),
    Page("screening:hand-in-ledger", SPEAKER),
    Page("screening:ledger", OFFICE, _ledger),
    Page("screening:ledger", OFFICE, lambda stage: [stage.faulty_ledger.reference]),
    Page("screening:put-ledger-aside", OFFICE, _ledger),
    Page("screening:map-columns", OFFICE, _ledger),
    Page("screening:map-columns", SPEAKER, lambda stage: [stage.unmapped.reference]),
    Page("screening:mappings"),
    Page("screening:mappings", SPEAKER),
    *(
        Page(f"screening:{name}", OFFICE, lambda stage: [stage.mapping.pk])
        for name in ("mapping", "rename-mapping", "drop-mapping")
    ),
    Page("screening:portraits"),
    Page("screening:portrait", OFFICE, lambda stage: [stage.hit.body.reference]),
    Page("screening:portrait", LEADER, lambda stage: [stage.hit.body.reference]),
    Page("screening:runs"),
    Page("screening:start-run"),
    Page("screening:run", OFFICE, _run),
    Page("screening:run-verdict", OFFICE, lambda stage: [stage.run.reference, stage.hit.uscc]),
    Page("screening:hits"),
    Page("screening:hits", query="?view=accepted"),
    Page("screening:hits", query="?report=nothing-is-called-so"),
    Page("screening:hit", OFFICE, _hit),
    Page("screening:hit", LEADER, _hit),
    *(
        Page(f"screening:{name}", OFFICE, _hit)
        for name in ("hit-rows", "accept-hit", "join-hit", "ask-institution", "dismiss-hit", "reopen-hit")
    ),
    Page("screening:decide-hits", OFFICE, nothing, "?hit=H-150602-2022-000001&hit=H-150602-2022-000002"),
    Page("screening:questions"),
    Page("screening:questions", SPEAKER),
    Page("screening:question", OFFICE, _question),
    Page("screening:answer-question", SPEAKER, _question),
    Page("screening:withdraw-question", OFFICE, _question),
    Page("screening:leads"),
    *(Page(f"screening:{name}", OFFICE, _lead) for name in ("lead", "hand-over-lead", "close-lead")),
)

NO_PAGE: dict[str, Arguments] = {
    "screening:ledger-template": nothing,
    "screening:ledger-faults": _ledger,
    "screening:check-ledger": _ledger,
    "screening:export-hits": nothing,
}
