"""The values of a partition by institution, parameter, method and printed decimals, and their samples within."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from screener.measures.declaration import Columns, Floats, Ints, Mask
from screener.measures.printing import Units, digits, printed_groups, units
from screener.partition import Partition

FEWEST_PRINTED = 100  # the least of the minimum counts of the rules that look at printed digits
LEAST_DIGITS = 3
MOST_CELLS = 2**20


@dataclass(frozen=True)
class Groups:
    """The results with a value, group by group; within a group as the partition holds them, a report's together.

    `rows` are the results, `values` theirs, `starts` where each group begins and the end; `whose` is the institution
    of each group within the partition.
    """

    partition: Partition
    rows: npt.NDArray[np.intp]
    values: Floats
    starts: npt.NDArray[np.int64]
    whose: npt.NDArray[np.int32]
    pair: npt.NDArray[np.int32]
    decimals: npt.NDArray[np.int32]

    @cached_property
    def sizes(self) -> npt.NDArray[np.int64]:
        """Values of each group."""
        return np.diff(self.starts)

    @cached_property
    def reports(self) -> npt.NDArray[np.int32]:
        """The report of each value."""
        return self.partition.report[self.rows]

    @cached_property
    def group(self) -> npt.NDArray[np.int32]:
        """The group of each value."""
        return np.repeat(np.arange(len(self.sizes), dtype=np.int32), self.sizes)

    @cached_property
    def samples(self) -> Samples:
        """What the samples of each group come to: its values of one report."""
        if self.partition.compiled:
            from screener.compiled.groups import samples  # noqa: PLC0415 - loaded for large ledgers only

            return Samples(*samples(self.values, self.reports, self.starts))
        fresh = np.ones(len(self.rows), bool)
        fresh[1:] = self.reports[1:] != self.reports[:-1]
        fresh[self.starts[:-1]] = True
        starts = np.flatnonzero(fresh)
        sizes, sample, size = np.diff(np.append(starts, len(fresh))), np.cumsum(fresh) - 1, len(self.sizes)
        first, group = self.values[starts], self.group[starts]
        with np.errstate(over="ignore", invalid="ignore"):
            # from the first value on, so that equal values have exactly that mean
            means = first + np.bincount(sample, self.values - first[sample], len(starts)) / sizes
            rows = np.flatnonzero(sizes[sample] > 1)
            away = self.values[rows] - means[sample[rows]]
            squares: Floats = np.bincount(self.group[rows], away * away, size).astype(np.float64)
            number = np.bincount(group, minlength=size)
            far = np.bincount(group, np.abs(means), size) / number
        return Samples(
            number,
            deviation(means, group, size),
            np.bincount(group[sizes > 1], minlength=size),
            np.bincount(self.group[rows], minlength=size),
            squares,
            far,
        )

    @cached_property
    def printed(self) -> Printed:
        """The printed digits of the values of groups that are large enough for any rule to look at them."""
        large = self.sizes >= FEWEST_PRINTED
        if self.partition.compiled:
            return Printed(*printed_groups(self.values, self.starts, self.decimals, large))
        rows = np.flatnonzero(np.repeat(large, self.sizes))
        found, count = np.zeros(len(self.rows), np.int64), np.zeros(len(self.rows), np.int64)
        found[rows] = units(self.values[rows], self.decimals[self.group[rows]])
        count[rows] = digits(found[rows])
        return Printed(found, count)

    def columns(self, chosen: Mask | None = None, rows: Ints | None = None) -> Columns:
        """What every measure says of its groups: which they are and how many rows."""
        here: Any = slice(None) if chosen is None else chosen
        count = len(self.whose[here])
        return {
            "uscc": self.partition.institutions[self.whose[here]],
            "pair": self.pair[here],
            "decimals": self.decimals[here],
            "domain": np.full(count, -1, np.int32),
            "side": np.zeros(count, np.int8),
            "rows": self.sizes[here] if rows is None else rows,
        }


@dataclass(frozen=True)
class Samples:
    """Of each group: samples, the standard deviation of their means; those with replicates, their values and squares.

    Squares are of the replicates about their sample's mean. `size` is the mean of the samples' means without signs.
    """

    number: npt.NDArray[np.int64]
    spread: Floats
    repeated: npt.NDArray[np.int64]
    values: npt.NDArray[np.int64]
    squares: Floats
    size: Floats


@dataclass(frozen=True)
class Printed:
    """Each value in units of its last digit, and its significant digits; none where a group is too small to matter."""

    units: Units
    digits: npt.NDArray[Any]

    @cached_property
    def long(self) -> npt.NDArray[np.intp]:
        """Which of them have at least three significant digits."""
        return np.flatnonzero(self.digits >= LEAST_DIGITS)


def groups_of(p: Partition) -> Groups:
    """The groups of a partition, made once."""
    found: Groups = p.keep("value_groups", lambda: _groups(p))
    return found


def forget_groups(p: Partition) -> None:
    """Let go of the groups: they hold the partition, which would keep its files mapped until garbage is collected."""
    p.forget("value_groups")


def cells_of(p: Partition) -> tuple[int, int]:
    """How many numbers of decimals there may be, and pairs of a pair and one of them."""
    most = int(p.results["decimals"].max(initial=0)) + 1
    return most, (int(p.results["pair"].max(initial=0)) + 1) * most


def _groups(p: Partition) -> Groups:
    most, cells = cells_of(p)
    if p.compiled and cells <= MOST_CELLS:
        from screener.compiled.groups import grouped  # noqa: PLC0415 - loaded for large ledgers only

        columns = p.results["value"], p.results["pair"], p.results["decimals"]
        rows, values, starts, whose = grouped(p.result_starts, columns, most, cells)
        first = rows[starts[:-1]]
        named = p.results["pair"][first], np.maximum(p.results["decimals"][first], 0)
        return Groups(p, rows, values, starts, whose, *named)
    rows = np.flatnonzero(p.has_value)
    pair, decimals = p.results["pair"][rows], np.maximum(p.results["decimals"][rows], 0)
    cell, cells = _cells(pair, decimals)
    starts = np.searchsorted(rows, p.result_starts)
    whose = np.repeat(np.arange(len(p.institutions), dtype=np.int32), np.diff(starts))
    order = np.argsort(cell, kind="stable")
    # by institution again: NumPy sorts short numbers by their digits, in time that grows with the rows alone
    narrow = np.uint16 if len(p.institutions) <= 2**16 else np.int32
    order = order[np.argsort(whose[order].astype(narrow), kind="stable")]
    key = whose[order].astype(np.int64) * cells + cell[order]
    begins = (
        np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1]))) if len(key) else np.zeros(0, np.int64)
    )
    first = order[begins]
    rows, starts = rows[order], np.concatenate((begins, [len(rows)]))
    return Groups(p, rows, p.results["value"][rows], starts, whose[first], pair[first], decimals[first])


def _cells(pair: npt.NDArray[np.int32], decimals: npt.NDArray[np.int32]) -> tuple[Ints, int]:
    """A small number for each pair and decimals, and how many numbers there may be."""
    most = int(decimals.max(initial=0)) + 1
    total = (int(pair.max(initial=0)) + 1) * most
    if total <= 2**16:
        return (pair.astype(np.uint16) * np.uint16(most) + decimals.astype(np.uint16)), total
    wide = pair.astype(np.int64) * most + decimals
    names, cell = np.unique(wide, return_inverse=True)
    return cell.astype(np.uint16 if len(names) <= 2**16 else np.int32), len(names)


def deviation(values: Floats, group: Ints, size: int) -> Floats:
    """The standard deviation of the values of each group, which come in order of the groups; NaN for fewer than two.

    Distances are taken from each group's first value, so that equal values have exactly none.
    """
    count = np.bincount(group, minlength=size)
    first = np.zeros(size)
    held = count > 0
    first[held] = values[(np.cumsum(count) - count)[held]]
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        away = values - first[group]
        mean = np.bincount(group, away, size) / count
        away = away - mean[group]
        found: Floats = np.sqrt(np.bincount(group, away * away, size) / (count - 1))
    found[count < 2] = np.nan
    return found
