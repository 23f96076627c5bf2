"""Rules about the person who tested: on the staff that day, and not at two sites at once."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from screener.evidence import book_rows, case, other_results, result_row
from screener.index import Index
from screener.ledger.units import date_text
from screener.partition import NONE, Counts, Mask, Partition
from screener.rule import Rule, Verdict, hits_of
from screener.sweep import at_several_sites, in_two_places

Rows = npt.NDArray[np.intp]
Ints = npt.NDArray[Any]


def two_places(p: Partition) -> Verdict:
    """Results whose operator was at another site's result at the same time."""
    rows, tested = p.keep("moving_rows", lambda: _movers(p) if p.compiled else _moving(p))
    times = (p.results["started_at"][rows], p.results["ended_at"][rows])
    sites = p.reports["site_id"][p.report_of(rows)]
    met = in_two_places(p.results["operator_id"][rows], *times, sites, compiled=p.compiled)
    return Verdict(rows[met], lambda: p.has_interval | ~p.has_times, tested)


def _moving(p: Partition) -> tuple[Rows, Mask]:
    """Rows of people this partition answers for who are seen at several sites, and all rows tested."""
    operator = p.results["operator_id"]
    tested = p.has_interval & (operator >= 0)
    rows = hits_of(tested & (p.book.shared_people[operator] == p.is_shared))
    return rows[at_several_sites(operator[rows], p.of_report("site_id")[rows])], tested


def _movers(p: Partition) -> tuple[Rows, Counts]:
    """The same, of people who may be at two sites at once only."""
    from screener.compiled.rows import chosen, span  # noqa: PLC0415 - loaded for large ledgers only
    from screener.compiled.sweeps import movers  # noqa: PLC0415 - likewise

    operator = p.results["operator_id"]
    least, most = span(operator)
    ours = p.book.shared_people == p.is_shared
    times = (p.results["started_at"], p.results["ended_at"])
    moving, counts = movers(p.bounds, p.whose, operator, *times, p.reports["site_id"], ours, least, most)
    return chosen(operator, p.has_interval, moving, least) if moving.any() else NONE, counts


def not_employed(p: Partition) -> Verdict:
    """Results whose operator was not on the institution's staff on the day of the start."""
    operator = p.results["operator_id"]
    if p.compiled:
        from screener.compiled import rows  # noqa: PLC0415 - loaded for large ledgers only

        results = (p.bounds, p.whose, p.reports["uscc"], operator, p.started_day, p.has_start)
        hits, counts = rows.not_employed(*results, *p.book.staff)
        return Verdict(hits, None, counts)
    tested = (operator >= 0) & p.has_start
    employed = p.book.employed(operator, p.of_report("uscc"), p.started_day)
    return Verdict(hits_of(tested & ~employed), None, tested)


def _overlapping(p: Partition, result: int) -> npt.NDArray[np.intp]:
    start, end = p.results["started_at"][result], p.results["ended_at"][result]
    rows, starts, ends, sites = _days_of(p, int(p.results["operator_id"][result]))
    elsewhere = sites != p.reports["site_id"][p.report_at(result)]
    found: npt.NDArray[np.intp] = rows[(starts < end) & (ends > start) & elsewhere]
    return found


def _days_of(p: Partition, operator: int) -> tuple[Rows, Ints, Ints, Ints]:
    """Results of one who moves between sites, with start, end and site; kept, since one hit seldom comes alone."""
    held: dict[int, tuple[Rows, Ints, Ints, Ints]] = p.keep("days_of_movers", dict)
    if operator not in held:
        moving, _ = p.keep("moving_rows", lambda: _moving(p))
        index = p.keep("moving_people", lambda: Index.of(p.results["operator_id"][moving]))
        rows = moving[index.rows(operator)]
        times = p.results["started_at"][rows], p.results["ended_at"][rows]
        held[operator] = rows, *times, p.reports["site_id"][p.report_of(rows)]
    return held[operator]


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
