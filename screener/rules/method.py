"""Rules that hold a result against the reference of methods: superseded, too short, sample of the wrong age."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from screener.evidence import book_rows, case, result_row
from screener.ledger.units import MICROSECONDS_A_MINUTE, NO_DAY, date_text
from screener.partition import Counts, Mask, Partition, Rows
from screener.rule import Rule, Verdict, hits_of

NEEDS = ("methods",)


def _method(p: Partition, column: str, missing: float) -> npt.NDArray[Any]:
    return p.book.methods.get(column, p.results["pair"], missing)


def superseded(p: Partition) -> Verdict:
    """Results started on or after the day their method was superseded for the parameter."""
    if p.compiled:
        from screener.compiled import rows  # noqa: PLC0415 - loaded for large ledgers only

        days = (p.book.methods.held, p.book.methods.column("superseded_on", NO_DAY))
        hits, counts = rows.superseded(p.result_starts, p.started_day, p.has_start, p.pair, *days)
        return Verdict(hits, None, counts)
    tested = p.has_start & p.book.methods.known(p.results["pair"])
    on = _method(p, "superseded_on", NO_DAY)
    return Verdict(hits_of(tested & (on != NO_DAY) & (on <= p.started_day)), None, tested)


def minutes(p: Partition, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    """Duration of results in minutes, unrounded (shape: rows)."""
    found: npt.NDArray[np.float64] = (
        p.results["ended_at"][rows] - p.results["started_at"][rows]
    ) / MICROSECONDS_A_MINUTE
    return found


def too_short(p: Partition) -> Verdict:
    """Results that took less time than the method needs at least."""
    rows, tested = (_maybe_short if p.compiled else _bounded)(p)
    return Verdict(rows[minutes(p, rows) < _least(p, rows)], None, tested)


def _least(p: Partition, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    return p.book.methods.get("min_minutes", p.results["pair"][rows], np.nan)


def _bounded(p: Partition) -> tuple[Rows, Mask | Counts]:
    """Rows whose method has a shortest duration."""
    tested = p.has_times & p.book.has_least[p.results["pair"]]
    return hits_of(tested), tested


def _maybe_short(p: Partition) -> tuple[Rows, Mask | Counts]:
    """Rows that may be too short, where the comparison in minutes then decides, and how many were tested."""
    from screener.compiled.rows import too_short as shorter  # noqa: PLC0415 - loaded for large ledgers only

    times = (p.results["started_at"], p.results["ended_at"])
    return shorter(p.result_starts, *times, p.pair, p.has_times, p.book.has_least, p.book.beyond_least)


def ages(p: Partition, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.int64]:
    """Days from the day of sampling to the day each result was started; only meaningful where both are present."""
    days: npt.NDArray[np.int64] = (
        p.started_day[rows].astype(np.int64) - p.reports["sampled_on"][p.report_of(rows)]
    )
    return days


def age(p: Partition) -> Verdict:
    """Results of samples younger or older than the method allows."""
    if p.compiled:
        from screener.compiled.rows import outside_ages  # noqa: PLC0415 - loaded for large ledgers only

        bounds = (p.book.methods.column(name, NO_DAY) for name in ("min_age_days", "max_age_days"))
        rows = (p.bounds, p.whose, p.reports["sampled_on"], p.started_day, p.has_start, p.pair)
        hits, counts = outside_ages(*rows, *bounds)
        return Verdict(hits, None, counts)
    low, high = _method(p, "min_age_days", NO_DAY), _method(p, "max_age_days", NO_DAY)
    dated = p.has_start & (p.of_report("sampled_on") != NO_DAY)
    tested = dated & ((low != NO_DAY) | (high != NO_DAY))
    days = ages(p, np.arange(len(tested)))
    outside = ((low != NO_DAY) & (days < low)) | ((high != NO_DAY) & (days > high))
    return Verdict(hits_of(tested & outside), None, tested)


def _methods_row(p: Partition, result: int) -> list[dict[str, Any]]:
    return book_rows(p, "methods", [p.book.methods.row[p.results["pair"][result]]])


def _superseded(p: Partition, result: int) -> dict[str, object]:
    row = result_row(p, result, "started_at")
    return case(row, _methods_row(p, result), on=date_text(p.started_day[result]))


def _too_short(p: Partition, result: int) -> dict[str, object]:
    row = result_row(p, result, "started_at", "ended_at")
    return case(row, _methods_row(p, result), minutes=float(minutes(p, np.array([result]))[0]))


def _age(p: Partition, result: int) -> dict[str, object]:
    row = result_row(p, result, "sampled_on", "started_at")
    return case(row, _methods_row(p, result), age_days=int(ages(p, np.array([result]))[0]))


RULES = (
    Rule("method.superseded", "CHANGE", "results", NEEDS, 0.4, superseded, _superseded),
    Rule("test.too_short", "F3", "results", NEEDS, 0.9, too_short, _too_short),
    Rule("sample.age", "F3", "results", NEEDS, 0.7, age, _age),
)
