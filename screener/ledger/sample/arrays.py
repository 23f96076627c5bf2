"""The few array moves the sample is made of: missing marks, running offsets, repetition and calendar numbers."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

MISSING = np.iinfo(np.int64).min  # an empty cell in a column of whole numbers
DAY = 86_400  # seconds


def ints(values: npt.ArrayLike) -> Ints:
    """`values` as a column of int64."""
    return np.asarray(values, dtype=np.int64)


def day_number(text: str) -> int:
    """Days from 1970-01-01 to the ISO date `text`."""
    return date.fromisoformat(text).toordinal() - date(1970, 1, 1).toordinal()


def offsets(counts: Ints) -> Ints:
    """Where each of consecutive blocks starts, and at last where the final one ends: length n + 1."""
    out = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=out[1:])
    return out


def spread(counts: Ints) -> tuple[Ints, Ints]:
    """For blocks of `counts` rows: of every row its block and its position within the block."""
    block = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    return block, np.arange(len(block), dtype=np.int64) - offsets(counts)[:-1][block]


def rows_of(starts: Ints, blocks: Ints) -> Ints:
    """The row numbers of the given blocks, where block b holds rows starts[b] to starts[b + 1]."""
    counts = starts[blocks + 1] - starts[blocks]
    block, position = spread(counts)
    return starts[blocks][block] + position


def positions(*keys: Ints) -> Ints:
    """Of every row its place among the rows with the same keys, in the order of the rows."""
    order = np.lexsort(keys[::-1])
    changed = np.ones(len(order), dtype=bool)
    if len(order):
        changed[1:] = np.logical_or.reduce([key[order][1:] != key[order][:-1] for key in keys])
    starts = np.flatnonzero(changed)
    out = np.empty(len(order), dtype=np.int64)
    out[order] = spread(np.diff(np.append(starts, len(order))))[1]
    return out


def uniform_ints(rng: np.random.Generator, low: Ints | int, high: Ints | int, size: int) -> Ints:
    """Whole numbers from `low` to `high`, both included; where high < low, low."""
    width = np.maximum(np.asarray(high) - np.asarray(low) + 1, 1)
    drawn: Ints = ints(low) + (rng.random(size) * width).astype(np.int64)
    return drawn
