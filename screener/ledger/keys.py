"""Uniqueness of keys: whether one repeats, and which rows do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from screener.ledger.faults import Fault, Faults
from screener.ledger.hashes import Hashes, hashes_of
from screener.ledger.package import Package
from screener.ledger.parsing import REPEATED
from screener.ledger.reading import Piece, stream
from screener.ledger.runs import Rows, Runs
from screener.ledger.tables import TABLES

Place = tuple[str, int]

#: How many more keys are looked at when those that were seemed to repeat and did not.
WIDER = 8


class Uniqueness:
    """Collects the values of a one-column key and tells whether any of them may repeat."""

    def __init__(self, path: Path, memory: int, *, placed: bool = False) -> None:
        self.runs = Runs(path, memory, placed=placed)
        self._row = 0

    def add(self, values: pa.ChunkedArray) -> None:
        """Remember the values of one piece; empty ones do not count."""
        for chunk in values.chunks:
            hashes, rows = _filled(chunk)
            self.runs.add(hashes, rows + self._row)
            self._row += len(chunk)


def _filled(values: pa.Array) -> tuple[Hashes, Rows]:
    """The hashes and places of the values that are not empty."""
    hashes = hashes_of(values)
    if not values.null_count:
        return hashes, np.arange(len(values))
    rows = np.flatnonzero(values.is_valid().to_numpy(zero_copy_only=False))
    return hashes[rows], rows


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


def name_repeats(
    package: Package, table: str, faults: Faults, *, threads: int, spool: Path, memory: int
) -> None:
    """Read the key of a large table again and name every row that repeats an earlier one, as far as there is room.

    What there is no room to name is counted by its hash.
    """
    path = spool / f"{table}.repeats"
    unique = Uniqueness(path, memory, placed=True)
    for piece in stream(package, table, Faults(0), threads=threads):
        unique.add(piece.rows.column(TABLES[table].key[0]))
    most = max(1, faults.limit - len(faults.listed))
    while True:
        wanted, suspects, count = unique.runs.first_repeats(most)
        named = _named(package, table, wanted, Faults(most), threads)
        if suspects in (named.count, count):
            break
        most *= WIDER  # texts that differ had equal hashes: rows that were not looked at may come first
    for fault in named.listed:
        faults.add(fault)
    faults.add_uncounted(named.count - len(named.listed) + count - suspects)
    path.unlink(missing_ok=True)


def _named(package: Package, table: str, wanted: Hashes, faults: Faults, threads: int) -> Faults:
    """Every row that repeats an earlier one, among those whose key has one of the hashes (in ascending order)."""
    seen: dict[tuple[object, ...], Place] = {}
    for piece in stream(package, table, Faults(0), threads=threads):
        for row, value in _among(piece, TABLES[table].key[0], wanted):
            _note(faults, table, seen, (value,), (piece.file, piece.row_number(row)))
    return faults


def _among(piece: Piece, key: str, wanted: Hashes) -> Iterator[tuple[int, str]]:
    values = piece.rows.column(key).combine_chunks()
    hashes, rows = _filled(values)
    found = rows[np.isin(hashes, wanted)]
    return zip(found.tolist(), values.take(pa.array(found)).to_pylist(), strict=True)


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
