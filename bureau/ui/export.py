"""Workbooks that say what they hold, on their first sheet; cells are text, never formulas."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

MOST_ROWS = 50_000
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60

Cell = str | int | float | None


@dataclass(frozen=True)
class Export:
    """What is to be written. `about` is shown on the first sheet, line by line: a word and its value."""

    title: str
    about: Sequence[tuple[str, str]]
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def workbook(export: Export) -> bytes:
    """The workbook; more than 50,000 rows are cut off, and the first sheet says so."""
    memory = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(memory, options) as book:
        front = book.add_worksheet(_("About"))
        sheet = book.add_worksheet(_("Rows"))
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for column, title in enumerate(export.columns):
            sheet.write_string(0, column, title, head)
        widths = [len(title) * 2 for title in export.columns]
        count, cut = 0, False
        for row in export.rows:
            if count == MOST_ROWS:
                cut = True
                break
            count += 1
            for column, value in enumerate(row):
                _write(sheet, count, column, value, body)
                widths[column] = min(WIDEST, max(widths[column], _width(value)))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, max(8, width + 2))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(count, 1), max(len(export.columns) - 1, 0))
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        rows_said = f"{count:,}" + (" " + _("(cut off: narrow the list to have the rest)") if cut else "")
        for line, (word, value) in enumerate([(export.title, ""), *export.about, (_("Rows"), rows_said)]):
            front.write_string(line, 0, word, head if line == 0 else body)
            front.write_string(line, 1, value, body)
        front.set_column(0, 0, 24)
        front.set_column(1, 1, 60)
    return memory.getvalue()


def _write(sheet: object, row: int, column: int, value: Cell, form: object) -> None:
    if value is None:
        return
    if isinstance(value, int | float):
        sheet.write_number(row, column, value, form)  # type: ignore[attr-defined] # xlsxwriter ships no types
    else:
        sheet.write_string(row, column, value, form)  # type: ignore[attr-defined] # as above


def _width(value: Cell) -> int:
    """Columns a value takes: a Chinese character is two wide."""
    return max(
        (sum(2 if ord(one) > 0x2E7F else 1 for one in line) for line in str(value or "").split("\n")),
        default=0,
    )


def answer(export: Export, filename: str) -> HttpResponse:
    """The workbook as a download."""
    found = HttpResponse(workbook(export), content_type=TYPE)
    found["Content-Disposition"] = content_disposition_header(True, filename) or "attachment"
    found["X-Content-Type-Options"] = "nosniff"
    return found
