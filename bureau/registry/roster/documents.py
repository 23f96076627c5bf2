"""Reads the tables of a document."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from bureau.registry.roster import refusing
from bureau.registry.roster.asides import may_be_body
from bureau.registry.roster.grids import CELL, MOST_COLUMNS, Cell, Grid, Noted, Pictured, refused
from bureau.registry.roster.refusing import Said
from bureau.registry.roster.workbook import SAFE, refusing_damage

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWN = (f"{W}drawing", f"{W}pict", f"{W}object")
GONE = (f"{W}del", f"{W}moveFrom")  # what somebody deleted or moved away with changes tracked
PICTURE = "[图片]"
BESIDE = Said(
    "这一格除文字外还有图片，图片里的字没有读；如有内容请打出来。",
    "A picture stands beside the words of this cell and was not read; type what it shows.",
)
NESTED = Said(
    "这一格里还套着一张表，里面的字按这一格的内容读了；如是另外的名单，请移到外面。",
    "A table stands within this cell and its words were read as the cell's; move it out if it is a list of its own.",
)
PICTURES_TOO = Said(
    "表格之外还有 {count} 张图片，图片里的字没有读；图里若有机构，请打进表格。",
    "Outside the tables stand {count} pictures, which were not read; type the bodies that they show into a table.",
)
LISTED = Said(
    "表格之外的正文里像是列着机构，没有读；请把它们放进表格。",
    "Institutions seem to be listed outside the tables and were not read; put them into a table.",
)
NOTED = 50  # cells of a table that are told
BLANKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " "}
_NUMBERED = re.compile(r"^(?:[（(]?\d{1,3}[)）、.．]|[（(]?[一二三四五六七八九十]{1,3}[)）、.．]|[①-⑳])\s*")
_IDENTIFIES = re.compile(r"(?<!\d)\d{12}(?!\d)|(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])")  # of running text
MOST_NAME = 40  # characters of a line that may be a body's name
MOST = 300 * 2**20  # bytes of the document's text, which is held whole


def read_document(path: Path) -> list[Grid]:
    """Every table of a document that does not stand in another one.

    Raises:
        UnreadableError: it is damaged, or holds no table.
    """
    with refusing_damage(path), zipfile.ZipFile(path) as pack:
        entry = pack.getinfo("word/document.xml")
        if entry.flag_bits & 1:
            raise refused(refusing.LOCKED, path)
        if entry.file_size > MOST:
            raise refused(refusing.BOMB, path)
        with pack.open(entry) as part:
            tree = etree.parse(part, etree.XMLParser(**SAFE))
    outer = [one for one in tree.iter(f"{W}tbl") if next(one.iterancestors(f"{W}tbl"), None) is None]
    if not outer:
        return [_of_paragraphs(tree, path)]
    with refusing_damage(path):
        return [
            Grid(
                f"table {number}",
                list(_rows(table)),
                heading=_above(table),
                follows=number > 1,
                deleted=any(map(_holds_words, table.iter(*GONE))),
                noted=(*_noted(table), *((*_listed(tree), *_pictures(tree)) if number == 1 else ())),
            )
            for number, table in enumerate(outer, start=1)
        ]


def _of_paragraphs(tree: Any, path: Path) -> Grid:  # noqa: ANN401 - a tree of lxml
    """The paragraphs of a document without a table, which may be a list in running text.

    Raises:
        UnreadableError: none of them holds a code or the number of a certificate.
    """
    lines = [_words(one) for one in tree.iter(f"{W}p")]
    if not any(isinstance(one, str) and _IDENTIFIES.search(one) for one in lines):
        raise refused(refusing.NO_TABLE, path)
    return Grid("text", [[one] if one else [] for one in lines])


def _above(table: Any) -> str:  # noqa: ANN401 - an element of lxml
    """The words of the last paragraph before a table in which any stand."""
    for one in table.itersiblings(preceding=True):
        if one.tag == f"{W}tbl":
            return ""
        gone = _gone(one)
        text = "".join(piece.text or "" for piece in one.iter(f"{W}t") if piece not in gone).strip()
        if text:
            return text[:CELL]
    return ""


def _own(above: Any, name: str) -> Iterator[Any]:  # noqa: ANN401 - elements of lxml
    """Rows of a table or cells of a row, not those of a table within; a frame for filling in may lie between."""
    for one in above.iterchildren():
        if one.tag == f"{W}{name}":
            yield one
        elif one.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"}:
            yield from _own(one, name)


def _rows(table: Any) -> Iterator[list[Cell]]:  # noqa: ANN401 - an element of lxml
    above: list[Cell] = []
    for row in _own(table, "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        cells: list[Cell] = [None] * _before(row)
        for cell in _own(row, "tc"):
            span, continues = _shape(cell)
            value: Cell = above[len(cells)] if continues and len(cells) < len(above) else _words(cell)
            cells += [value] * span
            if len(cells) > 2 * MOST_COLUMNS:
                break
        above = cells
        yield cells


def _noted(table: Any) -> list[Noted]:  # noqa: ANN401 - an element of lxml
    """Cells of a table with a picture beside their words, or with a table within."""
    found = []
    for number, row in enumerate(_own(table, "tr"), start=1):
        for cell in _own(row, "tc"):
            words = _words(cell)
            if next(cell.iter(f"{W}tbl"), None) is not None:
                found.append(Noted(number, str(words)[:80], NESTED))
            elif words and not isinstance(words, Pictured) and next(cell.iter(*DRAWN), None) is not None:
                found.append(Noted(number, str(words)[:80], BESIDE))
    return found[:NOTED]


def _pictures(tree: Any) -> list[Noted]:  # noqa: ANN401 - a tree of lxml
    """That pictures stand outside every table: part of a list is often photographed, or pasted as one."""
    gone = _gone(tree.getroot())
    outside = [one for one in tree.iter(*DRAWN) if next(one.iterancestors(f"{W}tbl"), None) is None]
    count = sum(one not in gone for one in outside)
    return [Noted(None, "", PICTURES_TOO.fill(count=count))] if count else []


def _listed(tree: Any) -> list[Noted]:  # noqa: ANN401 - a tree of lxml
    """Bodies that are listed in paragraphs outside every table, two at least."""
    found = []
    for one in tree.iter(f"{W}p"):
        if next(one.iterancestors(f"{W}tbl"), None) is not None:
            continue
        text = "".join(piece.text or "" for piece in one.iter(f"{W}t")).strip()
        numbered = one.find(f"{W}pPr/{W}numPr") is not None or _NUMBERED.match(text)
        if numbered and len(text) <= MOST_NAME and may_be_body(_NUMBERED.sub("", text).rstrip("。；;")):
            found.append(text)
    return [Noted(None, "、".join(found)[:200], LISTED)] if len(found) > 1 else []


def _words(cell: Any) -> Cell:  # noqa: ANN401 - an element of lxml
    lines, gone = [], _gone(cell)
    for paragraph in cell.iter(f"{W}p"):
        pieces = paragraph.iter(f"{W}t", f"{W}br", f"{W}cr", f"{W}tab")
        lines.append(
            "".join(BLANKS.get(piece.tag, piece.text or "") for piece in pieces if piece not in gone)
        )
    words = "\n".join(lines).strip()[:CELL]
    return words or (Pictured(PICTURE) if any(one not in gone for one in cell.iter(*DRAWN)) else "")


def _gone(above: Any) -> set[Any]:  # noqa: ANN401 - elements of lxml
    """Everything within that was deleted or moved away with changes tracked."""
    return {piece for one in above.iter(*GONE) for piece in one.iter()}


def _holds_words(gone: Any) -> bool:  # noqa: ANN401 - an element of lxml
    """Whether a deletion is of a row or of words, not of the end of a paragraph alone."""
    return gone.getparent().tag == f"{W}trPr" or next(gone.iter(f"{W}delText", f"{W}t"), None) is not None


def _before(row: Any) -> int:  # noqa: ANN401 - an element of lxml
    """How many columns a row leaves out at its beginning."""
    found = row.find(f"{W}trPr/{W}gridBefore")
    return min(max(int(found.get(f"{W}val", "0")), 0), MOST_COLUMNS) if found is not None else 0


def _shape(cell: Any) -> tuple[int, bool]:  # noqa: ANN401 - an element of lxml
    """How many columns a cell takes, and whether it goes on from the row above."""
    shape = cell.find(f"{W}tcPr")
    if shape is None:
        return 1, False
    grid, merge = shape.find(f"{W}gridSpan"), shape.find(f"{W}vMerge")
    span = int(grid.get(f"{W}val", "1")) if grid is not None else 1
    continues = merge is not None and merge.get(f"{W}val", "continue") == "continue"
    return min(max(span, 1), MOST_COLUMNS), continues
