"""The reports that an institution handed in: for a period, as the frame of a draw, and counted by year and field."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bureau.files.services import place
from bureau.kernel.access import Actor
from bureau.registry.models import Institution
from bureau.screening.models import Hit, LedgerPart, with_merged

A_DAY = dt.timedelta(days=1)
COLUMNS = ("report_id", "report_no", "issued_at", "product")


@dataclass(frozen=True)
class Listed:
    """One report as its institution calls it, and how many hits on it nobody has judged yet."""

    report_id: str
    report_no: str
    issued_on: dt.date
    product: str
    hits: int


def reports_handed_in(
    institution: Institution, first: dt.date, last: dt.date, *, for_: Actor
) -> list[Listed]:
    """Reports issued from `first` to `last`, both included, as the ledgers that count today tell of them.

    Where two ledgers tell of a report the one that came in last is believed.
    """
    hits = Counter(
        name.partition("/")[2]
        for name in Hit.objects.visible_to(for_)
        .about(institution)
        .undecided()
        .values_list("report_id", flat=True)
    )
    parts = LedgerPart.objects.current().filter(with_merged([institution.pk])).overlapping(first, last)
    found: dict[str, Listed] = {}
    for part in parts.select_related("handin").order_by("-handin__received_at", "-pk"):
        for row in _rows(part):
            day = row["issued_at"].date()
            name = str(row["report_id"])
            if first <= day <= last and name not in found:
                found[name] = Listed(name, str(row["report_no"]), day, str(row["product"] or ""), hits[name])
    return [found[name] for name in sorted(found)]


def _rows(part: LedgerPart) -> list[dict[str, Any]]:
    table = part.handin.tables.filter(table="reports").first()
    if table is None:
        return []
    kept = pq.read_table(place(table.sha256), columns=[*COLUMNS], filters=[("uscc", "=", part.uscc)])
    rows: list[dict[str, Any]] = kept.to_pylist()
    return rows


@dataclass(frozen=True)
class ReportsOfYear:
    """How many reports of a year and field the ledgers that count tell of, and which ledgers tell of that year."""

    year: int
    domain: str
    reports: int
    ledgers: tuple[str, ...]


def reports_by_year(institution: Institution, *, until: dt.date | None = None) -> list[ReportsOfYear]:
    """Reports by year of issue and field, up to a day if one is named; a report of two ledgers counts once."""
    parts = LedgerPart.objects.current().filter(with_merged([institution.pk])).select_related("handin")
    tables = []
    for part in parts.order_by("-handin__received_at", "-pk"):
        found = _issued(part)
        if found is not None:
            tables.append(found.append_column("ledger", pa.array([part.handin.reference] * found.num_rows)))
    if not tables:
        return []
    rows = pa.concat_tables(tables)
    if until is not None:
        rows = rows.filter(pc.less(rows["issued_at"], dt.datetime.combine(until + A_DAY, dt.time.min)))
    once = rows.group_by("report_id", use_threads=False).aggregate(
        [("year", "first"), ("domain", "first"), ("ledger", "first")]
    )
    ledgers: dict[int, set[str]] = {}
    counts: Counter[tuple[int, str]] = Counter()
    together = once.group_by(["year_first", "domain_first", "ledger_first"]).aggregate(
        [("report_id", "count")]
    )
    for row in together.to_pylist():
        ledgers.setdefault(row["year_first"], set()).add(row["ledger_first"])
        counts[row["year_first"], str(row["domain_first"])] += row["report_id_count"]
    return [
        ReportsOfYear(year, domain, number, tuple(sorted(ledgers[year])))
        for (year, domain), number in sorted(counts.items())
    ]


def _issued(part: LedgerPart) -> pa.Table | None:
    """Key, day, year and field of each report that a part of a ledger tells of."""
    table = part.handin.tables.filter(table="reports").first()
    if table is None:
        return None
    columns = ["report_id", "domain", "issued_at"]
    kept = pq.read_table(place(table.sha256), columns=columns, filters=[("uscc", "=", part.uscc)])
    return kept.append_column("year", pc.year(kept["issued_at"]))
