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


class _Others:
    """The values of several kinds, each against the others of its kind; `kind` numbers them (shape of each: values)."""

    def __init__(self, values: Floats, kind: Ints) -> None:
        held = np.bincount(kind)
        number = np.cumsum(held > 0) - 1
        self.values, self.of, self.size = values, number[kind], held[held > 0]
        self.start = np.cumsum(self.size) - self.size

    def median(self) -> Floats:
        """For each value the median of the others; not a number where there are none."""
        medians, which = self._medians(self.values)
        found: Floats = medians[self.of, which]
        return found

    def scatter(self) -> Floats:
        """For each value 1.4826 times the median distance of the others from their median.

        The others of the values of one kind have three medians at most, so that three sortings do for all.
        """
        medians, which = self._medians(self.values)
        found = np.full(len(self.values), np.nan)
        for one in range(medians.shape[1]):
            here = which == one
            if here.any():
                away = np.abs(self.values - medians[self.of, one])
                distances, whose = self._medians(away)
                found[here] = MADN * distances[self.of, whose][here]
        return found

    def _medians(self, values: Floats) -> tuple[Floats, Ints]:
        """The medians that the others of some value of each kind have (kinds × 3), and which is each value's."""
        order = np.argsort(values)
        # NumPy sorts short numbers by their digits, in time that grows with the rows alone
        narrow = np.uint16 if len(self.size) <= 2**16 else np.int64
        order = order[np.argsort(self.of[order].astype(narrow), kind="stable")]
        ordered, left = values[order], self.size - 1
        last = self.start + left
        below, at, above = (
            ordered[np.clip(self.start + left // 2 + step, self.start, last)] for step in (-1, 0, 1)
        )
        # With an odd number of others, one of two values is in their middle; of an even number, two of three.
        odd = left % 2 == 1
        found = np.stack(
            (
                np.where(odd, at, (below + at) / 2),
                np.where(odd, at, (below + above) / 2),
                np.where(odd, above, (at + above) / 2),
            ),
            axis=1,
        )
        found[left < 1] = np.nan
        # Whoever stands at a place or before it moves the next one there.
        which = (values <= at[self.of]).astype(np.int64) + (values <= np.where(odd, at, below)[self.of])
        return found, which


def others_median(values: Floats) -> Floats:
    """For each value the median of the others; not a number where there are none."""
    return _Others(values, np.zeros(len(values), np.int64)).median()


def others_scatter(values: Floats) -> Floats:
    """For each value 1.4826 times the median distance of the others from their median."""
    return _Others(values, np.zeros(len(values), np.int64)).scatter()


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
    found[able] = _Others(values[able], kind[able]).median()
    return found


def compare(logs: Floats, variance: Floats, kind: Ints, able: Mask) -> Compared:
    """z = (ln X - med) / √(MADN² + v) of each able group."""
    median, madn = (np.full(len(logs), np.nan) for _ in range(2))
    others = _Others(logs[able], kind[able])
    median[able], madn[able] = others.median(), others.scatter()
    away, scale = logs - median, np.sqrt(madn**2 + variance)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where((away == 0) & (scale == 0), 0.0, away / scale)
    return Compared(count_peers(kind, able), median, madn, z)
