"""Writes the rosters of `unseen/` as real files: cells stand between `|`, `#1` is a number, `@2028-07-07` a day."""

from __future__ import annotations

import csv
import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import docx
import openpyxl
import xlwt
from openpyxl.utils import range_boundaries

FOLDER = Path(__file__).with_name("unseen")
Rows = list[list[Any]]


def unseen(name: str) -> dict[str, Any]:
    """One roster with what stands in it."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def every_unseen() -> list[str]:
    """The names of all."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def write(roster: dict[str, Any], folder: Path) -> Path:
    """Write the file and say where."""
    path = folder / str(roster["file"])
    WRITERS[path.suffix](path, roster)
    return path


def _rows(sheet: dict[str, Any]) -> Rows:
    lines = sheet["rows"].removesuffix("\n").split("\n")
    return [[_cell(text) for text in line.split("|")] for line in lines]


def _cell(text: str) -> Any:  # noqa: ANN401 - a value of a workbook
    text = text.removeprefix(" ").removesuffix(" ").replace("⏎", "\n").replace("¦", "|")
    if text.startswith("#"):
        return float(text[1:]) if "." in text else int(text[1:])
    return dt.date.fromisoformat(text[1:]) if text.startswith("@") else text


def _ranges(sheet: dict[str, Any]) -> list[Any]:
    """First and last column and row of each merged range, from 1."""
    return [range_boundaries(place) for place in sheet.get("merged", "").split()]


def _workbook(path: Path, roster: dict[str, Any]) -> None:
    made: Any = openpyxl.Workbook()
    made.remove(made.active)
    for one in roster["sheets"]:
        sheet = made.create_sheet(one["title"])
        for at, row in enumerate(_rows(one), start=1):
            for column, value in enumerate(row, start=1):
                if value != "":
                    sheet.cell(at, column, value)
        for place in one.get("merged", "").split():
            sheet.merge_cells(place)
    made.save(path)


def _old(path: Path, roster: dict[str, Any]) -> None:
    made = xlwt.Workbook(encoding="utf-8")
    days = xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"')
    for one in roster["sheets"]:
        sheet = made.add_sheet(one["title"])
        merged = {(top - 1, left - 1): (bottom - 1, right - 1) for left, top, right, bottom in _ranges(one)}
        for at, row in enumerate(_rows(one)):
            for column, value in enumerate(row):
                style = days if isinstance(value, dt.date) else xlwt.Style.default_style
                if (at, column) in merged:
                    bottom, right = merged[at, column]
                    sheet.write_merge(at, bottom, column, right, value, style)
                elif value != "":
                    sheet.write(at, column, value, style)
    made.save(str(path))


def _text(path: Path, roster: dict[str, Any]) -> None:
    with path.open("w", encoding=roster["encoding"], newline="") as file:
        csv.writer(file, delimiter=roster["delimiter"]).writerows(_rows(roster["sheets"][0]))


def _document(path: Path, roster: dict[str, Any]) -> None:
    """A title, and each table under the paragraph that its `title` is."""
    made = docx.Document()
    made.add_heading("检验检测机构摸底情况", level=1)
    for one in roster["sheets"]:
        rows = _rows(one)
        made.add_paragraph(one["title"])
        table = made.add_table(rows=len(rows), cols=max(map(len, rows)))
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                table.cell(at, column).text = str(value)
    made.save(str(path))


WRITERS = {".xlsx": _workbook, ".xls": _old, ".csv": _text, ".txt": _text, ".docx": _document}
