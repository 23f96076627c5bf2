"""Finds the rows that hold a key, and picks the few of a group that stand for the rest in evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Rows = npt.NDArray[np.intp]


def pack(high: npt.ArrayLike, low: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Two codes as one key (shape: rows)."""
    return (np.asarray(high).astype(np.int64) << 32) | np.asarray(low).astype(np.int64)


def position(ordered: npt.NDArray[np.int64], keys: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
    """Where each key stands among the ordered distinct ones, -1 where it does not."""
    if not len(ordered):
        return np.full(len(keys), -1, np.int32)
    at = np.minimum(np.searchsorted(ordered, keys), len(ordered) - 1)
    return np.where(ordered[at] == keys, at, -1).astype(np.int32)


def codes_of(texts: pa.Array | Iterable[str | None]) -> npt.NDArray[np.int32]:
    """Whole numbers that are equal where texts are, -1 where one is empty (shape: rows)."""
    held = texts if isinstance(texts, pa.Array) else pa.array(texts, pa.string())
    encoded = held.dictionary_encode()
    found: npt.NDArray[np.int32] = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return found


def ordered_codes(texts: pa.Array) -> npt.NDArray[np.int32]:
    """The same in the order of code points: the smaller text has the smaller number."""
    ranks = pc.rank(texts, tiebreaker="dense").to_numpy(zero_copy_only=False)
    empty = texts.is_null().to_numpy(zero_copy_only=False)
    return np.where(empty, -1, ranks.astype(np.int64) - 1).astype(np.int32)


def ranks_of(texts: Sequence[str]) -> npt.NDArray[np.int64]:
    """The place of each distinct text in the order of code points, from 1; one more, 0, for the empty code -1."""
    ranks = pc.rank(pa.array(texts, pa.string()), tiebreaker="dense").to_numpy(zero_copy_only=False)
    return np.append(ranks.astype(np.int64), 0)


@dataclass(frozen=True)
class Index:
    """Rows in order of their keys."""

    keys: npt.NDArray[Any]
    order: Rows

    @classmethod
    def of(cls, keys: npt.NDArray[Any]) -> Index:
        """Index a column of keys (shape: rows)."""
        order = np.argsort(keys, kind="stable")
        return cls(keys[order], order)

    def rows(self, key: int) -> Rows:
        """Rows that hold the key, in their own order."""
        own = self.keys.dtype.type(key)  # a key of another type would have all of them converted
        return self.order[self.keys.searchsorted(own) : self.keys.searchsorted(own, "right")]


class Peers:
    """Groups of rows in which each row is shown beside some that differ from it in one column.

    Of a group only the first rows in order of their names are kept, at most `most` a value of the column and
    twice `most` in all: whichever value is left out, `most` others remain where there are that many.
    """

    def __init__(
        self, group: Sequence[int], value: Callable[[int], int], name: Callable[[int], str], most: int
    ) -> None:
        self._most, self._total = most, len(group)
        self._values = {row: value(row) for row in group}
        self._sizes = Counter(self._values.values())
        taken: Counter[int] = Counter()
        self._pool: list[int] = []
        for row in sorted(group, key=name):
            own = self._values[row]
            if taken[own] < most and len(self._pool) < 2 * most:
                taken[own] += 1
                self._pool.append(row)

    def others(self, row: int) -> tuple[list[int], int]:
        """Up to `most` rows of the group with another value, and how many there are."""
        own, values = self._values[row], self._values
        return [r for r in self._pool if values[r] != own][: self._most], self._total - self._sizes[own]
