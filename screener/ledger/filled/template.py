"""The workbook for institutions without an export: instructions, a sheet a table, drop-downs, an example in each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, Any

import xlsxwriter

from screener.ledger.columns import Column, Table, Type
from screener.ledger.filled.example import EXAMPLES, MARK, MEASURED, WIDE
from screener.ledger.filled.instructions import LINES
from screener.ledger.filled.naming import columns_called
from screener.ledger.filled.placing import CURES
from screener.ledger.filled.vocabulary import NO, OFFERED, YES
from screener.ledger.tables import TABLES

INSTRUCTIONS = "填写说明 Instructions"
NOTE = "备注 note"
LAST_ROW = 1_048_575


def write_template(target: IO[bytes], *, supplementary: bool = False) -> None:
    """Write the workbook, with the supplementary tables where asked; all of it is told in Chinese and English."""
    tables = [table for table in TABLES.values() if supplementary or not table.supplementary]
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        looks = _Looks(book)
        _instructions(book, looks, tables)
        for table in tables:
            _sheet(book, looks, table)
            if table.name == "results":
                _wide_sheet(book, looks)


class _Looks:
    """The formats of cells."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - a workbook of xlsxwriter
        head = {"text_wrap": True, "valign": "top", "bottom": 1, "num_format": "@"}
        self.needed = book.add_format({**head, "bold": True})
        self.optional = book.add_format({**head, "font_color": "#454E4A"})
        self.example = book.add_format(
            {"num_format": "@", "italic": True, "font_color": "#5B6560", "bg_color": "#EEF1EF"}
        )
        self.text = book.add_format({"num_format": "@"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.by_type = {
            Type.DATE: book.add_format({"num_format": "yyyy-mm-dd"}),
            Type.TIMESTAMP: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }

    def of(self, column: Column) -> Any:  # noqa: ANN401 - a format
        """Text unless it is a day or a time: identifiers keep their zeros, values their printed decimals."""
        return self.by_type.get(column.type, self.text)


def _instructions(book: Any, looks: _Looks, tables: Sequence[Table]) -> None:  # noqa: ANN401 - a workbook
    sheet = book.add_worksheet(INSTRUCTIONS)
    sheet.set_column(0, 0, 70, looks.wrapped)
    sheet.set_column(1, 1, 80, looks.wrapped)
    for row, (zh, en) in enumerate(LINES):
        number = f"{row}. " if row else ""
        look = looks.wrapped if row else looks.title
        sheet.write_string(row, 0, f"{number}{zh}", look)
        sheet.write_string(row, 1, f"{number}{en}", look)
    at = len(LINES) + 1
    for row, table in enumerate(tables, start=at):
        must = ("必填", "needed") if table.required else ("可不填", "may be left empty")
        if table.supplementary:
            must = ("补充表，要求时才填", "supplementary, where asked for")
        sheet.write_string(row, 0, f"{_called(table)}：{must[0]}")
        sheet.write_string(row, 1, f"{table.en}: {must[1]}")


def _called(table: Table) -> str:
    return f"{table.zh} {table.name}"


def _sheet(book: Any, looks: _Looks, table: Table) -> None:  # noqa: ANN401 - a workbook
    sheet = book.add_worksheet(_called(table))
    _note_column(sheet, looks)
    for place, column in enumerate(table.columns, start=1):
        _column(sheet, looks, place, column)
        sheet.write_string(1, place, EXAMPLES[table.name].get(column.name, ""), looks.example)
    sheet.write_string(1, 0, MARK, looks.example)
    sheet.freeze_panes(1, 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:Z1048576"})


def _wide_sheet(book: Any, looks: _Looks) -> None:  # noqa: ANN401 - a workbook
    sheet = book.add_worksheet("结果横排 results_wide")
    _note_column(sheet, looks)
    sheet.write_string(1, 0, "方法 method", looks.needed)
    sheet.write_string(2, 0, "计量单位 unit", looks.needed)
    sheet.write_string(3, 0, MARK, looks.example)
    said = EXAMPLES["results"]
    for place, name in enumerate(columns_called("results", WIDE), start=1):
        _column(sheet, looks, place, TABLES["results"].by_name[name])
        sheet.write_string(3, place, said[name], looks.example)
    for place, (parameter, method, unit, value) in enumerate(MEASURED, start=len(WIDE) + 1):
        sheet.set_column(place, place, 18, looks.text)
        for row, text in enumerate((parameter, method, unit)):
            sheet.write_string(row, place, text, looks.needed)
        sheet.write_string(3, place, value, looks.example)
    sheet.freeze_panes(3, 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:Z1048576"})


def _note_column(sheet: Any, looks: _Looks) -> None:  # noqa: ANN401 - a sheet
    sheet.write_string(0, 0, NOTE, looks.optional)
    sheet.set_column(0, 0, 14, looks.text)


def _column(sheet: Any, looks: _Looks, place: int, column: Column) -> None:  # noqa: ANN401 - a sheet
    star = "" if column.nullable else " *"
    head = looks.optional if column.nullable else looks.needed
    sheet.write_string(0, place, f"{column.zh}{star}\n{column.name}", head)
    sheet.write_comment(0, place, _note(column), {"x_scale": 2})
    sheet.set_column(place, place, 20, looks.of(column))
    words = _offered(column)
    if words:
        strict = column.name != "domain"  # any other field is a field of its own
        sheet.data_validation(
            1,
            place,
            LAST_ROW,
            place,
            {
                "validate": "list",
                "source": words,
                "error_type": "stop" if strict else "information",
                "error_title": "请从列表选择 Choose",
                "error_message": "从下拉列表里选一项。Choose one of the list."
                if strict
                else "列表之外的领域也可以写。A field beyond the list may be written.",
            },
        )


def _offered(column: Column) -> list[str]:
    if column.type is Type.BOOL:
        return [YES.zh, NO.zh]
    return [said.zh for said in OFFERED.get(column.name, {}).values()]


def _note(column: Column) -> str:
    words = _offered(column)
    if column.type is Type.BOOL:
        zh = en = f"{YES.zh} / {NO.zh} ({YES.en} / {NO.en})"
    elif words:
        zh = en = " / ".join(f"{said.zh} {said.en}" for said in OFFERED[column.name].values())
    elif column.type is Type.TEXT:
        zh, en = "文字", "text"
    else:
        zh, en = CURES[column.type]
    must = ("可空", "may be empty") if column.nullable else ("必填", "needed")
    return f"{column.zh}（{must[0]}）：{zh}\n{column.en} ({must[1]}): {en}"
