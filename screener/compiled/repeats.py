"""Kernels that count what comes again: equal and near values of a group, and results of an operator and day."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

Array = npt.NDArray[Any]

ROOM = 16  # places of a table of counts for each value; beyond it sorting is cheaper
NEAR, FAR = 10, 20
FEW = 24  # values of a sample that are compared one by one


@njit(cache=True, nogil=True)
def _sorted_pairs(units: Array) -> tuple[int, int]:
    """Pairs of equal values, and pairs 10 or 20 apart, by sorting."""
    key = np.sort(units)
    equal = apart = 0
    start, near, far, count = 0, 0, 0, len(key)
    while start < count:
        end = start
        while end < count and key[end] == key[start]:
            end += 1
        held = end - start
        equal += held * (held - 1) // 2
        near, far = max(near, end), max(far, end)
        while near < count and key[near] < key[start] + NEAR:
            near += 1
        while far < count and key[far] < key[start] + FAR:
            far += 1
        place = near
        while place < count and key[place] == key[start] + NEAR:
            apart += held
            place += 1
        place = far
        while place < count and key[place] == key[start] + FAR:
            apart += held
            place += 1
        start = end
    return equal, apart


@njit(cache=True, nogil=True)
def _pairs(units: Array, table: Array) -> tuple[int, int]:
    """The same, by counting where the values lie close enough; the table is left empty."""
    low, high = units.min(), units.max()
    reach = high - low + 1
    if reach + FAR > len(table) or reach > ROOM * len(units) + 256:
        return _sorted_pairs(units)
    for one in units:
        table[one - low] += 1
    equal = apart = 0
    for one in units:  # summed over values, not over distinct ones: each pair of equal ones twice
        place = one - low
        equal += table[place] - 1
        apart += table[place + NEAR] + table[place + FAR]
    for one in units:
        table[one - low] = 0
    return equal // 2, apart


@njit(cache=True, nogil=True)
def pairs(
    units: Array, digits: Array, reports: Array, starts: Array, fewest: int
) -> tuple[Array, Array, Array]:
    """Of each group: values of three digits or more and, where there are `fewest`, their pairs of different reports.

    Pairs that are equal, and pairs 10 or 20 units apart.
    """
    size = len(starts) - 1
    number, equal, apart = np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size, np.int64)
    longest = 0
    for group in range(size):
        longest = max(longest, starts[group + 1] - starts[group])
    table = np.zeros(ROOM * longest + 256 + FAR, np.int32)
    some, whose = np.empty(longest, np.int64), np.empty(longest, np.int64)
    for group in range(size):
        held = 0
        for row in range(starts[group], starts[group + 1]):
            if digits[row] >= 3:
                some[held], whose[held] = units[row], reports[row]
                held += 1
        number[group] = held
        if held < fewest:
            continue
        equal[group], apart[group] = _pairs(some[:held], table)
        row = 0
        while row < held:
            end = row + 1
            while end < held and whose[end] == whose[row]:
                end += 1
            if end - row > 1:
                same, near = _within(some, row, end, table)
                equal[group] -= same
                apart[group] -= near
            row = end
    return number, equal, apart


@njit(cache=True, nogil=True)
def _within(units: Array, begin: int, end: int, table: Array) -> tuple[int, int]:
    """The pairs of some of the values; of a few one by one."""
    if end - begin > FEW:
        return _pairs(units[begin:end], table)
    equal = apart = 0
    for one in range(begin + 1, end):
        for other in range(begin, one):
            far = abs(units[one] - units[other])
            equal += far == 0
            apart += far in (NEAR, FAR)
    return equal, apart


@njit(cache=True, nogil=True)
def _operators(
    rows: tuple[int, int], operator: Array, day: Array, has_start: Array, local: Array, met: Array
) -> tuple[Any, Any, int]:
    """The first and last day of an institution's results, and how many operators; `local` numbers them."""
    low, high, count = np.int64(2**31), np.int64(-(2**31)), 0
    for row in range(rows[0], rows[1]):
        if operator[row] >= 0 and has_start[row]:
            low, high = min(low, np.int64(day[row])), max(high, np.int64(day[row]))
            if local[operator[row]] < 0:
                local[operator[row]] = count
                met[count] = operator[row]
                count += 1
    return low, high, count


@njit(cache=True, nogil=True)
def operator_days(
    starts: Array,
    bounds: Array,
    group: Array,
    operator: Array,
    day: Array,
    has_start: Array,
    sizes: tuple[int, int],
) -> tuple[Array, bool]:
    """Of each group: operator-days, results they hold, squares of how many; whether every institution was done.

    `starts` are the institutions' reports, `group` is of reports, `sizes` how many groups and people there are.
    """
    found = np.zeros((3, sizes[0]), np.int64)
    local, met = np.full(sizes[1] + 1, -1, np.int64), np.empty(sizes[1] + 1, np.int64)
    table = np.zeros(4096, np.int64)
    for body in range(len(starts) - 1):
        reports = (starts[body], starts[body + 1])
        rows = (bounds[reports[0]], bounds[reports[1]])
        low, high, count = _operators(rows, operator, day, has_start, local, met)
        if not count:
            continue
        own = group[reports[0] : reports[1]]
        least, days = np.int64(own.min()), high - low + 1
        needed = (np.int64(own.max()) - least + 1) * count * days
        if needed > 64 * np.int64(rows[1] - rows[0]) + 65_536:
            return found, False
        if needed > len(table):
            table = np.zeros(2 * needed, np.int64)
        _count(reports, bounds, (least, count, low, days), (group, operator, day, has_start), local, table)
        _collect(
            found, reports, bounds, (least, count, low, days), (group, operator, day, has_start), local, table
        )
        local[met[:count]] = -1
    return found, True


@njit(cache=True, nogil=True)
def _count(
    reports: tuple[int, int], bounds: Array, shape: tuple[Any, int, Any, Any], columns: tuple[Array, ...],
    local: Array, table: Array,
) -> None:  # fmt: skip
    """Count the results of every operator and day of an institution."""
    least, count, low, days = shape
    group, operator, day, has_start = columns
    for report in range(reports[0], reports[1]):
        base = (np.int64(group[report]) - least) * count
        for row in range(bounds[report], bounds[report + 1]):
            if operator[row] >= 0 and has_start[row]:
                table[(base + local[operator[row]]) * days + day[row] - low] += 1


@njit(cache=True, nogil=True)
def _collect(
    found: Array, reports: tuple[int, int], bounds: Array, shape: tuple[Any, int, Any, Any],
    columns: tuple[Array, ...], local: Array, table: Array,
) -> None:  # fmt: skip
    """Add what was counted to the groups, each count once, and leave the table empty."""
    least, count, low, days = shape
    group, operator, day, has_start = columns
    for report in range(reports[0], reports[1]):
        base = (np.int64(group[report]) - least) * count
        for row in range(bounds[report], bounds[report + 1]):
            if operator[row] >= 0 and has_start[row]:
                place = (base + local[operator[row]]) * days + day[row] - low
                if table[place]:
                    found[0, group[report]] += 1
                    found[1, group[report]] += table[place]
                    found[2, group[report]] += table[place] * table[place]
                    table[place] = 0
