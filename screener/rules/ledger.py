"""ledger.changed: a report already handed in that a later hand-in tells otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from screener.earlier import REPORT_CELLS, RESULT_CELLS, Comparison, Earlier, compared
from screener.evidence import MOST_OTHERS, case, report_cell, report_row, result_cell, result_row
from screener.partition import Partition, Rows
from screener.rule import Rule, Verdict

Compared = list[tuple[int, Comparison]]
Change = dict[str, Any]


def _compared(p: Partition) -> Compared:
    found: Compared = p.keep("earlier_hand_ins", lambda: compared(p))
    return found


def changed(p: Partition) -> Verdict:
    """Reports that an earlier hand-in of the institution has, too, and in which some column or result differs."""
    tested = np.zeros(len(p.reports["uscc"]), bool)
    hit = np.zeros(len(p.reports["uscc"]), bool)
    for _, one in _compared(p):
        tested[one.reports.own] = True
        hit[one.changed] = True
    return Verdict(np.flatnonzero(hit), None, tested)


def _cell(p: Partition, row: int, name: str, read: Callable[[Partition, int, str], Any]) -> object:
    if name == "unit":
        return p.book.word("unit", int(p.archive.columns("results", p.bucket, ("unit",))["unit"][row]))
    return read(p, row, name)


def _changes(one: Comparison, table: str, at: int) -> list[Change]:
    """The columns in which a pair of rows differs, with what stood there before and stands there now."""
    reports = table == "reports"
    pairs, cells = (one.reports, one.report_cells) if reports else (one.results, one.result_cells)
    names, read = (REPORT_CELLS, report_cell) if reports else (RESULT_CELLS, result_cell)
    own, old = int(pairs.own[at]), int(pairs.earlier[at])
    return [
        {
            "column": name,
            "before": _cell(one.old, old, name, read),
            "after": _cell(one.p, own, name, read),
        }
        for name in names
        if cells[name][at]
    ]


def _within(rows: Rows, p: Partition, report: int) -> slice:
    """Which of the rows, which ascend, are results of the report."""
    first, last = rows.searchsorted(p.first_result[report : report + 2]).tolist()
    return slice(first, last)


def _results(one: Comparison, report: int, old: int) -> list[dict[str, Any]]:
    """Result rows that were altered, that are new and that are gone."""
    p, found = one.p, []
    own = _within(one.results.own, p, report)
    for at in range(own.start, own.stop):
        if one.unlike[1][at]:
            row = result_row(p, int(one.results.own[at]))
            found.append(row | {"change": "altered", "columns": _changes(one, "results", at)})
    columns = ("replicate", "value", "decimals")
    places = ((p, one.added, report, "added"), (one.old, one.gone, old, "gone"))
    for where, rows, of, change in places:
        some = rows[_within(rows, where, of)].tolist()
        found += [result_row(where, row, *columns) | {"change": change} for row in some]
    return sorted(found, key=lambda row: (str(row["result_id"]), str(row["change"])))


def _evidence(p: Partition, report: int) -> dict[str, object]:
    differing = [
        (place, one)
        for place, one in _compared(p)
        if one.changed.searchsorted(report, "right") > one.changed.searchsorted(report)
    ]
    place, one = differing[0]
    at = int(one.reports.own.searchsorted(report))
    changes = _changes(one, "reports", at)
    rows = _results(one, report, int(one.reports.earlier[at]))
    return case(
        report_row(p, report, "received_at", "issued_at") | {"columns": changes},
        [{"table": "results", **row} for row in rows[:MOST_OTHERS]],
        len(rows),
        columns_total=len(changes),
        hand_in=place + 1,
        hand_in_sha256=one.old.archive.manifest["content_sha256"],
        hand_ins=len(differing),
    )


def _prepare(book: Any) -> object:  # noqa: ANN401 - a book
    hand_ins: list[Earlier] = book.keep("earlier", lambda _: [Earlier(one, book) for one in book.earlier])
    return [one.bucket_of for one in hand_ins]


RULES = (
    Rule(
        "ledger.changed",
        "F2",
        "reports",
        (),
        0.8,
        changed,
        _evidence,
        prepare=_prepare,
        asks="earlier",
        lacking="none of its reports is in an earlier hand-in",
    ),
)
