"""Streams the tables of a ledger: blocks parsed and checked by several threads, delivered in file order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

import pyarrow as pa

from screener.ledger import csvfile, parquetfile
from screener.ledger.converting import ARROW, Block, convert, place_among
from screener.ledger.faults import Faults
from screener.ledger.package import Package
from screener.ledger.tables import TABLES

FORMATS = {"csv": csvfile, "parquet": parquetfile}


@dataclass(frozen=True)
class Piece:
    """Checked rows of one table, and the number of the first of them in their file."""

    file: str
    first_row: int
    rows: pa.Table
    encoded: dict[str, pa.Array]
    skipped: tuple[int, ...] = ()

    def row_number(self, index: int) -> int:
        """1-based number in the file of a row of this piece, malformed rows before it counted."""
        return self.first_row + place_among(index, self.skipped)


def schema(table: str) -> pa.Schema:
    """The Arrow schema of a table in the ledger's types."""
    return pa.schema([(column.name, ARROW[column.type]) for column in TABLES[table].columns])


def stream(
    package: Package,
    table: str,
    faults: Faults,
    *,
    threads: int,
    encode: tuple[str, ...] = (),
) -> Iterator[Piece]:
    """Every piece of a table in file order; columns to `encode` are dictionary-encoded by the thread that reads."""
    for file in package.files.get(table, ()):
        reader = FORMATS[file.format]
        names = reader.read_header(file, TABLES[table], faults)
        if names is None:
            continue
        tasks = reader.read_blocks(file, TABLES[table], names)
        row = 1
        for rows, met, encoded, skipped in _in_order(tasks, threads, faults.limit, encode):
            shift = row - 1 if file.format == "csv" else 0
            for fault in sorted(met.listed, key=lambda fault: fault.row or 0):
                faults.add(fault if fault.row is None else replace(fault, row=fault.row + shift))
            faults.add_uncounted(met.count - len(met.listed))
            yield Piece(file.shown, row, rows, encoded, skipped)
            row += rows.num_rows + len(skipped)


Read = tuple[pa.Table, Faults, dict[str, pa.Array], tuple[int, ...]]
Task = Callable[[Faults], Block]


def _in_order(
    tasks: Iterator[Task],
    threads: int,
    limit: int,
    encode: tuple[str, ...],
) -> Iterator[Read]:
    def work(task: Task) -> Read:
        met = Faults(limit)
        block = task(met)
        rows = convert(block, met)
        encoded = {name: rows.column(name).combine_chunks().dictionary_encode() for name in encode}
        return rows, met, encoded, block.skipped

    if threads == 1:
        yield from map(work, tasks)
        return
    waiting: deque[Future[Read]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        try:
            for task in tasks:
                waiting.append(pool.submit(work, task))
                if len(waiting) > threads:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def read_table(package: Package, table: str, faults: Faults, *, threads: int) -> pa.Table:
    """A whole table (meant for the small ones), empty when the ledger does not hold it."""
    pieces = [piece.rows for piece in stream(package, table, faults, threads=threads)]
    return pa.concat_tables([schema(table).empty_table(), *pieces]).combine_chunks()


def expected_pieces(package: Package, table: str) -> int:
    """About how many pieces `stream` will deliver, for a progress bar; at least one."""
    files = package.files.get(table, ())
    found: int = sum(FORMATS[file.format].expected_blocks(file, TABLES[table]) for file in files)
    return max(1, found)
