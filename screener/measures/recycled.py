"""values.recycled: values of one sample that come back in another more often than their neighbours do."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from screener.measures.declaration import Anomaly, Columns, Ints, Judged, reasons
from screener.measures.groups import groups_of
from screener.measures.ratios import ratio
from screener.measures.tails import upper
from screener.partition import Partition

FEWEST = 100
PEERS = 5
LEAST_EFFECT = 2.0
NEAR, FAR = 10, 20
_APART = FAR + 1
_MOST = 2**62

Counts = npt.NDArray[np.int64]


def pairs(group: Ints, units: npt.NDArray[np.int64], size: int) -> tuple[Counts, Counts]:
    """Pairs of equal values of each group, and pairs 10 or 20 units apart; the rows come in order of the groups."""
    if not len(units):
        return np.zeros(size, np.int64), np.zeros(size, np.int64)
    begins = np.flatnonzero(np.concatenate(([True], group[1:] != group[:-1])))
    low, high = np.minimum.reduceat(units, begins), np.maximum.reduceat(units, begins)
    reach = high.astype(np.float64) - low
    if reach.sum() + len(begins) * _APART > _MOST:
        return pairs(group, _closer(units), size)
    room = high - low + _APART
    starts = np.cumsum(room) - room
    lengths = np.diff(np.concatenate((begins, [len(units)])))
    key = np.sort(units + np.repeat(starts - low, lengths))
    fresh = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
    key, count = key[fresh], np.diff(np.concatenate((fresh, [len(key)])))
    places = np.searchsorted(key, starts)
    equal, apart = np.zeros(size, np.int64), np.zeros(size, np.int64)
    equal[group[begins]] = np.add.reduceat(count * (count - 1) // 2, places)
    apart[group[begins]] = np.add.reduceat(count * (_at(key, count, NEAR) + _at(key, count, FAR)), places)
    return equal, apart


def _at(key: Counts, count: Counts, away: int) -> Counts:
    """How many values lie so many units above each."""
    place = np.minimum(np.searchsorted(key, key + away), len(key) - 1)
    return np.where(key[place] == key + away, count[place], 0)


def _closer(units: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The same values with every gap of more than 20 units drawn together: no pair that counts is changed."""
    distinct, place = np.unique(units, return_inverse=True)
    gaps = np.minimum(np.diff(distinct).view(np.uint64), np.uint64(_APART)).astype(np.int64)
    return np.concatenate(([0], np.cumsum(gaps)))[place]


def recycled(p: Partition) -> Columns:
    """Pairs of values of different samples, equal ones and near ones."""
    groups = groups_of(p)
    size, printed = len(groups.sizes), groups.printed
    if p.compiled and np.abs(printed.units).max(initial=0) < _MOST // 4:
        from screener.compiled.repeats import pairs as kernel  # noqa: PLC0415 - loaded for large ledgers only

        n, equal, apart = kernel(printed.units, printed.digits, groups.reports, groups.starts, FEWEST)
        return {**groups.columns(), "n": n, "equal": equal, "apart": apart}
    long = printed.long
    group, units = groups.group[long], printed.units[long]
    n = np.bincount(group, minlength=size)
    wanted = (n >= FEWEST)[group]
    group, units, places = group[wanted], units[wanted], long[wanted]
    equal, apart = pairs(group, units, size)
    within_equal, within_apart = _within(group, units, groups.reports[places], size)
    return {**groups.columns(), "n": n, "equal": equal - within_equal, "apart": apart - within_apart}


def _within(group: Ints, units: npt.NDArray[np.int64], report: Ints, size: int) -> tuple[Counts, Counts]:
    """The same pairs within one sample."""
    fresh = np.ones(len(group), bool)
    fresh[1:] = (report[1:] != report[:-1]) | (group[1:] != group[:-1])
    starts = np.flatnonzero(fresh)
    lengths = np.diff(np.concatenate((starts, [len(group)])))
    several = np.flatnonzero(np.repeat(lengths > 1, lengths))
    sample = np.repeat(np.arange(len(starts)), lengths)[several]
    found: list[Any] = []
    for counted in pairs(sample, units[several], len(starts)):
        summed = np.zeros(size, np.int64)
        some = np.flatnonzero(counted)
        np.add.at(summed, group[starts[some]], counted[some])
        found.append(summed)
    return found[0], found[1]


def judge(groups: Columns) -> Judged:
    """Equal pairs over half the near ones, against the peers', upper tail."""
    able = groups["n"] >= FEWEST
    value, variance = (groups["equal"] + 0.5) / ((groups["apart"] + 0.5) / 2), 2 / (groups["equal"] + 1)
    made = ratio(groups, value, variance, able)
    why = reasons(able, made.compared.count >= PEERS)
    z = made.compared.z
    shown = made.shown()
    for name in ("n", "equal", "apart"):
        shown[name] = lambda row, name=name: int(groups[name][row])  # type: ignore[misc]
    return Judged(
        why,
        upper(z),
        made.effect,
        z,
        made.effect,
        made.effect >= LEAST_EFFECT,
        (groups["n"], value),
        shown,
        made.beside(),
    )


MEASURES = (
    Anomaly("values.recycled", "F2", "results", recycled, judge,
            ("fewer than 100 values of 3 digits", "fewer than 5 peers"), leans=1),
)  # fmt: skip
