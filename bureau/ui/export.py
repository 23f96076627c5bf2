"""Lists taken away, as a workbook that says on its first sheet what it holds, or as CSV; cells are never formulas."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from bureau.ui.figures import columns_of, instant

MOST_ROWS = 50_000
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
NARROWEST, WIDEST = 8, 60
LONGEST_CELL = 32_767  # a spreadsheet holds no more in one cell
# A text that begins so is reckoned as a formula by the program that opens it, full-width signs too; a tab or a line
# break before it does not help.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
OPTIONS = {
    "constant_memory": True,  # rows go to disk as they are written
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

Cell = str | int | float | Decimal | dt.date | dt.datetime | None


@dataclass(frozen=True)
class Export:
    """What is to be written. `about` is shown on the first sheet, line by line: a word and its value.

    It names the conditions, the day or instant that the rows are as of, the unit, and the person who took them.
    """

    title: str
    about: Sequence[tuple[str, str]]
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def workbook(export: Export) -> bytes:
    """The workbook; more than 50,000 rows are cut off, and the first sheet says so."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, OPTIONS) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        front, sheet = book.add_worksheet(_("About")), book.add_worksheet(_("Rows"))
        count, cut = _fill(sheet, export, head, body)
        _arrange(sheet, count, len(export.columns))
        lines = [(export.title, ""), *export.about, (_("Rows"), _said(count, cut=cut))]
        for line, (word, value) in enumerate(lines):
            front.write_string(line, 0, _plain(word), head if line == 0 else body)
            front.write_string(line, 1, _plain(value), body)
        front.set_column(0, 0, 24)
        front.set_column(1, 1, WIDEST)
    return memory.getvalue()


def _fill(sheet: Any, export: Export, head: Any, body: Any) -> tuple[int, bool]:  # noqa: ANN401 - xlsxwriter's
    """Write the rows; how many they were, and whether some were cut off."""
    widths = [columns_of(title) for title in export.columns]
    for column, title in enumerate(export.columns):
        sheet.write_string(0, column, _plain(title), head)
    rows, count = iter(export.rows), 0
    for row in islice(rows, MOST_ROWS):
        count += 1
        for column, value in enumerate(row):
            if isinstance(value, int | float | Decimal):
                sheet.write_number(count, column, value, body)
            elif value is not None:
                sheet.write_string(count, column, _plain(value), body)
            widths[column] = max(widths[column], *map(columns_of, _plain(value).split("\n")))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(WIDEST, max(NARROWEST, width + 2)))
    return count, next(rows, None) is not None


def _arrange(sheet: Any, count: int, columns: int) -> None:  # noqa: ANN401 - xlsxwriter's
    """What an officer would do first: the head stays, every column can be filtered, and it prints on A4."""
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(count, 1), max(columns - 1, 0))
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _plain(value: Cell) -> str:
    """A cell as text, no longer than a cell may be."""
    if isinstance(value, dt.datetime):
        text = instant(value)
    elif isinstance(value, dt.date):
        text = value.isoformat()
    else:
        text = "" if value is None else str(value)
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def _said(count: int, *, cut: bool) -> str:
    number = f"{count:,}"
    return f"{number} {_('(cut off: narrow the list to have the rest)')}" if cut else number


def csv_lines(export: Export) -> Iterator[str]:
    """The rows as CSV for other programs; a text that would be reckoned as a formula gets an apostrophe before it."""
    memory = io.StringIO()
    write = csv.writer(memory).writerow
    yield "\ufeff"  # without it a spreadsheet takes the file for another encoding
    rows = iter(export.rows)
    for row in (export.columns, *islice(rows, MOST_ROWS)):
        write(
            [value if isinstance(value, int | float | Decimal) else harmless(_plain(value)) for value in row]
        )
        yield memory.getvalue()
        memory.seek(0)
        memory.truncate()
    if next(rows, None) is not None:
        write([_("(cut off: narrow the list to have the rest)")])
        yield memory.getvalue()


def harmless(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would reckon it as a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def answer(export: Export, filename: str) -> HttpResponse:
    """The download: CSV where the name says so, else the workbook."""
    if filename.endswith(".csv"):
        found = HttpResponse("".join(csv_lines(export)), content_type=CSV)
    else:
        found = HttpResponse(workbook(export), content_type=WORKBOOK)
    found["Content-Disposition"] = content_disposition_header(True, filename) or "attachment"
    found["X-Content-Type-Options"] = "nosniff"
    return found
