"""The kernel of pairs one factor apart: the compiled form of `Scaled` in `screener.measures.near`."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

from screener.compiled.marks import _mix

Array = npt.NDArray[Any]

LEAST_DIGITS, FEWEST_VALUES = 12, 4
MOST_BESIDE = 20_000
SLACK = 1e-9
SAMPLED = 32
CELLS = 2**30
MOST_CELLS = 25
FEW = 4096  # rows that are sorted sooner than put into cells
FEWER = 48  # rows that are sorted one by one


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
def _ratio(units: Array, row: int, columns: tuple[int, int]) -> tuple[float, float]:
    """The ratio of two of a row's values, and how far that of a multiple may lie."""
    one, other = abs(units[row, columns[0]]), abs(units[row, columns[1]])
    ratio = max(one, 0.5) / max(other, 0.5)
    return ratio, ratio * _apart(_slack(one) + _slack(other) + SLACK)


@njit(cache=True, nogil=True)
def _by_first(ratio: Array) -> Array:
    """The rows in order of their first ratio, but for what lies beyond the 40th binary digit.

    Positive numbers stand in the order of their bits, so that each is sorted as one whole number with its row in the
    last bits; reach allows for more than what they hide.
    """
    key = ratio.copy().view(np.int64)
    for at in range(len(key)):
        key[at] = (key[at] & ~np.int64(FEW - 1)) | at
    if len(key) > FEWER:
        key.sort()
    else:
        for at in range(1, len(key)):
            own, back = key[at], at
            while back and key[back - 1] > own:
                key[back] = key[back - 1]
                back -= 1
            key[back] = own
    for at in range(len(key)):
        key[at] &= FEW - 1
    return key


@njit(cache=True, nogil=True)
def scaled_few(
    marks: Array, units: Array, digits: Array, block: Array, rows: Array, apart: Array, total: Array
) -> tuple[Array, int]:
    """What `scaled` finds, where each row is compared with its neighbours in order of a ratio of its values.

    There are at most 4,096 rows.
    """
    n, found = len(rows), 0
    out = np.empty((16, 2), np.int64)
    first, second, third = _columns(units[rows[:SAMPLED]], block)
    ratio, reach = np.empty(n), np.empty(n)
    for at in range(n):
        ratio[at], reach[at] = _ratio(units, rows[at], (first, second))
    order = _by_first(ratio)
    x = ratio[order]
    for place in range(n):
        b = order[place]
        other = far = -1.0  # the second ratio is told where some neighbour is within reach
        for step in (-1, 1):
            at = place + step
            while 0 <= at < n and abs(x[at] - x[place]) <= reach[b]:
                if far < 0:
                    other, far = _ratio(units, rows[b], (first, third))
                a = order[at]
                others, farther = _ratio(units, rows[a], (first, third))
                away = abs(others - other)
                both = a > b and abs(x[at] - x[place]) <= reach[a] and away <= farther
                if away <= far and _is_scaled(
                    marks, units, digits, block, apart, total, rows[a], rows[b], both
                ):
                    if found == len(out):
                        out = np.concatenate((out, np.empty_like(out)))
                    out[found, 0], out[found, 1] = min(rows[a], rows[b]), max(rows[a], rows[b])
                    found += 1
                at += step
    return out[:found], found


@njit(cache=True, nogil=True)
def _is_scaled(
    marks: Array,
    units: Array,
    digits: Array,
    block: Array,
    apart: Array,
    total: Array,
    one: int,
    two: int,
    both: bool,
) -> bool:
    """Whether row two is a multiple of row one; what is near otherwise counts as that.

    Where `both` are within each other's reach, what is met from the other side counts there.
    """
    return bool(
        apart[one] != apart[two]
        and by_factor(units[one], units[two])
        and not (both and by_factor(units[two], units[one]))
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
                    and _is_scaled(
                        marks,
                        units,
                        digits,
                        block,
                        apart,
                        total,
                        rows[a],
                        rows[b],
                        a > b and _in_reach(x, reach, b, a),
                    )
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
        return scaled_few(marks, units, digits, block, rows, apart, total)
    return scaled_many(marks, units, digits, block, rows, apart, total)


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
