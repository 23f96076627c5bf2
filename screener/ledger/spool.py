"""Rows on their way from the ledger to the buckets of the archive: in memory while they fit, else in files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa


def _append(path: Path, rows: pa.Table) -> None:
    """Add one Arrow stream to the file. It is not kept open: buckets may be more than a process may open files."""
    with path.open("ab") as file, pa.ipc.new_stream(file, rows.schema) as writer:
        writer.write_table(rows)


def _streams(path: Path) -> Iterator[pa.Table]:
    """The streams of a file, one after another."""
    with pa.OSFile(str(path)) as file:
        while file.tell() < file.size():
            yield pa.ipc.open_stream(file).read_all()


class Backlog:
    """Tables to be gone through once more, in order, keeping at most `memory` bytes of them in memory."""

    def __init__(self, path: Path, memory: int) -> None:
        self._path, self._memory = path, memory
        self._held: list[pa.Table] = []
        self._bytes = 0
        self._filed = False

    def add(self, rows: pa.Table) -> None:
        """Append a table."""
        self._held.append(rows)
        self._bytes += rows.nbytes
        if self._bytes > self._memory:
            for held in self._held:
                _append(self._path, held)
            self._held, self._bytes, self._filed = [], 0, True

    def drain(self) -> Iterator[pa.Table]:
        """Every table, once; each is given up as the next is asked for."""
        if self._filed:
            yield from _streams(self._path)
            self._path.unlink()
        while self._held:
            yield self._held.pop(0)


class Spool:
    """Routes rows to numbered buckets, keeping at most `memory` bytes in memory."""

    def __init__(self, folder: Path, name: str, buckets: int, memory: int) -> None:
        self._folder, self._name, self._memory = folder, name, memory
        self._held: list[list[pa.Table]] = [[] for _ in range(buckets)]
        self._filed: set[int] = set()
        self._bytes = 0

    def route(self, rows: pa.Table, buckets: npt.NDArray[np.int32]) -> None:
        """Append each row to its bucket; the order of rows within a bucket is kept."""
        if not len(buckets):
            return
        if np.any(buckets[1:] < buckets[:-1]):
            order = np.argsort(buckets, kind="stable")
            buckets, rows = buckets[order], rows.take(pa.array(order))
        cuts = np.flatnonzero(buckets[1:] != buckets[:-1]) + 1
        starts, ends = [0, *cuts.tolist()], [*cuts.tolist(), len(buckets)]
        for start, end in zip(starts, ends, strict=True):
            self._held[int(buckets[start])].append(rows.slice(start, end - start))
        self._bytes += rows.nbytes
        if self._bytes > self._memory:
            self._flush()

    def _flush(self) -> None:
        for bucket, held in enumerate(self._held):
            if held:
                _append(self._path(bucket), pa.concat_tables(held).combine_chunks())
                self._filed.add(bucket)
                held.clear()
        self._bytes = 0

    def _path(self, bucket: int) -> Path:
        return self._folder / f"{self._name}-{bucket:05}.spool"

    def take(self, bucket: int, schema: pa.Schema) -> pa.Table:
        """All rows of a bucket, once; what it held is given up."""
        parts: list[pa.Table] = []
        if bucket in self._filed:
            parts += _streams(self._path(bucket))
            self._path(bucket).unlink()
        parts += self._held[bucket]
        self._held[bucket] = []
        return pa.concat_tables([schema.empty_table(), *parts]).combine_chunks()
