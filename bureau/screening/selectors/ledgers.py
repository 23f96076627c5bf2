"""Receipts of ledgers: the list, and one with its faults, its parts, and what was altered against an earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bureau.files.models import StoredFile
from bureau.jobs.models import Job
from bureau.kernel.access import Actor
from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.registry.models import Institution
from bureau.screening.lifecycle import HANDIN
from bureau.screening.models import HandIn, LedgerPart, with_merged
from bureau.ui.figures import in_chinese
from screener.ledger.tables import TABLES

SHOWN = 200


@dataclass(frozen=True)
class LedgerPage:
    """One receipt. `faults` are the first of them, with what was expected in the reader's language."""

    handin: HandIn
    files: Sequence[StoredFile]
    parts: Sequence[LedgerPart]
    faults: Sequence[dict[str, Any]]
    fault_count: int
    refusal: str
    remarks: Sequence[str]
    rows: Sequence[tuple[str, int]]
    job: Job | None
    changes: Sequence[dict[str, Any]]
    unmapped: Sequence[str] = ()
    may_map: bool = False


def ledgers_seen(by: Account, unit: Unit | None) -> QuerySet[HandIn]:
    """Receipts that somebody sees, of the unit that lists are about, the newest first."""
    rows = HandIn.objects.visible_to(by).select_related("unit", "institution")
    if unit is not None:
        bodies = Institution.objects.within(unit)
        parts = LedgerPart.objects.filter(with_merged(bodies)).values("handin")
        rows = rows.filter(pk__in=parts) | rows.filter(unit__in=Unit.objects.within(unit))
    found: QuerySet[HandIn] = rows.distinct()
    return found


def ledger_page(handin: HandIn, *, for_: Actor) -> LedgerPage:
    """One receipt as whoever asks may see it."""
    key = "zh" if in_chinese() else "en"
    faults = [{**one, "expected": one[key], "cure": one.get(f"cure_{key}", "")} for one in handin.faults]
    remarks = handin.contents.get("warnings", [])
    read = handin.contents.get("rows_read", {})
    own = handin.parts.filter(with_merged(Institution.objects.visible_to(for_)))
    jobs = Job.objects.filter(kind="ledger.check", arguments__reference=handin.reference)
    return LedgerPage(
        handin=handin,
        files=handin.files,
        parts=list(own.select_related("institution", "replaced_by__handin", "handin")),
        faults=faults[:SHOWN],
        fault_count=len(handin.faults) + handin.faults_beyond,
        refusal=handin.refusal.get(key, ""),
        remarks=[*_read_by_mapping(handin), *(_remark(one, key) for one in remarks)],
        rows=[(_called(name), number) for name, number in read.items() if number],
        job=jobs.first(),
        unmapped=[one["name"] for one in handin.unmapped],
        may_map=not HANDIN.objection("map_columns", handin, for_),
        changes=[_change(one) for one in handin.changes[:SHOWN]] if for_.may(P.LEDGER_READ) else [],
    )


def _read_by_mapping(handin: HandIn) -> list[str]:
    """Files whose columns were read as the institution said once."""
    names = handin.contents.get("mapped", [])
    said = _("%(file)s: its columns were read as they were explained for an earlier file.")
    return [said % {"file": name} for name in names]


def _called(table: str) -> str:
    """A table in the reader's language; in Chinese with the name that its file has."""
    return f"{TABLES[table].zh} {table}" if in_chinese() and table in TABLES else table


def _change(one: dict[str, Any]) -> dict[str, Any]:
    """A cell that differs, its table and column as the reader calls them."""
    table = TABLES.get(one["table"])
    column = table.by_name.get(one["column"]) if table else None
    if table is None or column is None or not in_chinese():
        return one | {"table_called": one["table"], "column_called": one["column"]}
    return one | {"table_called": table.zh, "column_called": column.zh}


def _remark(one: dict[str, Any], key: str) -> str:
    said = one["message_zh"] if key == "zh" else one["message"]
    examples = "、".join(map(str, one.get("examples", [])[:3]))
    return f"{one['table']}.{one['column']}: {said} {examples}".strip()
