"""The rows of a hit as its institution handed them in: which receipt, which file, which line, every column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bureau.files.services import place
from bureau.screening.ledgers.lines import KEYS, OWNED, Line, lines_at, places_of
from bureau.screening.lifecycle import RunState
from bureau.screening.models import HandIn, Hit, LedgerPart, Run

FIELDS = {
    "report_id": "reports",
    "result_id": "results",
    "instrument_id": "instruments",
    "operator_id": "people",
    "signatory_id": "people",
    "person_id": "people",
    "certificate_no": "certificates",
    "site_id": "sites",
}
Wanted = dict[str, dict[str, set[str]]]


@dataclass(frozen=True)
class HandedIn:
    """The rows that stand in one hand-in."""

    handin: HandIn
    lines: list[Line]


def rows_of(hit: Hit) -> list[HandedIn]:
    """The rows that make a hit, from the ledgers that the newest run which makes it was over."""
    wanted = _wanted(hit)
    parts = LedgerPart.objects.filter(pk__in=_telling(hit).parts, uscc__in=list(wanted)).select_related(
        "handin"
    )
    keys: dict[HandIn, dict[str, set[str]]] = {}
    for part in parts.order_by("-handin__received_at"):
        held = keys.setdefault(part.handin, {})
        for table, names in wanted[part.uscc].items():
            held.setdefault(table, set()).update(names)
    found = []
    for handin, wanted_here in keys.items():
        tables = {one.table: place(one.sha256) for one in handin.tables.all()}
        places = places_of(tables, wanted_here)
        if places:
            given = {file.name: place(file.sha256) for file in handin.files}
            found.append(HandedIn(handin, lines_at(given, places)))
    return found


def _telling(hit: Hit) -> Run:
    """The newest run that makes the hit: what it rests on may have been handed in again since it was found."""
    if hit.gone_run_id is not None:
        return hit.run
    newest: Run = Run.objects.filter(unit=hit.run.unit_id, state=RunState.SCREENED).latest("started_at", "id")
    return newest


def _wanted(hit: Hit) -> Wanted:
    """By institution and table the keys of the rows that the evidence names."""
    found: Wanted = {}
    own = hit.evidence.get("row") or {}
    for row in [own, *(hit.evidence.get("others") or [])]:
        named = row.get(OWNED.get(str(row.get("table")), ""))
        if isinstance(named, str) and isinstance(row.get("uscc"), str):
            found.setdefault(row["uscc"], {}).setdefault(row["table"], set()).add(f"{row['uscc']}/{named}")
        main = {"results": "result_id", "reports": "report_id"}
        names: Iterable[str] = (
            FIELDS if row is own else (main.get(str(row.get("table")), KEYS.get(str(row.get("table")), "")),)
        )
        for name in names:
            text = row.get(name)
            table = FIELDS.get(name)
            if table and isinstance(text, str) and "/" in text:
                uscc, key = text.split("/", 1)
                found.setdefault(uscc, {}).setdefault(table, set()).add(key)
    return found
