"""Rows as an inspector reads them: the ledger's own columns and values, for the evidence of a hit."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

import numpy as np

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
_TIMES = frozenset(("received_at", "issued_at", "started_at", "ended_at"))

CONCLUSIONS = ("none", "pass", "fail")  # by the code that intake gives each

Cell = str | int | float | bool | None
Row = dict[str, Any]


def report_row(p: Partition, report: int, *columns: str) -> Row:
    """The named columns of a report, with those that say which report it is."""

    def cells() -> Row:
        return {name: report_cell(p, report, name) for name in dict.fromkeys((*REPORT_ALWAYS, *columns))}

    return _once(p, ("reports", report, columns), cells)


def result_row(p: Partition, result: int, *columns: str) -> Row:
    """The named columns of a result and its report, with those that say which result it is."""

    def cells() -> Row:
        report, row = int(p.report_of(result)), dict[str, Any]()
        for name in dict.fromkeys((*RESULT_ALWAYS, *columns)):
            own = name not in p.reports and name not in _REPORT_TEXTS
            row[name] = result_cell(p, result, name) if own else report_cell(p, report, name)
        return row

    return _once(p, ("results", result, columns), cells)


def _once(p: Partition, key: tuple[str, int, tuple[str, ...]], cells: Callable[[], Row]) -> Row:
    """A row of the ledger, made once: one that stands beside a hit is often a hit too, or beside several."""
    made: dict[tuple[str, int, tuple[str, ...]], Row] = p.keep("evidence_rows", dict)
    row = made.get(key)
    if row is None:
        row = made[key] = cells()
    return row.copy()


def report_cell(p: Partition, report: int, name: str) -> Cell:
    """One cell of a report as JSON writes it."""
    if name in _REPORT_TEXTS:
        return p.text("reports", name)[report].as_py() or None
    return _reader(name)(p.book, p.reports[name][report])


def result_cell(p: Partition, result: int, name: str) -> Cell:
    """One cell of a result as JSON writes it."""
    if name in _RESULT_TEXTS:
        return p.text("results", name)[result].as_py() or None
    if name in ("parameter", "method"):
        return p.book.pair_word(int(p.results["pair"][result]), name)
    return _reader(name)(p.book, p.results[name][result])


@cache
def _reader(name: str) -> Callable[[Book, Any], Cell]:
    """How the cells of a column are read."""
    if name in KINDS:
        kind = KINDS[name]
        return lambda book, value: book.word(kind, int(value))
    if name in _TIMES:
        return lambda _, value: time_text(value)
    if name == "sampled_on":
        return lambda _, value: date_text(value)
    if name == "conclusion":
        return lambda _, value: CONCLUSIONS[int(value)]
    if name == "decimals":
        return lambda _, value: None if value < 0 else int(value)
    return lambda _, value: _plain(value.item())


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
