"""Each group against the others of its kind: medians, scatter and quantiles of the others, each in one sorting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from screener.measures.declaration import Columns, Floats, Ints, Mask

MADN = 1.4826
KIND = "kind"  # a column for the number of a group's kind, once it was worked out


def kinds(groups: Columns) -> Ints:
    """A number for each kind of group: parameter, method and decimals, or domain; and the side of a limit."""
    if KIND in groups:
        return groups[KIND]
    keys = (groups["side"], groups["domain"], groups["decimals"], groups["pair"])
    order = np.lexsort(keys)
    fresh = np.zeros(len(order), bool)
    for key in keys:
        ordered = key[order]
        fresh[1:] |= ordered[1:] != ordered[:-1]
    kind = np.empty(len(order), np.int64)
    kind[order] = np.cumsum(fresh)
    return kind


def each_kind(kind: Ints, able: Mask) -> Iterator[Ints]:
    """The groups of each kind that meet the rule's own minimum."""
    rows = np.flatnonzero(able)
    rows = rows[np.argsort(kind[rows], kind="stable")]
    if len(rows):
        yield from np.split(rows, np.flatnonzero(np.diff(kind[rows])) + 1)


def _ranks(values: Floats) -> tuple[Floats, Ints]:
    order = np.argsort(values, kind="stable")
    rank = np.empty(len(values), np.int64)
    rank[order] = np.arange(len(values))
    return values[order], rank


def _without(ordered: Floats, rank: Ints, place: int) -> Floats:
    """What stands at a place of the ordered values once each in turn has been taken out."""
    found: Floats = ordered[place + (place >= rank)]
    return found


def others_median(values: Floats) -> Floats:
    """For each value the median of the others; not a number where there are none."""
    left = len(values) - 1
    if left < 1:
        return np.full(len(values), np.nan)
    ordered, rank = _ranks(values)
    middle = _without(ordered, rank, left // 2)
    return middle if left % 2 else (_without(ordered, rank, left // 2 - 1) + middle) / 2


def others_scatter(values: Floats, medians: Floats) -> Floats:
    """For each value 1.4826 times the median distance of the others from their median."""
    found = np.full(len(values), np.nan)
    for median in np.unique(medians[~np.isnan(medians)]).tolist():
        here = medians == median
        found[here] = MADN * others_median(np.abs(values - median))[here]
    return found


def others_quantile(values: Floats, share: float) -> Floats:
    """For each value a quantile of the others, linear between neighbours; there must be some."""
    ordered, rank = _ranks(values)
    last = len(values) - 2
    place = last * share
    low = int(place)
    below, above = _without(ordered, rank, low), _without(ordered, rank, min(low + 1, last))
    return below + (above - below) * (place - low)


@dataclass(frozen=True)
class Compared:
    """Each group against its peers; `count` is how many there are (shape of each: groups)."""

    count: npt.NDArray[np.int64]
    median: Floats
    madn: Floats
    z: Floats


def count_peers(kind: Ints, able: Mask) -> npt.NDArray[np.int64]:
    """How many groups of other institutions of its kind meet the minimum, for each group."""
    held = np.bincount(kind[able], minlength=int(kind.max(initial=-1)) + 1)
    return held[kind] - able


def medians(values: Floats, kind: Ints, able: Mask) -> Floats:
    """For each able group the median of its peers."""
    found = np.full(len(values), np.nan)
    for rows in each_kind(kind, able):
        found[rows] = others_median(values[rows])
    return found


def compare(logs: Floats, variance: Floats, kind: Ints, able: Mask) -> Compared:
    """z = (ln X - med) / √(MADN² + v) of each able group."""
    median, madn = (np.full(len(logs), np.nan) for _ in range(2))
    for rows in each_kind(kind, able):
        median[rows] = others_median(logs[rows])
        madn[rows] = others_scatter(logs[rows], median[rows])
    away, scale = logs - median, np.sqrt(madn**2 + variance)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where((away == 0) & (scale == 0), 0.0, away / scale)
    return Compared(count_peers(kind, able), median, madn, z)
