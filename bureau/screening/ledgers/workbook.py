"""The one workbook for bodies without an export: a sheet a table; an empty one comes out, a filled one is read."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter
from django.utils.translation import gettext_noop

from bureau.screening.ledgers.naming import columns_called, table_called
from bureau.screening.ledgers.refusing import unusable
from screener.ledger.columns import Column, Type
from screener.ledger.tables import TABLES

EXAMPLES = {
    Type.DATE: "2022-06-01",
    Type.TIMESTAMP: "2022-06-01 08:30:00",
    Type.BOOL: "true / false",
    Type.INTEGER: "1",
    Type.NUMBER: "1.50",
}


def empty_workbook(language: str) -> bytes:
    """The template: a sheet a table, headers in the language, a note on each of what the column holds."""
    memory = io.BytesIO()
    zh = language.startswith("zh")
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
        needed = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
        optional = book.add_format({"bottom": 1, "num_format": "@", "font_color": "#454E4A"})
        plain = book.add_format({"num_format": "@"})
        for table in TABLES.values():
            sheet = book.add_worksheet((table.zh if zh else table.name)[:31])
            for place, column in enumerate(table.columns):
                sheet.write_string(
                    0, place, column.zh if zh else column.name, optional if column.nullable else needed
                )
                sheet.write_comment(0, place, _note(column, zh=zh))
            sheet.set_column(0, len(table.columns) - 1, 18, plain)
            sheet.freeze_panes(1, 0)
    return memory.getvalue()


def _note(column: Column, *, zh: bool) -> str:
    held = " / ".join(column.choices) or EXAMPLES.get(column.type, "文字" if zh else "text")
    must = ("可空" if zh else "may be empty") if column.nullable else ("必填" if zh else "needed")
    return f"{column.name}: {held} ({must})"


def tables_of_workbook(path: Path, root: Path) -> Iterator[tuple[str, str, list[int]]]:
    """Write each sheet that holds a table as CSV below `root`; its table, its sheet, and the numbers of its rows."""
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        sheets = [(name, table) for name in book.sheet_names if (table := table_called(name))]
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise unusable(
            gettext_noop("The workbook cannot be opened. Save it anew as .xlsx and hand it in again.")
        ) from error
    seen: set[str] = set()
    for name, table in sheets:
        if table in seen:
            raise unusable(
                gettext_noop("Two sheets hold the same table: %(sheet)s. Put its rows on one sheet."),
                sheet=name,
            )
        seen.add(table)
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        header = [str(cell).strip() for cell in rows[0]] if rows else []
        if any(header):
            yield table, name, _written(table, header, rows[1:], root / f"{table}.csv")


def _written(table: str, header: list[str], rows: list[list[Any]], path: Path) -> list[int]:
    width = max(place for place, word in enumerate(header) if word) + 1
    numbers: list[int] = []
    with path.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file, lineterminator="\n").writerow
        names = columns_called(table, header[:width])
        known = TABLES[table].by_name
        moments = [name in known and known[name].type is Type.TIMESTAMP for name in names]
        write(names)
        for number, row in enumerate(rows, start=2):
            cells = [_text(cell, moment=one) for cell, one in zip(row[:width], moments, strict=False)]
            if any(cells):
                write(cells)
                numbers.append(number)
    return numbers


def _text(cell: object, *, moment: bool) -> str:
    """A cell as the format writes it; a cell of a workbook does not know whether its midnight is meant."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, dt.datetime):
        return cell.isoformat(timespec="seconds") if moment else cell.date().isoformat()
    if isinstance(cell, dt.date):
        return f"{cell.isoformat()}T00:00:00" if moment else cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
