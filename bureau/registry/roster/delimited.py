"""Lines of one cell whose parts a mark sets apart, below a line that says what they are, as columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bureau.registry.roster.columnwise import BELOW
from bureau.registry.roster.grids import Cell, Grid, Noted
from bureau.registry.roster.prose import taken_apart
from bureau.registry.roster.refusing import Said
from bureau.registry.roster.words import LONGEST, Synonyms

PARTED = Said(
    "每行是一段用符号隔开的文字，已照第 {row} 行写的格式分栏来读；请核对。",
    "Each line is a text parted by marks; its parts were read as row {row} says, see that it is right.",
)
LOOKED_AT = 20  # rows from the top among which the line is that says what the parts are
FEWEST = 4  # parts of it whose words are known
MOST = 0.6  # share of the lines below that have as many parts
MARKS = re.compile(r"\s+[/|｜]\s+|[|｜;；\t]|/|[＋+]|[,，]|\s")
_ORDINAL = re.compile(r"^\s*(?:\d{1,3}[.、．)）]|[（(]\d{1,3}[)）]|[①-⑳])\s*")
_ASKS = re.compile(r"^.*[:：]")  # 请报：单位全称 / …


def as_columns(grid: Grid, words: Synonyms) -> Grid:
    """The grid with the parts of its lines as cells; one of another kind as it is."""
    top = grid.rows[:BELOW]
    if sum(bool(_line(row)) for row in top) < MOST * sum(map(any, top)):
        return grid
    lines = [_line(row) for row in grid.rows]
    for at, line in enumerate(lines[:LOOKED_AT]):
        for mark in dict.fromkeys(MARKS.findall(line)):
            head = [one.strip() for one in line.split(mark)]
            head[0] = (_ASKS.sub("", head[0]).split() or [""])[-1]  # 请按 单位/…
            head[-1] = (head[-1].split() or [""])[0]
            known = {words.field_of(one) for one in head if one and len(one) <= LONGEST} - {""}
            below = [_ORDINAL.sub("", one) for one in lines[at + 1 :] if one]
            parted = [
                one
                for one in below
                if one.count(mark) == len(head) - 1 and not taken_apart(one, words, labelled=True)
            ]
            if len(known) >= FEWEST and "name" in known and len(parted) >= max(2, MOST * len(below)):
                return _parted(grid, lines, at, mark, head)
    return grid


def _parted(grid: Grid, lines: list[str], head: int, mark: str, words: list[str]) -> Grid:
    rows = [*grid.rows]
    rows[head] = [*words]
    for at in range(head + 1, len(rows)):
        line = _ORDINAL.sub("", lines[at])
        if line.count(mark) == len(words) - 1:  # a line of more parts would stand under the wrong words
            rows[at] = [one.strip() for one in line.split(mark)]
    told = Noted(None, "", PARTED.fill(row=head + grid.first))
    return replace(grid, rows=rows, noted=(*grid.noted, told))


def _line(row: Sequence[Cell]) -> str:
    """The only cell of a row, which is a text; empty where there are others."""
    filled = [one for one in row if one not in ("", None)]
    return filled[0] if len(filled) == 1 and isinstance(filled[0], str) else ""
