"""The two kinds of file: equal forms are equal bytes, nothing in them runs, and they print as an office prints."""

from __future__ import annotations

import itertools
import re
import time
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from lxml import etree

from bureau.registry.annex import Annex, Line, VisitorLine, read_annex
from bureau.registry.annex.form import PARTS
from bureau.registry.annex.measuring import lines_of, row_height
from tests.rooms.registry.annexes import DAY, TWELVE, WRITERS, filled, rows_of

BOTH = pytest.mark.parametrize("kind", WRITERS)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MILLIMETRE = 36_000  # of Word's own unit


def text_parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


@BOTH
def test_equal_forms_are_equal_bytes(kind: str, tmp_path: Path) -> None:
    first, second = tmp_path / f"a.{kind}", tmp_path / f"b.{kind}"
    WRITERS[kind](filled(3, 40, 2), first)
    time.sleep(2.1)  # a package dates its entries to two seconds
    WRITERS[kind](filled(3, 40, 2), second)
    assert first.read_bytes() == second.read_bytes()


@BOTH
def test_nobody_is_named_in_its_properties(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"form.{kind}"
    WRITERS[kind](filled(1, 1, 1), path)
    core = text_parts(path)["docProps/core.xml"]
    assert re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>[^<]+", core) == []
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2000-01-01T00:00:00Z"}


@BOTH
@pytest.mark.parametrize(
    "name",
    [
        '<w:t>"甲"&乙\'</w:t>',
        "]]>&lt;甲",
        "=1+1",
        '=HYPERLINK("http://example.invalid","甲")',
        "+8613900000000",
        "-甲",
        "@SUM(A1)",
        "http://example.invalid/甲",
        "_x0041_甲",
        "'甲",
        "0012",
        "1e5",
        "TRUE",
        "甲  乙　丙",
        "𠮷田检测所",
        "某" * 300,
        "A" * 300,
    ],
)
def test_a_name_stays_what_it_is(kind: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / f"form.{kind}"
    annex = Annex(name, DAY, (), (Line(name, (name, "食品"), name),), (), (Line(name, (name, "食品"), name),))
    WRITERS[kind](annex, path)
    assert rows_of(path)[7] == ["1", name, f"{name}、食品", name]
    read = read_annex(path)
    assert [(one.name, one.remarks) for one in (*read.third_party, *read.multi_domain)] == [(name, name)] * 2
    assert (read.district, read.doubts) == (name, ())
    assert not any("<f>" in text or "<hyperlink" in text for text in text_parts(path).values())


@BOTH
@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("甲\x00\x07乙", "甲乙"),
        ("甲\n乙\t丙\r\n丁", "甲 乙 丙  丁"),
        ("\u202e甲\u200b乙\ufeff", "甲乙"),
        ("甲\ud800乙\uffff", "甲乙"),
        ("  甲 ", "甲"),
    ],
)
def test_what_cannot_be_seen_is_left_out(kind: str, written: str, kept: str, tmp_path: Path) -> None:
    path = tmp_path / f"form.{kind}"
    WRITERS[kind](Annex(written, DAY, (Line(written, (written,), written),)), path)
    assert read_annex(path) == Annex(kept, DAY, (Line(kept, (kept,), kept),))


