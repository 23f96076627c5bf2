"""Columns of which each cell says several things under labels of its own, as columns of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bureau.registry.roster.grids import Cell, Grid, Noted
from bureau.registry.roster.refusing import Said
from bureau.registry.roster.running import HEADERS, WORDS
from bureau.registry.roster.values import text_of
from bureau.registry.roster.words import LONGEST, Synonyms

NOT_SAID = Said(
    "这一栏其他格写的是“项目：内容”，这一格不是，没有读；请核对。",
    "Other cells of this column say what each thing is and this one does not; it was not read, see what it means.",
)
LOOKED_AT = 40  # rows from the top that tell what a column holds
MOST = 0.6  # share of its filled cells that hold labels
FEWEST = 2  # such cells, and labels of each
PEOPLE = {"contact", "phone", "other_phone", "contact_and_phone"}
# 证书编号：202805071344 at the beginning of a cell or behind a mark.
_SAYS = re.compile(r"(?:^|(?<=[\s，,；;。、（(]))([\u4e00-\u9fffA-Za-z]{2,12})\s*[:：]\s*")
_AROUND = " \t\r\n，,；;。、（）()"


def parted(grid: Grid, words: Synonyms) -> Grid:
    """The grid with columns to the right for what cells say under labels; one without such cells as it is."""
    head = _head(grid, words)
    if head is None:
        return grid
    found = grid
    for column in range(len(grid.rows[head])):
        if _holds_labels(grid, head, column, words):
            found = _taken_out(found, head, column, words)
    return found


def _head(grid: Grid, words: Synonyms) -> int | None:
    """The last row among the first that names the bodies and has other words of a header."""
    for at in range(min(HEADERS, len(grid.rows)) - 1, -1, -1):
        texts = {
            str(cell).strip() for cell in grid.rows[at] if isinstance(cell, str) and len(cell) <= LONGEST
        }
        if len(texts) > 1 and "name" in {words.field_of(one) for one in texts}:
            return at
    return None


def _said(cell: Cell, words: Synonyms) -> dict[str, str]:
    """What a cell says by field, as far as its labels are known; one that is not known ends what stands before it."""
    if not isinstance(cell, str):
        return {}
    found: dict[str, str] = {}
    labels = list(_SAYS.finditer(cell))
    ends = [*(one.start() for one in labels[1:]), len(cell)]
    for label, end in zip(labels, ends, strict=False):
        name = words.field_of(label[1])
        text = cell[label.end() : end].strip(_AROUND)
        if name in WORDS and name != "name" and text:
            found[name] = f"{found[name]}；{text}" if name in found else text  # of a second certificate
    return found


def _holds_labels(grid: Grid, head: int, column: int, words: Synonyms) -> bool:
    rows = grid.rows[head + 1 : head + 1 + LOOKED_AT]
    cells = [row[column] for row in rows if column < len(row) and row[column] not in ("", None)]
    said = [_said(cell, words).keys() for cell in cells]
    rich = [one for one in said if len(one) >= FEWEST and one - PEOPLE]
    return len(rich) >= max(FEWEST, MOST * len(cells))


def _taken_out(grid: Grid, head: int, column: int, words: Synonyms) -> Grid:
    """The grid without a column of labelled cells and with one for each thing that they say."""
    rows = grid.rows
    said = {at: _said(row[column], words) for at, row in enumerate(rows) if at > head and column < len(row)}
    names = [name for name in WORDS if any(name in one for one in said.values())]
    width = max(map(len, rows))
    places = {name: width + place for place, name in enumerate(names)}
    made: list[list[Cell]] = [list(row) for row in rows]
    noted: list[Noted] = []
    made[head] = _widened(_without(rows[head], column), {places[name]: WORDS[name] for name in names})
    for at, one in said.items():
        text = rows[at][column]
        if one:
            made[at] = _widened(_without(rows[at], column), {places[name]: one[name] for name in one})
        elif isinstance(text, str) and text.strip() and len(set(filter(None, rows[at]))) > 1:
            made[at] = _without(rows[at], column)
            noted.append(Noted(at + grid.first, str(text_of(text)), NOT_SAID))
    return replace(grid, rows=made, noted=(*grid.noted, *noted))


def _without(row: Sequence[Cell], column: int) -> list[Cell]:
    return [None if place == column else cell for place, cell in enumerate(row)]


def _widened(row: Sequence[Cell], cells: dict[int, str]) -> list[Cell]:
    made = [*row, *([None] * (max(cells, default=-1) + 1 - len(row)))]
    for place, text in cells.items():
        made[place] = text
    return made
