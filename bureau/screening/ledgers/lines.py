"""Rows as they were handed in: found by their keys in the kept tables, then read again from the file itself."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyarrow.parquet as pq

from bureau.screening.ledgers.checking import FILE, ROW
from screener.ledger.filled.layout import text_of
from screener.ledger.filled.naming import table_called
from screener.ledger.filled.sheets import open_workbook
from screener.ledger.filled.texts import PIECE, encoding_of
from screener.ledger.tables import TABLES

KEYS = {name: table.key[0] for name, table in TABLES.items() if len(table.key) == 1}
#: Tables whose rows are told apart by a column within an institution: a key of theirs is `code/word`.
OWNED = {"invoices": "invoice_no"}
MOST = 40
# What the hit is about first, then what stands beside it.
ORDER = ("results", "reports", *(name for name in TABLES if name not in {"results", "reports"}))


@dataclass(frozen=True)
class Line:
    """One row as it was handed in. `line` is its line in the file, where the file has lines; else the row's number."""

    table: str
    file: str
    row: int
    line: int | None
    cells: tuple[tuple[str, str], ...]
    text: str = ""


def places_of(tables: Mapping[str, Path], wanted: Mapping[str, Iterable[str]]) -> list[tuple[str, str, int]]:
    """Table, file and row of the rows that have one of these keys; at most 40."""
    found: list[tuple[str, str, int]] = []
    for table, keys in wanted.items():
        path, listed = tables.get(table), sorted(set(keys))
        if path is None or not listed:
            continue
        for named in _conditions(table, listed):
            rows = pq.read_table(path, columns=[FILE, ROW], filters=named)
            found += [(table, row[FILE], row[ROW]) for row in rows.to_pylist()]
    return sorted(found, key=lambda one: (ORDER.index(one[0]), one[1], one[2]))[:MOST]


def _conditions(table: str, keys: Iterable[str]) -> Iterator[list[tuple[str, str, object]]]:
    """What the rows of these keys are found by; nothing for a table whose rows have no name."""
    if table in KEYS:
        yield [(KEYS[table], "in", list(keys))]
    elif table in OWNED:
        by_owner: dict[str, list[str]] = {}
        for key in keys:
            owner, word = key.split("/", 1)
            by_owner.setdefault(owner, []).append(word)
        for owner, words in by_owner.items():
            yield [("uscc", "==", owner), (OWNED[table], "in", words)]


def lines_at(given: Mapping[str, Path], places: Iterable[tuple[str, str, int]]) -> list[Line]:
    """The rows at these places, read from what was handed in: its files by name."""
    wanted: dict[tuple[str, str], list[int]] = {}
    for table, file, row in places:
        wanted.setdefault((table, file), []).append(row)
    return [
        line for (table, file), rows in wanted.items() for line in _lines(given, table, file, sorted(rows))
    ]


def _lines(given: Mapping[str, Path], table: str, file: str, rows: list[int]) -> Iterator[Line]:
    workbook = next((path for name, path in given.items() if name.lower().endswith(".xlsx")), None)
    if workbook is not None:
        yield from _of_sheet(workbook, table, file, rows)
        return
    with _opened(given, file) as content:
        if file.lower().endswith(".csv"):
            yield from _of_csv(content, table, file, rows)
        else:
            yield from _of_parquet(content, table, file, rows)


@contextmanager
def _opened(given: Mapping[str, Path], file: str) -> Iterator[IO[bytes]]:
    """A file that was handed in by itself, or the part of this name of the one zip."""
    if file in given:
        with given[file].open("rb") as content:
            yield content
        return
    package = next(path for name, path in given.items() if name.lower().endswith(".zip"))
    with zipfile.ZipFile(package) as held, held.open(file) as content:
        yield content


def _of_csv(content: IO[bytes], table: str, file: str, rows: list[int]) -> Iterator[Line]:
    """Read as far as the last row that is wanted; empty lines are no rows."""
    first = content.read(PIECE)
    encoding = encoding_of(first)
    text = io.TextIOWrapper(io.BufferedReader(_Again(first, content)), encoding, errors="replace", newline="")
    kept: list[str] = []

    def lines() -> Iterator[str]:
        for line in text:
            kept.append(line)
            yield line

    reader = csv.reader(lines())
    header = [word.lstrip("\ufeff") for word in next(reader, [])]
    number, left = 0, set(rows)
    kept.clear()
    for cells in reader:
        if cells:
            number += 1
            if number in left:
                pairs = tuple(zip(header, cells, strict=False))
                yield Line(table, file, number, reader.line_num, pairs, "".join(kept).rstrip("\r\n"))
                left.discard(number)
                if not left:
                    return
        kept.clear()


class _Again(io.RawIOBase):
    """A stream whose beginning was read already."""

    def __init__(self, first: bytes, rest: IO[bytes]) -> None:
        self.first, self.rest = first, rest

    def readable(self) -> bool:
        """It is read only."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - a writable buffer
        """The beginning, then the rest."""
        piece = self.first[: len(buffer)] if self.first else self.rest.read(len(buffer))
        self.first = self.first[len(piece) :] if self.first else b""
        buffer[: len(piece)] = piece
        return len(piece)


def _of_sheet(path: Path, table: str, sheet: str, rows: list[int]) -> Iterator[Line]:
    """Read as far as the last row that is wanted; the first row in which something stands is the header."""
    with open_workbook(path) as book:
        name = sheet if sheet in book.parts else next(one for one in book.parts if table_called(one) == table)
        header: list[str] = []
        for number, cells in book.rows(name):
            header = header or [text_of(cell) for cell in cells]
            if number in rows:
                pairs = tuple(
                    (word, text_of(value)) for word, value in zip(header, cells, strict=False) if word
                )
                yield Line(table, sheet, number, number, pairs)
            if number >= rows[-1]:
                return


def _of_parquet(content: IO[bytes], table: str, file: str, rows: list[int]) -> Iterator[Line]:
    held = pq.ParquetFile(io.BytesIO(content.read()))
    start = 1
    for part in range(held.num_row_groups):
        size = held.metadata.row_group(part).num_rows
        here = [row for row in rows if start <= row < start + size]
        if here:
            read = held.read_row_group(part)
            for row in here:
                values = read.slice(row - start, 1).to_pylist()[0]
                yield Line(table, file, row, None, tuple((name, _shown(one)) for name, one in values.items()))
        start += size


def _shown(value: object) -> str:
    return "" if value is None else str(value)
