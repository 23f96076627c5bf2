"""Hashes of texts: 64 bits that are equal for equal texts and hardly ever for others, so they only find candidates."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Hashes = npt.NDArray[np.uint64]

#: Longer texts are hashed one by one: padding a whole block to the longest text of it would cost memory.
WORDS = 8
_STEP, _LAST = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)


def hashes_of(texts: pa.Array) -> Hashes:
    """The hash of each text (shape: rows); of an empty cell, whatever lies there."""
    starts, view = _bytes_of(texts)
    lengths = np.diff(starts)
    found = np.empty(len(lengths), np.uint64)
    for length in np.unique(lengths).tolist():
        rows = np.flatnonzero(lengths == length)
        if length > 8 * WORDS:
            long = [_of_long(view[starts[row] : starts[row] + length]) for row in rows.tolist()]
            found[rows] = np.array(long, np.uint64)
        elif len(rows) == len(lengths):  # as identifiers mostly are: they lie there as a matrix
            found[:] = _of_equal_length(view[starts[0] : starts[-1]].reshape(len(rows), length))
        else:
            windows = np.lib.stride_tricks.sliding_window_view(view, length)
            found[rows] = _of_equal_length(windows[starts[rows]])
    return found


def _bytes_of(texts: pa.Array) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
    """Where each text begins, and the end (shape: rows + 1), and the bytes."""
    wide = pa.types.is_large_string(texts.type)
    _, offsets, letters = texts.buffers()
    if not len(texts) or offsets is None:
        return np.zeros(1, np.int64), np.zeros(0, np.uint8)
    starts = np.frombuffer(offsets, np.int64 if wide else np.int32)[texts.offset :][: len(texts) + 1]
    view = np.frombuffer(letters, np.uint8) if letters is not None else np.zeros(0, np.uint8)
    return starts.astype(np.int64), view


def _of_equal_length(letters: npt.NDArray[np.uint8]) -> Hashes:
    rows, length = letters.shape
    padded = np.zeros((rows, -(-length // 8) * 8), np.uint8)
    padded[:, :length] = letters
    words = padded.view("<u8")
    # The length goes through a step of its own: padding makes texts equal that differ in length only, and a small
    # number would be undone by a letter as small.
    found = np.full(rows, (length + 1) * int(_LAST) & 2**64 - 1, np.uint64)
    for place in range(words.shape[1]):
        found ^= words[:, place]
        found *= _STEP
        found ^= found >> _HALF
    found *= _LAST
    found ^= found >> _HALF
    found *= _LAST
    return found


def _of_long(letters: npt.NDArray[Any]) -> int:
    return int.from_bytes(hashlib.blake2b(letters.tobytes(), digest_size=8).digest(), "little")
