"""Uniqueness of keys: whether one repeats, and which rows do."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from screener.ledger.faults import Fault, Faults
from screener.ledger.package import Package
from screener.ledger.parsing import REPEATED
from screener.ledger.reading import stream
from screener.ledger.tables import TABLES

Place = tuple[str, int]


@dataclass
class Uniqueness:
    """Collects the values of a one-column key and tells which of them repeat."""

    seen: list[pa.Array] = field(default_factory=list)

    def add(self, values: pa.ChunkedArray) -> None:
        """Remember the values of one piece."""
        self.seen += values.chunks

    def repeats(self) -> frozenset[str]:
        """Values that occur more than once."""
        if not self.seen:
            return frozenset()
        counts = pc.value_counts(pa.chunked_array(self.seen).drop_null())
        return frozenset(counts.filter(pc.greater(counts.field("counts"), 1)).field("values").to_pylist())


def check_small(package: Package, table: str, rows: pa.Table, faults: Faults) -> None:
    """Name the rows of a small table whose key stands in an earlier row."""
    key = TABLES[table].key
    if not key or rows.group_by(list(key)).aggregate([]).num_rows == rows.num_rows:
        return
    seen: dict[tuple[object, ...], Place] = {}
    for piece in stream(package, table, Faults(0), threads=1):
        columns = [piece.rows.column(name).to_pylist() for name in key]
        for row, values in enumerate(zip(*columns, strict=True)):
            if None not in values:
                _note(faults, table, seen, values, (piece.file, piece.row_number(row)))


def name_repeats(package: Package, table: str, faults: Faults, threads: int) -> None:
    """Read the key of a large table again and name every row that repeats an earlier one."""
    key = TABLES[table].key[0]
    unique = Uniqueness()
    for piece in stream(package, table, Faults(0), threads=threads):
        unique.add(piece.rows.column(key))
    repeated, seen = unique.repeats(), dict[tuple[object, ...], Place]()
    wanted = pa.array(sorted(repeated), pa.string())
    for piece in stream(package, table, Faults(0), threads=threads):
        values = piece.rows.column(key)
        rows = pc.indices_nonzero(pc.is_in(values, wanted)).to_pylist()
        for row, value in zip(rows, values.take(pa.array(rows, pa.int64())).to_pylist(), strict=True):
            _note(faults, table, seen, (value,), (piece.file, piece.row_number(row)))


def _note(
    faults: Faults,
    table: str,
    seen: dict[tuple[object, ...], Place],
    values: tuple[object, ...],
    place: Place,
) -> None:
    """Remember where a key stands first, and name the place of one that was seen before."""
    first = seen.setdefault(values, place)
    if first != place:
        where = REPEATED.fill(file=first[0], row=first[1])
        key, shown = ", ".join(TABLES[table].key), ", ".join(map(str, values))
        faults.add(Fault(table, where, place[0], place[1], key, shown))
