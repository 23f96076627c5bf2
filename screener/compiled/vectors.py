"""Kernels of clones.near: reports as vectors, their values as printed, classes counted one after the other."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

from screener.compiled.marks import SPREAD, SPREAD_MORE, _mix
from screener.compiled.near import expected, near_pairs

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
    rows: Array, begin: int, end: int, keys: tuple[Array, Array, Array, Array], value: Array
) -> tuple[int, int, Any]:
    """Moves distinct members to the front; tells where they end, how many parameters, the mark of their keys."""
    parameter_of, pair, replicate, decimals = keys
    kept, parameters, mark = begin, 0, np.uint64(0)
    for at in range(begin, end):
        row = rows[at]
        if kept > begin and not _before(rows[kept - 1], row, keys, value):
            continue  # equal to the one before
        if kept == begin or parameter_of[pair[row]] != parameter_of[pair[rows[kept - 1]]]:
            parameters += 1
        low = (np.uint64(replicate[row]) << np.uint64(32)) | np.uint64(max(decimals[row], 0))
        mark += _mix(np.uint64(pair[row]) * SPREAD + low * SPREAD_MORE)
        rows[kept] = row
        kept += 1
    return kept, parameters, mark


@njit(cache=True, nogil=True)
def _read(
    rows: Array,
    held: int,
    span: tuple[int, int],
    keys: tuple[Array, Array, Array, Array],
    rank: Array,
    value: Array,
) -> tuple[int, int, Any, bool]:
    """Notes a report's rows with a value from place `held` on.

    Tells where they end, how many parameters they have, the mark of their keys, and whether they stand in order, each
    once: else the parameters and the mark mean nothing.
    """
    parameter_of, pair, replicate, decimals = keys
    end, parameters, mark, ordered = held, 0, np.uint64(0), True
    last, last_places, last_value = np.uint64(0), 0, 0.0
    for row in range(span[0], span[1]):
        own = value[row]
        if np.isnan(own):
            continue
        rows[end] = row
        end += 1
        if not ordered:
            continue
        repeat, places = np.uint64(replicate[row]), max(decimals[row], 0)
        key = (np.uint64(rank[pair[row]]) << np.uint64(32)) | repeat
        if end > held + 1:
            after = key > last or (
                key == last and (places > last_places or (places == last_places and own > last_value))
            )
            if not after:
                ordered = False
                continue
        if end == held + 1 or parameter_of[pair[row]] != parameter_of[pair[rows[end - 2]]]:
            parameters += 1
        mark += _mix(
            np.uint64(pair[row]) * SPREAD + ((repeat << np.uint64(32)) | np.uint64(places)) * SPREAD_MORE
        )
        last, last_places, last_value = key, places, own
    return end, parameters, mark, ordered


@njit(cache=True, nogil=True)
def vectors(
    first_result: Array,
    pair: Array,
    parameter_of: Array,
    rank: Array,
    replicate: Array,
    decimals: Array,
    value: Array,
    least: tuple[int, int],
) -> tuple[Array, Array, Array, Array]:
    """The reports with enough values and parameters, their rows in order, where each begins, and their keys.

    `rank` is the place of each pair among all, in order of parameter and pair.
    """
    n = len(first_result) - 1
    reports, starts, keys = np.empty(n, np.intp), np.zeros(n + 1, np.int64), np.empty(n, np.uint64)
    rows = np.empty(len(value), np.intp)
    columns = parameter_of, pair, replicate, decimals
    found = held = 0
    for report in range(n):
        if first_result[report + 1] - first_result[report] < least[0]:
            continue
        span = first_result[report], first_result[report + 1]
        kept, parameters, mark, ordered = _read(rows, held, span, columns, rank, value)
        if kept - held < least[0]:
            continue
        if not ordered:
            _in_order(rows[held:kept], columns, value)
            kept, parameters, mark = _distinct(rows, held, kept, columns, value)
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
def _class(
    order: Array,
    vectors: tuple[Array, Array, Array],
    printed: tuple[Array, Array],
    columns: tuple[Array, Array, Array],
    sample: Array,
) -> tuple[Array, Array, Array, Array, Array]:
    """Marks, units, digits, block and sample of the reports of one class, as `near_pairs` takes them."""
    report, rows, starts = vectors
    all_units, all_digits = printed
    bits, pair, parameter_of = columns
    first = starts[order[0]]
    n, k = len(order), starts[order[0] + 1] - first
    block = np.zeros(k, np.int64)
    for at in range(1, k):
        fresh = parameter_of[pair[rows[first + at]]] != parameter_of[pair[rows[first + at - 1]]]
        block[at] = block[at - 1] + fresh
    marks, digits = np.zeros((n, block[-1] + 1), np.uint64), np.zeros((n, block[-1] + 1), np.int64)
    units, of = np.empty((n, k), np.int64), np.empty(n, np.int64)
    for at in range(n):
        place = order[at]
        of[at] = sample[report[place]]
        for column in range(k):
            row = rows[starts[place] + column]
            word = bits[row] if bits[row] != np.uint64(1 << 63) else np.uint64(0)  # -0 equals 0
            marks[at, block[column]] += _mix(word + np.uint64(column + 1) * SPREAD)
            digits[at, block[column]] += all_digits[starts[place] + column]
            units[at, column] = all_units[starts[place] + column]
    return marks, units, digits, block, of


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
    out = np.zeros((len(classes) - 1, 3), np.int64)
    for one in range(len(classes) - 1):
        own = order[classes[one] : classes[one + 1]]
        marks, units, digits, block, of = _class(own, vectors, printed, columns, sample)
        out[one] = near_pairs(marks, units, digits, block, of)
    return out


@njit(cache=True, nogil=True)
def expected_by_class(
    order: Array,
    classes: Array,
    chosen: Array,
    vectors: tuple[Array, Array, Array],
    printed: tuple[Array, Array],
    columns: tuple[Array, Array, Array],
    sample: Array,
) -> Array:
    """The near pairs that shuffles of each chosen class leave at least, on average; the rest as `near_by_class`."""
    out = np.zeros(len(chosen))
    for at in range(len(chosen)):
        own = order[classes[chosen[at]] : classes[chosen[at] + 1]]
        marks, _, digits, block, of = _class(own, vectors, printed, columns, sample)
        out[at] = expected(marks, digits, block, of)
    return out
