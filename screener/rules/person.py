"""Rules about the person who tested: on the staff that day, and not at two sites at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from screener.evidence import book_rows, case, other_results, result_row
from screener.index import Index
from screener.ledger.units import date_text
from screener.partition import Mask, Partition
from screener.rule import Rule, Verdict, hits_of
from screener.sweep import at_several_sites, in_two_places


def two_places(p: Partition) -> Verdict:
    """Results whose operator was at another site's result at the same time."""
    operator = p.results["operator_id"]
    tested = p.has_interval & (operator >= 0)
    rows = p.keep("moving_rows", lambda: _moving(p, tested))
    times = (p.results["started_at"][rows], p.results["ended_at"][rows])
    met = in_two_places(operator[rows], *times, p.reports["site_id"][p.report[rows]], compiled=p.compiled)
    return Verdict(rows[met], lambda: p.has_interval | ~p.has_times, tested)


def _moving(p: Partition, wanted: Mask) -> npt.NDArray[np.intp]:
    """Wanted rows of people that this partition answers for and that are seen at several sites."""
    operator = p.results["operator_id"]
    if p.compiled:
        wanted = wanted & _several_sites(p, operator)
    rows = hits_of(wanted & (p.book.shared_people[operator] == p.is_shared))
    return rows[at_several_sites(operator[rows], p.of_report("site_id")[rows])]


def _several_sites(p: Partition, operator: npt.NDArray[np.int32]) -> Mask:
    """Rows of people seen at several sites, whether wanted or not; what it says of rows without a person is void."""
    from screener.compiled.rows import several  # noqa: PLC0415 - loaded for large ledgers only

    if operator.max(initial=-1) < 0:
        return np.zeros(len(operator), bool)
    least = int(operator[operator >= 0].min())
    moving = several(p.first_result, operator, p.reports["site_id"], least, int(operator.max()))
    return moving[np.maximum(operator - least, 0)] if moving.any() else np.zeros(len(operator), bool)


def not_employed(p: Partition) -> Verdict:
    """Results whose operator was not on the institution's staff on the day of the start."""
    operator = p.results["operator_id"]
    tested = (operator >= 0) & p.has_start
    if p.compiled:
        from screener.compiled import rows  # noqa: PLC0415 - loaded for large ledgers only

        results = (p.first_result, p.reports["uscc"], operator, p.started_day, tested)
        return Verdict(hits_of(rows.not_employed(*results, *p.book.staff)), None, tested)
    employed = p.book.employed(operator, p.of_report("uscc"), p.started_day)
    return Verdict(hits_of(tested & ~employed), None, tested)


def _overlapping(p: Partition, result: int) -> npt.NDArray[np.intp]:
    start, end = p.results["started_at"], p.results["ended_at"]
    moving = p.keep("moving_rows", lambda: np.zeros(0, np.intp))
    index = p.keep("moving_people", lambda: Index.of(p.results["operator_id"][moving]))
    rows = moving[index.rows(int(p.results["operator_id"][result]))]
    rows = rows[p.reports["site_id"][p.report[rows]] != p.reports["site_id"][p.report[result]]]
    found: npt.NDArray[np.intp] = rows[(start[rows] < end[result]) & (end[rows] > start[result])]
    return found


def _two_places(p: Partition, result: int) -> dict[str, object]:
    columns = ("operator_id", "started_at", "ended_at")
    rows = _overlapping(p, result)
    return case(result_row(p, result, *columns), other_results(p, rows, *columns), len(rows))


def _not_employed(p: Partition, result: int) -> dict[str, object]:
    person = int(p.book.people.row[p.results["operator_id"][result]])
    row = result_row(p, result, "operator_id", "started_at")
    others = book_rows(p, "people", [person] if person >= 0 else [])
    return case(row, others, on=date_text(p.started_day[result]))


RULES = (
    Rule("person.two_places", "F1", "results", (), 0.9, two_places, _two_places, across=True),
    Rule("person.not_employed", "F2", "results", ("people",), 0.7, not_employed, _not_employed),
)
