"""Tables whose lines were broken by whatever printed them: the ends of lines within cells are taken out again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bureau.registry.identifiers import read_certificate_number, read_uscc
from bureau.registry.roster.grids import Cell, Grid, Noted
from bureau.registry.roster.refusing import Said
from bureau.registry.roster.values import squeezed

WRAPPED = Said(
    "这张表的格子里，编号和电话被换行拆开了（像从 PDF 或打印件转来），已把断开的各行接起来读；请核对。",
    "Ends of lines break numbers apart here, as in a table made from a print; they were joined; see that it is right.",
)
LOOKED_AT = 200  # rows from the top that tell
FEWEST = 3  # numbers that are broken
MOST = 0.5  # share of the numbers on several lines that are broken
_MOBILE = re.compile(r"1[3-9]\d{9}")
# A line that begins something of its own: ①, 2., （3）, 地址：
_BEGINS = re.compile(r"\s*(?:[①-⑳]|\d{1,2}[.、．)）](?!\d)|[（(]\d{1,2}[)）]|[\u4e00-\u9fff]{2,8}[:：])")
_ENDS = re.compile(r"[、，,;；]\s*$")


def unwrapped(grid: Grid) -> Grid:
    """The grid with the lines of its cells joined, which is told; one whose numbers are not broken as it is."""
    top = grid.rows[:LOOKED_AT]
    broken = sum(_is_broken(cell) for row in top for cell in row)
    whole = sum(_lists_whole(cell) for row in top for cell in row)
    if broken < FEWEST or broken < MOST * (broken + whole):
        return grid
    rows = [[_joined(cell) for cell in row] for row in grid.rows]
    return replace(grid, rows=rows, noted=(*grid.noted, Noted(None, "", WRAPPED)))


def _is_number(text: str) -> bool:
    """Whether a text is a code, the number of a certificate, or that of a mobile telephone."""
    mobile = _MOBILE.fullmatch(text) is not None
    return bool(mobile or read_uscc(text).code or read_certificate_number(text).number)


def _lines(cell: Cell) -> list[str]:
    return [one for one in map(squeezed, cell.splitlines()) if one] if isinstance(cell, str) else []


def _is_broken(cell: Cell) -> bool:
    """Whether the lines of a cell are one number together."""
    lines = _lines(cell)
    return len(lines) > 1 and _is_number("".join(lines))


def _lists_whole(cell: Cell) -> bool:
    """Whether several lines of a cell are a number each."""
    lines = _lines(cell)
    return len(lines) > 1 and all(map(_is_number, lines))


def _joined(cell: Cell) -> Cell:
    """The lines of a cell as one; those that are a number each, or begin with a mark of their own, stay."""
    if not isinstance(cell, str) or "\n" not in cell:
        return cell
    return "\n".join(_paragraphs(cell))


def _paragraphs(cell: str) -> Iterator[str]:
    found = ""
    for line in cell.splitlines():
        apart = _BEGINS.match(line) or (_is_number(squeezed(found)) and not _goes_on(found, line))
        if found and apart:
            yield found
            found = line
        else:
            found += line
    if found:
        yield found


def _goes_on(found: str, line: str) -> bool:
    """Whether a line goes on with what stands above it: a stop is open there, or no number begins."""
    return _ENDS.search(found) is not None or not re.match(r"\s*\d{6}", line)
