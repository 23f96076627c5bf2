"""The form as a workbook: one sheet, as the notice has it; cells are text, so that nothing in them ever runs.

A sheet can repeat one block of rows on every page only. It repeats the title and the line under it; each part begins
with its own header.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import xlsxwriter

from bureau.registry.annex.form import GRID, NONE, PARTS, TITLE, Annex, Part, cells, heading, place_line
from bureau.registry.annex.sealing import sealed

WIDTHS = (6, 24, 22, 16, 14, 18)
MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the same for every file
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_xlsx(annex: Annex, path: Path) -> None:
    """Write the form; equal forms give equal bytes."""
    with xlsxwriter.Workbook(str(path), OPTIONS) as book:
        book.set_properties({"title": TITLE, "author": "", "created": MADE})
        sheet = book.add_worksheet("汇总表")
        faces = _faces(book)
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.set_default_row(20)
        sheet.set_row(0, 36)
        sheet.merge_range(0, 0, 0, GRID - 1, TITLE, faces["title"])
        left, right = place_line(annex)
        sheet.merge_range(1, 0, 1, 2, left, faces["text"])
        sheet.merge_range(1, 3, 1, GRID - 1, right, faces["text"])
        row = 2
        for part in PARTS:
            row = _part(sheet, faces, part, annex, row)
        _print(sheet, row)
    sealed(path)


def _faces(book: Any) -> dict[str, Any]:  # noqa: ANN401 - xlsxwriter ships no types
    common = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_name": "仿宋", "font_size": 11}
    return {
        "title": book.add_format(
            common | {"font_name": "方正小标宋简体", "font_size": 20, "align": "center"}
        ),
        "heading": book.add_format(common | {"font_name": "黑体", "align": "left"}),
        "header": book.add_format(common | {"font_name": "黑体", "align": "center"}),
        "text": book.add_format(common | {"align": "left"}),
        "middle": book.add_format(common | {"align": "center"}),
    }


def _part(sheet: Any, faces: dict[str, Any], part: Part, annex: Annex, row: int) -> int:  # noqa: ANN401 - as above
    lines = annex.lines(part)
    sheet.merge_range(row, 0, row, GRID - 1, heading(part, len(lines)), faces["heading"])
    _line(
        sheet, row + 1, part, [column.title for column in part.columns], [faces["header"]] * len(part.columns)
    )
    row += 2
    bodies = [cells(part, number, line) for number, line in enumerate(lines, start=1)]
    kinds = [
        faces["text"] if one.value in {"name", "domains", "remarks"} else faces["middle"]
        for one in part.columns
    ]
    for body in bodies or [[NONE if column.value == "name" else "" for column in part.columns]]:
        _line(sheet, row, part, body, kinds)
        row += 1
    return row


def _line(sheet: Any, row: int, part: Part, texts: list[str], faces: list[Any]) -> None:  # noqa: ANN401 - as above
    at = 0
    for column, text, face in zip(part.columns, texts, faces, strict=True):
        if column.span > 1:
            sheet.merge_range(row, at, row, at + column.span - 1, "", face)
        sheet.write_string(row, at, text, face)
        at += column.span


def _print(sheet: Any, rows: int) -> None:  # noqa: ANN401 - as above
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, 1)
    sheet.set_margins(left=0.7, right=0.7, top=0.9, bottom=0.9)
    sheet.set_footer("&C— &P —")
    sheet.print_area(0, 0, max(rows - 1, 1), GRID - 1)
