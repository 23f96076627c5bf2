"""Reads the tables of a document."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from bureau.registry.roster import refusing
from bureau.registry.roster.grids import CELL, MOST_COLUMNS, Cell, Grid, Pictured, refused
from bureau.registry.roster.workbook import SAFE, refusing_damage

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWN = (f"{W}drawing", f"{W}pict", f"{W}object")
GONE = (f"{W}del", f"{W}moveFrom")  # what somebody deleted or moved away with changes tracked
PICTURE = "[图片]"
BLANKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " "}
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
        raise refused(refusing.NO_TABLE, path)
    with refusing_damage(path):
        return [
            Grid(
                f"table {number}",
                list(_rows(table)),
                heading=_above(table),
                follows=number > 1,
                deleted=any(map(_holds_words, table.iter(*GONE))),
            )
            for number, table in enumerate(outer, start=1)
        ]


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
