"""The kernel of near pairs among reports of the same keys: the compiled form of `screener.measures.near`."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

from screener.compiled.factors import FEWEST_VALUES, LEAST_DIGITS, scaled
from screener.compiled.marks import SPREAD, _mix

Array = npt.NDArray[Any]

EXACT = 2**53


@njit(cache=True, nogil=True)
def _equal(keys: Array, able: Array) -> int:
    """Pairs of able rows with equal keys, by an open table."""
    n = len(keys)
    size = 16
    while size < 2 * n:
        size *= 2
    table, held = np.empty(size, np.uint64), np.zeros(size, np.int64)
    found = 0
    for row in range(n):
        if able[row]:
            at = np.int64(keys[row] & np.uint64(size - 1))
            while held[at] and table[at] != keys[row]:
                at = (at + 1) & (size - 1)
            table[at] = keys[row]
            found += held[at]
            held[at] += 1
    return found


@njit(cache=True, nogil=True)
def _pairs(keys: Array, sample: Array, able: Array) -> int:
    """Pairs of able rows with equal keys and different samples."""
    found = _equal(keys, able)
    if found == 0:
        return 0
    both = np.empty(len(keys), np.uint64)
    for row in range(len(keys)):
        both[row] = _mix(keys[row] ^ (np.uint64(sample[row]) * SPREAD))
    return found - _equal(both, able)


@njit(cache=True, nogil=True)
def _row_marks(units: Array, apart: bool) -> Array:
    """One number for each row of units, or of their distances from the first.

    Each column has an odd multiplier of its own and the sum is mixed: rows that differ meet as seldom as by chance.
    """
    out, factor = np.empty(len(units), np.uint64), np.empty(units.shape[1], np.uint64)
    for column in range(len(factor)):
        factor[column] = _mix(np.uint64(column + 1) * SPREAD) | np.uint64(1)
    for row in range(len(units)):
        base, total = units[row, 0] if apart else 0, np.uint64(0)
        for column in range(len(factor)):
            total += np.uint64(units[row, column] - base) * factor[column]
        out[row] = _mix(total)
    return out


@njit(cache=True, nogil=True)
def _in_half(marks: Array) -> Array:
    """Rows that share every other parameter with some row, or all the rest: those equal but for one do."""
    n, blocks = marks.shape
    size = 16
    while size < 2 * n:
        size *= 2
    found = np.zeros(n, np.bool_)
    keys, place = np.zeros(n, np.uint64), np.empty(n, np.int64)
    for half in range(2):
        table, held = np.empty(size, np.uint64), np.zeros(size, np.int64)
        for row in range(n):
            keys[row] = np.uint64(0)
            for block in range(half, blocks, 2):
                keys[row] += marks[row, block]
            at = np.int64(keys[row] & np.uint64(size - 1))
            while held[at] and table[at] != keys[row]:
                at = (at + 1) & (size - 1)
            table[at], place[row] = keys[row], at
            held[at] += 1
        for row in range(n):
            found[row] |= held[place[row]] > 1
    return np.flatnonzero(found)


@njit(cache=True, nogil=True)
def _but_for_one(marks: Array, digits: Array, block: Array, sample: Array, total: Array, again: int) -> int:
    """Pairs that are equal but for one parameter."""
    rows, blocks, found = _in_half(marks), marks.shape[1], 0
    if len(rows) < 2:
        return 0
    able, some = np.empty(len(rows), np.bool_), np.empty(len(rows), np.uint64)
    samples, totals = sample[rows], total[rows]
    for place in range(blocks):
        if len(block) - (block == place).sum() < FEWEST_VALUES:
            continue
        for at in range(len(rows)):
            able[at] = digits[rows[at]].sum() - digits[rows[at], place] >= LEAST_DIGITS
            some[at] = totals[at] - marks[rows[at], place]
        found += _pairs(some, samples, able)
        if again:
            found -= _pairs(totals, samples, able)
    return found


@njit(cache=True, nogil=True)
def near_pairs(marks: Array, units: Array, digits: Array, block: Array, sample: Array) -> Array:
    """Pairs of reports on different samples that are near: but for a parameter, by offset, by factor."""
    n, blocks = marks.shape
    out = np.zeros(3, np.int64)
    total, all_digits = np.zeros(n, np.uint64), np.zeros(n, np.int64)
    able = np.empty(n, np.bool_)
    for row in range(n):
        for place in range(blocks):
            total[row] += marks[row, place]
            all_digits[row] += digits[row, place]
    again = _equal(total, np.ones(n, np.bool_))
    out[0] = _but_for_one(marks, digits, block, sample, total, again)
    count = 0
    for row in range(n):
        able[row] = all_digits[row] >= LEAST_DIGITS
        for column in range(len(block)):
            able[row] &= abs(units[row, column]) < EXACT
        count += able[row]
    if count < 2:
        return out
    apart = _row_marks(units, True)
    out[1] = _pairs(apart, sample, able)
    if out[1]:
        out[1] -= _pairs(_row_marks(units, False), sample, able)
    rows = np.flatnonzero(able)
    if again:
        out[2] = _many(marks, units, digits, block, rows, apart, total, sample)
        return out
    pairs, count = scaled(marks, units, digits, block, rows, apart, total)
    for at in range(count):
        out[2] += sample[pairs[at, 0]] != sample[pairs[at, 1]]
    return out


@njit(cache=True, nogil=True)
def _firsts(total: Array, rows: Array) -> Array:
    """Of the rows of each total the first, by an open table."""
    size = 16
    while size < 2 * len(rows):
        size *= 2
    table, held = np.empty(size, np.uint64), np.zeros(size, np.bool_)
    out, found = np.empty(len(rows), np.int64), 0
    for row in rows:
        at = np.int64(total[row] & np.uint64(size - 1))
        while held[at] and table[at] != total[row]:
            at = (at + 1) & (size - 1)
        if not held[at]:
            held[at], table[at], out[found] = True, total[row], row
            found += 1
    return out[:found]


@njit(cache=True, nogil=True)
def _many(
    marks: Array,
    units: Array,
    digits: Array,
    block: Array,
    rows: Array,
    apart: Array,
    total: Array,
    sample: Array,
) -> int:
    """Pairs by a factor where vectors repeat: distinct vectors are compared and counted as many."""
    pairs, count = scaled(marks, units, digits, block, _firsts(total, rows), apart, total)
    if count == 0:
        return 0
    order = rows[np.argsort(sample[rows], kind="mergesort")]
    order = order[np.argsort(total[order], kind="mergesort")]
    group, size = np.zeros(len(total), np.int64), 0
    begins = np.empty(len(order) + 1, np.int64)
    for at in range(len(order)):
        if at == 0 or total[order[at]] != total[order[at - 1]]:
            begins[size] = at
            size += 1
        group[order[at]] = size - 1
    begins[size] = len(order)
    found = 0
    for at in range(len(pairs)):
        a, b = group[pairs[at, 0]], group[pairs[at, 1]]
        if begins[a + 1] - begins[a] > begins[b + 1] - begins[b]:
            a, b = b, a
        theirs = sample[order[begins[b] : begins[b + 1]]]
        for row in order[begins[a] : begins[a + 1]]:
            found += len(theirs)
            found -= np.searchsorted(theirs, sample[row], "right") - np.searchsorted(
                theirs, sample[row], "left"
            )
    return found


@njit(cache=True, nogil=True)
def near_pairs_shuffled(
    marks: Array, units: Array, digits: Array, block: Array, sample: Array, orders: Array
) -> Array:
    """How many near pairs each of some shuffles of a class's reports leaves (shape: shuffles).

    After a shuffle report i has those values of a parameter that report `orders[shuffle, parameter, i]` had.
    """
    out = np.zeros(len(orders), np.int64)
    new_marks, new_units, new_digits = np.empty_like(marks), np.empty_like(units), np.empty_like(digits)
    for shuffle in range(len(orders)):
        order = orders[shuffle]
        for row in range(len(marks)):
            for place in range(marks.shape[1]):
                new_marks[row, place] = marks[order[place, row], place]
                new_digits[row, place] = digits[order[place, row], place]
            for column in range(len(block)):
                new_units[row, column] = units[order[block[column], row], column]
        out[shuffle] = near_pairs(new_marks, new_units, new_digits, block, sample).sum()
    return out


@njit(cache=True, nogil=True)
def expected(marks: Array, digits: Array, block: Array, sample: Array) -> float:
    """The compiled form of `screener.measures.near.expected`."""
    n, blocks = marks.shape
    every, whole = np.ones(n, np.bool_), n * (n - 1) / 2
    share, least = np.empty(blocks), np.empty(blocks, np.int64)
    for place in range(blocks):
        share[place] = _equal(marks[:, place].copy(), every) / whole
        least[place] = digits[:, place].min()
    total = 0.0
    for place in range(blocks):
        enough = len(block) - (block == place).sum() >= FEWEST_VALUES
        if enough and least.sum() - least[place] >= LEAST_DIGITS:
            rest = 1 - share[place]
            for other in range(blocks):
                rest *= share[other] if other != place else 1.0
            total += rest
    return total * (whole - _equal(sample.astype(np.uint64), every))  # type: ignore[no-any-return]  # a float
