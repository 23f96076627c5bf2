"""Days whose year, month and day stand in columns of their own, as one cell each."""

from __future__ import annotations

from dataclasses import replace

from bureau.registry.roster.grids import Cell, Grid
from bureau.registry.roster.values import text_of

LOOKED_AT = 20  # rows from the top among which the header is
PARTS = ["年", "月", "日"]


def whole(grid: Grid) -> Grid:
    """The grid with 年, 月 and 日 under one word as one column; any other as it is."""
    found = [
        (at, column)
        for at, row in enumerate(grid.rows[1:LOOKED_AT], 1)
        for column in range(len(row) - 2)
        if [_text(one) for one in row[column : column + 3]] == PARTS
    ]
    if not found:
        return grid
    rows = [[*row] for row in grid.rows]
    for head, column in found:
        above = rows[head - 1]
        word = above[column] if column < len(above) else None
        rows[head][column : column + 3] = [word, None, None]
        above[column : column + 3] = [word, None, None][: len(above[column : column + 3])]
        for row in rows[head + 1 :]:
            parts = [_text(one) for one in row[column : column + 3]]
            if len(parts) == len(PARTS) and all(map(str.isdigit, parts)):
                row[column : column + 3] = ["-".join(parts), None, None]
    return replace(grid, rows=rows)


def _text(cell: Cell) -> str:
    return str(text_of(cell) or "").removesuffix(".0")
