"""Kernels of clones.near: reports as vectors, their values as printed, classes counted one after the other."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

from screener.compiled.marks import SPREAD, SPREAD_MORE, _mix, digits_of
from screener.compiled.near import expected, near_pairs

Array = npt.NDArray[Any]
SHORT = 64


@njit(cache=True, nogil=True)
def _before(a: int, b: int, noted: tuple[Array, Array, Array, Array]) -> bool:
    """Whether what was noted at place a comes before what was noted at place b."""
    keys, places, values, _ = noted
    if keys[a] != keys[b]:
        return bool(keys[a] < keys[b])
    if places[a] != places[b]:
        return bool(places[a] < places[b])
    return bool(values[a] < values[b])


@njit(cache=True, nogil=True)
def _in_order(size: int, noted: tuple[Array, Array, Array, Array]) -> None:
    """Shell's sorting of what was noted: reports mostly stand in order already, and few are long."""
    keys, places, values, rows = noted
    gap = 1
    while 3 * gap + 1 < size // 3 and size > SHORT:
        gap = 3 * gap + 1
    while gap > 0:
        for at in range(gap, size):
            back = at
            while back >= gap and _before(back, back - gap, noted):
                one = back - gap
                keys[one], keys[back] = keys[back], keys[one]
                places[one], places[back] = places[back], places[one]
                values[one], values[back] = values[back], values[one]
                rows[one], rows[back] = rows[back], rows[one]
                back = one
        gap //= 3


@njit(cache=True, nogil=True)
def _note(
    begin: int,
    end: int,
    columns: tuple[Array, Array, Array, Array],
    rank: Array,
    noted: tuple[Array, Array, Array, Array],
) -> tuple[int, bool]:
    """Notes a report's rows with a value: how many there are, and whether they stand in order, each once."""
    pair, replicate, decimals, value = columns
    keys, places, values, rows = noted
    size, ordered = 0, True
    for row in range(begin, end):
        if np.isnan(value[row]):
            continue
        keys[size] = (np.uint64(rank[pair[row]]) << np.uint64(32)) | np.uint64(replicate[row])
        places[size], values[size], rows[size] = max(decimals[row], 0), value[row], row
        ordered = ordered and (size == 0 or _before(size - 1, size, noted))
        size += 1
    return size, ordered


@njit(cache=True, nogil=True)
def _distinct(
    size: int,
    noted: tuple[Array, Array, Array, Array],
    of: tuple[Array, Array],
    rows: Array,
    held: int,
) -> tuple[int, int, Any]:
    """Writes the rows of distinct members from place `held` on.

    Tells where they end, how many parameters they have, the mark of their keys. `of` are the pair of each row and the
    parameter of each pair.
    """
    keys, places, _, known = noted
    pair, parameter_of = of
    end, parameters, last, mark = held, 0, -1, np.uint64(0)
    for at in range(size):
        if at > 0 and not _before(at - 1, at, noted):
            continue  # equal to the one before
        one = pair[known[at]]
        parameters += parameter_of[one] != last
        last = parameter_of[one]
        low = (keys[at] << np.uint64(32)) | np.uint64(places[at])
        mark += _mix(np.uint64(one) * SPREAD + low * SPREAD_MORE)
        rows[end] = known[at]
        end += 1
    return end, parameters, mark


@njit(cache=True, nogil=True, inline="always")  # a call would count references to every column
def _like_before(
    begin: int,
    end: int,
    other: int,
    held: tuple[int, int],
    columns: tuple[Array, Array, Array, Array],
    rows: Array,
) -> bool:
    """Whether the rows from `begin` to `end` have the keys of those from `other` on, in their order, and all a value.

    If so they are written into `rows` from the second place held on, in the order in which those stand from the first.
    """
    pair, replicate, decimals, value = columns
    for row in range(begin, end):
        known = row - begin + other
        if (
            pair[row] != pair[known]
            or replicate[row] != replicate[known]
            or decimals[row] != decimals[known]
            or np.isnan(value[row])
        ):
            return False
    for at in range(end - begin):
        rows[held[1] + at] = rows[held[0] + at] - other + begin
    return True


@njit(cache=True, nogil=True)
def _room(longest: int) -> tuple[Array, Array, Array, Array]:
    """Of one report at a time: pair and replicate, decimals, value and row of each result that has a value."""
    whole = np.empty(longest, np.int64)
    return np.empty(longest, np.uint64), np.empty(longest, np.int32), np.empty(longest), whole


