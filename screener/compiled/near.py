"""The kernel of near pairs among reports of the same keys: the compiled form of `screener.measures.near`."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

from screener.compiled.marks import SPREAD, _mix

Array = npt.NDArray[Any]

LEAST_DIGITS, FEWEST_VALUES = 12, 4
EXACT = 2**53
MOST_BESIDE = 20_000
SLACK = 1e-9
SAMPLED = 32
CELLS = 2**30
MOST_CELLS = 25
FEW = 4096  # rows that are sorted sooner than put into cells
FEWER = 48  # rows that are sorted one by one


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
    """One number for each row of units, or of their distances from the first."""
    out = np.zeros(len(units), np.uint64)
    for row in range(len(units)):
        base = units[row, 0] if apart else 0
        for column in range(units.shape[1]):
            out[row] += _mix(np.uint64(units[row, column] - base) + np.uint64(column) * SPREAD)
    return out


@njit(cache=True, nogil=True)
def by_factor(a: Array, b: Array) -> bool:
    """Whether b is a times the factor of a's longest value, other than 1, to half a unit of the last digit."""
    place = 0
    for at in range(1, len(a)):
        size, best = abs(a[at]), abs(a[place])
        if size > best or (size == best and abs(b[at]) > abs(b[place])):
            place = at
    top, new = a[place], b[place]
    if top == new:
        return False
    for at in range(len(a)):
        rough = np.float64(b[at]) * top - np.float64(new) * a[at]
        if not abs(rough) < 2.0**60 or 2 * abs(b[at] * top - new * a[at]) > abs(top):
            return False
    return True


@njit(cache=True, nogil=True)
def _columns(units: Array, block: Array) -> tuple[int, int, int]:
    """Three columns of long values, of different parameters where there are."""
    k = len(block)
    score = np.zeros(k)
    for row in range(min(SAMPLED, len(units))):
        for at in range(k):
            score[at] += min(abs(units[row, at]), 10**6)
    first = int(np.argmax(score))
    second = -1
    for at in range(k):
        if block[at] != block[first] and (second < 0 or score[at] > score[second]):
            second = at
    third, best = -1, -1.0
    for at in range(k):
        if at in (first, second):
            continue
        own = score[at] * (0.01 if block[at] in (block[first], block[second]) else 1.0)
        if own > best:
            third, best = at, own
    return first, second, third


@njit(cache=True, nogil=True)
def _slack(units: int) -> float:
    """How far, at most, the logarithm of a rounded multiple lies from that of the multiple."""
    return 0.5 / (abs(units) - 0.5) if units != 0 else np.inf


