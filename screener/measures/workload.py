"""workload.too_high: more tests for an operator and day than at other institutions of the domain."""

from __future__ import annotations

import numpy as np

from screener.measures.cautions import LESS_THAN_TWOFOLD, less_than_twofold
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
    n, total, squares = _tests(p, group, size)
    with np.errstate(divide="ignore", invalid="ignore"):
        # whole numbers until here, so that no order of the rows changes the last digit
        variance = (n * squares - total**2) / (n * (n - 1.0))
    some = np.bincount(group, p.reports["rows"], size) > 0
    made = {**groups, "rows": total, "days": n, "variance": variance}
    return {name: column[some] for name, column in made.items()}


def _tests(p: Partition, group: Ints, size: int) -> tuple[Ints, Ints, Ints]:
    """Operator-days of each group, the results they hold, and the sum of the squares of how many each holds."""
    columns = p.results["operator_id"], p.started_day, p.has_start
    if p.compiled:
        from screener.compiled.repeats import operator_days  # noqa: PLC0415 - loaded for large ledgers only

        sizes = (size, p.book.sizes["person"])
        found, done = operator_days(p.report_starts, p.bounds, group, *columns, sizes)
        if done:
            return found[0], found[1], found[2]
    rows = np.flatnonzero((columns[0] >= 0) & columns[2])
    day, operator = columns[1][rows].astype(np.int64), columns[0][rows].astype(np.int64)
    day -= day.min(initial=0)
    days, operators = int(day.max(initial=0)) + 1, int(operator.max(initial=0)) + 1
    key, count = np.unique((group[p.report[rows]] * operators + operator) * days + day, return_counts=True)
    held = key // (operators * days)
    return tuple(  # type: ignore[return-value]
        np.bincount(held, weights, size).astype(np.int64) for weights in (None, count, count**2)
    )


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
    cautions = {LESS_THAN_TWOFOLD: less_than_twofold(made.effect)}
    return Judged(why, upper(z), z, z, z, z >= LEAST_Z, (n, value), shown, made.beside(), cautions)


MEASURES = (
    Anomaly("workload.too_high", "F1", "results", days_worked, judge,
            ("fewer than 20 operator-days", "fewer than 8 peers"), leans=1,
            cautions=(LESS_THAN_TWOFOLD,)),
)  # fmt: skip
