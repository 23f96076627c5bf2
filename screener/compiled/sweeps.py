"""Which instruments may have been overloaded, and ends before a start: compiled parts of `screener.sweep`."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

from screener.compiled.counting import institutions_of

Array = npt.NDArray[Any]

MOST_ACTIVE = 64
MOVES_A_TEST = 16
NEVER = -(2**63)


@njit(cache=True, nogil=True)
def suspects(
    first: Array,
    whose: Array,
    instrument: Array,
    start: Array,
    end: Array,
    capacity: Array,
    ours: Array,
    least: int,
    most: int,
) -> tuple[Array, Array]:
    """Instruments from `least` to `most` on which tests may exceed the capacity, and how many rows are on known ones.

    The other instruments certainly are not overloaded. `first` tells where each report's rows begin, `whose` is the
    institution of each report, as a number from 0; the second result is by institution. Rows without a span of time
    occupy nothing (shape of the next three: rows). `capacity` (0: unknown) and `ours` (to be looked at) are by
    instrument. Rows of one report with equal times are one test. A capacity beyond 64 is not followed: any overlap
    then makes the instrument a suspect.
    """
    codes = max(most - least + 1, 0)
    rows, paper, offset, crossed, counts = _tests(
        first, whose, instrument, start, end, capacity, ours, least, codes
    )
    begin, finish, paper = _by_instrument(instrument, start, end, rows, paper, offset, crossed, least)
    out = np.zeros(codes, np.bool_)
    for code in range(codes):
        low, high = offset[code], offset[code + 1]
        if high - low > 1 and crossed[code]:
            room = capacity[code + least]
            at = low if room > 1 else _alone(begin, finish, paper, low, high)
            if at < high:
                _sort_by_start(begin, finish, paper, low, high)
                out[code] = _exceeds(begin, finish, paper, low, high, room)
    return out, counts


@njit(cache=True, nogil=True)
def _tests(
    first: Array,
    whose: Array,
    instrument: Array,
    start: Array,
    end: Array,
    capacity: Array,
    ours: Array,
    least: int,
    codes: int,
) -> tuple[Array, Array, Array, Array, Array]:
    """The tests among the rows.

    Returns the rows that begin a test and their reports, where each instrument's tests begin, which instruments have
    tests that do not simply follow one another, and how many rows of each institution are on known instruments.

    A row that repeats the one before it on its instrument is of the same test; tests met again later are
    recognised when they are counted.
    """
    rows, paper = np.empty(len(instrument), np.int32), np.empty(len(instrument), np.int32)
    counts, found = np.zeros(institutions_of(whose), np.int64), 0
    offset, crossed = np.zeros(codes + 1, np.int64), np.zeros(codes, np.bool_)
    latest = np.empty((codes, 3), np.int64)  # the last test of each instrument: report, start, end
    latest[:, 0], latest[:, 1:] = -1, NEVER
    for report in range(len(whose)):
        tested = 0
        before, begun, ended, occupied = -1, NEVER, NEVER, False  # the row before: most rows repeat it
        for row in range(first[report], first[report + 1]):
            which, begin, finish = instrument[row], start[row], end[row]
            if which == before and begin == begun and finish == ended:
                tested += occupied
                continue
            before, begun, ended = which, begin, finish
            occupied = which >= 0 and NEVER < begin < finish and capacity[which] > 0
            tested += occupied
            if not occupied or not ours[which]:
                continue
            code = which - least
            if latest[code, 2] == finish and latest[code, 1] == begin and latest[code, 0] == report:
                continue
            crossed[code] |= begin < latest[code, 2]
            latest[code, 0], latest[code, 1], latest[code, 2] = report, begin, finish
            rows[found], paper[found] = row, report
            found += 1
            offset[code + 1] += 1
        counts[whose[report]] += tested
    for code in range(codes):
        offset[code + 1] += offset[code]
    return rows[:found], paper[:found], offset, crossed, counts


@njit(cache=True, nogil=True)
def _by_instrument(
    instrument: Array,
    start: Array,
    end: Array,
    rows: Array,
    report: Array,
    offset: Array,
    crossed: Array,
    least: int,
) -> tuple[Array, Array, Array]:
    total = offset[-1]
    begin, finish, paper = np.empty(total, np.int64), np.empty(total, np.int64), np.empty(total, np.int32)
    filled = offset[:-1].copy()
    for test in range(len(rows)):
        row = rows[test]
        code = instrument[row] - least
        if crossed[code]:
            at = filled[code]
            begin[at], finish[at], paper[at] = start[row], end[row], report[test]
            filled[code] = at + 1
    return begin, finish, paper


@njit(cache=True, nogil=True)
def _alone(begin: Array, finish: Array, paper: Array, low: int, high: int) -> int:
    """Sorts as long as no two tests overlap: where the first that does stands, `high` where none does.

    Tests that come before do not overlap each other, so that one more need only be held against its neighbours.
    Stops as well where the moves grow, or where a test is met again: the general way sees to those.
    """
    moves = 0
    for at in range(low + 1, high):
        start, end, report = begin[at], finish[at], paper[at]
        back = at
        while back > low and begin[back - 1] > start:
            begin[back], finish[back], paper[back] = begin[back - 1], finish[back - 1], paper[back - 1]
            back -= 1
        begin[back], finish[back], paper[back] = start, end, report
        moves += at - back
        overlap = (back > low and finish[back - 1] > start) or (back < at and begin[back + 1] < end)
        if overlap or moves > MOVES_A_TEST * (high - low):
            return at
    return high


@njit(cache=True, nogil=True)
def _sort_by_start(begin: Array, finish: Array, paper: Array, low: int, high: int) -> None:
    """Insertion sort, for tests that stand nearly in order; a general sort once the moves grow."""
    moves = 0
    for at in range(low + 1, high):
        start, end, report = begin[at], finish[at], paper[at]
        back = at
        while back > low and begin[back - 1] > start:
            begin[back], finish[back], paper[back] = begin[back - 1], finish[back - 1], paper[back - 1]
            back -= 1
        if back == at:
            continue
        begin[back], finish[back], paper[back] = start, end, report
        moves += at - back
        if moves > MOVES_A_TEST * (high - low):
            order = np.argsort(begin[low:high])
            begin[low:high] = begin[low:high][order]
            finish[low:high] = finish[low:high][order]
            paper[low:high] = paper[low:high][order]
            return


@njit(cache=True, nogil=True)
def _exceeds(begin: Array, finish: Array, paper: Array, low: int, high: int, capacity: int) -> bool:
    active_end = np.empty(MOST_ACTIVE + 1, np.int64)
    active_report = np.empty(MOST_ACTIVE + 1, np.int64)
    active_start = np.empty(MOST_ACTIVE + 1, np.int64)
    active = 0
    limit = capacity if capacity <= MOST_ACTIVE else 1
    for at in range(low, high):
        kept = 0
        known = False
        for test in range(active):
            if active_end[test] > begin[at]:
                active_end[kept] = active_end[test]
                active_report[kept] = active_report[test]
                active_start[kept] = active_start[test]
                if active_end[kept] == finish[at] and active_report[kept] == paper[at]:
                    known |= active_start[kept] == begin[at]
                kept += 1
        active = kept
        if not known:
            active_end[active] = finish[at]
            active_report[active] = paper[at]
            active_start[active] = begin[at]
            active += 1
            if active > limit:
                return True
    return False


@njit(cache=True, nogil=True)
def movers(
    first: Array,
    whose: Array,
    person: Array,
    start: Array,
    end: Array,
    site: Array,
    ours: Array,
    least: int,
    most: int,
) -> tuple[Array, Array]:
    """People from `least` to `most` who may be at two sites at once, and how many rows have a person and an interval.

    The other people certainly are not. `site` and `whose` (the institution, as a number from 0; the second result is
    by institution) are by report, `first` where each report's rows begin; `ours` (to be looked at) is by person; the
    other arguments are by row.
    """
    moving, counts = _seen_at_several(
        first, whose, person, start, end, site, ours, least, max(most - least + 1, 0)
    )
    if not moving.any():
        return moving, counts
    offset, begin, finish, place = _by_person(first, person, start, end, site, moving, least)
    for code in range(len(moving)):
        if moving[code]:
            _sort_by_start(begin, finish, place, offset[code], offset[code + 1])
            moving[code] = _meets_elsewhere(begin, finish, place, offset[code], offset[code + 1])
    return moving, counts


@njit(cache=True, nogil=True)
def _seen_at_several(
    first: Array,
    whose: Array,
    person: Array,
    start: Array,
    end: Array,
    site: Array,
    ours: Array,
    least: int,
    codes: int,
) -> tuple[Array, Array]:
    seen, moving = np.full(codes, -1, np.int32), np.zeros(codes, np.bool_)
    counts = np.zeros(institutions_of(whose), np.int64)
    for report in range(len(site)):
        before, tested = -1, 0
        for row in range(first[report], first[report + 1]):
            who = person[row]
            if who < 0 or not NEVER < start[row] < end[row]:
                continue
            tested += 1
            if who != before:  # who was at this site a row ago need not be looked up again
                before = who
                code = before - least
                moving[code] |= seen[code] >= 0 and seen[code] != site[report]
                seen[code] = site[report]
        counts[whose[report]] += tested
    for code in range(codes):
        moving[code] &= ours[code + least]
    return moving, counts


@njit(cache=True, nogil=True)
def _by_person(
    first: Array,
    person: Array,
    start: Array,
    end: Array,
    site: Array,
    moving: Array,
    least: int,
) -> tuple[Array, Array, Array, Array]:
    offset = np.zeros(len(moving) + 1, np.int64)
    rows, places = np.empty(len(person), np.int32), np.empty(len(person), np.int32)
    found = 0
    for report in range(len(site)):
        before, moves = -1, False
        for row in range(first[report], first[report + 1]):
            who = person[row]
            if who != before:
                before, moves = who, who >= 0 and moving[who - least]
            if moves and NEVER < start[row] < end[row]:
                rows[found], places[found] = row, site[report]
                found += 1
                offset[who - least + 1] += 1
    for code in range(len(moving)):
        offset[code + 1] += offset[code]
    begin, finish, place = np.empty(found, np.int64), np.empty(found, np.int64), np.empty(found, np.int32)
    filled = offset[:-1].copy()
    for moved in range(found):
        row = rows[moved]
        at = filled[person[row] - least]
        begin[at], finish[at], place[at] = start[row], end[row], places[moved]
        filled[person[row] - least] = at + 1
    return offset, begin, finish, place


@njit(cache=True, nogil=True)
def _meets_elsewhere(begin: Array, finish: Array, place: Array, low: int, high: int) -> bool:
    """Whether a row begins before an earlier one at another site is over."""
    first_site, first_end, second_end = -1, NEVER, NEVER
    for at in range(low, high):
        latest = second_end if first_site == place[at] else first_end
        if latest > begin[at]:
            return True
        if place[at] == first_site:
            first_end = max(first_end, finish[at])
        elif finish[at] > first_end:
            second_end = first_end
            first_site, first_end = place[at], finish[at]
        else:
            second_end = max(second_end, finish[at])
    return False


@njit(cache=True, nogil=True)
def meets_earlier(person: Array, start: Array, end: Array, site: Array) -> Array:
    """Rows whose start lies before the latest end among the earlier rows of the person at other sites.

    Rows stand in order of person, then start (shape: rows).
    """
    n = len(person)
    out = np.zeros(n, np.bool_)
    who, first_site, first_end, second_site, second_end = -1, -1, NEVER, -1, NEVER
    for row in range(n):
        if person[row] != who:
            who, first_site, first_end, second_site, second_end = person[row], -1, NEVER, -1, NEVER
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
