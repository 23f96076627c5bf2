"""Turns numbers into columns of text quickly: identifiers of fixed width, labels, printed decimals and hashes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from screener.ledger.sample.arrays import MISSING, Ints
from screener.ledger.sample.fingerprints import mixed

Letters = npt.NDArray[np.uint8]

_HEX = np.frombuffer(b"0123456789abcdef", dtype=np.uint8)


def digits(values: Ints, width: int) -> Letters:
    """`values` in decimal with leading zeros; n × width. They are below 2³²."""
    out = np.empty((len(values), width), dtype=np.uint8)
    rest = values.astype(np.uint32)  # half as wide divides twice as fast
    for place in range(width - 1, -1, -1):
        shorter = rest // np.uint32(10)
        out[:, place] = rest - shorter * np.uint32(10) + np.uint32(48)
        rest = shorter
    return out


def fixed(size: int, *parts: str | Letters) -> pa.Array:
    """`size` texts of equal width, each the parts side by side: the same text for all rows, or n × width letters."""
    blocks = [
        np.broadcast_to(np.frombuffer(p.encode(), dtype=np.uint8), (size, len(p.encode())))
        if isinstance(p, str)
        else p
        for p in parts
    ]
    joined = np.ascontiguousarray(np.concatenate(blocks, axis=1))
    ends = np.arange(size + 1, dtype=np.int32) * np.int32(joined.shape[1])
    return pa.Array.from_buffers(pa.string(), size, [None, pa.py_buffer(ends), pa.py_buffer(joined)])


def labelled(labels: pa.Array | list[str], index: Ints) -> pa.Array:
    """The label of each index, empty where it is negative."""
    words = labels if isinstance(labels, pa.Array) else pa.array(labels, pa.string())
    places = pa.array(index.astype(np.int32), mask=index < 0)
    return pa.DictionaryArray.from_arrays(places, words)


def hashes(numbers: Ints) -> Letters:
    """64 hexadecimal letters for each number, different for different numbers; n × 64."""
    words = np.stack([mixed(mixed(numbers) + np.uint64(k)) for k in range(1, 5)], axis=1)
    return _HEX[_nibbles(words.reshape(-1)).reshape(len(numbers), 64)]


def _nibbles(words: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint8]:
    octets = words.byteswap().view(np.uint8) if words.dtype.byteorder != ">" else words.view(np.uint8)
    return np.stack([octets >> 4, octets & 15], axis=1)


def printed(values: Ints, decimals: Ints) -> pa.Array:
    """Whole numbers of units of the last digit, printed with their decimals ("1.50"); MISSING is empty."""
    size = len(values)
    out = pa.nulls(size, pa.string())
    for places in np.unique(decimals).tolist():
        chosen = (decimals == places) & (values != MISSING)
        wide = np.empty((np.count_nonzero(chosen), 2), dtype=np.int64)
        wide[:, 0] = values[chosen]
        wide[:, 1] = wide[:, 0] >> 63
        exact = pa.Array.from_buffers(pa.decimal128(20, places), len(wide), [None, pa.py_buffer(wide)])
        out = pa.compute.replace_with_mask(out, pa.array(chosen), exact.cast(pa.string()))
    return out


def whole(values: Ints, kind: pa.DataType) -> pa.Array:
    """A column of days, moments or whole numbers; MISSING is empty."""
    mask = values == MISSING
    plain = np.where(mask, 0, values)
    if pa.types.is_timestamp(kind):
        return pa.array(plain * 1_000_000, pa.int64(), mask=mask).cast(kind)
    return pa.array(plain.astype(np.int32), pa.int32(), mask=mask).cast(kind)
