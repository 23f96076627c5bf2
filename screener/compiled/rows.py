"""Kernels that look at each result once: what columns it has, and the rules that only compare and look up."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

from screener.compiled.counting import institutions_of

Array = npt.NDArray[Any]

NO_TIME = -(2**63)
NO_DAY = -(2**31)
DAY = 86_400_000_000


@njit(cache=True, nogil=True)
def presence(started: Array, ended: Array, value: Array) -> tuple[Array, Array, Array, Array, Array]:
    """Which results have a start, both times, some span of time and a value, and the day of the start.

    Shape of all: results.
    """
    n = len(started)
    has_start, has_times = np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    has_interval, has_value = np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    day = np.full(n, NO_DAY, np.int32)
    today, midnight = np.int64(0), np.int64(0)  # a division is slow, and results of a report share their day
    for row in range(n):
        has_value[row] = not np.isnan(value[row])
        if started[row] != NO_TIME:
            has_start[row] = True
            if not 0 <= started[row] - midnight < DAY:
                today = started[row] // DAY
                midnight = today * DAY
            day[row] = today
            if ended[row] != NO_TIME:
                has_times[row] = True
                has_interval[row] = started[row] < ended[row]
    return has_start, has_times, has_interval, has_value, day


@njit(cache=True, nogil=True)
def days(times: Array) -> Array:
    """The calendar day of each instant; `NO_DAY` where the instant is empty (shape: rows)."""
    day = np.full(len(times), NO_DAY, np.int32)
    for row in range(len(times)):
        if times[row] != NO_TIME:
            day[row] = times[row] // DAY
    return day


@njit(cache=True, nogil=True)
def span(codes: Array) -> tuple[Any, Any]:
    """The least and the greatest code there is, `(0, -1)` where all are empty."""
    least, most = np.int64(2**31), np.int64(-1)
    for row in range(len(codes)):
        code = np.int64(codes[row])
        most = max(most, code)
        least = min(least, code if code >= 0 else np.int64(2**31))
    return (least, most) if most >= 0 else (np.int64(0), most)


@njit(cache=True, nogil=True)
def counted(held: Array, starts: Array) -> Array:
    """How many rows are held between each start and the next; `held` is 1 or 0 (shape: starts - 1)."""
    out = np.zeros(len(starts) - 1, np.int64)
    for at in range(len(out)):
        total = 0
        for row in range(starts[at], starts[at + 1]):
            total += held[row]
        out[at] = total
    return out


@njit(cache=True, nogil=True)
def chosen(code: Array, held: Array, wanted: Array, least: int) -> Array:
    """Held rows whose code is wanted; `wanted` is by code from `least` on (shape of the first two: rows)."""
    out = np.empty(len(code), np.intp)
    found = 0
    for row in range(len(code)):
        if held[row] and code[row] >= 0 and wanted[code[row] - least]:
            out[found] = row
            found += 1
    return out[:found].copy()


@njit(cache=True, nogil=True)
def superseded(
    starts: Array, day: Array, has_start: Array, pair: Array, known: Array, on: Array
) -> tuple[Array, Array]:
    """Rows started on or after the day their pair was superseded, and how many were tested (shape: institutions).

    `known` and `on` are by pair, `starts` tells where each institution's rows begin.
    """
    out, found, counts = np.empty(len(pair), np.intp), 0, np.zeros(len(starts) - 1, np.int64)
    for at in range(len(counts)):
        tested = 0
        for row in range(starts[at], starts[at + 1]):
            if not (has_start[row] and known[pair[row]]):
                continue
            tested += 1
            if NO_DAY != on[pair[row]] <= day[row]:
                out[found] = row
                found += 1
        counts[at] = tested
    return out[:found].copy(), counts


@njit(cache=True, nogil=True)
def too_short(
    starts: Array, started: Array, ended: Array, pair: Array, has_times: Array, bounded: Array, beyond: Array
) -> tuple[Array, Array]:
    """Rows that may be too short, since shorter than `beyond` microseconds, and how many were tested.

    `bounded` and `beyond` are by pair, `starts` tells where each institution's rows begin; the second result is by
    institution.
    """
    out, found, counts = np.empty(len(pair), np.intp), 0, np.zeros(len(starts) - 1, np.int64)
    for at in range(len(counts)):
        tested = 0
        for row in range(starts[at], starts[at + 1]):
            if not (has_times[row] and bounded[pair[row]]):
                continue
            tested += 1
            if ended[row] - started[row] < beyond[pair[row]]:
                out[found] = row
                found += 1
        counts[at] = tested
    return out[:found].copy(), counts


@njit(cache=True, nogil=True)
def outside_ages(
    first_result: Array,
    whose: Array,
    sampled: Array,
    day: Array,
    has_start: Array,
    pair: Array,
    low: Array,
    high: Array,
) -> tuple[Array, Array]:
    """Rows whose sample's age lies outside the bounds of their pair, and how many were tested.

    `whose` is the institution of each report, as a number from 0; the second result is by institution.
    """
    out, found, counts = np.empty(len(pair), np.intp), 0, np.zeros(institutions_of(whose), np.int64)
    for report in range(len(sampled)):
        if sampled[report] == NO_DAY:
            continue
        tested = 0
        for row in range(first_result[report], first_result[report + 1]):
            least, most = low[pair[row]], high[pair[row]]
            if has_start[row] and (least != NO_DAY or most != NO_DAY):
                tested += 1
                age = np.int64(day[row]) - np.int64(sampled[report])
                if (least != NO_DAY and age < least) or (most != NO_DAY and age > most):
                    out[found] = row
                    found += 1
        counts[whose[report]] += tested
    return out[:found].copy(), counts


@njit(cache=True, nogil=True)
def out_of_order(first_result: Array, received: Array, issued: Array, started: Array, ended: Array) -> Array:
    """Reports whose dates, or those of a result, stand in an impossible order (shape: reports)."""
    n = len(received)
    out = np.zeros(n, np.bool_)
    for report in range(n):
        wrong = issued[report] < received[report]
        for row in range(first_result[report], first_result[report + 1]):
            start, end = started[row], ended[row]
            if start != NO_TIME:
                wrong |= start < received[report] or (end != NO_TIME and end < start)
            wrong |= end != NO_TIME and end > issued[report]
        out[report] = wrong
    return out


@njit(cache=True, nogil=True)
def not_employed(
    first_result: Array,
    whose: Array,
    uscc: Array,
    operator: Array,
    day: Array,
    has_start: Array,
    owner: Array,
    since: Array,
    until: Array,
) -> tuple[Array, Array]:
    """Rows whose operator is not on the staff of the report's institution that day, and how many were tested.

    `owner`, `since` and `until` are by person; an unknown one has owner -1, an open end is NO_DAY. `whose` is the
    institution of each report, as a number from 0; the second result is by institution.
    """
    out, found, counts = np.empty(len(operator), np.intp), 0, np.zeros(institutions_of(whose), np.int64)
    for report in range(len(uscc)):
        before, on, wrong, tested = -1, NO_DAY, False, 0
        for row in range(first_result[report], first_result[report + 1]):
            who = operator[row]
            if who < 0 or not has_start[row]:
                continue
            tested += 1
            if who != before or day[row] != on:
                before, on = who, day[row]
                held = owner[who] == uscc[report] and since[who] <= on
                wrong = not (held and (until[who] == NO_DAY or on <= until[who]))
            if wrong:
                out[found] = row
                found += 1
        counts[whose[report]] += tested
    return out[:found].copy(), counts


@njit(cache=True, nogil=True)
def elsewhere(
    first_result: Array,
    whose: Array,
    uscc: Array,
    site: Array,
    instrument: Array,
    owner: Array,
    place: Array,
    portable: Array,
    known: Array,
) -> tuple[Array, Array]:
    """Rows on another institution's instrument or another site's fixed one, and how many are on known ones.

    `whose` is the institution of each report, as a number from 0; the second result is by institution.
    """
    out, found, counts = np.empty(len(instrument), np.intp), 0, np.zeros(institutions_of(whose), np.int64)
    for report in range(len(uscc)):
        before, wrong, held, tested = -1, False, False, 0
        for row in range(first_result[report], first_result[report + 1]):
            which = instrument[row]
            if which != before:
                before, held = which, known[which]
                away = not portable[which] and place[which] != site[report]
                wrong = held and (owner[which] != uscc[report] or away)
            tested += held
            if wrong:
                out[found] = row
                found += 1
        counts[whose[report]] += tested
    return out[:found].copy(), counts


@njit(cache=True, nogil=True)
def several(first: Array, group: Array, value: Array, least: int, most: int) -> Array:
    """Rows whose group holds rows of more than one value (shape of the result: groups `least` to `most`).

    `value` is by report, `first` where each report's rows begin; rows with a negative group are in none.
    """
    seen = np.full(most - least + 1, -1, np.int64)
    out = np.zeros(most - least + 1, np.bool_)
    for report in range(len(value)):
        for row in range(first[report], first[report + 1]):
            if group[row] >= 0:
                at = group[row] - least
                if seen[at] < 0:
                    seen[at] = value[report]
                elif seen[at] != value[report]:
                    out[at] = True
    return out
