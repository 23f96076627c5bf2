"""The pages of collections and their parts, and who opens them."""

from __future__ import annotations

from functools import partial

from tests.journeys.page import Page
from tests.journeys.stage import LEADER, OFFICE, SPEAKER, Stage


def _collection(stage: Stage) -> list[object]:
    return [stage.collection.reference]


def _part(stage: Stage, *, state: str) -> list[object]:
    return [stage.part_in(state).reference]


def _own(stage: Stage, *, kind: str = "") -> list[object]:
    return [stage.own_part.reference, *([kind] if kind else [])]


def _units(stage: Stage) -> list[object]:
    return [stage.units_part.reference]


SENT_IN = partial(_part, state="part_sent_in")
PAGES: tuple[Page, ...] = (
    Page("collecting:collections"),
    Page("collecting:collections", LEADER),
    Page("collecting:start-collection"),
    Page("collecting:collection", OFFICE, _collection),
    *(
        Page(f"collecting:{move}-collection", OFFICE, _collection)
        for move in ("hand-over", "close", "withdraw")
    ),
    Page("collecting:part", OFFICE, lambda stage: SENT_IN(stage)),
    Page("collecting:part", OFFICE, _units, "?of=unit"),
    *(
        Page(f"collecting:{move}-part", OFFICE, lambda stage: SENT_IN(stage))
        for move in ("accept", "return", "withdraw")
    ),
    Page("collecting:report-part", OFFICE, _units),
    Page("collecting:own-parts", SPEAKER),
    Page("collecting:own-part", SPEAKER, lambda stage: _own(stage)),
    Page("collecting:send-in-part", SPEAKER, lambda stage: _own(stage)),
    *(Page("collecting:fill-in", SPEAKER, partial(_own, kind=kind)) for kind in ("identity", "instrument")),
)
