"""dates.order: a report whose own dates, or those of its results, stand in an impossible order."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from screener.evidence import case, other_results, report_row
from screener.ledger.units import NO_TIME
from screener.partition import Mask, Partition
from screener.rule import Rule, Verdict, hits_of

Times = npt.NDArray[np.int64]

RESULT_BREACHES = ("started_before_received", "ended_before_started", "ended_after_issued")


def breaches(start: Times, end: Times, received: Times, issued: Times) -> dict[str, Mask]:
    """Which results break which order (shape of all: results; the last two may be single instants)."""
    started, ended = start != NO_TIME, end != NO_TIME
    return {
        "started_before_received": started & (start < received),
        "ended_before_started": started & ended & (end < start),
        "ended_after_issued": ended & (end > issued),
    }


def order(p: Partition) -> Verdict:
    """Reports issued before receipt, or with a result outside the time between, or ended before it started."""
    if p.compiled:
        from screener.compiled.rows import out_of_order  # noqa: PLC0415 - loaded for large ledgers only

        columns = (
            p.reports["received_at"],
            p.reports["issued_at"],
            p.results["started_at"],
            p.results["ended_at"],
        )
        return Verdict(hits_of(out_of_order(p.bounds, *columns)))
    wrong = p.reports["issued_at"] < p.reports["received_at"]
    spans = (
        p.results["started_at"],
        p.results["ended_at"],
        p.of_report("received_at"),
        p.of_report("issued_at"),
    )
    by_result = np.logical_or.reduce(list(breaches(*spans).values()))
    wrong[p.report[by_result]] = True
    return Verdict(hits_of(wrong))


def _evidence(p: Partition, report: int) -> dict[str, object]:
    first, last = int(p.first_result[report]), int(p.first_result[report + 1])
    received, issued = p.reports["received_at"][report], p.reports["issued_at"][report]
    started, ended = p.results["started_at"][first:last], p.results["ended_at"][first:last]
    broken = breaches(started, ended, received, issued)
    here = {name: np.flatnonzero(mask) + first for name, mask in broken.items()}
    early = issued < received
    found = ["issued_before_received"] if early else []
    rows = sorted({int(row) for rows in here.values() for row in rows})
    others = other_results(p, rows, "started_at", "ended_at")
    named = {str(p.text("results", "result_id")[row].as_py()): row for row in rows}
    for other in others:
        row = named[other["result_id"]]
        other["breaches"] = [name for name in RESULT_BREACHES if broken[name][row - first]]
    found += [name for name in RESULT_BREACHES if len(here[name])]
    return case(report_row(p, report, "received_at", "issued_at"), others, len(rows), breaches=found)


RULES = (Rule("dates.order", "F1", "reports", (), 0.9, order, _evidence),)
