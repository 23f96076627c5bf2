"""workload.too_high: more tests for an operator and day than at other institutions of the domain."""

from __future__ import annotations

import numpy as np

from screener.measures.declaration import Anomaly, Columns, Ints, Judged, reasons
from screener.measures.passes import by_domain
from screener.measures.ratios import ratio
from screener.measures.tails import upper
from screener.partition import Partition

FEWEST = 20
PEERS = 8
LEAST_Z = 3.5


def days_worked(p: Partition) -> Columns:
    """Operator-days of each institution and domain, and how many results they hold."""
    groups, group = by_domain(p, p.whose, p.reports["domain"])
    size = len(groups["uscc"])
    rows = np.flatnonzero((p.results["operator_id"] >= 0) & p.has_start)
    tests = _tests(p, group, rows)
    held, count = tests
    n = np.bincount(held, minlength=size)
    total = np.bincount(held, count, size)
    with np.errstate(divide="ignore", invalid="ignore"):
        away = count - (total / n)[held]
        variance = np.bincount(held, away * away, size) / (n - 1)
    some = np.bincount(group, p.reports["rows"], size) > 0
    made = {**groups, "rows": total.astype(np.int64), "days": n, "variance": variance}
    return {name: column[some] for name, column in made.items()}


def _tests(p: Partition, group: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """The group of every operator-day, and its results."""
    if not len(rows):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    day = p.started_day[rows].astype(np.int64)
    day -= day.min()
    operator = p.results["operator_id"][rows].astype(np.int64)
    days, operators = int(day.max()) + 1, int(operator.max()) + 1
    key = np.sort((group[p.report[rows]] * operators + operator) * days + day)
    starts = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
    return key[starts] // (operators * days), np.diff(np.concatenate((starts, [len(key)])))


def judge(groups: Columns) -> Judged:
    """Results an operator-day against the peers', upper tail."""
    n = groups["days"].astype(np.float64)
    able = n >= FEWEST
    with np.errstate(divide="ignore", invalid="ignore"):
        value = groups["rows"] / n
        variance = groups["variance"] / value**2 / n
    made = ratio(groups, value, variance, able)
    why = reasons(able, made.compared.count >= PEERS)
    z = made.compared.z
    shown = made.shown()
    shown["days"] = lambda row: int(n[row])
    shown["tests"] = lambda row: int(groups["rows"][row])
    shown["ratio"] = lambda row: float(made.effect[row])
    return Judged(why, upper(z), z, z, z, z >= LEAST_Z, (n, value), shown)


MEASURES = (
    Anomaly("workload.too_high", "F1", "results", days_worked, judge,
            ("fewer than 20 operator-days", "fewer than 8 peers")),
)  # fmt: skip
