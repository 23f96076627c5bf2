"""Kernels for report numbers: borne twice, in sequence, and overtaken by those that follow."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

Array = npt.NDArray[Any]

MOVES_A_ROW = 16


@njit(cache=True, nogil=True)
def repeats(code: Array, most: int) -> Array:
    """Rows that share their code, 0 to `most`, with another row (shape of the result: such rows)."""
    seen, again = np.zeros(most + 1, np.bool_), np.zeros(most + 1, np.bool_)
    some = False
    for row in range(len(code)):
        if seen[code[row]]:
            again[code[row]] = some = True
        seen[code[row]] = True
    out = np.empty(len(code) if some else 0, np.intp)
    found = 0
    if some:
        for row in range(len(code)):
            if again[code[row]]:
                out[found] = row
                found += 1
    return out[:found].copy()


@njit(cache=True, nogil=True)
def in_sequence(prefix: Array, serial: Array, prefixes: int) -> Array:
    """Rows with a prefix, 0 to `prefixes` - 1, in order of prefix, serial number and place (shape: such rows)."""
    offset = np.zeros(prefixes + 1, np.int64)
    for row in range(len(prefix)):
        if prefix[row] >= 0:
            offset[prefix[row] + 1] += 1
    for code in range(prefixes):
        offset[code + 1] += offset[code]
    out, number = np.empty(offset[-1], np.intp), np.empty(offset[-1], np.int64)
    filled = offset[:-1].copy()
    for row in range(len(prefix)):
        if prefix[row] >= 0:
            at = filled[prefix[row]]
            out[at], number[at] = row, serial[row]
            filled[prefix[row]] = at + 1
    for code in range(prefixes):
        _sort_by_number(number, out, offset[code], offset[code + 1])
    return out


@njit(cache=True, nogil=True)
def _sort_by_number(number: Array, rows: Array, low: int, high: int) -> None:
    """Insertion sort, for numbers that stand nearly in order; a general sort once the moves grow."""
    moves = 0
    for at in range(low + 1, high):
        own, row = number[at], rows[at]
        back = at
        while back > low and number[back - 1] > own:
            number[back], rows[back] = number[back - 1], rows[back - 1]
            back -= 1
        number[back], rows[back] = own, row
        moves += at - back
        if moves > MOVES_A_ROW * (high - low):
            order = np.argsort(number[low:high], kind="mergesort")  # it keeps the order of equal numbers
            number[low:high] = number[low:high][order]
            rows[low:high] = rows[low:high][order]
            return


@njit(cache=True, nogil=True)
def earlier_followers(received: Array, prefix: Array, window: int, lead: int) -> Array:
    """How many of the next `window` rows of its prefix came more than `lead` before each row (shape: rows).

    Walking backwards, the earliest of all later rows of the prefix tells most rows that they need not look.
    """
    n = len(received)
    out = np.zeros(n, np.int64)
    earliest = np.int64(0)
    for row in range(n - 1, -1, -1):
        if row == n - 1 or prefix[row] != prefix[row + 1]:
            earliest = received[row]
            continue
        if earliest < received[row] - lead:
            for after in range(row + 1, min(row + window + 1, n)):
                if prefix[after] != prefix[row]:
                    break
                out[row] += received[after] < received[row] - lead
        earliest = min(earliest, received[row])
    return out
