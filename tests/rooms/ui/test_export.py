"""Exports: nothing in a cell is reckoned, the first sheet says what it is, and what is cut off is said."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.ui import export
from bureau.ui.export import Cell, Export, answer, csv_lines, harmless, workbook

EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1", '=HYPERLINK("x")']
ABOUT = (("Unit", "云川区"), ("As of", "2022-06-20"), ("Drawn by", "=方磊"))


def made(rows: Sequence[Sequence[Cell]], columns: Sequence[str] = ("Name", "Value")) -> Export:
    return Export("Problems", ABOUT, columns, rows)


def sheets(body: bytes) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(io.BytesIO(body))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_the_first_sheet_says_what_it_holds() -> None:
    found = sheets(workbook(made([("甲", 3), ("乙", None)])))
    assert list(found) == ["About", "Rows"]
    words = [(line[0], line[1] or "") for line in found["About"]]
    assert words == [("Problems", ""), *ABOUT, ("Rows", "2")]
    assert found["Rows"] == [["Name", "Value"], ["甲", 3], ["乙", None]]


@pytest.mark.parametrize("evil", EVIL)
def test_a_text_is_never_a_formula(evil: str) -> None:
    body = workbook(made([(evil, "http://example.invalid"), ("007", "1e3")]))
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        written = b"".join(parts.read(name) for name in parts.namelist() if "worksheets/" in name)
    assert b"<f>" not in written
    assert b"hyperlink" not in written
    assert sheets(body)["Rows"][2] == ["007", "1e3"]
    lines = list(csv.reader(io.StringIO("".join(csv_lines(made([(evil, evil)]))), newline="")))
    assert not lines[1][0].startswith(export.FORMULA)


@given(st.text())
def test_no_text_at_all_begins_a_formula_in_csv(text: str) -> None:
    assert not harmless(text).startswith(export.FORMULA)
    assert harmless(text).removeprefix("'") == text.removeprefix("'") or text.startswith("'")


def test_what_is_cut_off_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "MOST_ROWS", 2)
    found = sheets(workbook(made([("a", 1), ("b", 2), ("c", 3)])))
    assert len(found["Rows"]) == 3
    assert found["About"][-1] == ["Rows", "2 (cut off: narrow the list to have the rest)"]
    assert "cut off" in "".join(csv_lines(made([("a", 1), ("b", 2), ("c", 3)])))
    assert "cut off" not in "".join(csv_lines(made([("a", 1), ("b", 2)])))


def test_every_kind_of_cell() -> None:
    instant = dt.datetime(2022, 6, 1, 0, 30, tzinfo=dt.UTC)
    row: list[Any] = [dt.date(2022, 6, 1), instant, Decimal("1.50"), 2.5, None, "a\nb", "x" * 40_000]
    found = sheets(workbook(made([row], [str(n) for n in range(7)])))["Rows"][1]
    assert found[:6] == ["2022-06-01", "2022-06-01 08:30", 1.5, 2.5, None, "a\nb"]
    assert (len(found[6]), found[6][-1]) == (32_767, "…")
    line = "".join(csv_lines(made([row], [str(n) for n in range(7)]))).split("\r\n")[1]
    assert line.startswith("2022-06-01,2022-06-01 08:30,1.50,2.5,,")


def test_the_download_is_named_in_chinese() -> None:
    book = answer(made([]), "问题.xlsx")
    assert book["Content-Disposition"] == "attachment; filename*=utf-8''%E9%97%AE%E9%A2%98.xlsx"
    assert book["Content-Type"] == export.WORKBOOK
    table = answer(made([("甲", 1)]), "x.csv")
    assert table["Content-Type"].startswith("text/csv")
    assert table.content.decode() == "\ufeffName,Value\r\n甲,1\r\n"
