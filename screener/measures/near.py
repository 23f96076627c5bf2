"""Near pairs among reports of the same keys: equal but for one parameter, or apart by one offset or one factor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from screener.marks import SPREAD, mix
from screener.measures.vectors import FEWEST_VALUES, Counts, Marks, Rows, Whole

LEAST_DIGITS = 12
#: Values of so many units or more are no longer told apart by a double: they are not compared by offset or factor.
EXACT = 2**53
#: Reports of like proportions that one is compared with, at most: what keeps a hundred thousand of them linear.
MOST_BESIDE = 20_000
_CHUNK = 2**20
_SLACK = 1e-9
_SAMPLED = 32


@dataclass(frozen=True)
class Class:
    """Reports of one institution with the same keys (n reports, k values, b parameters).

    `marks`: one number for the values of each parameter, equal where they are (n, b). `units`: values in units of
    their last digit (n, k). `digits`: significant digits of each parameter's values (n, b). `block`: the parameter of
    each value (k). `sample`: the sample of each report (n).
    """

    marks: Marks
    units: Whole
    digits: Whole
    block: npt.NDArray[np.int64]
    sample: npt.NDArray[np.int64]

    def shuffled(self, orders: list[Rows]) -> Class:
        """Each parameter's block of values dealt out anew: report i gets those of report `orders[parameter][i]`."""
        marks, units, digits = (
            np.empty_like(self.marks),
            np.empty_like(self.units),
            np.empty_like(self.digits),
        )
        for place, order in enumerate(orders):
            own = self.block == place
            marks[:, place], digits[:, place] = self.marks[order, place], self.digits[order, place]
            units[:, own] = self.units[np.ix_(order, np.flatnonzero(own))]
        return Class(marks, units, digits, self.block, self.sample)


def near_pairs(one: Class) -> Counts:
    """How many pairs of reports on different samples are near: but for a parameter, by offset, by factor."""
    total, width = one.marks.sum(axis=1), np.bincount(one.block)
    every = np.ones(len(total), bool)
    again = _pairs(total, one.sample, every)
    digits = one.digits.sum(axis=1)
    but_one = 0
    for place in range(len(width)):
        if len(one.block) - width[place] < FEWEST_VALUES:
            continue
        able = digits - one.digits[:, place] >= LEAST_DIGITS
        but_one += _pairs(total - one.marks[:, place], one.sample, able)
        but_one -= _pairs(total, one.sample, able) if again else 0
    able = (digits >= LEAST_DIGITS) & (np.abs(one.units) < EXACT).all(axis=1)
    apart = row_marks(one.units - one.units[:, :1])
    offset = _pairs(apart, one.sample, able)
    offset -= _pairs(row_marks(one.units), one.sample, able) if offset else 0
    return np.array([but_one, offset, Scaled(one, total, apart, able).count()], np.int64)


def expected(one: Class) -> float:
    """The mean number of pairs equal but for a parameter over all shuffles, a lower bound for all near pairs.

    A shuffle makes two reports equal in each parameter as often as any two are, one parameter whatever the other. A
    parameter whose others may have fewer than 12 digits is left out, and so are pairs on one sample.
    """
    n, width = len(one.sample), np.bincount(one.block)
    whole = n * (n - 1) / 2
    share = np.array([_equal(one.marks[:, place]) for place in range(len(width))]) / whole
    least, total = one.digits.min(axis=0), 0.0
    for place in range(len(width)):
        others = np.arange(len(width)) != place
        if len(one.block) - width[place] >= FEWEST_VALUES and least[others].sum() >= LEAST_DIGITS:
            total += float(np.prod(share[others]) * (1 - share[place]))
    _, samples = np.unique(one.sample, return_counts=True)
    return total * float(whole - (samples * (samples - 1) / 2).sum())


def row_marks(units: Whole) -> Marks:
    """One number for each row, equal where the rows are."""
    with np.errstate(over="ignore"):
        places = np.arange(units.shape[1], dtype=np.uint64) * SPREAD
        return np.asarray(mix(units.view(np.uint64) + places).sum(axis=1), np.uint64)


def _pairs(keys: Marks, sample: npt.NDArray[Any], able: npt.NDArray[np.bool_]) -> int:
    """Pairs of able reports with equal keys and different samples."""
    keys, sample = keys[able], sample[able]
    return _equal(keys) - _equal(mix(keys ^ (sample.astype(np.uint64) * SPREAD)))


