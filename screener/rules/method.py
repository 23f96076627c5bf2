"""Rules that hold a result against the reference of methods: superseded, too short, sample of the wrong age."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from screener.evidence import book_rows, case, result_row
from screener.ledger.units import MICROSECONDS_A_MINUTE, NO_DAY, date_text
from screener.partition import Partition
from screener.rule import Rule, Verdict, hits_of

NEEDS = ("methods",)


def _method(p: Partition, column: str, missing: float) -> npt.NDArray[Any]:
    return p.book.methods.get(column, p.results["pair"], missing)


def superseded(p: Partition) -> Verdict:
    """Results started on or after the day their method was superseded for the parameter."""
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
    least = _method(p, "min_minutes", np.nan)
    tested = p.has_times & ~np.isnan(least)
    rows = hits_of(tested)
    return Verdict(rows[minutes(p, rows) < least[rows]], None, tested)


def ages(p: Partition) -> npt.NDArray[np.int64]:
    """Days from the day of sampling to the day each result was started; only meaningful where both are present."""
    return p.started_day.astype(np.int64) - p.of_report("sampled_on")


def age(p: Partition) -> Verdict:
    """Results of samples younger or older than the method allows."""
    low, high = _method(p, "min_age_days", NO_DAY), _method(p, "max_age_days", NO_DAY)
    dated = p.has_start & (p.of_report("sampled_on") != NO_DAY)
    tested = dated & ((low != NO_DAY) | (high != NO_DAY))
    days = ages(p)
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
    return case(row, _methods_row(p, result), age_days=int(ages(p)[result]))


RULES = (
    Rule("method.superseded", "CHANGE", "results", NEEDS, 0.4, superseded, _superseded),
    Rule("test.too_short", "F3", "results", NEEDS, 0.9, too_short, _too_short),
    Rule("sample.age", "F3", "results", NEEDS, 0.7, age, _age),
)
