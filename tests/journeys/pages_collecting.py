"""The pages of collections and their parts, and who opens them."""

from __future__ import annotations

from functools import partial

from tests.journeys.page import Page
from tests.journeys.stage import LEADER, OFFICE, SPEAKER, Stage


def _collection(stage: Stage) -> list[object]:
    return [stage.collection.reference]


def _sent_in(stage: Stage) -> list[object]:
    return [stage.sent_in.reference]


def _own(stage: Stage, *, kind: str = "") -> list[object]:
    return [stage.own_part.reference, *([kind] if kind else [])]


def _units(stage: Stage) -> list[object]:
    return [stage.units_part.reference]


PAGES: tuple[Page, ...] = (
    Page("collecting:collections"),
    Page("collecting:collections", LEADER),
    Page("collecting:start-collection"),
    Page("collecting:collection", OFFICE, _collection),
    *(
        Page(f"collecting:{move}-collection", OFFICE, _collection)
        for move in ("hand-over", "close", "withdraw")
    ),
    Page("collecting:part", OFFICE, _sent_in),
    Page("collecting:part", OFFICE, _units, "?of=unit"),
    *(Page(f"collecting:{move}-part", OFFICE, _sent_in) for move in ("accept", "return", "withdraw")),
    Page("collecting:report-part", OFFICE, _units),
    *(Page(f"collecting:{move}-link", OFFICE, _sent_in) for move in ("give", "revoke")),
    Page("collecting:open-link", "", lambda stage: [stage.token]),
    Page("collecting:link-part", ""),
    Page("collecting:link-fill-in", "", lambda _stage: ["contact"]),
    Page("collecting:link-send-in", ""),
    Page("collecting:own-parts", SPEAKER),
    Page("collecting:own-part", SPEAKER, _own),
    Page("collecting:send-in-part", SPEAKER, _own),
    *(Page("collecting:fill-in", SPEAKER, partial(_own, kind=kind)) for kind in ("identity", "instrument")),
)