def _equal(keys: Marks) -> int:
    ordered = np.sort(keys)
    ends = np.flatnonzero(ordered[1:] != ordered[:-1])
    sizes = np.diff(np.concatenate(([-1], ends, [len(keys) - 1])))
    return int((sizes * (sizes - 1) // 2).sum())


def by_factor(a: Whole, b: Whole) -> npt.NDArray[np.bool_]:
    """Whether each row of b is that of a times one factor other than 1, to half a unit of the last digit.

    The factor is that of a's longest value. Whole numbers throughout: products wrap around, differences that are
    small come out right, and large ones are told by doubles.
    """
    sizes = np.abs(a)
    longest = sizes == sizes.max(axis=1, keepdims=True)
    place = np.where(longest, np.abs(b), -1).argmax(axis=1)
    rows = np.arange(len(a))
    top, new = a[rows, place][:, None], b[rows, place][:, None]
    rough = b.astype(np.float64) * top - new.astype(np.float64) * a
    close = np.abs(rough) < 2.0**60
    with np.errstate(over="ignore"):
        exact = np.where(close, b * top - new * a, 0)
    fits = close & (2 * np.abs(exact) <= np.abs(top))
    found: npt.NDArray[np.bool_] = fits.all(axis=1) & (top != new)[:, 0]
    return found


class Scaled:
    """Pairs by a factor that are near in no other way; equal reports are looked at once and counted as many."""

    def __init__(self, one: Class, total: Marks, apart: Marks, able: npt.NDArray[np.bool_]) -> None:
        self.one, self.total, self.apart, self.able = one, total, apart, able
        width = np.bincount(one.block)
        digits = one.digits.sum(axis=1, keepdims=True) - one.digits
        self.left = (digits >= LEAST_DIGITS) & (len(one.block) - width >= FEWEST_VALUES)

    def count(self) -> int:
        """Pairs of reports, equal ones each for themselves."""
        a, b = self.matches()
        sample, total = self.one.sample[self.able], self.total[self.able]
        if len(np.unique(sample)) == len(np.unique(total)) == len(total):
            return len(a)
        return sum(self._many(x, y) for x, y in zip(a.tolist(), b.tolist(), strict=True))

    def matches(self) -> tuple[Rows, Rows]:
        """Pairs of distinct vectors, each by its first report."""
        rows = np.flatnonzero(self.able)
        _, first = np.unique(self.total[rows], return_index=True)
        rows = rows[np.sort(first)]
        if len(rows) < 2:
            return rows[:0], rows[:0]
        found = [self._checked(rows, *some) for some in self._beside(rows)]
        low, high = (np.concatenate([part[side] for part in found]) for side in (0, 1))
        both = np.unique(np.stack((low, high), axis=1), axis=0) if len(low) else np.zeros((0, 2), np.intp)
        return both[:, 0], both[:, 1]

    def _beside(self, rows: Rows) -> list[tuple[Rows, Rows]]:
        """Places of pairs (a, b) whose proportions are alike as far as b's rounding tells, chunk by chunk."""
        units = self.one.units[rows]
        ratios, slack = proportions(units, self.one.block)
        order = np.argsort(ratios[0], kind="stable")
        ordered = ratios[0][order]
        low = np.searchsorted(ordered, ratios[0] - slack[0], "left")
        high = np.minimum(np.searchsorted(ordered, ratios[0] + slack[0], "right"), low + MOST_BESIDE)
        ends = np.cumsum(high - low)
        cuts = np.searchsorted(ends, np.arange(_CHUNK, int(ends[-1]) + _CHUNK, _CHUNK), "left") + 1
        found, begin = [], 0
        for end in np.unique(np.minimum(cuts, len(rows))).tolist():
            sizes = (high - low)[begin:end]
            b = np.repeat(np.arange(begin, end), sizes)
            at = (
                np.arange(len(b))
                - np.repeat(np.cumsum(sizes) - sizes, sizes)
                + np.repeat(low[begin:end], sizes)
            )
            a = order[at]
            like = (a != b) & (np.abs(ratios[1][a] - ratios[1][b]) <= slack[1][b])
            found.append((a[like], b[like]))
            begin = end
        return found

    def _checked(self, rows: Rows, a: Rows, b: Rows) -> tuple[Rows, Rows]:
        """Those that are one factor apart and neither by offset nor equal but for a parameter, as (lower, higher)."""
        a, b = rows[a], rows[b]
        keep = by_factor(self.one.units[a], self.one.units[b]) if len(a) else np.zeros(0, bool)
        a, b = a[keep], b[keep]
        rest = [self.total[side][:, None] - self.one.marks[side] for side in (a, b)]
        but_one = ((rest[0] == rest[1]) & self.left[a]).any(axis=1)
        keep = ~but_one & (self.apart[a] != self.apart[b])
        a, b = a[keep], b[keep]
        return np.minimum(a, b), np.maximum(a, b)

    def _many(self, a: int, b: int) -> int:
        """Pairs on different samples that two distinct vectors stand for."""
        samples = [self.one.sample[self.able & (self.total == self.total[row])] for row in (a, b)]
        (left, first), (right, second) = (np.unique(side, return_counts=True) for side in samples)
        _, one, two = np.intersect1d(left, right, assume_unique=True, return_indices=True)
        return int(len(samples[0]) * len(samples[1]) - (first[one] * second[two]).sum())


def proportions(
    units: Whole, block: npt.NDArray[np.int64]
) -> tuple[list[npt.NDArray[Any]], list[npt.NDArray[Any]]]:
    """Two logarithms of ratios of each row's values, and how far those of a multiple may lie from it.

    Any three values do; long ones of different parameters leave the fewest candidates.
    """
    score = np.minimum(np.abs(units[:_SAMPLED]), 10**6).sum(axis=0)
    first = int(score.argmax())
    second = int(np.where(block == block[first], -1, score).argmax())
    other = np.where(
        (block == block[first]) | (block == block[second]), score * 0.01, score.astype(np.float64)
    )
    other[[first, second]] = -1
    sizes = np.abs(units[:, [first, second, int(other.argmax())]]).astype(np.float64)
    with np.errstate(divide="ignore"):
        logs = np.log(np.maximum(sizes, 0.5))
        slack = np.where(sizes > 0, -np.log1p(-0.5 / np.maximum(sizes, 1)), np.inf)
    return (
        [logs[:, 0] - logs[:, place] for place in (1, 2)],
        [slack[:, 0] + slack[:, place] + _SLACK for place in (1, 2)],
    )
