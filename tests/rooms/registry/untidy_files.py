"""Writes sheets of cells as real files of every kind: workbooks old and new, text in two encodings, documents."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import docx
import openpyxl
import xlwt

Place = tuple[int, int, int, int]  # top, left, bottom, right, from 0


@dataclass
class Sheet:
    """Rows of cells; `before` is how many rows stand above them in the file."""

    name: str | None
    rows: list[list[Any]] = field(default_factory=list)
    merged: list[Place] = field(default_factory=list)
    before: int = 0
    hidden: bool = False

    def add(self, cells: list[Any]) -> int:
        """Add a row; its number in the file."""
        self.rows.append(cells)
        return self.before + len(self.rows)


def write(path: Path, sheets: list[Sheet], kind: str, rng: Random) -> None:
    """Write the sheets as a file of a kind."""
    if kind == "xlsx":
        _workbook(path, sheets, rng)
    elif kind in {"xls", "et"}:
        _old(path, sheets)
    elif kind == "docx":
        _document(path, sheets)
    else:
        text = io.StringIO()
        csv.writer(text).writerows([[shown(cell) for cell in row] for row in sheets[0].rows])
        path.write_bytes(text.getvalue().encode(kind.removesuffix(".csv")))


def shown(cell: Any) -> str:  # noqa: ANN401 - a cell
    """A cell as a program writes it into a text."""
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return f"{cell.year}/{cell.month}/{cell.day}"
    return str(int(cell)) if isinstance(cell, float) else str(cell)


def _workbook(path: Path, sheets: list[Sheet], rng: Random) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type] # a new one has an active sheet
    for sheet in sheets:
        made: Any = book.create_sheet(sheet.name)
        made.sheet_state = "hidden" if sheet.hidden else "visible"
        for row, cells in enumerate(sheet.rows, start=1):
            for column, cell in enumerate(cells, start=1):
                if cell is None or cell == "":
                    continue
                made.cell(row, column, cell)
                if isinstance(cell, dt.date):
                    made.cell(row, column).number_format = rng.choice(
                        ["yyyy/m/d", 'yyyy"年"m"月"d"日"', "yyyy-mm-dd"]
                    )
        for top, left, bottom, right in sheet.merged:
            made.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
    book.save(path)


def _old(path: Path, sheets: list[Sheet]) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for sheet in sheets:
        made = book.add_sheet(sheet.name)
        held = {(top, left): (top, bottom, left, right) for top, left, bottom, right in sheet.merged}
        for row, cells in enumerate(sheet.rows):
            for column, cell in enumerate(cells):
                if (row, column) in held:
                    made.write_merge(*held[row, column], cell)
                elif cell not in (None, "") and not _within(row, column, sheet.merged):
                    made.write(
                        row, column, cell, day if isinstance(cell, dt.date) else xlwt.Style.default_style
                    )
    book.save(str(path))


def _within(row: int, column: int, merged: list[Place]) -> bool:
    return any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in merged)


def _document(path: Path, sheets: list[Sheet]) -> None:
    document = docx.Document()
    for sheet in sheets:
        document.add_paragraph("附件")
        width = max(len(row) for row in sheet.rows)
        width = max([width, *(place[3] + 1 for place in sheet.merged)])
        table = document.add_table(rows=len(sheet.rows), cols=width)
        for row, cells in zip(table.rows, sheet.rows, strict=True):
            places = row.cells
            for column, cell in enumerate(cells):
                places[column].text = shown(cell)
        for top, left, bottom, right in sheet.merged:
            table.cell(top, left).merge(table.cell(bottom, right))
            text = shown(sheet.rows[top][left])
            table.cell(top, left).text = text
    document.save(str(path))
