"""Report numbers taken apart: the prefix, and the final run of ASCII digits as a whole number of any length."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

DIGITS = "0123456789"
EXACT_DIGITS = 18
BEYOND = 10**EXACT_DIGITS


def prefixes(numbers: pa.Array) -> pa.Array:
    """Everything before the final run of ASCII digits; the whole text where it ends in no digit."""
    return pc.ascii_rtrim(numbers, DIGITS)


def serials(numbers: pa.Array, heads: pa.Array) -> npt.NDArray[np.int64]:
    """The final runs as whole numbers that compare as the runs do, -1 where there is no run (shape: rows).

    Runs of up to 18 digits are their own value. Longer ones are ranked among each other beyond 10^18, so the
    result compares rightly within one call whatever their length.
    """
    lengths = pc.subtract(pc.binary_length(numbers), pc.binary_length(heads)).to_numpy(zero_copy_only=False)
    values = np.where(lengths == 0, -1, 0).astype(np.int64)
    short = (lengths > 0) & (lengths <= EXACT_DIGITS)
    ends, data = _ends(numbers)
    for place in range(int(lengths[short].max(initial=0))):
        here = np.flatnonzero(short & (lengths > place))
        values[here] += (data[ends[here] - 1 - place].astype(np.int64) - ord("0")) * 10**place
    _rank_long(numbers, np.flatnonzero(lengths > EXACT_DIGITS), lengths, values)
    return values


def _ends(numbers: pa.Array) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
    buffers = numbers.cast(pa.large_string()).buffers()
    offsets = np.frombuffer(buffers[1], np.int64)[numbers.offset : numbers.offset + len(numbers) + 1]
    data = np.frombuffer(buffers[2] or b"", np.uint8)
    return offsets[1:], data


def _rank_long(
    numbers: pa.Array,
    where: npt.NDArray[np.intp],
    lengths: npt.NDArray[np.int64],
    values: npt.NDArray[np.int64],
) -> None:
    long: dict[int, tuple[int, str]] = {}
    for row in where.tolist():
        run = str(numbers[row].as_py())[-int(lengths[row]) :].lstrip("0")
        if len(run) <= EXACT_DIGITS:
            values[row] = int(run or "0")
        else:
            long[row] = (len(run), run)
    rank = {key: BEYOND + place for place, key in enumerate(sorted(set(long.values())))}
    for row, key in long.items():
        values[row] = rank[key]
