"""Reports as vectors: the distinct values of each in order of their keys, and the reports of equal keys together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from screener.book import Book
from screener.marks import SPREAD, SPREAD_MORE, mix
from screener.measures.printing import digits, units
from screener.partition import Partition

FEWEST_VALUES = 4
FEWEST_PARAMETERS = 2

Rows = npt.NDArray[np.intp]
Counts = npt.NDArray[np.int64]
Marks = npt.NDArray[np.uint64]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Vectors:
    """Reports that have enough values to be compared, and how each is made up.

    `report`: which report of the partition. `rows`: their results with a value, report by report, in order of
    parameter, method, replicate, decimals and value, equal ones once. `starts`: where each report's begin, and the
    end. `keys`: one number for the keys of each, equal where they are.
    """

    report: Rows
    rows: Rows
    starts: Counts
    keys: Marks

    @property
    def lengths(self) -> Counts:
        """Values of each report."""
        return np.diff(self.starts)


@dataclass(frozen=True)
class Classes:
    """Reports of one institution with the same keys, class by class; those that share theirs with none are left out.

    `order`: places in the vectors, class by class. `starts`: where each class begins, and the end. `whose`: its
    institution within the partition.
    """

    order: Rows
    starts: Counts
    whose: npt.NDArray[np.int32]


def vectors_of(p: Partition) -> Vectors:
    """The reports of a partition that have at least four values of at least two parameters."""
    columns = (p.results["replicate"], p.results["decimals"], p.results["value"])
    if p.compiled:
        from screener.compiled.vectors import vectors as kernel  # noqa: PLC0415 - loaded for large ledgers only

        least = FEWEST_VALUES, FEWEST_PARAMETERS
        of = p.book.parameter_of, p.book.keep("pair_ranks", _ranks)
        every = (p.results["pair"], *columns)
        return Vectors(*kernel(p.first_result, p.reports["product"], of, every, least))
    few = np.bincount(p.report[p.has_value], minlength=len(p.reports["rows"])) < FEWEST_VALUES
    rows = np.flatnonzero(p.has_value & ~few[p.report])
    replicate, decimals, value = (column[rows] for column in columns)
    places = np.maximum(decimals, 0)
    keys = (value + 0.0, places, replicate, p.results["pair"][rows], p.parameter_of(rows), p.report[rows])
    order = np.lexsort(keys)
    rows = rows[order]
    ordered = [key[order] for key in keys]
    fresh = np.ones(len(rows), bool)
    fresh[1:] = np.any([one[1:] != one[:-1] for one in ordered], axis=0)
    rows = rows[fresh]
    places, replicate, pair, parameter, report = (np.asarray(one[fresh], np.int32) for one in ordered[1:])
    begins = np.flatnonzero(np.concatenate(([True], report[1:] != report[:-1]))) if len(rows) else rows[:0]
    lengths = np.diff(np.append(begins, len(rows)))
    another = np.ones(len(rows), bool)
    another[1:] = (parameter[1:] != parameter[:-1]) | (report[1:] != report[:-1])
    if not len(rows):
        return Vectors(rows, rows, np.zeros(1, np.int64), np.zeros(0, np.uint64))
    marks = np.add.reduceat(key_marks(pair, replicate, places), begins)
    enough = (lengths >= FEWEST_VALUES) & (
        np.add.reduceat(another.astype(np.int64), begins) >= FEWEST_PARAMETERS
    )
    starts = np.concatenate(([0], np.cumsum(lengths[enough])))
    return Vectors(
        report[begins][enough].astype(np.intp), rows[np.repeat(enough, lengths)], starts, marks[enough]
    )


def _ranks(book: Book) -> npt.NDArray[np.int64]:
    """The place of each pair of parameter and method in order of parameter, then pair."""
    ranks = np.empty(len(book.parameter_of), np.int64)
    ranks[np.argsort(book.parameter_of, kind="stable")] = np.arange(len(ranks))
    return ranks


def key_marks(
    pair: npt.NDArray[np.int32], replicate: npt.NDArray[np.int32], decimals: npt.NDArray[np.int32]
) -> Marks:
    """One number for each (parameter, method, replicate, decimals)."""
    low = (replicate.astype(np.uint64) << np.uint64(32)) | decimals.astype(np.uint64)
    with np.errstate(over="ignore"):
        return mix(pair.astype(np.uint64) * SPREAD + low * SPREAD_MORE)


def classes_of(p: Partition, vectors: Vectors) -> Classes:
    """The classes of at least two reports, on more than one sample."""
    whose = p.whose[vectors.report]
    sample, length = p.reports["sample"][vectors.report], vectors.lengths
    if p.compiled:
        from screener.compiled.vectors import together  # noqa: PLC0415 - loaded for large ledgers only

        order, starts = together(whose, vectors.keys, length, sample)
        return Classes(order, starts, whose[order[starts[:-1]]])
    order = np.argsort(vectors.keys, kind="stable")
    order = order[np.argsort(whose[order], kind="stable")]
    fresh = np.ones(len(order), bool)
    for column in (whose, vectors.keys, length):
        ordered = column[order]
        fresh[1:] &= ordered[1:] == ordered[:-1]
    fresh[1:] = ~fresh[1:]
    group = np.cumsum(fresh) - 1
    count = int(fresh.sum())
    first = sample[order][fresh]
    several = np.bincount(group, sample[order] != first[group], count) > 0
    order = order[several[group]]
    sizes = np.bincount(group, minlength=count)[several]
    return Classes(order, np.concatenate(([0], np.cumsum(sizes))), whose[order[np.cumsum(sizes) - sizes]])


@dataclass(frozen=True)
class Printed:
    """Each value of the vectors in units of its last digit, and its significant digits (shape: rows of the vectors)."""

    units: Whole
    digits: Whole


def printed_of(p: Partition, rows: Rows) -> Printed:
    """The values as they are printed."""
    value, decimals = p.results["value"], p.results["decimals"]
    found = units(value[rows], np.maximum(decimals[rows], 0))
    return Printed(found, digits(found))
