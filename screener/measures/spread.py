"""replicates.too_alike and spread.unlike_peers: values that vary less, or otherwise, than other laboratories' do."""

from __future__ import annotations

import numpy as np

from screener.measures.cautions import (
    LESS_THAN_TWOFOLD,
    VALUES_SPAN_DECADES,
    less_than_twofold,
    span_decades,
)
from screener.measures.declaration import Anomaly, Columns, Judged, reasons
from screener.measures.groups import groups_of
from screener.measures.ratios import ratio
from screener.measures.tails import lower, two_sided
from screener.partition import Partition

FEWEST_REPEATED = 30
REPEATED_PEERS = 5
MOST_ALIKE = 0.25
FEWEST_SAMPLES = 20
SPREAD_PEERS = 8
LEAST_Z = 3.5


def replicates(p: Partition) -> Columns:
    """Squares of the replicates about their sample's mean, of the groups that have samples with replicates."""
    groups = groups_of(p)
    samples = groups.samples
    some = samples.repeated > 0
    return {
        **groups.columns(some, samples.values[some]),
        "samples": samples.repeated[some],
        "squares": samples.squares[some],
        "freedom": (samples.values - samples.repeated)[some],
    }


def judge_replicates(groups: Columns) -> Judged:
    """The pooled variance within samples against the peers', lower tail."""
    enough, freedom = groups["samples"] >= FEWEST_REPEATED, groups["freedom"].astype(np.float64)
    with np.errstate(divide="ignore", over="ignore"):
        grain = 10.0 ** -(2.0 * groups["decimals"]) / 12
        value, variance = groups["squares"] / freedom + grain, 2 / freedom
    able = enough & np.isfinite(value) & (value > 0)
    made = ratio(groups, value, variance, able)
    why = reasons(enough, able, made.compared.count >= REPEATED_PEERS)
    z = made.compared.z
    shown = made.shown()
    for name in ("samples", "freedom"):
        shown[name] = lambda row, name=name: int(groups[name][row])  # type: ignore[misc]
    shown["squares"] = lambda row: float(groups["squares"][row])
    return Judged(
        why,
        lower(z),
        made.effect,
        z,
        -made.effect,
        made.effect <= MOST_ALIKE,
        (groups["samples"], value),
        shown,
        made.beside(),
    )


def samples(p: Partition) -> Columns:
    """The standard deviation of the samples' means of each group."""
    groups = groups_of(p)
    own = groups.samples
    return {**groups.columns(), "samples": own.number, "spread": own.spread, "size": own.size}


def judge_spread(groups: Columns) -> Judged:
    """The spread between samples against the peers', either way."""
    enough, value = groups["samples"] >= FEWEST_SAMPLES, groups["spread"]
    able = enough & np.isfinite(value) & (value > 0)
    with np.errstate(divide="ignore"):
        variance = 1 / (2 * (groups["samples"] - 1.0))
    made = ratio(groups, value, variance, able)
    why = reasons(enough, able, made.compared.count >= SPREAD_PEERS)
    z = made.compared.z
    shown = made.shown()
    shown["samples"] = lambda row: int(groups["samples"][row])
    shown["ratio"] = lambda row: float(made.effect[row])
    return Judged(
        why,
        two_sided(z),
        np.abs(z),
        z,
        np.abs(z),
        np.abs(z) >= LEAST_Z,
        (groups["samples"], value),
        shown,
        made.beside(),
        {
            LESS_THAN_TWOFOLD: less_than_twofold(made.effect),
            VALUES_SPAN_DECADES: span_decades(value, groups["size"]),
        },
    )


MEASURES = (
    Anomaly("replicates.too_alike", "F2", "results", replicates, judge_replicates,
            ("fewer than 30 samples with replicates", "variance cannot be compared", "fewer than 5 peers"),
            leans=-1),
    Anomaly("spread.unlike_peers", "F2", "results", samples, judge_spread,
            ("fewer than 20 samples", "values all the same", "fewer than 8 peers"), leans=0,
            cautions=(LESS_THAN_TWOFOLD, VALUES_SPAN_DECADES)),
)  # fmt: skip
