"""Whether periods of days cover a day: the compiled form of `Periods.covers` and `Capabilities.covers`."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

from screener.compiled.counting import institutions_of

Array = npt.NDArray[Any]

NO_DAY = -(2**31)
SLOTS = 2**14  # at least; more where there are many rows, since many places then take turns
ROWS_A_SLOT = 64
STEP = 127  # keeps the pairs of neighbouring places apart


@njit(cache=True, nogil=True)
def uncovered(
    starts: Array, offset: Array, first: Array, last: Array, keys: Array, days: Array, wanted: Array
) -> tuple[Array, Array]:
    """Rows whose key has no period with the day in it, and how many were tested: wanted and with a key.

    Periods of key k are `first[offset[k]:offset[k + 1]]` to `last[...]`, in order and disjoint; keys beyond have
    none, negative ones are empty. `starts` tells where each institution's rows begin; the second result is by
    institution.
    """
    out, found, counts = np.empty(len(keys), np.intp), 0, np.zeros(len(starts) - 1, np.int64)
    key, day, lacking = -1, NO_DAY, False  # the row before: often of the same key and day
    for at in range(len(counts)):
        tested = 0
        for row in range(starts[at], starts[at + 1]):
            if not wanted[row] or keys[row] < 0:
                continue
            tested += 1
            if keys[row] != key or days[row] != day:
                key, day = keys[row], days[row]
                lacking = _holding(offset, first, last, key, day) < 0
            if lacking:
                out[found] = row
                found += 1
        counts[at] = tested
    return out[:found].copy(), counts


@njit(cache=True, nogil=True)
def _first_not_below(ordered: Array, low: int, high: int, value: int | np.int64) -> int:
    while low < high:
        middle = (low + high) // 2
        if ordered[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True, nogil=True)
def places_of(uscc: Array, site: Array, places: Array, sites: int) -> Array:
    """Where each institution and site stands among the ordered `places`, which pack the two, -1 where it does not.

    A site is mostly of one institution: where it was found last is looked at first (shape: reports).
    """
    out = np.full(len(uscc), -1, np.int32)
    latest = np.full(sites + 1, -1, np.int32)
    for report in range(len(uscc)):
        key = (np.int64(uscc[report]) << 32) | np.int64(site[report])
        at: int = latest[site[report]]
        if at < 0 or places[at] != key:
            at = _first_not_below(places, 0, len(places), key)
            if at == len(places) or places[at] != key:
                continue
            latest[site[report]] = at
        out[report] = at
    return out


@njit(cache=True, nogil=True)
def unapproved(
    first_result: Array,
    whose: Array,
    marked: Array,
    place: Array,
    pair: Array,
    days: Array,
    has_start: Array,
    place_offset: Array,
    pairs: Array,
    offset: Array,
    first: Array,
    last: Array,
) -> tuple[Array, Array]:
    """Rows of marked reports whose place is not approved for their pair on the day, and how many were tested.

    `whose` (the institution, as a number from 0), `marked` and `place` are by report; the second result is by
    institution. The approved pairs of place k are `pairs[place_offset[k]:place_offset[k + 1]]`, ascending; the
    combination at that position has the periods `first[offset[c]:offset[c + 1]]` to `last[...]`.
    """
    out, found, counts = np.empty(len(pair), np.intp), 0, np.zeros(institutions_of(whose), np.int64)
    # What was found last, each time in the slot that place and pair point to: a few combinations come again and again.
    # One array a field: a view of a row of fields would be counted in and out at every result.
    held = np.full(_slots(len(pair)), -1, np.int64)
    since, until = np.zeros(len(held), np.int32), np.full(len(held), -1, np.int32)
    for report in range(len(marked)):
        if not marked[report]:
            continue
        here, tested = np.int64(place[report]), 0
        for row in range(first_result[report], first_result[report + 1]):
            if not has_start[row]:
                continue
            tested += 1
            which, day = np.int64(pair[row]), days[row]
            slot = np.uint64(here * STEP + which) & np.uint64(len(held) - 1)
            if held[slot] == (here << 32) | which and since[slot] <= day <= until[slot]:
                continue
            period = -1
            if here >= 0:
                stop = place_offset[here + 1]
                at = _first_not_below(pairs, place_offset[here], stop, which)
                if at < stop and pairs[at] == which:
                    period = _holding(offset, first, last, at, day)
            if period >= 0:
                held[slot], since[slot], until[slot] = (here << 32) | which, first[period], last[period]
                continue
            out[found] = row
            found += 1
        counts[whose[report]] += tested
    return out[:found].copy(), counts


@njit(cache=True, nogil=True)
def _slots(rows: int) -> int:
    slots = SLOTS
    while slots * ROWS_A_SLOT < rows:
        slots *= 2
    return slots


@njit(cache=True, nogil=True)
def _holding(offset: Array, first: Array, last: Array, key: int, day: int) -> int:
    """The period of the key with the day in it, -1 where there is none."""
    if key >= len(offset) - 1:
        return -1  # the last keys may have no period at all: they lie beyond the offsets
    for period in range(offset[key], offset[key + 1]):
        if first[period] <= day <= last[period]:
            return period
    return -1


@njit(cache=True, nogil=True)
def unsigned(
    signatory: Array,
    domain: Array,
    uscc: Array,
    day: Array,
    row_offset: Array,
    domains: Array,
    since: Array,
    until: Array,
    owner: Array,
    employed_from: Array,
    employed_to: Array,
) -> Array:
    """Reports whose signatory is empty, not authorised for the domain or not employed that day (shape: reports).

    The authorisations of person k are rows `row_offset[k]:row_offset[k + 1]` of `domains`, `since` and `until`; the
    last three arguments are by person, with owner -1 for an unknown one. Open ends are `NO_DAY`.
    """
    n = len(signatory)
    out = np.ones(n, np.bool_)
    for report in range(n):
        who, on = signatory[report], day[report]
        if who < 0 or owner[who] != uscc[report] or employed_from[who] > on:
            continue
        if employed_to[who] != NO_DAY and employed_to[who] < on:
            continue
        for row in range(row_offset[who], row_offset[who + 1]):
            if (
                domains[row] == domain[report]
                and since[row] <= on
                and (until[row] == NO_DAY or on <= until[row])
            ):
                out[report] = False
                break
    return out


@njit(cache=True, nogil=True)
def required_present(
    first_result: Array,
    product: Array,
    pair: Array,
    has_value: Array,
    parameter_of: Array,
    offset: Array,
    required: Array,
) -> Array:
    """How many of the parameters required of its product each report has a value for (shape: reports).

    Parameters required of product k are `required[offset[k]:offset[k + 1]]`; `parameter_of` is by pair.
    """
    n = len(product)
    out = np.zeros(n, np.int64)
    for report in range(n):
        begin, stop = first_result[report], first_result[report + 1]
        row = (
            begin  # each search goes on where the last one ended: mostly the order is the same in all reports
        )
        for wanted in range(offset[product[report]], offset[product[report] + 1]):
            for _ in range(stop - begin):
                found = parameter_of[pair[row]] == required[wanted] and has_value[row]
                row = row + 1 if row + 1 < stop else begin
                if found:
                    out[report] += 1
                    break
    return out
