"""Rules about the person who tested: on the staff that day, and not at two sites at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from screener.evidence import book_rows, case, other_results, result_row
from screener.ledger.units import date_text
from screener.partition import Partition
from screener.rule import Rule, Verdict, hits_of
from screener.sweep import in_two_places


def two_places(p: Partition) -> Verdict:
    """Results whose operator was at another site's result at the same time."""
    operator = p.results["operator_id"]
    kind = p.has_interval | ~p.has_times
    tested = p.has_interval & (operator >= 0)
    rows = hits_of(tested & (p.book.shared_people[operator] == p.is_shared))
    times = (p.results["started_at"][rows], p.results["ended_at"][rows])
    return Verdict(rows[in_two_places(operator[rows], *times, p.of_report("site_id")[rows])], kind, tested)


def not_employed(p: Partition) -> Verdict:
    """Results whose operator was not on the institution's staff on the day of the start."""
    operator = p.results["operator_id"]
    tested = (operator >= 0) & p.has_start
    employed = p.book.employed(operator, p.of_report("uscc"), p.started_day)
    return Verdict(hits_of(tested & ~employed), None, tested)


def _overlapping(p: Partition, result: int) -> npt.NDArray[np.intp]:
    start, end, site = p.results["started_at"], p.results["ended_at"], p.of_report("site_id")
    rows = p.by_operator.rows(int(p.results["operator_id"][result]))
    rows = rows[p.has_interval[rows] & (site[rows] != site[result])]
    return rows[(start[rows] < end[result]) & (end[rows] > start[result])]


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
