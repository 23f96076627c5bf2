"""Kernels that look at each result once: what columns it has, and the rules that only compare and look up."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

Array = npt.NDArray[Any]

NO_TIME = -(2**63)
NO_DAY = -(2**31)
DAY = 86_400_000_000

START, TIMES, INTERVAL, VALUE = 1, 2, 4, 8


@njit(cache=True, nogil=True)
def presence(started: Array, ended: Array, value: Array) -> tuple[Array, Array]:
    """What each result has, as bits, and the day it was started (shape of both: results)."""
    n = len(started)
    flags = np.zeros(n, np.uint8)
    day = np.full(n, NO_DAY, np.int32)
    for row in range(n):
        found = np.uint8(0)
        if started[row] != NO_TIME:
            found |= START
            day[row] = started[row] // DAY
            if ended[row] != NO_TIME:
                found |= TIMES
                if started[row] < ended[row]:
                    found |= INTERVAL
        if not np.isnan(value[row]):
            found |= VALUE
        flags[row] = found
    return flags, day


@njit(cache=True, nogil=True)
def too_short(started: Array, ended: Array, pair: Array, tested: Array, beyond: Array) -> Array:
    """Rows that may be too short: tested, and shorter than `beyond` microseconds of their pair (shape: results)."""
    n = len(pair)
    out = np.zeros(n, np.bool_)
    for row in range(n):
        out[row] = tested[row] and ended[row] - started[row] < beyond[pair[row]]
    return out


@njit(cache=True, nogil=True)
def outside_ages(
    first_result: Array, sampled: Array, day: Array, has_start: Array, pair: Array, low: Array, high: Array
) -> tuple[Array, Array]:
    """Rows whose sample's age lies outside the bounds of their pair, and rows tested (shape of both: results)."""
    n = len(pair)
    out, tested = np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    for report in range(len(sampled)):
        if sampled[report] == NO_DAY:
            continue
        for row in range(first_result[report], first_result[report + 1]):
            least, most = low[pair[row]], high[pair[row]]
            if has_start[row] and (least != NO_DAY or most != NO_DAY):
                tested[row] = True
                age = np.int64(day[row]) - np.int64(sampled[report])
                out[row] = (least != NO_DAY and age < least) or (most != NO_DAY and age > most)
    return out, tested


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
    uscc: Array,
    operator: Array,
    day: Array,
    tested: Array,
    owner: Array,
    since: Array,
    until: Array,
) -> Array:
    """Tested rows whose operator is not on the staff of the report's institution that day (shape: results).

    `owner`, `since` and `until` are by person; an unknown one has owner -1, an open end is NO_DAY.
    """
    out = np.zeros(len(operator), np.bool_)
    for report in range(len(uscc)):
        for row in range(first_result[report], first_result[report + 1]):
            if tested[row]:
                who = operator[row]
                held = owner[who] == uscc[report] and since[who] <= day[row]
                out[row] = not (held and (until[who] == NO_DAY or day[row] <= until[who]))
    return out


@njit(cache=True, nogil=True)
def elsewhere(
    first_result: Array,
    uscc: Array,
    site: Array,
    instrument: Array,
    owner: Array,
    place: Array,
    portable: Array,
    known: Array,
) -> tuple[Array, Array]:
    """Rows on another institution's instrument or another site's fixed one, and rows on known ones (shape: results)."""
    n = len(instrument)
    out, tested = np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    for report in range(len(uscc)):
        for row in range(first_result[report], first_result[report + 1]):
            which = instrument[row]
            if known[which]:
                tested[row] = True
                away = not portable[which] and place[which] != site[report]
                out[row] = owner[which] != uscc[report] or away
    return out, tested


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


@njit(cache=True, nogil=True)
def earlier_followers(received: Array, prefix: Array, window: int, lead: int) -> Array:
    """How many of the next `window` rows of its prefix came more than `lead` before each row (shape: rows)."""
    n = len(received)
    out = np.zeros(n, np.int64)
    for row in range(n):
        for after in range(row + 1, min(row + window + 1, n)):
            if prefix[after] != prefix[row]:
                break
            if received[after] < received[row] - lead:
                out[row] += 1
    return out
