"""Whether periods of days cover a day: the compiled form of `Periods.covers` and `Capabilities.covers`."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

Array = npt.NDArray[Any]

NO_DAY = -(2**31)


@njit(cache=True, nogil=True)
def covered(offset: Array, first: Array, last: Array, keys: Array, days: Array, wanted: Array) -> Array:
    """Rows that are wanted and whose key has a period with the day in it (shape: rows).

    Periods of key k are `first[offset[k]:offset[k + 1]]` to `last[...]`, in order and disjoint; keys outside
    have none.
    """
    n, keyed = len(keys), len(offset) - 1
    out = np.zeros(n, np.bool_)
    for row in range(n):
        key = keys[row]
        if wanted[row] and 0 <= key < keyed:
            for at in range(offset[key], offset[key + 1]):
                if first[at] <= days[row] <= last[at]:
                    out[row] = True
                    break
    return out


@njit(cache=True, nogil=True)
def _first_not_below(ordered: Array, low: int, high: int, value: int) -> int:
    while low < high:
        middle = (low + high) // 2
        if ordered[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True, nogil=True)
def unapproved(
    first_result: Array,
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
    known_pairs: int,
) -> tuple[Array, Array]:
    """Rows of marked reports whose place is not approved for their pair on the day, and rows tested (shape: rows).

    `marked` and `place` are by report. The approved pairs of place k are `pairs[place_offset[k]:place_offset[k + 1]]`,
    ascending; the combination at that position has the periods `first[offset[c]:offset[c + 1]]` to `last[...]`.
    """
    out, tested = np.zeros(len(pair), np.bool_), np.zeros(len(pair), np.bool_)
    found_last = np.zeros(
        known_pairs, np.int64
    )  # where each pair was found last: mostly at the same place again
    for report in range(len(marked)):
        if not marked[report]:
            continue
        begin, stop = 0, 0
        if place[report] >= 0:
            begin, stop = place_offset[place[report]], place_offset[place[report] + 1]
        for row in range(first_result[report], first_result[report + 1]):
            if not has_start[row]:
                continue
            tested[row] = True
            low = found_last[pair[row]]
            if not (begin <= low < stop and pairs[low] == pair[row]):
                low = _first_not_below(pairs, begin, stop, pair[row])
                if low == stop or pairs[low] != pair[row]:
                    out[row] = True
                    continue
                found_last[pair[row]] = low
            out[row] = not _holds(offset, first, last, low, days[row])
    return out, tested


@njit(cache=True, nogil=True)
def _holds(offset: Array, first: Array, last: Array, key: int, day: int) -> bool:
    if key >= len(offset) - 1:
        return False  # the last keys may have no period at all: they lie beyond the offsets
    for period in range(offset[key], offset[key + 1]):  # noqa: SIM110 - the compiler knows no any() of a generator
        if first[period] <= day <= last[period]:
            return True
    return False


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
    first_result: Array, product: Array, parameter: Array, value: Array, offset: Array, required: Array
) -> Array:
    """How many of the parameters required of its product each report has a value for (shape: reports).

    Parameters required of product k are `required[offset[k]:offset[k + 1]]`.
    """
    n = len(product)
    out = np.zeros(n, np.int64)
    for report in range(n):
        for wanted in range(offset[product[report]], offset[product[report] + 1]):
            for row in range(first_result[report], first_result[report + 1]):
                if parameter[row] == required[wanted] and not np.isnan(value[row]):
                    out[report] += 1
                    break
    return out
