"""Cuts a CSV file into blocks of whole records and reads each block (RFC 4180, commas, UTF-8, header row)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.csv

from screener.ledger.columns import Table
from screener.ledger.converting import Block
from screener.ledger.faults import Fault, Faults, shown
from screener.ledger.package import SourceFile
from screener.phrases import Phrase

BLOCK_BYTES = 16 * 2**20
RECORD_BYTES = 16 * 2**20
BOM = b"\xef\xbb\xbf"

ONE_PER_LINE = Phrase("列名不能重复", "column names must differ")
LACKING = Phrase("缺少这一列", "this column is missing")
NO_HEADER = Phrase("文件是空的，应有一行列名", "the file is empty; a header row is expected")
NOT_UTF8 = Phrase("应为 UTF-8 编码的文字", "expected text encoded in UTF-8")
UNQUOTED = Phrase("引号没有成对，或内容不合 RFC 4180", "a quote is not closed, or the text breaks RFC 4180")
TOO_LONG = Phrase(
    "一条记录超过 16 MiB，或引号没有成对",
    "one record is longer than 16 MiB, or a quote is not closed",
)


class Unreadable(Exception):
    """The file cannot be read further; the fault says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def record_blocks(stream: BinaryIO, *, block_bytes: int = BLOCK_BYTES) -> Iterator[bytes | None]:
    """Pieces of the stream that end where a record ends; None when a record is longer than `RECORD_BYTES`.

    A line feed ends a record when the quotes before it pair up: inside quotes RFC 4180 doubles every quote.
    """
    rest = b""
    while True:
        read = stream.read(block_bytes)
        piece = rest + read
        if not read:
            if piece:
                yield piece
            return
        end = _last_record_end(piece)
        if end < 0:
            if len(piece) > RECORD_BYTES:
                yield None
                return
            rest = piece
            continue
        yield piece[:end]
        rest = piece[end:]


def _last_record_end(piece: bytes) -> int:
    end = piece.rfind(b"\n")
    if end < 0:
        return -1
    if b'"' not in piece:
        return end + 1
    view = np.frombuffer(piece, np.uint8)
    quotes = np.cumsum(view == ord('"'), dtype=np.int64)
    ends = np.flatnonzero((view == ord("\n")) & (quotes % 2 == 0))
    return int(ends[-1]) + 1 if len(ends) else -1


def read_header(file: SourceFile, table: Table, faults: Faults) -> list[str] | None:
    """Column names of the first record; None (and faults) when they cannot serve."""
    with file.path.open("rb") as stream:
        first = next(record_blocks(stream, block_bytes=2**16), b"")
    if not first or not first.strip():
        faults.add(Fault(table.name, NO_HEADER if first is not None else TOO_LONG, file.shown))
        return None
    try:
        names = next(csv.reader(io.StringIO(first.removeprefix(BOM).decode("utf-8"), newline="")))
    except (UnicodeDecodeError, csv.Error, StopIteration):
        faults.add(Fault(table.name, NOT_UTF8, file.shown, 0))
        return None
    repeated = sorted({name for name in names if names.count(name) > 1 and name in table.by_name})
    lacking = [c.name for c in table.columns if not c.nullable and c.name not in names]
    for name in repeated:
        faults.add(Fault(table.name, ONE_PER_LINE, file.shown, None, name))
    for name in lacking:
        faults.add(Fault(table.name, LACKING, file.shown, None, name))
    return None if repeated or lacking else names


def expected_blocks(file: SourceFile) -> int:
    """How many blocks the file will be cut into, about."""
    return -(-file.path.stat().st_size // BLOCK_BYTES)


def read_blocks(file: SourceFile, table: Table, names: list[str]) -> Iterator[Callable[[Faults], Block]]:
    """One task a piece of the file; each task parses its piece and knows its rows (numbers are relative to it)."""
    with file.path.open("rb") as stream:
        for index, piece in enumerate(record_blocks(stream)):
            if piece is None:
                yield _too_long(file, table)
                return
            yield _Piece(file, table, names, piece, first=index == 0).read


def _too_long(file: SourceFile, table: Table) -> Callable[[Faults], Block]:
    def fail(faults: Faults) -> Block:
        faults.add(Fault(table.name, TOO_LONG, file.shown))
        return Block(table, file.shown, 1, {}, 0, from_text=True)

    return fail


class _Piece:
    """Whole records of a CSV file, to be parsed by whichever thread is free."""

    def __init__(
        self, file: SourceFile, table: Table, names: list[str], piece: bytes, *, first: bool
    ) -> None:
        self.file, self.table, self.names, self.piece, self.first = file, table, names, piece, first

    def read(self, faults: Faults) -> Block:
        """The piece as a block whose first row has number 1."""
        wrong: list[tuple[int, str, int]] = []
        try:
            raw = self._parse(pa.string(), wrong)
        except pa.ArrowInvalid:
            wrong.clear()
            raw = self._decode(wrong, faults)
        for number, text, actual in wrong:
            expected = Phrase(
                f"应有 {len(self.names)} 列，这一行有 {actual} 列",
                f"expected {len(self.names)} columns, this row has {actual}",
            )
            faults.add(Fault(self.table.name, expected, self.file.shown, number, "", shown(text)))
        columns = {name: raw.column(name).combine_chunks() for name in raw.column_names}
        flat = {n: c.combine_chunks() if isinstance(c, pa.ChunkedArray) else c for n, c in columns.items()}
        skipped = tuple(number - 1 for number, _, _ in wrong)
        return Block(self.table, self.file.shown, 1, flat, raw.num_rows, skipped, from_text=True)

    def _parse(self, kind: pa.DataType, wrong: list[tuple[int, str, int]]) -> pa.Table:
        body = self.piece.removeprefix(BOM) if self.first else self.piece
        wanted = [name for name in self.names if name in self.table.by_name]

        def pass_over(row: pyarrow.csv.InvalidRow) -> str:
            wrong.append((row.number - int(self.first), row.text, row.actual_columns))
            return "skip"

        return pyarrow.csv.read_csv(
            pa.BufferReader(body),
            read_options=pyarrow.csv.ReadOptions(
                column_names=self._unique_names(),
                use_threads=False,
                block_size=len(body) + 1,
                skip_rows_after_names=int(self.first),
            ),
            parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True, invalid_row_handler=pass_over),
            convert_options=pyarrow.csv.ConvertOptions(
                include_columns=wanted,
                column_types=dict.fromkeys(wanted, kind),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )

    def _unique_names(self) -> list[str]:
        """Extra columns may repeat a name; ours may not."""
        return [n if n in self.table.by_name else f"{n}\0{i}" for i, n in enumerate(self.names)]

    def _decode(self, wrong: list[tuple[int, str, int]], faults: Faults) -> pa.Table:
        """The slow way for a piece that is not UTF-8: names the cells and puts U+FFFD where a byte is wrong."""
        try:
            raw = self._parse(pa.binary(), wrong)
        except pa.ArrowInvalid:
            faults.add(Fault(self.table.name, UNQUOTED, self.file.shown))
            return pa.table({})
        columns = {}
        for name in raw.column_names:
            cells = raw.column(name).to_pylist()
            for row, cell in enumerate(cells):
                if cell is not None:
                    cells[row] = cell.decode("utf-8", "replace")
                    if "\ufffd" in cells[row] and cells[row].encode() != cell:
                        faults.add(
                            Fault(self.table.name, NOT_UTF8, self.file.shown, row + 1, name, cells[row])
                        )
            columns[name] = pa.array(cells, pa.string())
        return pa.table(columns)
