"""Reads the batches of a Parquet file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from screener.ledger.columns import Table
from screener.ledger.converting import Block
from screener.ledger.csvfile import LACKING, ONE_PER_LINE
from screener.ledger.faults import Fault, Faults, Refused, shown
from screener.ledger.package import SourceFile
from screener.ledger.parsing import NOT_UTF8
from screener.ledger.records import RECORD_BYTES
from screener.phrases import Phrase

BATCH_ROWS = 262_144
BATCH_BYTES = 64 * 2**20

TOO_LONG = Phrase("一条记录最长 16 MiB", "a record is at most 16 MiB long")


@contextmanager
def opened(file: SourceFile, table: Table) -> Iterator[pq.ParquetFile]:
    """The file for reading; raises `Refused` where it turns out to be cut short or damaged."""
    try:
        with pq.ParquetFile(file.path) as parquet:
            yield parquet
    except (pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno:
            raise  # the disk, not the file
        reason = shown(str(error).splitlines()[0] if str(error) else type(error).__name__)
        place = f"{table.name} ({file.shown})"
        raise Refused(
            Phrase(
                f"{place}：不是完整的 Parquet 文件，请重新导出（{reason}）。",
                f"{place}: not a complete Parquet file; export it again ({reason}).",
            )
        ) from None


def read_header(file: SourceFile, table: Table, faults: Faults) -> list[str] | None:
    """Names of our columns in the file; None (and faults) when they cannot serve."""
    with opened(file, table) as parquet:
        names = parquet.schema_arrow.names
        long = _bytes_a_row(parquet, table) > RECORD_BYTES
    repeated = sorted({name for name in names if names.count(name) > 1 and name in table.by_name})
    lacking = [c.name for c in table.columns if not c.nullable and c.name not in names]
    for name in repeated:
        faults.add(Fault(table.name, ONE_PER_LINE, file.shown, None, name))
    for name in lacking:
        faults.add(Fault(table.name, LACKING, file.shown, None, name))
    if long:
        faults.add(Fault(table.name, TOO_LONG, file.shown))
    return None if repeated or lacking or long else [name for name in names if name in table.by_name]


def expected_blocks(file: SourceFile, table: Table) -> int:
    """How many batches the file will be read in, about."""
    with opened(file, table) as parquet:
        return -(-int(parquet.metadata.num_rows) // _batch_rows(parquet, table))


def read_blocks(file: SourceFile, table: Table, names: list[str]) -> Iterator[Callable[[Faults], Block]]:
    """One task a batch; decoding happens while iterating, the task only hands the columns on."""
    first = 1
    with opened(file, table) as parquet:
        rows = _batch_rows(parquet, table)
        for batch in parquet.iter_batches(batch_size=rows, columns=names, use_threads=True):
            yield _hand_on(file, table, batch, first)
            first += batch.num_rows


def _bytes_a_row(parquet: pq.ParquetFile, table: Table) -> int:
    """Bytes of a row of our columns before compression, on average over the row group where it is greatest."""
    most = 1
    for index in range(parquet.metadata.num_row_groups):
        group = parquet.metadata.row_group(index)
        columns = [group.column(place) for place in range(group.num_columns)]
        size = sum(c.total_uncompressed_size for c in columns if c.path_in_schema in table.by_name)
        most = max(most, size // max(1, group.num_rows))
    return most


def _batch_rows(parquet: pq.ParquetFile, table: Table) -> int:
    return max(1, min(BATCH_ROWS, BATCH_BYTES // _bytes_a_row(parquet, table)))


def _hand_on(file: SourceFile, table: Table, batch: pa.RecordBatch, first: int) -> Callable[[Faults], Block]:
    def read(faults: Faults) -> Block:
        columns = dict(zip(batch.schema.names, batch.columns, strict=True))
        for name, column in columns.items():
            text = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
            if not (pa.types.is_string(text) or pa.types.is_large_string(text) or text == pa.string_view()):
                continue
            plain = column.cast(pa.large_string()) if text == pa.string_view() else column
            columns[name], broken = _decoded(plain)
            for row, expected, value in broken:
                faults.add(Fault(table.name, expected, file.shown, first + row, name, value))
        return Block(table, file.shown, first, columns, batch.num_rows)

    return read


def _decoded(cells: pa.Array) -> tuple[pa.Array, list[tuple[int, Phrase, str]]]:
    """The cells (shape: rows) with U+FFFD for what is not UTF-8; and the rows that are not, or are too long."""
    held = cells.dictionary if pa.types.is_dictionary(cells.type) else cells
    try:
        held.validate(full=True)
        longest = pc.max(pc.binary_length(held)).as_py() or 0
    except pa.ArrowInvalid:
        longest = None
    if longest is not None and longest <= RECORD_BYTES:
        return cells, []
    flat = cells.dictionary_decode() if held is not cells else cells
    raw = flat.cast(pa.large_binary())
    texts: list[str | None] = []
    broken = []
    for row, cell in enumerate(raw.to_pylist()):
        text = None if cell is None else cell.decode("utf-8", "replace")
        texts.append(text)
        if cell is None or text is None:
            continue
        if len(cell) > RECORD_BYTES:
            broken.append((row, TOO_LONG, shown(text)))
        elif "\ufffd" in text and text.encode() != cell:
            broken.append((row, NOT_UTF8, shown(text)))
    return pa.array(texts, pa.large_string()), broken
