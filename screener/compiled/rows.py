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
MOVES_A_ROW = 16

START, TIMES, INTERVAL, VALUE = 1, 2, 4, 8


@njit(cache=True, nogil=True)
def presence(started: Array, ended: Array, value: Array) -> tuple[Array, Array]:
    """What each result has, as bits, and the day it was started (shape of both: results)."""
    n = len(started)
    flags = np.zeros(n, np.uint8)
    day = np.full(n, NO_DAY, np.int32)
    today, midnight = np.int64(0), np.int64(0)  # a division is slow, and results of a report share their day
    for row in range(n):
        found = np.uint8(0)
        if started[row] != NO_TIME:
            found |= START
            if not 0 <= started[row] - midnight < DAY:
                today = started[row] // DAY
                midnight = today * DAY
            day[row] = today
            if ended[row] != NO_TIME:
                found |= TIMES
                if started[row] < ended[row]:
                    found |= INTERVAL
        if not np.isnan(value[row]):
            found |= VALUE
        flags[row] = found
    return flags, day


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
def chosen(code: Array, tested: Array, wanted: Array, least: int) -> Array:
    """Tested rows whose code is wanted; `wanted` is by code from `least` on (shape of the first two: rows)."""
    out = np.empty(len(code), np.intp)
    found = 0
    for row in range(len(code)):
        if tested[row] and wanted[code[row] - least]:
            out[found] = row
            found += 1
    return out[:found].copy()


@njit(cache=True, nogil=True)
def superseded(day: Array, has_start: Array, pair: Array, known: Array, on: Array) -> tuple[Array, Array]:
    """Rows started on or after the day their pair was superseded, and rows tested (shape of both: results).

    `known` and `on` are by pair.
    """
    n = len(pair)
    out, tested = np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    for row in range(n):
        since = on[pair[row]]
        tested[row] = has_start[row] & known[pair[row]]
        out[row] = tested[row] & (since != NO_DAY) & (since <= day[row])
    return out, tested


@njit(cache=True, nogil=True)
def too_short(
    started: Array, ended: Array, pair: Array, has_times: Array, bounded: Array, beyond: Array
) -> tuple[Array, Array]:
    """Rows that may be too short, since shorter than `beyond` microseconds, and rows tested (shape of both: results).

    `bounded` and `beyond` are by pair.
    """
    n = len(pair)
    out, tested = np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    for row in range(n):
        tested[row] = has_times[row] & bounded[pair[row]]
        out[row] = tested[row] & (ended[row] - started[row] < beyond[pair[row]])
    return out, tested


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
    has_start: Array,
    owner: Array,
    since: Array,
    until: Array,
) -> tuple[Array, Array]:
    """Rows whose operator is not on the staff of the report's institution that day, and rows tested (shape: results).

    `owner`, `since` and `until` are by person; an unknown one has owner -1, an open end is NO_DAY.
    """
    n = len(operator)
    out, tested = np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    for report in range(len(uscc)):
        before, on, wrong = -1, NO_DAY, False
        for row in range(first_result[report], first_result[report + 1]):
            who = operator[row]
            if who >= 0 and has_start[row]:
                tested[row] = True
                if who != before or day[row] != on:
                    before, on = who, day[row]
                    held = owner[who] == uscc[report] and since[who] <= on
                    wrong = not (held and (until[who] == NO_DAY or on <= until[who]))
                out[row] = wrong
    return out, tested


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
        before, wrong, held = -1, False, False
        for row in range(first_result[report], first_result[report + 1]):
            which = instrument[row]
            if which != before:
                before, held = which, known[which]
                away = not portable[which] and place[which] != site[report]
                wrong = held and (owner[which] != uscc[report] or away)
            out[row], tested[row] = wrong, held
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
