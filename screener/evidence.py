"""Rows as an inspector reads them: the ledger's own columns and values, for the evidence of a hit."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from screener.book import Book
from screener.ledger.coding import Coded
from screener.ledger.columns import Type
from screener.ledger.tables import TABLES
from screener.ledger.units import NO_DAY, date_text, time_text
from screener.ledger.words import KINDS
from screener.partition import Partition

MOST_OTHERS = 20

REPORT_ALWAYS = ("report_id", "report_no", "uscc", "site_id", "sample_no")
RESULT_ALWAYS = ("result_id", "report_id", "report_no", "uscc", "site_id", "sample_no", "parameter", "method")
_REPORT_TEXTS = frozenset(("report_id", "report_no", "sample_no", "replaces"))
_RESULT_TEXTS = frozenset(("result_id", "raw_record"))
CONCLUSIONS = ("none", "pass", "fail")  # by the code that intake gives each

Cell = str | int | float | bool | None
Row = dict[str, Any]
Read = Callable[[int], Cell]


def report_row(p: Partition, report: int, *columns: str) -> Row:
    """The named columns of a report, with those that say which report it is."""
    made = _made(p, "reports", columns)
    row = made.rows.get(report)
    if row is None:
        row = made.rows[report] = {name: read(report) for name, read in made.own}
    return row.copy()


def result_row(p: Partition, result: int, *columns: str) -> Row:
    """The named columns of a result and its report, with those that say which result it is."""
    made = _made(p, "results", columns)
    row = made.rows.get(result)
    if row is None:
        report = p.report_at(result)
        row = dict.fromkeys(made.names)
        row.update([(name, read(result)) for name, read in made.own])
        row.update([(name, read(report)) for name, read in made.of_report])
        made.rows[result] = row
    return row.copy()


def report_cell(p: Partition, report: int, name: str) -> Cell:
    """One cell of a report as JSON writes it."""
    return _reader(p, "reports", name)(report)


def result_cell(p: Partition, result: int, name: str) -> Cell:
    """One cell of a result as JSON writes it."""
    return _reader(p, "results", name)(result)


@dataclass(frozen=True)
class _Made:
    """How rows with some columns are read, and those read: one that stands beside a hit is often a hit too."""

    names: tuple[str, ...]
    own: list[tuple[str, Read]]
    of_report: list[tuple[str, Read]]
    rows: dict[int, Row] = field(default_factory=dict)


def _made(p: Partition, table: str, columns: tuple[str, ...]) -> _Made:
    held: dict[tuple[str, tuple[str, ...]], _Made] = p.keep("evidence_rows", dict)
    made = held.get((table, columns))
    if made is None:
        always = REPORT_ALWAYS if table == "reports" else RESULT_ALWAYS
        names = tuple(dict.fromkeys((*always, *columns)))
        theirs = (
            () if table == "reports" else [one for one in names if one in p.reports or one in _REPORT_TEXTS]
        )
        made = held[table, columns] = _Made(
            names,
            [(name, _reader(p, table, name)) for name in names if name not in theirs],
            [(name, _reader(p, "reports", name)) for name in theirs],
        )
    return made


def _reader(p: Partition, table: str, name: str) -> Read:
    """What gives the cell of a row, found once for a column of a partition."""
    held: dict[tuple[str, str], Read] = p.keep("evidence_readers", dict)
    read = held.get((table, name))
    if read is None:
        read = held[table, name] = _read(p, table, name)
    return read


def _read(p: Partition, table: str, name: str) -> Read:
    if name in (_REPORT_TEXTS if table == "reports" else _RESULT_TEXTS):
        return _text(p.text(table, name))
    if table == "results" and name in ("parameter", "method"):
        pair, part = p.results["pair"], p.book.pair_part(name)
        return _word(p.book, name, lambda row: part[pair[row]])
    column = (p.reports if table == "reports" else p.results)[name]
    if name in KINDS:
        return _word(p.book, KINDS[name], column.__getitem__)
    tell = _TOLD.get(name, _number)
    return lambda row: tell(column[row])


def _text(column: pa.Array) -> Read:
    """Reads a text column from its buffers: half the time of a scalar of Arrow's."""
    if column.type != pa.string() or column.null_count:
        return lambda row: column[row].as_py() or None
    _, ends, letters = column.buffers()
    if letters is None:
        return lambda _: None  # not one letter in all of them
    begins = memoryview(ends).cast("i")[column.offset : column.offset + len(column) + 1]
    held = memoryview(letters)
    return lambda row: str(held[begins[row] : begins[row + 1]], "utf-8") or None


