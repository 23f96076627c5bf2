"""dates.order: a report whose own dates, or those of its results, stand in an impossible order."""

from __future__ import annotations

import numpy as np

from screener.evidence import case, other_results, report_row
from screener.ledger.units import NO_TIME
from screener.partition import Mask, Partition
from screener.rule import Rule, Verdict, hits_of

RESULT_BREACHES = ("started_before_received", "ended_before_started", "ended_after_issued")


def breaches(p: Partition) -> dict[str, Mask]:
    """Which results break which order (shape of each: results)."""
    start, end = p.results["started_at"], p.results["ended_at"]
    ended = end != NO_TIME
    return {
        "started_before_received": p.has_start & (start < p.of_report("received_at")),
        "ended_before_started": p.has_times & (end < start),
        "ended_after_issued": ended & (end > p.of_report("issued_at")),
    }


def order(p: Partition) -> Verdict:
    """Reports issued before receipt, or with a result outside the time between, or ended before it started."""
    wrong = p.reports["issued_at"] < p.reports["received_at"]
    by_result = np.logical_or.reduce(list(breaches(p).values()))
    wrong[p.report[by_result]] = True
    return Verdict(hits_of(wrong))


def _evidence(p: Partition, report: int) -> dict[str, object]:
    first, last = int(p.first_result[report]), int(p.first_result[report + 1])
    broken = p.keep("date_breaches", lambda: breaches(p))
    here = {name: np.flatnonzero(mask[first:last]) + first for name, mask in broken.items()}
    early = p.reports["issued_at"][report] < p.reports["received_at"][report]
    found = ["issued_before_received"] if early else []
    rows = sorted({int(row) for rows in here.values() for row in rows})
    others = other_results(p, rows, "started_at", "ended_at")
    named = {str(p.result_texts.column("result_id")[row].as_py()): row for row in rows}
    for other in others:
        row = named[other["result_id"]]
        other["breaches"] = [name for name in RESULT_BREACHES if broken[name][row]]
    found += [name for name in RESULT_BREACHES if len(here[name])]
    return case(report_row(p, report, "received_at", "issued_at"), others, len(rows), breaches=found)


RULES = (Rule("dates.order", "F1", "reports", (), 0.9, order, _evidence),)
