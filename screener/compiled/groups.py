"""Kernels of the anomalies: values by group, their samples, their printed digits, their limits."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

Array = npt.NDArray[Any]


@njit(cache=True, nogil=True)
def grouped(
    starts: Array, value: Array, pair: Array, decimals: Array, most: int, cells: int
) -> tuple[Array, Array, Array]:
    """Results with a value, by institution and cell (pair × `most` + decimals); where groups begin; whose they are."""
    order = np.empty(len(value), np.int64)
    begins, whose = np.empty(len(value) + 1, np.int64), np.empty(len(value), np.int32)
    place, touched = np.zeros(cells, np.int64), np.empty(cells, np.int64)
    total = groups = 0
    for body in range(len(starts) - 1):
        met = 0
        for row in range(starts[body], starts[body + 1]):
            if not np.isnan(value[row]):
                cell = np.int64(pair[row]) * most + max(decimals[row], 0)
                if place[cell] == 0:
                    touched[met] = cell
                    met += 1
                place[cell] += 1
        some = np.sort(touched[:met])
        for cell in some:
            begins[groups], whose[groups] = total, body
            groups += 1
            count = place[cell]
            place[cell] = total
            total += count
        for row in range(starts[body], starts[body + 1]):
            if not np.isnan(value[row]):
                cell = np.int64(pair[row]) * most + max(decimals[row], 0)
                order[place[cell]] = row
                place[cell] += 1
        for cell in some:
            place[cell] = 0
    begins[groups] = total
    return order[:total], begins[: groups + 1], whose[:groups]


@njit(cache=True, nogil=True, error_model="numpy")
def _deviation(values: Array, count: int) -> Any:  # noqa: ANN401 - a double, as NumPy gives it
    """The standard deviation of the first `count` values, taken from the first on."""
    if count < 2:
        return np.nan
    total = squares = 0.0
    for place in range(count):
        total += values[place] - values[0]
    mean = total / count
    for place in range(count):
        away = values[place] - values[0] - mean
        squares += away * away
    return np.sqrt(squares / (count - 1))


@njit(cache=True, nogil=True, error_model="numpy")
def samples(values: Array, reports: Array, starts: Array) -> tuple[Array, Array, Array, Array, Array, Array]:
    """Of each group: samples, the deviation of their means; samples with replicates, their values and squares.

    And the mean of the samples' means without signs.
    """
    size = len(starts) - 1
    number, repeated, rows = np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size, np.int64)
    spread, squares, far = np.full(size, np.nan), np.zeros(size), np.zeros(size)
    means = np.empty(len(values))
    for group in range(size):
        row, held = starts[group], 0
        while row < starts[group + 1]:
            end, total = row, 0.0
            while end < starts[group + 1] and reports[end] == reports[row]:
                total += values[end] - values[row]
                end += 1
            mean = values[row] + total / (end - row)
            means[held] = mean
            far[group] += abs(mean)
            held += 1
            if end - row > 1:
                repeated[group] += 1
                rows[group] += end - row
                for one in range(row, end):
                    squares[group] += (values[one] - mean) * (values[one] - mean)
            row = end
        number[group] = held
        spread[group] = _deviation(means, held)
        far[group] /= held
    return number, spread, repeated, rows, squares, far


@njit(cache=True, nogil=True, error_model="numpy")
def printed(
    values: Array, starts: Array, decimals: Array, large: Array, powers: Array, tens: Array
) -> tuple[Array, Array, Array]:
    """Of each value of a large group: units of its last digit, how many digits they have, whether to print it."""
    found, count = np.zeros(len(values), np.int64), np.zeros(len(values), np.int64)
    doubtful = np.zeros(len(values), np.bool_)
    for group in range(len(starts) - 1):
        if not large[group]:
            continue
        known = decimals[group] < len(powers)
        power = powers[min(decimals[group], len(powers) - 1)]
        for row in range(starts[group], starts[group + 1]):
            scaled = values[row] * power
            whole = np.rint(scaled)
            size = abs(scaled)
            if 0.5 - abs(scaled - whole) <= size * 2.0**-50 or not size < 2.0**51 or not known:
                doubtful[row] = True
                continue
            units = np.int64(whole)
            found[row] = units
            units = abs(units)
            while count[row] < len(tens) and units >= tens[count[row]]:
                count[row] += 1
    return found, count, doubtful


@njit(cache=True, nogil=True, error_model="numpy")
def limited(values: Array, limits: Array, starts: Array) -> tuple[Array, Array]:
    """How many values of each group have a limit, and their standard deviation."""
    size = len(starts) - 1
    number, spread = np.zeros(size, np.int64), np.full(size, np.nan)
    some = np.empty(len(values))
    for group in range(size):
        held = 0
        for row in range(starts[group], starts[group + 1]):
            if not np.isnan(limits[row]):
                some[held] = values[row]
                held += 1
        number[group] = held
        spread[group] = _deviation(some, held)
    return number, spread


@njit(cache=True, nogil=True)
def beside(
    rows: Array,
    starts: Array,
    columns: tuple[Array, Array],
    places: Array,
    band: Array,
    bands: tuple[int, bool],
) -> tuple[Array, Array, Array]:
    """Of each place: values near the limit, within a band inside it, and within one outside it.

    `columns` are values and limits, `bands` how many are near and whether the limit is the lower one.
    """
    value, limit = columns
    many, lower = bands
    near, inside = np.zeros(len(places), np.int64), np.zeros(len(places), np.int64)
    outside = np.zeros(len(places), np.int64)
    for one in range(len(places)):
        for at in range(starts[places[one]], starts[places[one] + 1]):
            row = rows[at]
            far = value[row] - limit[row] if lower else limit[row] - value[row]
            near[one] += abs(far) <= many * band[one]
            inside[one] += 0 <= far <= band[one]
            outside[one] += 0 < -far <= band[one]
    return near, inside, outside


@njit(cache=True, nogil=True, error_model="numpy")
def last_digits(
    units: Array, digits: Array, values: Array, starts: Array, fewest: int
) -> tuple[Array, Array, Array]:
    """Of each group: values of three digits or more, and where there are enough their last digits and deviation."""
    size = len(starts) - 1
    number, counted, spread = np.zeros(size, np.int64), np.zeros((size, 10), np.int32), np.full(size, np.nan)
    some = np.empty(len(values))
    for group in range(size):
        held = 0
        for row in range(starts[group], starts[group + 1]):
            if digits[row] >= 3:
                some[held] = values[row]
                held += 1
        number[group] = held
        if held >= fewest:
            spread[group] = _deviation(some, held)
            for row in range(starts[group], starts[group + 1]):
                if digits[row] >= 3:
                    counted[group, abs(units[row]) % 10] += 1
    return number, counted, spread


@njit(cache=True, nogil=True, error_model="numpy")
def widths(values: Array, digits: Array, starts: Array) -> tuple[Array, Array]:
    """Of each group: values that print a digit, and the greatest absolute value over the least that is not zero."""
    size = len(starts) - 1
    number, width = np.zeros(size, np.int64), np.full(size, np.nan)
    for group in range(size):
        least, greatest = np.inf, 0.0
        for row in range(starts[group], starts[group + 1]):
            number[group] += digits[row] > 0
            value = abs(values[row])
            if value > 0:
                least, greatest = min(least, value), max(greatest, value)
        if greatest > 0:
            width[group] = greatest / least
    return number, width
