"""Kernels of the anomalies: values by group, their samples, their printed digits, their limits."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

from screener.compiled.marks import digits_of

Array = npt.NDArray[Any]


@njit(cache=True, nogil=True)
def grouped(
    starts: Array, columns: tuple[Array, Array, Array], most: int, cells: int
) -> tuple[Array, Array, Array, Array]:
    """Results with a value, by institution and cell (pair × `most` + decimals); their values, begins, owners.

    `columns` are value, pair and decimals.
    """
    value, pair, decimals = columns
    order, values = np.empty(len(value), np.int64), np.empty(len(value))
    begins, whose = np.empty(len(value) + 1, np.int64), np.empty(len(value), np.int32)
    place, touched = np.zeros(cells, np.int64), np.empty(cells, np.int64)
    longest = 0
    for body in range(len(starts) - 1):
        longest = max(longest, starts[body + 1] - starts[body])
    own = np.empty(longest, np.int32)  # the cell of each result of one institution
    total = groups = 0
    for body in range(len(starts) - 1):
        met, first = 0, starts[body]
        for at in range(starts[body + 1] - first):
            row = first + at
            if np.isnan(value[row]):
                own[at] = -1
                continue
            cell = np.int64(pair[row]) * most + max(decimals[row], 0)
            own[at] = cell
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
        for at in range(starts[body + 1] - first):
            if own[at] >= 0:
                to = place[own[at]]
                order[to], values[to] = first + at, value[first + at]
                place[own[at]] = to + 1
        for cell in some:
            place[cell] = 0
    begins[groups] = total
    return order[:total], values[:total], begins[: groups + 1], whose[:groups]


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
) -> tuple[Array, Array, int]:
    """Of each value of a large group: units of its last digit, and how many digits they have; how many are in doubt.

    What a double does not settle has -1 digits.
    """
    found, count, doubtful = np.zeros(len(values), np.int64), np.zeros(len(values), np.int8), 0
    for group in range(len(starts) - 1):
        if not large[group]:
            continue
        known = decimals[group] < len(powers)
        power = powers[min(decimals[group], len(powers) - 1)]
        for row in range(starts[group], starts[group + 1]):
            scaled = values[row] * power
            whole = np.rint(scaled)
            far = abs(scaled)
            if 0.5 - abs(scaled - whole) <= far * 2.0**-50 or not far < 2.0**51 or not known:
                count[row] = -1
                doubtful += 1
                continue
            found[row] = np.int64(whole)
            count[row] = digits_of(abs(found[row]), tens)
    return found, count, doubtful


@njit(cache=True, nogil=True, error_model="numpy")
def limited(values: Array, rows: Array, limits: Array, starts: Array) -> tuple[Array, Array]:
    """How many values of each group have a limit, and their standard deviation; `limits` are by row of the ledger."""
    size = len(starts) - 1
    number, spread = np.zeros(size, np.int64), np.full(size, np.nan)
    longest = 0
    for group in range(size):
        longest = max(longest, starts[group + 1] - starts[group])
    some = np.empty(longest)
    for group in range(size):
        held = 0
        for place in range(starts[group], starts[group + 1]):
            if not np.isnan(limits[rows[place]]):
                some[held] = values[place]
                held += 1
        number[group] = held
        spread[group] = _deviation(some, held)
    return number, spread


@njit(cache=True, nogil=True)
def beside(
    starts: Array,
    columns: tuple[Array, Array, Array, Array, Array],
    wanted: tuple[Array, Array, Array, Array],
    cells: tuple[int, int],
    bands: int,
) -> Array:
    """Of each wanted group: values near its limit, within a band inside it, and within one outside it (groups × 3).

    `starts` are where the results of each institution begin; `columns` value, lower and upper limit, pair, decimals;
    `wanted` the institution of each group, in order, its cell (pair × decimals), side (0 lower, 1 upper) and band;
    `cells` how many decimals and cells there may be; values within so many `bands` are near.
    """
    value, low, high, pair, decimals = columns
    body, cell, side, band = wanted
    most, size = cells
    found, place = np.zeros((len(body), 3), np.int64), np.full(2 * size, -1, np.int64)
    at = 0
    while at < len(body):
        begin, whose = at, body[at]
        while at < len(body) and body[at] == whose:
            place[2 * cell[at] + side[at]] = at
            at += 1
        for row in range(starts[whose], starts[whose + 1]):
            own = 2 * (np.int64(pair[row]) * most + max(decimals[row], 0))
            if place[own] >= 0:
                _beside(value[row] - low[row], place[own], band, bands, found)
            if place[own + 1] >= 0:
                _beside(high[row] - value[row], place[own + 1], band, bands, found)
        for one in range(begin, at):
            place[2 * cell[one] + side[one]] = -1
    return found


@njit(cache=True, nogil=True, inline="always")
def _beside(far: float, group: int, band: Array, bands: int, found: Array) -> None:
    """Counts one value that lies so far inside its limit; without value or limit it is at no distance, and nowhere."""
    found[group, 0] += abs(far) <= bands * band[group]
    found[group, 1] += 0 <= far <= band[group]
    found[group, 2] += 0 < -far <= band[group]


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
