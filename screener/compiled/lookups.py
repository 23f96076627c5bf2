"""Whether periods of days cover a day: the compiled form of `Periods.covers` and `Capabilities.covers`."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

Array = npt.NDArray[Any]


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
def approved(
    place: Array,
    report: Array,
    pair: Array,
    days: Array,
    wanted: Array,
    place_offset: Array,
    pairs: Array,
    offset: Array,
    first: Array,
    last: Array,
    known_pairs: int,
) -> Array:
    """Rows that are wanted and whose report's place is approved for the pair on the day (shape: rows).

    The approved pairs of place k are `pairs[place_offset[k]:place_offset[k + 1]]`, ascending; the combination at
    that position has the periods `first[offset[c]:offset[c + 1]]` to `last[...]`.
    """
    n = len(pair)
    out = np.zeros(n, np.bool_)
    found_last = np.zeros(
        known_pairs, np.int64
    )  # where each pair was found last: mostly at the same place again
    for row in range(n):
        at = place[report[row]]
        if not wanted[row] or at < 0:
            continue
        begin, stop = place_offset[at], place_offset[at + 1]
        low = found_last[pair[row]]
        if not (begin <= low < stop and pairs[low] == pair[row]):
            low = _first_not_below(pairs, begin, stop, pair[row])
            if low == stop or pairs[low] != pair[row]:
                continue
            found_last[pair[row]] = low
        if low >= len(offset) - 1:
            continue  # the last combinations may have no period at all: they lie beyond the offsets
        for period in range(offset[low], offset[low + 1]):
            if first[period] <= days[row] <= last[period]:
                out[row] = True
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
