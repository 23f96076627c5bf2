"""Fingerprints of reports: the compiled form of `screener.rules.copies.fingerprints`."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

Array = npt.NDArray[Any]

FIRST = np.uint64(0xD6E8FEB86659FD93)
SECOND = np.uint64(0xA24BAED4963EE407)
SPREAD = np.uint64(0x9C8F2D1B7A6E5D43)
SPREAD_MORE = np.uint64(0xE3B1A95C64D7F02B)


@njit(cache=True, nogil=True)
def _mix(word: np.uint64) -> np.uint64:
    word = (word ^ (word >> np.uint64(32))) * FIRST
    word = (word ^ (word >> np.uint64(29))) * SECOND
    return word ^ (word >> np.uint64(32))


@njit(cache=True, nogil=True, inline="always")
def digits_of(units: np.int64, tens: Array) -> int:
    """How many digits a number of units has that is not negative, none for 0; most have six at most.

    `tens` are 1, 10, 100 …
    """
    size = int(units >= 1) + int(units >= 10) + int(units >= 100) + int(units >= 1000)
    size += int(units >= 10_000) + int(units >= 100_000)
    while size >= 6 and size < len(tens) and units >= tens[size]:
        size += 1
    return size


@njit(cache=True, nogil=True)
def fingerprints(
    first_result: Array,
    pair: Array,
    parameter_of: Array,
    replicate: Array,
    value: Array,
    bits: Array,
    decimals: Array,
) -> tuple[Array, Array]:
    """Sum of the marks of each report's distinct members, and how many there are (shape: reports).

    `bits` are the 64 bits of `value`; `parameter_of` is by pair.
    """
    n = len(first_result) - 1
    total, count = np.zeros(n, np.uint64), np.zeros(n, np.int64)
    longest, size = 0, 16
    for report in range(n):
        longest = max(longest, first_result[report + 1] - first_result[report])
    while size < 2 * longest:
        size *= 2
    table, held_by = (
        np.empty(size, np.uint64),
        np.full(size, -1, np.int32),
    )  # an open table, of one report at a time
    for report in range(n):
        summed, members = np.uint64(0), 0
        for row in range(first_result[report], first_result[report + 1]):
            if np.isnan(value[row]):
                continue
            word = bits[row] if value[row] != 0 else np.uint64(0)  # -0 equals 0
            word += np.uint64(parameter_of[pair[row]]) * SPREAD
            low = (np.uint64(replicate[row]) << np.uint64(32)) | np.uint64(max(decimals[row], 0))
            mark = _mix(word + low * SPREAD_MORE)
            at = np.int64(mark & np.uint64(size - 1))
            while held_by[at] == report and table[at] != mark:
                at = (at + 1) & (size - 1)
            if held_by[at] != report:
                held_by[at], table[at] = report, mark
                summed += mark
                members += 1
        total[report], count[report] = summed, members
    return total, count


@njit(cache=True, nogil=True)
def repeated(marks: Array, wanted: Array) -> Array:
    """Wanted rows whose mark another wanted row bears, by an open table of marks (shape: rows)."""
    n = len(marks)
    size = 16
    while size < 2 * n:
        size *= 2
    table, held, again = np.zeros(size, np.uint64), np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    place = np.zeros(n, np.int64)
    for row in range(n):
        if wanted[row]:
            at = np.int64(marks[row] & np.uint64(size - 1))
            while held[at] and table[at] != marks[row]:
                at = (at + 1) & (size - 1)
            again[at] = held[at]
            held[at], table[at], place[row] = True, marks[row], at
    out = np.zeros(n, np.bool_)
    for row in range(n):
        out[row] = wanted[row] and again[place[row]]
    return out
