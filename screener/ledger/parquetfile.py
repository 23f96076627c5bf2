"""Reads the batches of a Parquet file."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from screener.ledger.columns import Table
from screener.ledger.converting import Block
from screener.ledger.csvfile import LACKING, ONE_PER_LINE
from screener.ledger.faults import Fault, Faults, Refused
from screener.ledger.package import SourceFile
from screener.phrases import Phrase

BATCH_ROWS = 262_144


def damaged(file: SourceFile, error: Exception) -> Refused:
    """The refusal for a file that is cut short or damaged."""
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    return Refused(
        Phrase(
            f"{file.shown} 不是完整的 Parquet 文件，请重新导出（{reason}）。",
            f"{file.shown} is not a complete Parquet file; export it again ({reason}).",
        )
    )


def open_file(file: SourceFile) -> pq.ParquetFile:
    """The opened file; raises `Refused` when it is cut short or damaged."""
    try:
        return pq.ParquetFile(file.path)
    except (pa.ArrowException, OSError) as error:
        raise damaged(file, error) from None


def read_header(file: SourceFile, table: Table, faults: Faults) -> list[str] | None:
    """Names of our columns in the file; None (and faults) when they cannot serve."""
    with open_file(file) as opened:
        names = opened.schema_arrow.names
    repeated = sorted({name for name in names if names.count(name) > 1 and name in table.by_name})
    lacking = [c.name for c in table.columns if not c.nullable and c.name not in names]
    for name in repeated:
        faults.add(Fault(table.name, ONE_PER_LINE, file.shown, None, name))
    for name in lacking:
        faults.add(Fault(table.name, LACKING, file.shown, None, name))
    return None if repeated or lacking else [name for name in names if name in table.by_name]


def expected_blocks(file: SourceFile) -> int:
    """How many batches the file will be read in, about."""
    with open_file(file) as opened:
        found: int = -(-opened.metadata.num_rows // BATCH_ROWS)
        return found


def read_blocks(file: SourceFile, table: Table, names: list[str]) -> Iterator[Callable[[Faults], Block]]:
    """One task a batch; decoding happens while iterating, the task only hands the columns on."""
    first = 1
    with open_file(file) as opened:
        try:
            for batch in opened.iter_batches(batch_size=BATCH_ROWS, columns=names, use_threads=True):
                yield _hand_on(file, table, batch, first)
                first += batch.num_rows
        except (pa.ArrowException, OSError) as error:
            raise damaged(file, error) from None


def _hand_on(file: SourceFile, table: Table, batch: pa.RecordBatch, first: int) -> Callable[[Faults], Block]:
    def read(faults: Faults) -> Block:
        columns = dict(zip(batch.schema.names, batch.columns, strict=True))
        for name, column in columns.items():
            try:
                column.validate(full=True)
            except pa.ArrowInvalid as error:
                expected = Phrase("应为 UTF-8 编码的文字", "expected text encoded in UTF-8")
                faults.add(Fault(table.name, expected, file.shown, None, name, str(error)))
                columns[name] = pa.nulls(len(column), pa.string())
        return Block(table, file.shown, first, columns, batch.num_rows)

    return read