@BOTH
def test_twelve_domains(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"form.{kind}"
    line, guest = Line("甲所", TWELVE), VisitorLine("乙公司", TWELVE)
    WRITERS[kind](annex := Annex("云川区", DAY, (line,), (), (guest,), (line,)), path)
    assert read_annex(path) == annex


def test_the_page_of_the_document(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    WRITERS["docx"](filled(1, 1, 1), path)
    section = docx.Document(str(path)).sections[0]
    shape = ("page_width", "page_height", "top_margin", "left_margin", "right_margin", "bottom_margin")
    assert [round(getattr(section, name) / MILLIMETRE) for name in shape] == [210, 297, 37, 28, 26, 35]
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        assert "".join(run.text for run in paragraph.runs) == "— 1 —"
        assert "PAGE" in etree.tostring(paragraph._p, encoding="unicode")
        assert paragraph._p.pPr.jc.get(f"{W}val") == align


def test_the_faces_of_the_document(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    WRITERS["docx"](filled(1, 1, 1), path)
    document = docx.Document(str(path))
    styles = {style.style_id: style for style in document.styles}
    used = {
        str(style.name): (fonts.get(f"{W}eastAsia"), int(size.get(f"{W}val", "")) / 2)
        for named in document.element.body.iter(f"{W}pStyle")
        if named.get(f"{W}val") != "FormJoint"  # it holds no words
        for style in [styles[named.get(f"{W}val", "")]]
        for fonts, size in zip(style.element.iter(f"{W}rFonts"), style.element.iter(f"{W}sz"), strict=True)
    }
    assert used == {
        "汇总表附件": ("黑体", 16),
        "汇总表标题": ("方正小标宋简体", 22),
        "汇总表旗区": ("仿宋_GB2312", 12),
        "汇总表部分": ("黑体", 12),
        "汇总表表头": ("黑体", 10.5),
        "汇总表文字": ("仿宋_GB2312", 10.5),
        "汇总表居中": ("仿宋_GB2312", 10.5),
    }
    fonts = text_parts(path)["word/fontTable.xml"]
    assert set(re.findall(r'w:font w:name="([^"]+)"><w:altName', fonts)) == {
        "方正小标宋简体",
        "仿宋_GB2312",
        "黑体",
        "宋体",
    }


def test_the_tables_of_the_document(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    WRITERS["docx"](filled(0, 9, 2), path)
    tables = docx.Document(str(path)).tables
    assert len(tables) == len(PARTS)
    for number, table in enumerate(tables):
        rows = list(table._tbl.iter(f"{W}tr"))
        repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert repeated == [index < (4 if number == 0 else 2) for index in range(len(rows))]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        widths = {sum(int(one.get(f"{W}w", "")) for one in row.iter(f"{W}tcW")) for row in rows}
        assert max(widths) - min(widths) <= 3  # a hair: each width is rounded


def test_the_page_of_the_workbook(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    WRITERS["xlsx"](filled(1, 1, 1), path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.print_title_rows == "$1:$2"
    assert str(sheet.print_area).endswith("$A$1:$F$14")
    assert sheet.row_breaks.brk == []
    assert sheet["A1"].font.name == "方正小标宋简体"
    assert all(cell.border.left.style for row in sheet["A1:F14"] for cell in row if cell.value)
    assert all(sheet.row_dimensions[row].height for row in range(1, 15))


def test_a_part_that_runs_over_a_page_of_the_workbook(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    WRITERS["xlsx"](annex := filled(0, 1000, 60), path)
    sheet, rows = openpyxl.load_workbook(path).worksheets[0], rows_of(path)
    breaks = [one.id for one in sheet.row_breaks.brk]
    assert len(breaks) > 50
    for last, following in itertools.pairwise([0, *breaks, len(rows)]):
        height = sum(sheet.row_dimensions[row].height or 0 for row in range(last + 1, following + 1))
        assert height < (297 - 37 - 35) * 72 / 25.4
        assert rows[last][0].startswith(("检验", *(part.heading for part in PARTS)))
    assert all(rows[row + 1][0] == "序号" for row in breaks)
    continued = [row for row in rows if row[0].endswith("（续）")]
    assert len(breaks) - 3 <= len(continued) <= len(breaks)
    assert read_annex(path) == annex


def test_a_tall_row_is_given_its_height() -> None:
    assert lines_of("某" * 8, 35, 10.5) == 1
    assert lines_of("某" * 30, 35, 10.5) == 4
    assert lines_of("A" * 60, 35, 10.5) >= 4
    assert lines_of("", 35, 10.5) == 1
    assert row_height([("某" * 40, 35.0), ("1", 12.0)], 10.5, 21.0) > 60
    assert row_height([("某" * 2000, 35.0)], 10.5, 21.0) == 409.0
    assert row_height([], 10.5, 21.0) == 21.0
