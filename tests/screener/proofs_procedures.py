"""Proofs of the rules about what methods and standards demand, from the evidence alone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from tests.screener.naive.procedures import is_outside

if TYPE_CHECKING:
    from collections.abc import Callable

Evidence = dict[str, Any]
CONDUCT_PROCEDURES = dict.fromkeys(
    ("replicates.missing", "method.not_prescribed", "conditions.outside"), "U3"
)
COMPARED_PROCEDURES = {
    "replicates.missing": "replicate value",
    "method.not_prescribed": "product",
    "conditions.outside": "started_at ended_at",
}
SHOWN = 20


def _of(evidence: Evidence, table: str) -> list[dict[str, Any]]:
    return [row for row in evidence["others"] if row["table"] == table]


def _procedure(evidence: Evidence) -> dict[str, Any]:
    row, (procedure,) = evidence["row"], _of(evidence, "procedures")
    assert (procedure["method"], procedure["parameter"]) == (row["method"], row["parameter"])
    return procedure


def replicates_missing(evidence: Evidence) -> bool:
    """The replicates of the rows shown are those named, and fewer than demanded."""
    row, fewest = evidence["row"], _procedure(evidence)["min_replicates"]
    rows = [row, *_of(evidence, "results")]
    for other in rows:
        assert all(other[name] == row[name] for name in ("report_id", "parameter", "method"))
        assert other["value"] is not None
    held = {other["replicate"] for other in rows}
    assert len(evidence["replicates"]) == min(SHOWN, evidence["replicates_total"])
    assert evidence["others_total"] > SHOWN or held == set(evidence["replicates"])
    return bool(evidence["replicates_total"] < fewest == evidence["min_replicates"])


def method_not_prescribed(evidence: Evidence) -> bool:
    """Every row shown prescribes another method for this product and parameter."""
    row, rows = evidence["row"], _of(evidence, "prescribed_methods")
    assert all((other["product"], other["parameter"]) == (row["product"], row["parameter"]) for other in rows)
    return bool(rows) and row["method"] not in {other["method"] for other in rows}


def conditions_outside(evidence: Evidence) -> bool:
    """Every reading shown is of the site, in the test's time, and outside the method's bounds."""
    row, procedure, readings = evidence["row"], _procedure(evidence), _of(evidence, "environment_log")
    start, end = (dt.datetime.fromisoformat(row[name]) for name in ("started_at", "ended_at"))
    assert evidence["outside"] == evidence["others_total"] - 1 <= evidence["readings"]
    return bool(readings) and all(
        other["site_id"] == row["site_id"]
        and start <= dt.datetime.fromisoformat(other["at"]) < end
        and is_outside(procedure, other)
        for other in readings
    )


PROVES_PROCEDURES: dict[str, Callable[[Evidence], bool]] = {
    "replicates.missing": replicates_missing,
    "method.not_prescribed": method_not_prescribed,
    "conditions.outside": conditions_outside,
}
