"""The form as a Word document, laid out by GB/T 9704: one table a part, each repeating its own header on a page.

Word repeats the leading rows of a table only. The parts follow one another without a gap and look like the one table of
the notice.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from bureau.registry.annex.form import GRID, NONE, PARTS, TITLE, Annex, Part, cells, heading, place_line
from bureau.registry.annex.sealing import sealed

SONG, FANG, HEI = "方正小标宋简体", "仿宋_GB2312", "黑体"
WIDTHS = (13, 34, 30, 27, 24, 28)  # mm of the six columns of the grid: 156 within the margins
MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the same for every file, so that equal forms are equal bytes


def write_docx(annex: Annex, path: Path) -> None:
    """Write the form; equal forms give equal bytes."""
    document = docx.Document()
    _page(document)
    place = _table(document, 2)
    _merged(place, 0, TITLE, face=SONG, size=22, align=WD_ALIGN_PARAGRAPH.CENTER)
    left, right = place_line(annex)
    first = place.cell(1, 0).merge(place.cell(1, 2))
    second = place.cell(1, 3).merge(place.cell(1, GRID - 1))
    _say(first, left, FANG, 12)
    _say(second, right, FANG, 12)
    for part in PARTS:
        _join(document)
        _part(document, part, annex)
    _join(document)
    core = document.core_properties
    core.author = core.last_modified_by = core.comments = ""
    core.title, core.created, core.modified, core.revision = TITLE, MADE, MADE, 1
    document.save(str(path))
    sealed(path)


def _page(document: Any) -> None:  # noqa: ANN401 - python-docx ships no types
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, value in MARGINS.items():
        setattr(section, name, Mm(value))
    style = document.styles["Normal"]
    style.font.name, style.font.size = FANG, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FANG)
    style.paragraph_format.space_after = Pt(0)
    _page_number(section.footer.paragraphs[0])
    if document.paragraphs:
        element = document.paragraphs[0]._element  # noqa: SLF001 - python-docx has no other way to take it out
        element.getparent().remove(element)


def _page_number(paragraph: Any) -> None:  # noqa: ANN401 - as above
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in ("— ", "PAGE", " —"):
        run = paragraph.add_run("" if text == "PAGE" else text)
        _font(run, "宋体", 14)
        if text == "PAGE":
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), "PAGE")
            run._element.addprevious(field)  # noqa: SLF001 - a field is no run


def _table(document: Any, rows: int) -> Any:  # noqa: ANN401 - as above
    table = document.add_table(rows=rows, cols=GRID)
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in enumerate(WIDTHS):
        table.columns[column].width = Mm(width)
        for row in table.rows:
            row.cells[column].width = Mm(width)
    return table


def _join(document: Any) -> None:  # noqa: ANN401 - as above
    """A paragraph of no height between two tables; without it Word makes one table of them."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(1)
    run = paragraph.add_run("")
    run.font.size = Pt(1)
    mark = paragraph._element.get_or_add_pPr()  # noqa: SLF001 - the size of the mark itself
    properties = OxmlElement("w:rPr")
    size = OxmlElement("w:sz")
    size.set(qn("w:val"), "2")
    properties.append(size)
    mark.append(properties)


def _part(document: Any, part: Part, annex: Annex) -> None:  # noqa: ANN401 - as above
    lines = annex.lines(part)
    table = _table(document, 2)
    _merged(table, 0, heading(part, len(lines)), face=HEI, size=12, align=WD_ALIGN_PARAGRAPH.LEFT)
    _row(table.rows[1], part, [column.title for column in part.columns], HEI)
    for row in table.rows[:2]:
        _mark(row, "w:tblHeader")
    bodies = [cells(part, number, line) for number, line in enumerate(lines, start=1)]
    model = table.rows[1]._tr  # noqa: SLF001 - rows are copied: adding a thousand one by one takes minutes
    for body in bodies or [[NONE if column.value == "name" else "" for column in part.columns]]:
        _append(table, model, part, body)
    for row in table.rows:
        _mark(row, "w:cantSplit")


def _append(table: Any, model: Any, part: Part, body: list[str]) -> None:  # noqa: ANN401 - as above
    """A row like the model's, with other words in another face."""
    import copy  # noqa: PLC0415 - for this only

    row = copy.deepcopy(model)
    properties = row.find(qn("w:trPr"))
    if properties is not None:
        row.remove(properties)
    for cell, column, text in zip(row.findall(qn("w:tc")), part.columns, body, strict=True):
        paragraph = cell.find(qn("w:p"))
        run = paragraph.find(qn("w:r"))
        run.find(qn("w:t")).text = text
        for fonts in run.iter(qn("w:rFonts")):
            for name in ("w:ascii", "w:hAnsi", "w:eastAsia"):
                fonts.set(qn(name), FANG)
        if column.value in {"name", "domains", "remarks"}:
            for align in paragraph.iter(qn("w:jc")):
                align.set(qn("w:val"), "left")
    table._tbl.append(row)  # noqa: SLF001 - as above


def _row(row: Any, part: Part, texts: list[str], face: str) -> None:  # noqa: ANN401 - as above
    at = 0
    for column, text in zip(part.columns, texts, strict=True):
        cell = row.cells[at]
        if column.span > 1:
            cell = cell.merge(row.cells[at + column.span - 1])
        _say(cell, text, face, 10.5, WD_ALIGN_PARAGRAPH.CENTER)
        at += column.span


def _merged(table: Any, row: int, text: str, *, face: str, size: float, align: Any) -> None:  # noqa: ANN401 - as above
    _say(table.cell(row, 0).merge(table.cell(row, GRID - 1)), text, face, size, align)


def _say(cell: Any, text: str, face: str, size: float, align: Any = WD_ALIGN_PARAGRAPH.LEFT) -> None:  # noqa: ANN401 - as above
    paragraph = cell.paragraphs[0]
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(text)
    _font(run, face, size)


def _font(run: Any, face: str, size: float) -> None:  # noqa: ANN401 - as above
    run.font.name, run.font.size = face, Pt(size)
    run._element.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), face)  # noqa: SLF001 - no other way to name it


def _mark(row: Any, name: str) -> None:  # noqa: ANN401 - as above
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - as above
