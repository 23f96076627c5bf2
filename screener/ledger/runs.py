"""Sorted runs: the hashes of a large column in bounded memory, and which of them occur more than once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from screener.ledger.hashes import Hashes

Rows = npt.NDArray[np.int64]

#: The hashes come back in so many ranges of about equal size.
RANGES = 256
_EDGES = np.arange(1, RANGES, dtype=np.uint64) << np.uint64(56)


class Runs:
    """Hashes of a column, with the number of each one's row where that is wanted; past `memory` bytes in a file.

    What is held is sorted and written as one run when it grows too large; the runs are read range by range.
    """

    def __init__(self, path: Path, memory: int, *, placed: bool) -> None:
        self._path, self._memory, self._placed = path, memory, placed
        self._held: list[Hashes] = []
        self._rows: list[Rows] = []
        self._bytes, self._written = 0, 0
        self._runs: list[tuple[int, npt.NDArray[np.int64]]] = []

    def add(self, hashes: Hashes, rows: Rows) -> None:
        """Take in the hashes of the rows."""
        self._held.append(hashes)
        if self._placed:
            self._rows.append(rows)
        self._bytes += hashes.nbytes * (1 + self._placed)
        if self._bytes > self._memory:
            self._flush()

    def _flush(self) -> None:
        hashes, rows = self._sorted()
        with self._path.open("ab") as file:
            file.write(hashes.data)
            file.write(rows.data)
        self._runs.append((self._written, _cuts(hashes)))
        self._written += hashes.nbytes + rows.nbytes

    def _sorted(self) -> tuple[Hashes, Rows]:
        """What is held, in order of the hashes and then of the rows; it is given up."""
        hashes = np.concatenate([*self._held, np.zeros(0, np.uint64)])
        rows = np.concatenate([*self._rows, np.zeros(0, np.int64)])
        self._held, self._rows, self._bytes = [], [], 0
        return _in_order(hashes, rows)

    def ranges(self) -> Iterator[tuple[Hashes, Rows]]:
        """Every hash in ascending order, a range at a time; equal ones in order of their rows, if those are wanted."""
        hashes, rows = self._sorted()
        cuts = _cuts(hashes)
        self._held, self._rows = [hashes], [rows] if self._placed else []
        for place in range(RANGES):
            here = slice(int(cuts[place]), int(cuts[place + 1]))
            parts = [self._read(run, place) for run in self._runs]
            if not parts:
                yield hashes[here], rows[here]
                continue
            parts.append((hashes[here], rows[here]))
            yield _in_order(
                np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])
            )

    def _read(self, run: tuple[int, npt.NDArray[np.int64]], place: int) -> tuple[Hashes, Rows]:
        start, cuts = run
        first, count = int(cuts[place]), int(cuts[place + 1] - cuts[place])
        hashes = np.fromfile(self._path, np.uint64, count, offset=start + 8 * first)
        if not self._placed:
            return hashes, np.zeros(0, np.int64)
        return hashes, np.fromfile(self._path, np.int64, count, offset=start + 8 * (int(cuts[-1]) + first))

    def clear(self) -> None:
        """Give up everything, on the disk too."""
        self._held, self._rows, self._runs, self._bytes, self._written = [], [], [], 0, 0
        self._path.unlink(missing_ok=True)

    def repeats(self) -> bool:
        """Whether any hash occurs more than once; if none does, all the texts differ."""
        return any(np.any(hashes[1:] == hashes[:-1]) for hashes, _ in self.ranges())

    def first_repeats(self, most: int) -> tuple[Hashes, int, int]:
        """The distinct hashes of the first `most` rows whose hash an earlier row has, only where rows are wanted.

        Also how many rows have one of these hashes from an earlier row, and how many have any.
        """
        hashes, rows, counts, total = np.zeros(0, np.uint64), np.zeros(0, np.int64), np.zeros(0, np.int64), 0
        for ordered, places in self.ranges():
            again = np.flatnonzero(ordered[1:] == ordered[:-1]) + 1
            total += len(again)
            repeated, first, times = np.unique(ordered[again], return_index=True, return_counts=True)
            hashes, counts = np.concatenate((hashes, repeated)), np.concatenate((counts, times))
            rows = np.concatenate((rows, places[again][first]))
            if len(rows) > most:
                nearest = np.argpartition(rows, most)[:most]
                hashes, rows, counts = hashes[nearest], rows[nearest], counts[nearest]
        return np.sort(hashes), int(counts.sum()), total


def _cuts(hashes: Hashes) -> npt.NDArray[np.int64]:
    """Where each range of sorted hashes begins, and the end (shape: RANGES + 1)."""
    return np.concatenate(([0], np.searchsorted(hashes, _EDGES), [len(hashes)])).astype(np.int64)


def _in_order(hashes: Hashes, rows: Rows) -> tuple[Hashes, Rows]:
    if not len(rows):
        hashes.sort()
        return hashes, rows
    order = np.argsort(hashes, kind="stable")
    return hashes[order], rows[order]
