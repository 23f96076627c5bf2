"""Which instruments may have been overloaded, and ends before a start: compiled parts of `screener.sweep`."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

Array = npt.NDArray[Any]

MOST_ACTIVE = 64
MOVES_A_ROW = 16


@njit(cache=True, nogil=True)
def suspects(
    instrument: Array,
    start: Array,
    end: Array,
    report: Array,
    wanted: Array,
    capacity: Array,
    least: int,
    most: int,
) -> Array:
    """Instruments from `least` to `most` on which tests may exceed the capacity; the others certainly do not.

    Wanted rows are non-empty intervals (shape of the first five: rows; of capacity: instruments). Rows of one
    report with equal times are one test. A capacity beyond 64 is not followed: any overlap then makes the
    instrument a suspect.
    """
    n, codes = len(instrument), most - least + 1
    offset = np.zeros(codes + 1, np.int64)
    for row in range(n):
        if wanted[row]:
            offset[instrument[row] - least + 1] += 1
    for code in range(codes):
        offset[code + 1] += offset[code]
    order = np.empty(offset[codes], np.int64)
    filled = offset[:-1].copy()
    for row in range(n):
        if wanted[row]:
            code = instrument[row] - least
            order[filled[code]] = row
            filled[code] += 1
    out = np.zeros(codes, np.bool_)
    for code in range(codes):
        low, high = offset[code], offset[code + 1]
        if high - low > 1:
            _sort_by_start(order, low, high, start)
            out[code] = _exceeds(order, low, high, start, end, report, capacity[code + least])
    return out


@njit(cache=True, nogil=True)
def _sort_by_start(order: Array, low: int, high: int, start: Array) -> None:
    """Insertion sort, for rows that stand nearly in order; a general sort once the moves grow."""
    moves = 0
    for at in range(low + 1, high):
        row = order[at]
        back = at
        while back > low and start[order[back - 1]] > start[row]:
            order[back] = order[back - 1]
            back -= 1
        order[back] = row
        moves += at - back
        if moves > MOVES_A_ROW * (high - low):
            order[low:high] = order[low:high][np.argsort(start[order[low:high]])]
            return


@njit(cache=True, nogil=True)
def _exceeds(
    order: Array, low: int, high: int, start: Array, end: Array, report: Array, capacity: int
) -> bool:
    active_end = np.empty(MOST_ACTIVE + 1, np.int64)
    active_report = np.empty(MOST_ACTIVE + 1, np.int64)
    active_start = np.empty(MOST_ACTIVE + 1, np.int64)
    active = 0
    limit = min(capacity, MOST_ACTIVE) if capacity <= MOST_ACTIVE else 1
    for at in range(low, high):
        row = order[at]
        kept = 0
        known = False
        for test in range(active):
            if active_end[test] > start[row]:
                active_end[kept] = active_end[test]
                active_report[kept] = active_report[test]
                active_start[kept] = active_start[test]
                if (
                    active_end[kept] == end[row]
                    and active_report[kept] == report[row]
                    and active_start[kept] == start[row]
                ):
                    known = True
                kept += 1
        active = kept
        if not known:
            active_end[active] = end[row]
            active_report[active] = report[row]
            active_start[active] = start[row]
            active += 1
            if active > limit:
                return True
    return False


@njit(cache=True, nogil=True)
def meets_earlier(person: Array, start: Array, end: Array, site: Array) -> Array:
    """Rows whose start lies before the latest end among the earlier rows of the person at other sites.

    Rows stand in order of person, then start (shape: rows).
    """
    n = len(person)
    out = np.zeros(n, np.bool_)
    none = np.int64(-(2**63))
    who, first_site, first_end, second_site, second_end = -1, -1, none, -1, none
    for row in range(n):
        if person[row] != who:
            who, first_site, first_end, second_site, second_end = person[row], -1, none, -1, none
        latest = second_end if first_site == site[row] else first_end
        out[row] = latest > start[row]
        if site[row] == first_site:
            first_end = max(first_end, end[row])
        elif end[row] > first_end:
            second_site, second_end = first_site, first_end
            first_site, first_end = site[row], end[row]
        elif site[row] == second_site or end[row] > second_end:
            second_end = max(second_end, end[row])
            second_site = site[row]
    return out
