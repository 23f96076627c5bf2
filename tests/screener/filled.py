"""Workbooks for the tests of filling in: sheets as rows of cells, the template filled in, and what became of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from screener.ledger.faults import Refused
from screener.ledger.filled.checking import converted
from screener.ledger.filled.example import EXAMPLES
from screener.ledger.filled.mappings import Chosen, nothing_chosen
from screener.ledger.filled.placing import Placed
from screener.ledger.filled.template import write_template
from screener.ledger.intake import Effort

Sheets = Mapping[str, Sequence[Sequence[Any]]]


def workbook(path: Path, sheets: Sheets, formats: Mapping[tuple[str, int, int], str] | None = None) -> Path:
    """A workbook of these sheets; `formats` by sheet, row and column (from 0)."""
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    code = (formats or {}).get((name, row, column))
                    look = book.add_format({"num_format": code}) if code else None
                    if cell is not None:
                        sheet.write(row, column, cell, look)
    return path


def minimal(**changes: Sequence[Sequence[Any]]) -> dict[str, Sequence[Sequence[Any]]]:
    """The three tables that a ledger needs, with the row of each example; sheets given take their place."""
    found: dict[str, Sequence[Sequence[Any]]] = {}
    for name in ("institutions", "reports", "results"):
        row = EXAMPLES[name]
        found[name] = [list(row), list(row.values())]
    return found | changes


def changed(table: str, **cells: Any) -> list[list[Any]]:
    """The example of a table with other cells."""
    row: dict[str, Any] = EXAMPLES[table] | cells
    return [list(row), list(row.values())]


def filled_template(
    path: Path, rows: Mapping[str, Sequence[Mapping[str, Any]]], *, supplementary: bool = False
) -> Path:
    """The template with rows below its example, as somebody fills it in."""
    memory = io.BytesIO()
    write_template(memory, supplementary=supplementary)
    book = openpyxl.load_workbook(memory)
    for sheet in book.worksheets:
        table = sheet.title.split()[-1]
        header = [str(cell.value or "").split("\n")[-1].split()[-1:] for cell in sheet[1]]
        for row in rows.get(table, ()):
            sheet.append([row.get(word[0]) if word else None for word in header])
    book.save(path)
    return path


def convert(
    sources: Path | Sequence[Path], root: Path, chosen: Chosen = nothing_chosen
) -> dict[str, list[dict[str, str]]]:
    """The ledger that becomes of it: by file its rows."""
    root.mkdir(exist_ok=True)
    given = [sources] if isinstance(sources, Path) else sources
    with converted(given, root, Effort(1), chosen=chosen) as folder:
        return {
            path.name: list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
            for path in sorted(folder.root.glob("*.csv"))
        }


def faults(sources: Path | Sequence[Path], root: Path, chosen: Chosen = nothing_chosen) -> list[Placed]:
    """Every fault that it is refused with."""
    with pytest.raises(Refused) as refused:
        convert(sources, root, chosen)
    assert refused.value.faults
    found = [one for one in refused.value.faults if isinstance(one, Placed)]
    assert found == refused.value.faults
    return found
