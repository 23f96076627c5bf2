"""Kernels of clones.near: reports as vectors, their values as printed, classes counted one after the other."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

from screener.compiled.marks import SPREAD, SPREAD_MORE, _mix
from screener.compiled.near import near_pairs

Array = npt.NDArray[Any]
SHORT = 64


@njit(cache=True, nogil=True)
def _before(a: int, b: int, keys: tuple[Array, Array, Array, Array], value: Array) -> bool:
    """Whether result a comes before b in order of parameter, pair, replicate, decimals and value."""
    parameter_of, pair, replicate, decimals = keys
    if pair[a] != pair[b]:
        if parameter_of[pair[a]] != parameter_of[pair[b]]:
            return bool(parameter_of[pair[a]] < parameter_of[pair[b]])
        return bool(pair[a] < pair[b])
    if replicate[a] != replicate[b]:
        return bool(replicate[a] < replicate[b])
    if max(decimals[a], 0) != max(decimals[b], 0):
        return bool(max(decimals[a], 0) < max(decimals[b], 0))
    return bool(value[a] < value[b])


@njit(cache=True, nogil=True)
def _in_order(rows: Array, keys: tuple[Array, Array, Array, Array], value: Array) -> None:
    """Shell's sorting: reports mostly stand in order already, and few are long."""
    gap = 1
    while 3 * gap + 1 < len(rows) // 3 and len(rows) > SHORT:
        gap = 3 * gap + 1
    while gap > 0:
        for at in range(gap, len(rows)):
            row, back = rows[at], at
            while back >= gap and _before(row, rows[back - gap], keys, value):
                rows[back] = rows[back - gap]
                back -= gap
            rows[back] = row
        gap //= 3


@njit(cache=True, nogil=True)
def _distinct(
    rows: Array, begin: int, end: int, distinct: bool, keys: tuple[Array, Array, Array, Array], value: Array
) -> tuple[int, int, Any]:
    """Moves distinct members to the front; tells where they end, how many parameters, the mark of their keys."""
    parameter_of, pair, replicate, decimals = keys
    kept, parameters, mark = begin, 0, np.uint64(0)
    for at in range(begin, end):
        row = rows[at]
        if not distinct and kept > begin and not _before(rows[kept - 1], row, keys, value):
            continue  # equal to the one before
        if kept == begin or parameter_of[pair[row]] != parameter_of[pair[rows[kept - 1]]]:
            parameters += 1
        low = (np.uint64(replicate[row]) << np.uint64(32)) | np.uint64(max(decimals[row], 0))
        mark += _mix(np.uint64(pair[row]) * SPREAD + low * SPREAD_MORE)
        rows[kept] = row
        kept += 1
    return kept, parameters, mark


@njit(cache=True, nogil=True)
def vectors(
    first_result: Array,
    pair: Array,
    parameter_of: Array,
    replicate: Array,
    decimals: Array,
    value: Array,
    least: tuple[int, int],
) -> tuple[Array, Array, Array, Array]:
    """The reports with enough values and parameters, their rows in order, where each begins, and their keys."""
    n = len(first_result) - 1
    reports, starts, keys = np.empty(n, np.intp), np.zeros(n + 1, np.int64), np.empty(n, np.uint64)
    rows = np.empty(len(value), np.intp)
    columns = parameter_of, pair, replicate, decimals
    found = held = 0
    for report in range(n):
        if first_result[report + 1] - first_result[report] < least[0]:
            continue
        end, ordered = held, True
        for row in range(first_result[report], first_result[report + 1]):
            if not np.isnan(value[row]):
                ordered = ordered and (end == held or _before(rows[end - 1], row, columns, value))
                rows[end] = row
                end += 1
        if end - held < least[0]:
            continue
        if not ordered:
            _in_order(rows[held:end], columns, value)
        kept, parameters, mark = _distinct(rows, held, end, ordered, columns, value)
        if kept - held >= least[0] and parameters >= least[1]:
            reports[found], keys[found] = report, mark
            held = kept
            found += 1
            starts[found] = held
    return reports[:found].copy(), rows[:held].copy(), starts[: found + 1].copy(), keys[:found].copy()


@njit(cache=True, nogil=True, error_model="numpy")
def printed(
    rows: Array, value: Array, decimals: Array, powers: Array, tens: Array
) -> tuple[Array, Array, Array]:
    """Of each row: units of its last digit, how many digits they have, whether to print it."""
    found, count = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)
    doubtful = np.zeros(len(rows), np.bool_)
    for at in range(len(rows)):
        places = max(decimals[rows[at]], 0)
        scaled = value[rows[at]] * powers[min(places, len(powers) - 1)]
        whole, size = np.rint(scaled), abs(scaled)
        if 0.5 - abs(scaled - whole) <= size * 2.0**-50 or not size < 2.0**51 or places >= len(powers):
            doubtful[at] = True
            continue
        units = np.int64(whole)
        found[at] = units
        units = abs(units)
        while count[at] < len(tens) and units >= tens[count[at]]:
            count[at] += 1
    return found, count, doubtful


@njit(cache=True, nogil=True)
def near_by_class(
    order: Array,
    classes: Array,
    vectors: tuple[Array, Array, Array],
    printed: tuple[Array, Array],
    columns: tuple[Array, Array, Array],
    sample: Array,
) -> Array:
    """Near pairs of each class by kind (shape: classes × 3).

    `vectors` are report, rows and starts, `printed` units and digits, `columns` the bits of the values, their pairs
    and the parameter of each pair.
    """
    report, rows, starts = vectors
    all_units, all_digits = printed
    bits, pair, parameter_of = columns
    out = np.zeros((len(classes) - 1, 3), np.int64)
    for one in range(len(classes) - 1):
        begin, end = classes[one], classes[one + 1]
        first = starts[order[begin]]
        n, k = end - begin, starts[order[begin] + 1] - first
        block = np.zeros(k, np.int64)
        for at in range(1, k):
            fresh = parameter_of[pair[rows[first + at]]] != parameter_of[pair[rows[first + at - 1]]]
            block[at] = block[at - 1] + fresh
        marks, digits = np.zeros((n, block[-1] + 1), np.uint64), np.zeros((n, block[-1] + 1), np.int64)
        units, of = np.empty((n, k), np.int64), np.empty(n, np.int64)
        for at in range(n):
            place = order[begin + at]
            of[at] = sample[report[place]]
            for column in range(k):
                row = rows[starts[place] + column]
                word = bits[row] if bits[row] != np.uint64(1 << 63) else np.uint64(0)  # -0 equals 0
                marks[at, block[column]] += _mix(word + np.uint64(column + 1) * SPREAD)
                digits[at, block[column]] += all_digits[starts[place] + column]
                units[at, column] = all_units[starts[place] + column]
        out[one] = near_pairs(marks, units, digits, block, of)
    return out