def _word(book: Book, kind: str, code: Callable[[int], Any]) -> Read:
    return lambda row: book.word(kind, code(row))


def _number(value: Any) -> Cell:  # noqa: ANN401 - a NumPy scalar of any kind
    return _plain(value.item())


_TOLD: dict[str, Callable[[Any], Cell]] = {
    **dict.fromkeys(("received_at", "issued_at", "started_at", "ended_at"), time_text),
    "sampled_on": date_text,
    "conclusion": lambda value: CONCLUSIONS[int(value)],
    "decimals": lambda value: None if value < 0 else int(value),
}


def _plain(cell: Cell) -> Cell:
    return None if isinstance(cell, float) and math.isnan(cell) else cell


def book_rows(p: Partition, table: str, rows: Iterable[int]) -> list[Row]:
    """Rows of a small table, each saying which table it is of."""
    return entry_rows(p.book, table, rows)


def entry_rows(
    book: Book, table: str, rows: Iterable[int], tables: Mapping[str, Coded] | None = None
) -> list[Row]:
    """The same from a book, and from other tables than those that the run goes by."""
    coded = (book.small if tables is None else tables)[table]
    return [{"table": table, **_book_row(book, table, coded, int(row))} for row in rows]


def in_order(p: Partition, table: str, rows: Iterable[int]) -> list[int]:
    """Rows of a small table in order of what they say, whatever their order in the files."""
    coded = p.book.small[table]
    return sorted(
        map(int, rows), key=lambda row: tuple(map(str, _book_row(p.book, table, coded, row).values()))
    )


def _book_row(book: Book, table: str, coded: Coded, row: int) -> Row:
    """The cells of a row, kept where it is one of the run's own tables: many hits stand beside the same row."""
    if coded is not book.small.get(table):
        return _book_cells(book, table, coded, row)
    held: dict[tuple[str, int], Row] = book.keep("evidence_rows", lambda _: {})
    cells = held.get((table, row))
    if cells is None:
        cells = held[table, row] = _book_cells(book, table, coded, row)
    return cells


def _book_cells(book: Book, table: str, coded: Coded, row: int) -> Row:
    cells: Row = {}
    for column in TABLES[table].columns:
        if column.name == "identity":
            continue  # personal data: a hit never needs it
        value = coded[column.name][row]
        if column.name in KINDS:
            cells[column.name] = book.word(KINDS[column.name], int(value))
        elif column.type is Type.DATE:
            cells[column.name] = date_text(value)
        elif column.type is Type.TIMESTAMP:
            cells[column.name] = time_text(value)
        elif column.type is Type.INTEGER:
            cells[column.name] = None if int(value) == NO_DAY else int(value)
        elif column.type is Type.NUMBER:
            cells[column.name] = None if math.isnan(value) else float(value)
        else:
            cells[column.name] = value.item() if isinstance(value, np.generic) else value
    return cells


def other_results(p: Partition, results: Iterable[int], *columns: str, key: str = "result_id") -> list[Row]:
    """At most 20 results as rows of evidence, in order of their identifiers so that every run tells the same."""
    names = p.text("results", key)
    chosen = sorted(results, key=lambda row: str(names[int(row)].as_py()))[:MOST_OTHERS]
    return [{"table": "results", **result_row(p, int(row), *columns)} for row in chosen]


def case(row: Row, others: list[Row], total: int | None = None, **fields: object) -> dict[str, Any]:
    """The evidence of one hit: its own row, the other rows involved (at most 20) and what the rule computed."""
    total = len(others) if total is None else total
    return {"row": row, **fields, "others": others[:MOST_OTHERS], "others_total": total}
