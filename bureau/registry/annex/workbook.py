"""The form as a workbook: one sheet, as the notice has it; every word is text, so that nothing in it ever runs.

A sheet repeats one block of rows on every page only, and the parts have different columns. That block is the title with
the place line; where a part runs over a page, its heading and column header are written once more below a fixed page
break, with the heading marked （续）. The reader passes over them, as it does over any header. A part that ends on the
page where it began, as most do, has nothing repeated.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

from bureau.registry.annex.filled import Annex
from bureau.registry.annex.form import (
    CONTINUED,
    GRID,
    GRID_WIDTHS,
    PARTS,
    TITLE,
    Part,
    empty_row,
    heading,
    place_line,
)
from bureau.registry.annex.measuring import POINTS, row_height

MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - no instant of ours: the same for every file, so that equal forms are equal
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
PIXELS = 96 / 25.4  # in a millimetre
TITLE_HEIGHT, PLACE_HEIGHT, HEADING_HEIGHT, LEAST_HEIGHT = 42.0, 24.0, 24.0, 21.0
SIZE = 10.5
TOP, BOTTOM, SIDE = 37.0, 35.0, 16.0  # mm; the sides leave room for programs that draw columns wider
# Points of a page below the rows that every page repeats; a little is left for programs that round heights up.
ROOM = (297 - TOP - BOTTOM) * POINTS - TITLE_HEIGHT - PLACE_HEIGHT - 24


def write_xlsx(annex: Annex, path: Path) -> None:
    """Write the form; equal forms give equal bytes."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, OPTIONS) as book:
        book.set_properties({"title": TITLE, "created": MADE})
        sheet = _Sheet(book.add_worksheet("汇总表"), _faces(book))
        sheet.across(TITLE, "title", TITLE_HEIGHT)
        sheet.across(place_line(annex.district, annex.reported_on), "place", PLACE_HEIGHT)
        sheet.used = 0.0
        for part in PARTS:
            _write_part(sheet, part, annex.cells(part))
        sheet.sheet.set_h_pagebreaks(sheet.breaks)
        _set_page(sheet.sheet, sheet.row)
    path.write_bytes(made.getvalue())


def _faces(book: Any) -> dict[str, Any]:  # noqa: ANN401 - xlsxwriter ships no types
    """The looks of the cells. A workbook names one face without a substitute, so 仿宋 is the one that Windows has."""
    common = {"border": 1, "valign": "vcenter", "text_wrap": True, "num_format": "@"}
    looks: dict[str, dict[str, object]] = {
        "title": {"font_name": "方正小标宋简体", "font_size": 22, "align": "center"},
        "place": {"font_name": "仿宋", "font_size": 12, "align": "left", "indent": 1},
        "part": {"font_name": "黑体", "font_size": 12, "align": "left", "indent": 1},
        "header": {"font_name": "黑体", "font_size": SIZE, "align": "center"},
        "text": {"font_name": "仿宋", "font_size": SIZE, "align": "left", "indent": 1},
        "middle": {"font_name": "仿宋", "font_size": SIZE, "align": "center"},
        "number": {"font_name": "仿宋", "font_size": SIZE, "align": "center", "num_format": "0"},
    }
    return {name: book.add_format(common | look) for name, look in looks.items()}


@dataclass
class _Sheet:
    """A sheet that is written from the top: the next row, the points used of the page, and where pages break."""

    sheet: Any
    faces: dict[str, Any]
    row: int = 0
    used: float = 0.0
    breaks: list[int] = field(default_factory=list)

    def across(self, text: str, face: str, height: float) -> None:
        """One cell over the whole grid."""
        self.sheet.merge_range(self.row, 0, self.row, GRID - 1, "", self.faces[face])
        self.sheet.write_string(self.row, 0, text, self.faces[face])
        self._end(height)

    def line(self, part: Part, texts: list[str], faces: list[str], height: float) -> None:
        """The cells of a part's columns."""
        for (column, at, _), text, name in zip(part.placed(), texts, faces, strict=True):
            face = self.faces[name]
            if column.span > 1:
                self.sheet.merge_range(self.row, at, self.row, at + column.span - 1, "", face)
            if name == "number":
                self.sheet.write_number(self.row, at, int(text), face)
            else:
                self.sheet.write_string(self.row, at, text, face)
        self._end(height)

    def begin_page(self) -> None:
        """Break the page before the next row."""
        self.breaks.append(self.row)
        self.used = 0.0

    def _end(self, height: float) -> None:
        self.sheet.set_row(self.row, height)
        self.row += 1
        self.used += height


def _write_part(sheet: _Sheet, part: Part, lines: list[list[str]]) -> None:
    titles = [column.title for column in part.columns]
    named = heading(part, len(lines))
    faces = [
        "number" if not column.value else "text" if column.is_text else "middle" for column in part.columns
    ]
    if not lines:
        lines, faces = [empty_row(part)], ["middle"] * len(faces)
    for number, line in enumerate(lines):
        widths = [float(width) for _, _, width in part.placed()]
        height = row_height(list(zip(line, widths, strict=True)), SIZE, LEAST_HEIGHT)
        wanted = height if number else HEADING_HEIGHT + LEAST_HEIGHT + height
        full = sheet.used + wanted > ROOM
        if full:
            sheet.begin_page()
        if full or not number:
            sheet.across(named + CONTINUED * bool(number), "part", HEADING_HEIGHT)
            sheet.line(part, titles, ["header"] * len(titles), LEAST_HEIGHT)
        sheet.line(part, line, faces, height)


def _set_page(sheet: Any, rows: int) -> None:  # noqa: ANN401 - as above
    for column, width in enumerate(GRID_WIDTHS):
        sheet.set_column_pixels(column, column, round(width * PIXELS))
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_margins(left=SIDE / 25.4, right=SIDE / 25.4, top=TOP / 25.4, bottom=BOTTOM / 25.4)
    sheet.set_footer('&C&"宋体,Regular"&14— &P —', {"margin": 22 / 25.4})
    sheet.repeat_rows(0, 1)
    sheet.print_area(0, 0, rows - 1, GRID - 1)
    # A telephone number is text on purpose; the green corner that says so would be on every row.
    sheet.ignore_errors({"number_stored_as_text": f"A1:{chr(ord('A') + GRID - 1)}{rows}"})
