"""What a hand-in says differently of reports that were handed in before: which cell, and both values."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bureau.screening.ledgers.checking import OWNER
from screener.ledger.reading import schema

MOST = 500
MOST_ROWS = 2_000_000  # beyond that a table is not compared cell by cell
OWNED_BY = {"reports": "uscc", "results": OWNER}
KEYS = {"reports": "report_id", "results": "result_id"}
Change = dict[str, str]


def changes_of(older: dict[str, Path], newer: dict[str, Path], uscc: str) -> list[Change]:
    """Cells of one institution's reports and results that differ, and rows that are gone; the first 500."""
    found: list[Change] = []
    for table in KEYS:
        if table in older and table in newer:
            for change in _changes(table, older[table], newer[table], uscc):
                found.append(change)
                if len(found) == MOST:
                    return found
    return found


def _changes(table: str, older: Path, newer: Path, uscc: str) -> Iterator[Change]:
    if max(pq.read_metadata(older).num_rows, pq.read_metadata(newer).num_rows) > MOST_ROWS:
        return
    key, names = KEYS[table], schema(table).names
    before, after = (_own(path, table, uscc) for path in (older, newer))
    places = pc.index_in(before.column(key), value_set=after.column(key).combine_chunks()).to_pylist()
    gone = [row for row, place in enumerate(places) if place is None]
    for row in gone:
        text = str(before.column(key)[row].as_py())
        yield _change(table, before, row, column=key, before=text, after="")
    kept = [row for row, place in enumerate(places) if place is not None]
    old = before.take(pa.array(kept, pa.int64()))
    new = after.take(pa.array([places[row] for row in kept], pa.int64()))
    for name in names:
        same = pc.fill_null(pc.equal(old.column(name), new.column(name)), False)
        both_empty = pc.and_(pc.is_null(old.column(name)), pc.is_null(new.column(name)))
        differs = pc.invert(pc.or_(same, both_empty)).to_pylist()
        for row in (row for row, one in enumerate(differs) if one):
            was, now = (_shown(rows.column(name)[row].as_py()) for rows in (old, new))
            yield _change(table, old, row, column=name, before=was, after=now)


def _own(path: Path, table: str, uscc: str) -> pa.Table:
    return pq.read_table(path, filters=[(OWNED_BY[table], "=", uscc)])


def _change(table: str, rows: pa.Table, row: int, *, column: str, before: str, after: str) -> Change:
    report = rows.column("report_id")[row].as_py()
    key = rows.column(KEYS[table])[row].as_py()
    return {
        "table": table,
        "report_id": str(report),
        "key": str(key),
        "column": column,
        "before": before,
        "after": after,
    }


def _shown(value: Any) -> str:  # noqa: ANN401 - a cell
    return "" if value is None else str(value)
