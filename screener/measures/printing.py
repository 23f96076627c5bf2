"""Values as they are printed: a whole number of units of the last digit, exact as C's `%.*f` prints it."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from screener.digits import LONGEST, printed

Units = npt.NDArray[np.int64]

_EXACT = 22  # powers of ten up to here are doubles
POWERS = 10.0 ** np.arange(_EXACT + 1)
_WHOLE = 2.0**51
_BEYOND = 2**62
#: 1, 10, 100 …: a number of units at least as large as the nth has n + 1 digits.
DIGITS = 10 ** np.arange(19, dtype=np.int64)


def units(values: npt.NDArray[np.float64], decimals: npt.NDArray[Any]) -> Units:
    """Units of the last printed digit, with their sign (shape: values).

    A value of 2^62 units or more stands for itself: equal values get equal numbers that are far from all others.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        scaled = values * POWERS[np.minimum(decimals, _EXACT)]
        whole = np.rint(scaled)
        # a product that may lie on the other side of a half is printed by Python, which is exact
        near = 0.5 - np.abs(scaled - whole) <= np.abs(scaled) * 2.0**-50
        doubtful = near | ~(np.abs(scaled) < _WHOLE) | (decimals > _EXACT)
    found: Units = np.where(doubtful, 0, whole).astype(np.int64)
    return _print(found, values, decimals, doubtful)


def printed_groups(
    values: npt.NDArray[np.float64],
    starts: npt.NDArray[np.int64],
    decimals: npt.NDArray[Any],
    large: npt.NDArray[np.bool_],
) -> tuple[Units, npt.NDArray[np.int64]]:
    """The units and significant digits of the values of large groups, by a kernel; nothing for the others."""
    from screener.compiled.groups import printed as kernel  # noqa: PLC0415 - loaded for large ledgers only

    found, count, doubtful = kernel(values, starts, decimals, large, POWERS, DIGITS)
    if doubtful:
        rows = np.flatnonzero(count < 0)
        places = decimals[np.searchsorted(starts, rows, "right") - 1]
        found[rows] = _print(found[rows], values[rows], places, np.ones(len(rows), bool))
        count[rows] = digits(found[rows])
    return found, count


def _print(
    found: Units, values: npt.NDArray[np.float64], decimals: npt.NDArray[Any], doubtful: npt.NDArray[np.bool_]
) -> Units:
    """The units with those that are doubtful told by Python."""
    rows = np.flatnonzero(doubtful)
    if not len(rows):
        return found
    columns = values[rows].tolist(), decimals[rows].tolist()
    exact = [_printed(value, places) for value, places in zip(*columns, strict=True)]
    large = sorted({abs(one) for one in exact if abs(one) >= _BEYOND})
    stand_in = {one: _BEYOND + 1000 * place for place, one in enumerate(large)}
    found[rows] = [
        one if abs(one) < _BEYOND else (stand_in[abs(one)] if one > 0 else -stand_in[abs(one)])
        for one in exact
    ]
    return found


def _printed(value: float, decimals: int) -> int:
    shown = printed(value, min(decimals, LONGEST))
    return int(shown.replace(".", ""))


def digits(of: Units) -> npt.NDArray[np.int64]:
    """Significant digits: how many the units have, none for zero."""
    return np.searchsorted(DIGITS, np.abs(of), "right")


def first_digit(of: Units, count: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The first of the significant digits; `count` says how many there are, at least one."""
    return np.abs(of) // DIGITS[count - 1]
