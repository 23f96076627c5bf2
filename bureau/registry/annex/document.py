"""The form as a Word document, laid out by GB/T 9704: one table a part, each repeating its own header on every page.

Word repeats the leading rows of a table only. In one table for the whole form, as the notice has it, a page that
begins within part 3 would show part 1's header or none; so each part is a table of its own, on one grid of six columns,
closely under the one before. The first carries the form's title and place line too.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from bureau.papers.word.sealing import pack
from bureau.registry.annex.filled import Annex
from bureau.registry.annex.form import (
    GRID,
    GRID_WIDTHS,
    LABEL,
    PARTS,
    TITLE,
    Part,
    empty_row,
    heading,
    place_line,
)
from bureau.registry.annex.surroundings import FIXED, NAMESPACES, SECTION

TWIPS = 1440 / 25.4  # in a millimetre
FULL = sum(GRID_WIDTHS)
JOINT = '<w:p><w:pPr><w:pStyle w:val="FormJoint"/></w:pPr></w:p>'
_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
TABLE = (
    f'<w:tblPr><w:tblW w:w="{round(FULL * TWIPS)}" w:type="dxa"/><w:jc w:val="center"/>'
    f'<w:tblBorders>{_LINES}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
    '<w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    "<w:tblGrid>"
    + "".join(f'<w:gridCol w:w="{round(width * TWIPS)}"/>' for width in GRID_WIDTHS)
    + "</w:tblGrid>"
)


def write_docx(annex: Annex, path: Path) -> None:
    """Write the form; equal forms give equal bytes."""
    pack({**FIXED, "word/document.xml": _body(annex)}, path)


def _body(annex: Annex) -> str:
    head = [_across(TITLE, "FormTitle"), _across(place_line(annex.district, annex.reported_on), "FormPlace")]
    # Without a paragraph between them, two tables are one; after the last, Word wants one anyway.
    tables = "".join(
        _table(part, annex.cells(part), head if part is PARTS[0] else ()) + JOINT for part in PARTS
    )
    label = _paragraph(LABEL, "FormLabel")
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f"<w:document {NAMESPACES}><w:body>{label}{tables}{SECTION}</w:body></w:document>"
    )


def _table(part: Part, lines: list[list[str]], head: Iterable[str]) -> str:
    header = [
        *head,
        _across(heading(part, len(lines)), "FormPart"),
        _cells(part, [column.title for column in part.columns], ["FormHeader"] * len(part.columns)),
    ]
    styles = ["FormText" if column.is_text else "FormMiddle" for column in part.columns]
    rows = [_row(row, repeated=True) for row in header]
    rows += [_row(_cells(part, line, styles)) for line in lines]
    if not lines:
        rows.append(_row(_cells(part, empty_row(part), ["FormMiddle"] * len(part.columns))))
    return f"<w:tbl>{TABLE}{''.join(rows)}</w:tbl>"


def _row(cells: str, *, repeated: bool = False) -> str:
    """A row, never split over two pages."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' * repeated}</w:trPr>{cells}</w:tr>"


def _across(text: str, style: str) -> str:
    """One cell over the whole grid."""
    return _cell(text, style, GRID, FULL)


def _cells(part: Part, texts: list[str], styles: list[str]) -> str:
    placed = zip(part.placed(), texts, styles, strict=True)
    return "".join(_cell(text, style, column.span, width) for (column, _, width), text, style in placed)


def _cell(text: str, style: str, span: int, width: int) -> str:
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shape = f'<w:tcW w:w="{round(width * TWIPS)}" w:type="dxa"/>{merged}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{shape}</w:tcPr>{_paragraph(text, style)}</w:tc>"


def _paragraph(text: str, style: str) -> str:
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'