@njit(cache=True, nogil=True)
def _cell(x: float, width: float) -> int:
    return int(min(max(np.floor(x / width), -(CELLS // 2 - 1.0)), CELLS // 2 - 1.0)) + CELLS // 2


@njit(cache=True, nogil=True)
def _proportions(units: Array, rows: Array, block: Array) -> tuple[Array, Array, Array]:
    """Two logarithms of ratios of each row's values, how far those of a multiple may lie, and widths of cells."""
    n = len(rows)
    first, second, third = _columns(units[rows[:SAMPLED]], block)
    x, reach = np.empty((n, 2)), np.empty((n, 2))
    width = np.zeros(2)
    for at in range(n):
        row = units[rows[at]]
        base, slack = np.log(max(abs(row[first]), 0.5)), _slack(row[first])
        for axis in range(2):
            other = row[second] if axis == 0 else row[third]
            x[at, axis] = base - np.log(max(abs(other), 0.5))
            reach[at, axis] = slack + _slack(other) + SLACK
            width[axis] += min(reach[at, axis], 1.0) / n
    width = np.maximum(2 * width, 1e-6)
    return x, reach, width


@njit(cache=True, nogil=True)
def _slot(cell: int, size: int) -> int:
    return np.int64(_mix(np.uint64(cell)) & np.uint64(size - 1))  # type: ignore[return-value]  # a whole number


@njit(cache=True, nogil=True)
def _grid(x: Array, width: Array) -> tuple[Array, Array, Array]:
    """The cell of each row; the first row of each slot of a table, and the next of each row; -1 ends a slot."""
    n, size = len(x), 16
    while size < 2 * n:
        size *= 2
    cells, first, follows = np.empty(n, np.int64), np.full(size, -1, np.int64), np.empty(n, np.int64)
    for row in range(n - 1, -1, -1):
        cells[row] = _cell(x[row, 0], width[0]) * CELLS + _cell(x[row, 1], width[1])
        slot = _slot(cells[row], size)
        follows[row] = first[slot]
        first[slot] = row
    return cells, first, follows


@njit(cache=True, nogil=True)
def _apart(slack: float) -> float:
    """How far a ratio may lie from one whose logarithm is so near, as a share of it; never too little."""
    return slack + slack * slack if slack < 1 else np.inf


@njit(cache=True, nogil=True)
def _ratios(units: Array, rows: Array, block: Array) -> tuple[Array, Array, Array]:
    """Two ratios of each row's values, how far those of a multiple may lie, and the rows in order of the first."""
    n = len(rows)
    first, second, third = _columns(units[rows[:SAMPLED]], block)
    ratio, reach, order = np.empty((n, 2)), np.empty((n, 2)), np.empty(n, np.int64)
    for at in range(n):
        row = rows[at]
        base, slack = max(abs(units[row, first]), 0.5), _slack(units[row, first])
        for axis in range(2):
            other = units[row, second if axis == 0 else third]
            ratio[at, axis] = base / max(abs(other), 0.5)
            reach[at, axis] = ratio[at, axis] * _apart(slack + _slack(other) + SLACK)
        if n > FEWER:
            continue
        back = at
        while back and ratio[order[back - 1], 0] > ratio[at, 0]:
            order[back] = order[back - 1]
            back -= 1
        order[back] = at
    if n > FEWER:
        order = np.argsort(ratio[:, 0])
    return ratio, reach, order


@njit(cache=True, nogil=True)
def scaled_few(
    marks: Array, units: Array, digits: Array, block: Array, rows: Array, apart: Array, total: Array
) -> tuple[Array, int]:
    """What `scaled` finds, where each row is compared with its neighbours in order of a ratio of its values."""
    n, found = len(rows), 0
    out = np.empty((16, 2), np.int64)
    ratio, reach, order = _ratios(units, rows, block)
    sorted_, near = np.empty(n), np.empty(n)
    for place in range(n):
        sorted_[place], near[place] = ratio[order[place], 0], reach[order[place], 0]
    for place in range(n):
        begin, end, b = place, place + 1, order[place]
        while begin and sorted_[place] - sorted_[begin - 1] <= near[place]:
            begin -= 1
        while end < n and sorted_[end] - sorted_[place] <= near[place]:
            end += 1
        for beside in range(begin, end):
            a = order[beside]
            if (
                a != b
                and abs(ratio[a, 1] - ratio[b, 1]) <= reach[b, 1]
                and _is_scaled(marks, units, digits, block, rows, apart, total, ratio, reach, a, b)
            ):
                if found == len(out):
                    out = np.concatenate((out, np.empty_like(out)))
                out[found, 0], out[found, 1] = min(rows[a], rows[b]), max(rows[a], rows[b])
                found += 1
    return out[:found], found


@njit(cache=True, nogil=True)
def _is_scaled(
    marks: Array,
    units: Array,
    digits: Array,
    block: Array,
    rows: Array,
    apart: Array,
    total: Array,
    x: Array,
    reach: Array,
    a: int,
    b: int,
) -> bool:
    """Whether b is a multiple of a; what is met from the other side counts there, what is near otherwise as that."""
    one, two = rows[a], rows[b]
    return bool(
        apart[one] != apart[two]
        and by_factor(units[one], units[two])
        and not (a > b and _in_reach(x, reach, b, a) and by_factor(units[two], units[one]))
        and not _but_one(marks, digits, block, total, one, two)
    )


@njit(cache=True, nogil=True)
def scaled_many(
    marks: Array, units: Array, digits: Array, block: Array, rows: Array, apart: Array, total: Array
) -> tuple[Array, int]:
    """What `scaled` finds, where rows stand in cells by two ratios of their values, compared within their reach."""
    n = len(rows)
    out, found = np.empty((16, 2), np.int64), 0
    x, reach, width = _proportions(units, rows, block)
    cells, first, follows = _grid(x, width)
    for b in range(n):
        low, high = _cell(x[b, 0] - reach[b, 0], width[0]), _cell(x[b, 0] + reach[b, 0], width[0])
        from_, to = _cell(x[b, 1] - reach[b, 1], width[1]), _cell(x[b, 1] + reach[b, 1], width[1])
        every = (high - low + 1) * (to - from_ + 1) > MOST_CELLS
        left = MOST_BESIDE
        for place in range(1 if every else (high - low + 1) * (to - from_ + 1)):
            cell = (low + place // (to - from_ + 1)) * CELLS + from_ + place % (to - from_ + 1)
            a = 0 if every else first[_slot(cell, len(first))]
            while 0 <= a < n and left > 0:
                if (
                    (every or cells[a] == cell)
                    and a != b
                    and _in_reach(x, reach, a, b)
                    and _is_scaled(marks, units, digits, block, rows, apart, total, x, reach, a, b)
                ):
                    if found == len(out):
                        out = np.concatenate((out, np.empty_like(out)))
                    out[found, 0], out[found, 1] = min(rows[a], rows[b]), max(rows[a], rows[b])
                    found += 1
                left -= 1
                a = a + 1 if every else follows[a]
    return out[:found], found


@njit(cache=True, nogil=True)
def scaled(
    marks: Array, units: Array, digits: Array, block: Array, rows: Array, apart: Array, total: Array
) -> tuple[Array, int]:
    """Pairs among `rows` that are one factor apart and near in no other way (lower row first), and how many."""
    if len(rows) < 2:
        return np.empty((0, 2), np.int64), 0
    if len(rows) <= FEW:
        return scaled_few(marks, units, digits, block, rows, apart, total)  # type: ignore[no-any-return]  # as it says
    return scaled_many(marks, units, digits, block, rows, apart, total)  # type: ignore[no-any-return]  # as it says


@njit(cache=True, nogil=True)
def _in_reach(x: Array, reach: Array, a: int, b: int) -> bool:
    return bool(abs(x[a, 0] - x[b, 0]) <= reach[b, 0] and abs(x[a, 1] - x[b, 1]) <= reach[b, 1])


@njit(cache=True, nogil=True)
def _but_one(marks: Array, digits: Array, block: Array, total: Array, a: int, b: int) -> bool:
    """Whether two rows are equal but for one parameter, with enough values and digits besides."""
    all_digits = digits[a].sum()
    for place in range(marks.shape[1]):
        if (
            total[a] - marks[a, place] == total[b] - marks[b, place]
            and all_digits - digits[a, place] >= LEAST_DIGITS
            and len(block) - (block == place).sum() >= FEWEST_VALUES
        ):
            return True
    return False


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
    once = not again and not _equal(sample.astype(np.uint64) * SPREAD, np.ones(n, np.bool_))
    if once:
        out[2] = scaled(marks, units, digits, block, rows, apart, total)[1]
    else:
        out[2] = _many(marks, units, digits, block, rows, apart, total, sample)
    return out


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
    """Pairs by a factor where vectors or samples repeat: distinct vectors are compared and counted as many."""
    order = rows[np.argsort(sample[rows], kind="mergesort")]
    order = order[np.argsort(total[order], kind="mergesort")]
    firsts, group, size = np.empty(len(order), np.int64), np.zeros(len(total), np.int64), 0
    begins = np.empty(len(order) + 1, np.int64)
    for at in range(len(order)):
        if at == 0 or total[order[at]] != total[order[at - 1]]:
            begins[size] = at
            firsts[size] = order[at]
            size += 1
        group[order[at]] = size - 1
        firsts[size - 1] = min(firsts[size - 1], order[at])
    begins[size] = len(order)
    pairs, _ = scaled(marks, units, digits, block, np.sort(firsts[:size]), apart, total)
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
    """`near_pairs` after each parameter's values were dealt out anew: report i has those of `orders[parameter, i]`."""
    new_marks, new_units, new_digits = np.empty_like(marks), np.empty_like(units), np.empty_like(digits)
    for row in range(len(marks)):
        for place in range(marks.shape[1]):
            new_marks[row, place] = marks[orders[place, row], place]
            new_digits[row, place] = digits[orders[place, row], place]
        for column in range(len(block)):
            new_units[row, column] = units[orders[block[column], row], column]
    return near_pairs(new_marks, new_units, new_digits, block, sample)


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
