"""Cuts a CSV file into blocks of whole records and reads each block (RFC 4180, commas, UTF-8, header row)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from screener.ledger.columns import Table, Type
from screener.ledger.converting import Block
from screener.ledger.faults import Fault, Faults, shown
from screener.ledger.package import SourceFile
from screener.ledger.parsing import NOT_UTF8
from screener.ledger.records import (
    BLOCK_BYTES,
    first_breach,
    first_record_end,
    last_record_end,
    record_blocks,
)
from screener.phrases import Phrase

HEADER_BYTES = 2**16
BOM = b"\xef\xbb\xbf"
REPLACED = "\ufffd"
STRAY = re.compile("[\udc80-\udcff]+")

ONE_PER_LINE = Phrase("列名不能重复", "column names must differ")
LACKING = Phrase("缺少这一列", "this column is missing")
NO_HEADER = Phrase("文件开头应有一行列名", "the file must begin with a row of column names")
UNREADABLE = Phrase("应为合 RFC 4180 的 CSV", "expected CSV as RFC 4180 describes it")
TOO_LONG = Phrase(
    "一条记录超过 16 MiB，或引号没有成对",
    "one record is longer than 16 MiB, or a quote is not closed",
)


def read_header(file: SourceFile, table: Table, faults: Faults) -> list[str] | None:
    """Column names of the first record; None (and faults) when they cannot serve."""
    with file.path.open("rb") as stream:
        first = _first_record(stream)
    if first is None:
        faults.add(Fault(table.name, TOO_LONG, file.shown))
        return None
    record = first.removeprefix(BOM)
    breach = first_breach(record)
    if breach is not None or not record.strip():
        faults.add(Fault(table.name, breach[1] if breach else NO_HEADER, file.shown))
        return None
    try:
        names = next(csv.reader(io.StringIO(record.decode("utf-8"), newline="")))
    except (UnicodeDecodeError, csv.Error) as error:
        expected = NOT_UTF8 if isinstance(error, UnicodeDecodeError) else NO_HEADER
        faults.add(Fault(table.name, expected, file.shown, None, "", record.decode("utf-8", "replace")))
        return None
    repeated = sorted({name for name in names if names.count(name) > 1 and name in table.by_name})
    lacking = [c.name for c in table.columns if not c.nullable and c.name not in names]
    for name in repeated:
        faults.add(Fault(table.name, ONE_PER_LINE, file.shown, None, name))
    for name in lacking:
        faults.add(Fault(table.name, LACKING, file.shown, None, name))
    return None if repeated or lacking else names


def _first_record(stream: BinaryIO) -> bytes | None:
    """The first record with its line feed, empty for an empty file; None when it is too long."""
    first = next(record_blocks(stream, block_bytes=HEADER_BYTES), b"")
    return first and first[: first_record_end(first)]


def expected_blocks(file: SourceFile, _table: Table) -> int:
    """How many blocks the file will be cut into, about."""
    return -(-file.path.stat().st_size // BLOCK_BYTES)


def read_blocks(file: SourceFile, table: Table, names: list[str]) -> Iterator[Callable[[Faults], Block]]:
    """One task a piece of the file; each task parses its piece and knows its rows (numbers are relative to it).

    Where the records can no longer be told apart the reading of the file ends with a fault.
    """
    with file.path.open("rb") as stream:
        stream.seek(len(_first_record(stream) or b""))
        for piece in record_blocks(stream):
            if piece is None:
                yield _lost(file, table, TOO_LONG)
                return
            breach = first_breach(piece)
            if breach is None:
                yield _Piece(file, table, names, piece).read
                continue
            at, expected = breach
            start = max(0, last_record_end(piece[:at]))
            if start:
                yield _Piece(file, table, names, piece[:start]).read
            yield _lost(file, table, expected, piece[max(start, at - 20) : at + 60])
            return


def _lost(
    file: SourceFile, table: Table, expected: Phrase, text: bytes | None = None
) -> Callable[[Faults], Block]:
    """A task that names the record from which on nothing can be read."""

    def fail(faults: Faults) -> Block:
        value = None if text is None else text.decode("utf-8", "replace")
        faults.add(Fault(table.name, expected, file.shown, 1, "", value))
        return Block(table, file.shown, 1, {}, 0, from_text=True)

    return fail


class _Piece:
    """Whole records of a CSV file, to be parsed by whichever thread is free."""

    def __init__(self, file: SourceFile, table: Table, names: list[str], piece: bytes) -> None:
        self.file, self.table, self.names, self.piece = file, table, names, piece

    def read(self, faults: Faults) -> Block:
        """The piece as a block whose first row has number 1."""
        mark = None if _is_utf8(self.piece) else _unused(self.piece)
        piece = self.piece if mark is None else _marked(self.piece, mark)
        wrong: list[tuple[int, str, int]] = []
        try:
            raw = self._parse(piece, wrong)
        except pa.ArrowInvalid:
            faults.add(Fault(self.table.name, UNREADABLE, self.file.shown, 1))
            return Block(self.table, self.file.shown, 1, {}, 0, from_text=True)
        block = self._block(raw, wrong)
        for number, text, actual in wrong:
            expected = Phrase(
                f"应有 {len(self.names)} 列，这一行有 {actual} 列",
                f"expected {len(self.names)} columns, this row has {actual}",
            )
            faults.add(Fault(self.table.name, expected, self.file.shown, number, "", _shown(text, mark)))
        if mark is not None:
            self._name_marked(block, mark, faults)
        return block

    def _block(self, raw: pa.Table, wrong: list[tuple[int, str, int]]) -> Block:
        columns = {name: raw.column(name).combine_chunks() for name in raw.column_names}
        flat = {n: c.combine_chunks() if isinstance(c, pa.ChunkedArray) else c for n, c in columns.items()}
        skipped = tuple(number - 1 for number, _, _ in wrong)
        return Block(self.table, self.file.shown, 1, flat, raw.num_rows, skipped, from_text=True)

    def _parse(self, piece: bytes, wrong: list[tuple[int, str, int]]) -> pa.Table:
        wanted = [name for name in self.names if name in self.table.by_name]
        if piece.startswith(BOM):
            piece = b"\n" + piece  # Arrow would take the first character of a cell for a byte order mark

        def pass_over(row: pyarrow.csv.InvalidRow) -> str:
            wrong.append((row.number, row.text, row.actual_columns))
            return "skip"

        return pyarrow.csv.read_csv(
            pa.BufferReader(piece),
            read_options=pyarrow.csv.ReadOptions(
                column_names=self._unique_names(),
                use_threads=False,
                block_size=len(piece) + 1,
            ),
            parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True, invalid_row_handler=pass_over),
            convert_options=pyarrow.csv.ConvertOptions(
                check_utf8=False,  # the whole piece has been checked
                include_columns=wanted,
                column_types=dict.fromkeys(wanted, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )

    def _unique_names(self) -> list[str]:
        """Extra columns may repeat a name; ours may not."""
        return [n if n in self.table.by_name else f"{n}\0{i}" for i, n in enumerate(self.names)]

    def _name_marked(self, block: Block, mark: str, faults: Faults) -> None:
        """Name the cells of free text that hold the mark; in any other column it fits no value anyway."""
        for name, cells in block.columns.items():
            column = self.table.by_name[name]
            block.columns[name] = pc.replace_substring(cells, mark, REPLACED)
            if column.type is not Type.TEXT or column.choices:
                continue
            rows = np.flatnonzero(pc.fill_null(pc.match_substring(cells, mark), False))
            for row in rows.tolist():
                text = _shown(cells[row].as_py(), mark)
                number = block.row_number(row)
                faults.add(Fault(self.table.name, NOT_UTF8, self.file.shown, number, name, text))


def _is_utf8(piece: bytes) -> bool:
    """Whether all of the piece is UTF-8, by Arrow's own check, which copies nothing."""
    if piece.isascii():
        return True
    offsets = pa.py_buffer(np.array([0, len(piece)], np.int64).tobytes())
    whole = pa.Array.from_buffers(pa.large_string(), 1, [None, offsets, pa.py_buffer(piece)])
    try:
        whole.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _unused(piece: bytes) -> str:
    """A character that stands for nothing in Unicode and does not occur in the piece."""
    candidates = map(chr, range(0xFDD0, 0xFDF0))
    return next((mark for mark in candidates if mark.encode() not in piece), REPLACED)


def _marked(piece: bytes, mark: str) -> bytes:
    """The piece with the mark in place of every run of bytes that is not UTF-8."""
    return STRAY.sub(mark, piece.decode("utf-8", "surrogateescape")).encode()


def _shown(text: str, mark: str | None) -> str:
    return shown(text if mark is None else text.replace(mark, REPLACED))
