"""Lists with a row for each thing that is said of a body (机构, 指标, 填报值), as one row for each body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bureau.registry.roster.columnwise import BELOW
from bureau.registry.roster.grids import CELL, Cell, Grid, Noted
from bureau.registry.roster.refusing import Said
from bureau.registry.roster.telling import is_body
from bureau.registry.roster.values import text_at, text_of
from bureau.registry.roster.words import LONGEST, Synonyms

TURNED = Said(
    "这张表一项一行，已转成一行一家来读：{count} 家，行号是每家第一项的；请核对。",
    "Each row says one thing of a body here; they were read as {count} bodies, each under the number of its first row.",
)
NOT_TAKEN = Said(
    "这一行看不出说的是哪一家的哪一项，没有读；请补上机构全称和项目名称。",
    "It is not plain of which body this row says what; it was not read. Write the body's name and what is said.",
)
LOOKED_AT = 20  # rows from the top among which the first body is
FEWEST = 3  # fields that the words beside the bodies name
MOST = 0.8  # share of the rows with a body beside which such words stand
NAME = "机构名称"


def turned(grid: Grid, words: Synonyms) -> Grid:
    """The grid with a column for each thing that is said; one of another kind as it is.

    Three columns beside each other hold the body, on several rows the same one, what is said of it, and the words.
    """
    width = max(map(len, grid.rows), default=0)
    for column in range(width - 2):
        at = next((at for at, row in enumerate(grid.rows[:LOOKED_AT]) if is_body(text_at(row, column))), None)
        if at is not None and _is_long(grid.rows[at : at + BELOW], column, words):
            return _made(grid, max(at - 1, 0), column)
    return grid


def _is_long(rows: Sequence[Sequence[Cell]], column: int, words: Synonyms) -> bool:
    """Whether the same few words of headers stand beside each body again and again."""
    held = [row for row in rows if is_body(text_at(row, column))]
    said = [text_at(row, column + 1) for row in held]
    known = [words.field_of(one) not in {"", "other", "name"} for one in said if 0 < len(one) <= LONGEST]
    fields = {words.field_of(one) for one in said if 0 < len(one) <= LONGEST} - {"", "other", "name"}
    names = {text_at(row, column) for row in held}
    return len(fields) >= FEWEST and sum(known) >= MOST * len(held) and FEWEST * len(names) <= len(held)


def _made(grid: Grid, head: int, column: int) -> Grid:
    rows: list[list[Cell]] = [[] for _ in grid.rows]
    rows[:head] = [list(row) for row in grid.rows[:head]]
    first: dict[str, int] = {}
    noted: list[Noted] = []
    places: dict[str, int] = {}
    for at, row in enumerate(grid.rows[head:], head):
        name, label = text_at(row, column), text_at(row, column + 1)
        if not is_body(name) or not label:
            if at > head and any(row):
                noted.append(
                    Noted(at + grid.first, "、".join(filter(None, map(text_of, row)))[:CELL], NOT_TAKEN)
                )
            continue
        own = first.setdefault(name, at)
        place = places.setdefault(label, len(places) + 1)
        line = rows[own] or [name]
        rows[own] = line + [None] * (place + 1 - len(line))
        cell = row[column + 2] if column + 2 < len(row) else None
        before = rows[own][place]
        rows[own][place] = (
            cell if before in ("", None) else f"{before}；{text_of(cell)}"
        )  # of a second certificate
    if head == min(first.values()):  # no row lies above the first, whose place the header takes
        rows, grid = [[], *rows], replace(grid, first=grid.first - 1)
    rows[head] = [NAME, *places]
    told = Noted(None, "", TURNED.fill(count=len(first)))
    return replace(grid, rows=rows, reckoned=frozenset(), noted=(*grid.noted, *noted, told))
