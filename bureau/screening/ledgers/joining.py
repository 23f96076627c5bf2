"""Ledgers joined: every identifier becomes `uscc/identifier`, so that each institution answers for its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bureau.screening.ledgers.checking import OWNER
from bureau.screening.ledgers.owning import KEYED, SMALL, Small, joined_small
from screener.ledger.hashes import hashes_of
from screener.ledger.package import DESCRIPTOR
from screener.ledger.reading import schema
from screener.ledger.tables import TABLES

Progress = Callable[[str, int, int], None]
BATCH = 65_536


@dataclass(frozen=True)
class Source:
    """The kept tables of one hand-in, and the institutions of which it counts."""

    name: str
    tables: dict[str, Path]
    usccs: frozenset[str]


def join_ledgers(sources: Sequence[Source], out: Path, progress: Progress) -> dict[str, int]:
    """Join ledgers, the newest first, into a ledger folder of Parquet; rows by table.

    Where two speak of the same key the newer one's row stands. What no institution of the joined ones has is left out.
    """
    small = joined_small(sources)
    rows: dict[str, int] = {}
    for name in SMALL:
        if name in small.tables:
            pq.write_table(small.tables[name], out / f"{name}.parquet", compression="zstd")
            rows[name] = small.tables[name].num_rows
    large = _Large(sources, small)
    for name, pieces in (("reports", large.reports), ("results", large.results)):
        rows[name] = 0
        with pq.ParquetWriter(out / f"{name}.parquet", schema(name), compression="zstd") as writer:
            for table in pieces():
                writer.write_table(table, row_group_size=BATCH)
                rows[name] += table.num_rows
                progress(f"join {name}", rows[name], 0)
    describe(out, rows)
    return rows


def describe(folder: Path, tables: Iterable[str]) -> None:
    """Write the descriptor of a folder with a Parquet file a table."""
    resources = [{"name": name, "path": f"{name}.parquet"} for name in TABLES if name in set(tables)]
    text = json.dumps({"name": "joined", "resources": resources})
    (folder / DESCRIPTOR).write_text(text, encoding="utf-8")


class _Large:
    """Reports and results, batch by batch. Only of institutions that several hand-ins tell of are keys remembered."""

    def __init__(self, sources: Sequence[Source], small: Small) -> None:
        self.sources, self.small = sources, small
        told = [uscc for source in sources for uscc in source.usccs]
        self.several = pa.array(sorted({uscc for uscc in told if told.count(uscc) > 1}), pa.string())
        self.dropped: dict[str, Any] = {}

    def reports(self) -> Iterator[pa.Table]:
        seen = np.zeros(0, np.uint64)
        for source in self.sources:
            dropped: list[np.ndarray[Any, Any]] = []
            mine: list[np.ndarray[Any, Any]] = []
            for batch in _batches(source, "reports", "uscc"):
                table, keys = self._keyed(batch, source, "reports", "uscc", "report_id")
                old = np.isin(keys, seen) & (keys > 0)
                dropped.append(keys[old])
                mine.append(keys[(keys > 0) & ~old])
                yield table.filter(pa.array(~old))
            self.dropped[source.name] = np.concatenate([*dropped, np.zeros(0, np.uint64)])
            seen = np.concatenate([seen, *mine])

    def results(self) -> Iterator[pa.Table]:
        seen = np.zeros(0, np.uint64)
        for source in self.sources:
            mine: list[np.ndarray[Any, Any]] = []
            for batch in _batches(source, "results", OWNER):
                table, keys = self._keyed(batch, source, "results", OWNER, "result_id")
                of_reports = hashes_of(table.column("report_id").combine_chunks())
                old = (np.isin(keys, seen) & (keys > 0)) | np.isin(of_reports, self.dropped[source.name])
                mine.append(keys[(keys > 0) & ~old])
                yield table.filter(pa.array(~old))
            seen = np.concatenate([seen, *mine])

    def _keyed(
        self, batch: pa.Table, source: Source, name: str, owner: str, key: str
    ) -> tuple[pa.Table, np.ndarray[Any, Any]]:
        """The batch joined, and a number for each row's key; 0 where its institution occurs in one hand-in only."""
        own = batch.column(owner).combine_chunks()
        columns = {
            column: self._column(batch.column(column), column, own, source) for column in schema(name).names
        }
        table = pa.table(columns, schema=schema(name))
        if not len(self.several):
            return table, np.zeros(table.num_rows, np.uint64)
        again = pc.is_in(own, value_set=self.several).to_numpy(zero_copy_only=False)
        keys = hashes_of(table.column(key).combine_chunks())
        return table, np.where(again, keys, np.uint64(0))

    def _column(self, cells: pa.ChunkedArray, name: str, own: pa.Array, source: Source) -> pa.Array:
        kind = KEYED.get(name)
        whole = cells.combine_chunks()
        return whole if kind is None else self.small.joined(kind, whole, own, source.name)


def _batches(source: Source, name: str, owner: str) -> Iterator[pa.Table]:
    """Rows of the institutions of which the hand-in counts."""
    if name not in source.tables:
        return
    wanted = pa.array(sorted(source.usccs), pa.string())
    with pq.ParquetFile(source.tables[name]) as file:
        for batch in file.iter_batches(BATCH):
            table = pa.Table.from_batches([batch])
            kept = pc.is_in(table.column(owner), value_set=wanted)
            yield table.filter(kept)