@njit(cache=True, nogil=True)
def _once_each(size: int, noted: tuple[Array, Array, Array, Array]) -> bool:
    """Whether no two values noted have the same key: then their order does not depend on the values."""
    keys, places, again = noted[0], noted[1], 0
    for at in range(1, size):
        again += keys[at] == keys[at - 1] and places[at] == places[at - 1]
    return bool(again == 0)


@njit(cache=True, nogil=True)
def vectors(
    first_result: Array,
    product: Array,
    parameters: tuple[Array, Array],
    columns: tuple[Array, Array, Array, Array],
    least: tuple[int, int],
) -> tuple[Array, Array, Array, Array]:
    """The reports with enough values and parameters, their rows in order, where each begins, and their keys.

    `parameters` are the parameter of each pair, and the place of each pair among all, in order of parameter and pair;
    `columns` the pair, replicate, decimals and value of each result. Most reports on a product have the keys of the
    last one on it: those are not put in order again.
    """
    pair, parameter_of, rank = columns[0], *parameters
    n, longest = len(first_result) - 1, np.max(np.append(np.diff(first_result), 0))
    reports, starts, marks = np.empty(n, np.intp), np.zeros(n + 1, np.int64), np.empty(n, np.uint64)
    rows = np.empty(len(columns[3]), np.intp)
    noted = _room(longest)
    last = np.full(
        np.max(np.append(product, 0)) + 1, -1, np.int64
    )  # vector on a product whose rows all count
    found = held = 0
    for report in range(n):
        begin, end = first_result[report], first_result[report + 1]
        if end - begin < least[0]:
            continue
        like = last[product[report]]
        if like >= 0 and starts[like + 1] - starts[like] == end - begin:
            places = starts[like], held
            if _like_before(begin, end, first_result[reports[like]], places, columns, rows):
                reports[found], marks[found] = report, marks[like]
                held += end - begin
                found += 1
                starts[found] = held
                continue
        size, ordered = _note(begin, end, columns, rank, noted)
        if size < least[0]:
            continue
        if not ordered:
            _in_order(size, noted)
        stop, different, mark = _distinct(size, noted, (pair, parameter_of), rows, held)
        if stop - held >= least[0] and different >= least[1]:
            reports[found], marks[found] = report, mark
            if stop - held == end - begin and _once_each(size, noted):
                last[product[report]] = found
            held = stop
            found += 1
            starts[found] = held
    return reports[:found].copy(), rows[:held], starts[: found + 1].copy(), marks[:found].copy()


@njit(cache=True, nogil=True)
def _shape(
    first: int, stop: int, rows: Array, columns: tuple[Array, Array, Array, Array, Array]
) -> tuple[Array, Array]:
    """The parameter of each value of a class, numbered as they are met, and the decimals of each."""
    _, _, decimals, pair, parameter_of = columns
    block, places = np.zeros(stop - first, np.int64), np.empty(stop - first, np.int64)
    last = parameter_of[pair[rows[first]]]
    for at in range(stop - first):
        row = rows[first + at]
        one = parameter_of[pair[row]]
        if at:
            block[at] = block[at - 1] + (one != last)
        last = one
        places[at] = max(decimals[row], 0)
    return block, places


@njit(cache=True, nogil=True, error_model="numpy")
def _class(
    order: Array,
    vectors: tuple[Array, Array, Array],
    columns: tuple[Array, Array, Array, Array, Array],
    sample: Array,
    tables: tuple[Array, Array],
) -> tuple[bool, Array, Array, Array, Array, Array]:
    """Whether a class's values can be told as printed; its marks, units, digits, block and sample for `near_pairs`.

    Not told are values so near the middle between two numbers of units, or so long, that a double does not settle it.
    """
    report, rows, starts = vectors
    bits, value = columns[0], columns[1]
    powers, tens = tables
    first = starts[order[0]]
    n, k = len(order), starts[order[0] + 1] - first
    block, places = _shape(first, first + k, rows, columns)
    blocks = block[-1] + 1
    marks, digits = np.zeros((n, blocks), np.uint64), np.zeros((n, blocks), np.int64)
    units, of = np.empty((n, k), np.int64), np.empty(n, np.int64)
    sure = places.max() < len(powers)
    if not sure:
        return sure, marks, units, digits, block, of
    power, salt = np.empty(k), np.empty(k, np.uint64)
    for column in range(k):
        power[column], salt[column] = powers[places[column]], np.uint64(column + 1) * SPREAD
    for at in range(n):
        begin, of[at] = starts[order[at]], sample[report[order[at]]]
        for column in range(k):
            row, place = rows[begin + column], block[column]
            scaled = value[row] * power[column]
            whole, far = np.rint(scaled), abs(scaled)
            sure &= 0.5 - abs(scaled - whole) > far * 2.0**-50 and far < 2.0**51
            found = np.int64(whole)
            units[at, column] = found
            digits[at, place] += digits_of(abs(found), tens)
            word = bits[row] if bits[row] != np.uint64(1 << 63) else np.uint64(0)  # -0 equals 0
            marks[at, place] += _mix(word + salt[column])
    return sure, marks, units, digits, block, of


