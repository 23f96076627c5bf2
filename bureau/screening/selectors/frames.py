"""The reports that an institution handed in for a period: the frame from which some are drawn."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pyarrow.parquet as pq

from bureau.files.services import place
from bureau.kernel.access import Actor
from bureau.registry.models import Institution
from bureau.screening.models import Hit, LedgerPart, with_merged

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
