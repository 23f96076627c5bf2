"""How the archive stores days, instants and empty cells: whole numbers with one value set aside for "empty"."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

NO_DAY = -(2**31)
NO_TIME = -(2**63)
NO_DECIMALS = -1
MICROSECONDS_A_DAY = 86_400_000_000
FIRST_MONTH = 2**20  # months before 1970 are counted, too
MICROSECONDS_A_MINUTE = 60_000_000


def days_of(column: pa.Array | pa.ChunkedArray) -> npt.NDArray[np.int32]:
    """Days since 1970-01-01, `NO_DAY` where empty."""
    found: npt.NDArray[np.int32] = _numpy(pc.fill_null(column.cast(pa.int32()), NO_DAY))
    return found


def times_of(column: pa.Array | pa.ChunkedArray) -> npt.NDArray[np.int64]:
    """Microseconds since 1970-01-01 local time, `NO_TIME` where empty."""
    found: npt.NDArray[np.int64] = _numpy(pc.fill_null(column.cast(pa.int64()), NO_TIME))
    return found


def numbers_of(column: pa.Array | pa.ChunkedArray) -> npt.NDArray[np.float64]:
    """Doubles, NaN where empty."""
    found: npt.NDArray[np.float64] = _numpy(pc.fill_null(column, float("nan")))
    return found


def integers_of(column: pa.Array | pa.ChunkedArray, empty: int) -> npt.NDArray[np.int32]:
    """Whole numbers, `empty` where there is none."""
    found: npt.NDArray[np.int32] = _numpy(pc.fill_null(column, empty))
    return found


def flags_of(column: pa.Array | pa.ChunkedArray) -> npt.NDArray[np.bool_]:
    """True or false."""
    found: npt.NDArray[np.bool_] = _numpy(pc.fill_null(column, False))
    return found


def day_of(times: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
    """The calendar day of each instant; `NO_DAY` where the instant is empty."""
    days = np.floor_divide(times, MICROSECONDS_A_DAY)
    return np.where(times == NO_TIME, NO_DAY, days).astype(np.int32)


def month_of(days: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """The calendar month of each day; never below nought, so that it can be packed (shape: rows)."""
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return np.maximum(months + FIRST_MONTH, 0)


def date_text(day: int | np.integer[Any]) -> str | None:
    """`YYYY-MM-DD`, None where empty."""
    if int(day) == NO_DAY:
        return None
    return str(np.datetime64(int(day), "D"))


def time_text(instant: int | np.integer[Any]) -> str | None:
    """`YYYY-MM-DDTHH:MM:SS`, with six decimals only where there are fractions of a second; None where empty."""
    if int(instant) == NO_TIME:
        return None
    seconds, rest = divmod(int(instant), 1_000_000)
    text = str(np.datetime64(seconds, "s"))
    return f"{text}.{rest:06d}" if rest else text


def _numpy(column: pa.Array | pa.ChunkedArray) -> Any:  # noqa: ANN401 - as Arrow says
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    return column.to_numpy(zero_copy_only=False)