@njit(cache=True, nogil=True)
def _numbered(whose: Array, keys: Array, lengths: Array) -> tuple[Array, Array]:
    """A number for the class of each report, as they are met, by an open table; and the first report of each class.

    Reports of an institution come together: what earlier ones left in the table counts as empty.
    """
    n, size = len(keys), 16
    while size < 2 * n:
        size *= 2
    table, number = np.full(size, -1, np.int64), np.empty(n, np.int64)
    first, classes, before = np.empty(n, np.int64), 0, 0
    for one in range(n):
        if one > 0 and whose[one] != whose[one - 1]:
            before = classes
        at = np.int64(_mix(keys[one]) & np.uint64(size - 1))
        while table[at] >= before:
            known = first[table[at]]
            if keys[known] == keys[one] and lengths[known] == lengths[one]:
                break
            at = (at + 1) & (size - 1)
        if table[at] < before:
            table[at], first[classes] = classes, one
            classes += 1
        number[one] = table[at]
    return number, first[:classes]


@njit(cache=True, nogil=True)
def together(whose: Array, keys: Array, lengths: Array, sample: Array) -> tuple[Array, Array]:
    """The classes of at least two reports on more than one sample: places class by class, and where each begins.

    Classes stand as the first report of each does.
    """
    number, first = _numbered(whose, keys, lengths)
    held, several = np.zeros(len(first), np.int64), np.zeros(len(first), np.bool_)
    for one in range(len(keys)):
        held[number[one]] += 1
        several[number[one]] |= sample[one] != sample[first[number[one]]]
    begins, kept, total = np.empty(len(first) + 1, np.int64), 0, 0
    for one in range(len(first)):
        if several[one]:
            begins[kept], first[one] = total, total
            total += held[one]
            kept += 1
    begins[kept] = total
    order = np.empty(total, np.int64)
    for one in range(len(keys)):
        if several[number[one]]:
            order[first[number[one]]] = one
            first[number[one]] += 1
    return order, begins[: kept + 1]


@njit(cache=True, nogil=True)
def near_by_class(
    order: Array,
    classes: Array,
    vectors: tuple[Array, Array, Array],
    columns: tuple[Array, Array, Array, Array, Array],
    sample: Array,
    tables: tuple[Array, Array],
) -> tuple[Array, Array]:
    """Near pairs of each class by kind (shape: classes × 3), and whether they are told (shape: classes).

    `vectors` are report, rows and starts; `columns` the bits of the values, the values, their decimals and pairs, and
    the parameter of each pair; `tables` powers of ten as doubles and as whole numbers.
    """
    out, told = np.zeros((len(classes) - 1, 3), np.int64), np.zeros(len(classes) - 1, np.bool_)
    for one in range(len(classes) - 1):
        own = order[classes[one] : classes[one + 1]]
        told[one], marks, units, digits, block, of = _class(own, vectors, columns, sample, tables)
        if told[one]:
            out[one] = near_pairs(marks, units, digits, block, of)
    return out, told


@njit(cache=True, nogil=True)
def expected_by_class(
    order: Array,
    classes: Array,
    chosen: Array,
    vectors: tuple[Array, Array, Array],
    columns: tuple[Array, Array, Array, Array, Array],
    sample: Array,
    tables: tuple[Array, Array],
) -> tuple[Array, Array]:
    """The near pairs that shuffles of each chosen class leave at least, on average; the rest as `near_by_class`."""
    out, told = np.zeros(len(chosen)), np.zeros(len(chosen), np.bool_)
    for at in range(len(chosen)):
        own = order[classes[chosen[at]] : classes[chosen[at] + 1]]
        told[at], marks, _, digits, block, of = _class(own, vectors, columns, sample, tables)
        if told[at]:
            out[at] = expected(marks, digits, block, of)
    return out, told
