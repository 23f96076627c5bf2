"""Rows on their way from the ledger to the buckets of the archive: in memory while they fit, else in files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa


class Spool:
    """Routes rows to numbered buckets, keeping at most `memory` bytes in memory."""

    def __init__(self, folder: Path, name: str, buckets: int, memory: int) -> None:
        self._folder, self._name, self._memory = folder, name, memory
        self._held: list[list[pa.Table]] = [[] for _ in range(buckets)]
        self._writers: dict[int, pa.ipc.RecordBatchStreamWriter] = {}
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
            self._append(int(buckets[start]), rows.slice(start, end - start))

    def _append(self, bucket: int, rows: pa.Table) -> None:
        self._held[bucket].append(rows)
        self._bytes += rows.nbytes
        if self._bytes > self._memory:
            self._flush()

    def _flush(self) -> None:
        for bucket, held in enumerate(self._held):
            if held:
                if bucket not in self._writers:
                    self._writers[bucket] = pa.ipc.new_stream(str(self._path(bucket)), held[0].schema)
                for rows in held:
                    self._writers[bucket].write_table(rows)
                held.clear()
        self._bytes = 0

    def _path(self, bucket: int) -> Path:
        return self._folder / f"{self._name}-{bucket:05}.spool"

    def take(self, bucket: int, schema: pa.Schema) -> pa.Table:
        """All rows of a bucket, once; what it held is given up."""
        parts: list[pa.Table] = []
        if bucket in self._writers:
            self._writers.pop(bucket).close()
            with pa.OSFile(str(self._path(bucket))) as file:
                parts.append(pa.ipc.open_stream(file).read_all())
            self._path(bucket).unlink()
        parts += self._held[bucket]
        self._held[bucket] = []
        return pa.concat_tables([schema.empty_table(), *parts]).combine_chunks()
