"""Lists with two rows for each body, under a header of two rows that says what stands in which, as one row each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bureau.registry.roster.grids import Cell, Grid, Noted
from bureau.registry.roster.refusing import Said
from bureau.registry.roster.telling import is_body
from bureau.registry.roster.values import text_at
from bureau.registry.roster.words import LONGEST, Synonyms

DOUBLED = Said(
    "这张表一家占两行，已合成一行来读：{count} 家，行号是上面一行的；请核对。",
    "Each body has two rows here; they were read as one under the number of the first: {count}. See that it is right.",
)
LOOKED_AT = 20  # rows from the top among which such a header is
FEWEST = 3  # columns of which both rows of the header name a field, each another
PAIRS = 2  # bodies
MOST = 0.7  # share of the rows in whose place a name is expected that hold one
_SAYING_NOTHING = {"", "other"}


def joined(grid: Grid, words: Synonyms) -> Grid:
    """The grid with the two rows of each body beside each other in the first of them; any other as it is."""
    head = next(
        (at for at in range(min(LOOKED_AT, len(grid.rows) - 1)) if _is_header(grid.rows, at, words)), None
    )
    if head is None:
        return grid
    name = next(at for at, cell in enumerate(grid.rows[head]) if _field(cell, words) == "name")
    firsts = [at for at in range(head + 2, len(grid.rows) - 1) if is_body(text_at(grid.rows[at], name))]
    seconds = [
        at + 1 for at in firsts if not is_body(text_at(grid.rows[at + 1], name)) and any(grid.rows[at + 1])
    ]
    if len(seconds) < PAIRS or len(seconds) < MOST * len(firsts):
        return grid
    width = max(map(len, grid.rows))
    made = [*grid.rows]
    for at in (head, *(second - 1 for second in seconds)):
        upper, lower = grid.rows[at], grid.rows[at + 1]
        further = [
            None if text_at(upper, place) == text_at(lower, place) else cell
            for place, cell in enumerate(lower)
        ]
        made[at] = [*upper, *([None] * (width - len(upper))), *further]
        made[at + 1] = []
    told = Noted(None, "", DOUBLED.fill(count=len(seconds)))
    return replace(grid, rows=made, noted=(*grid.noted, told))


def _is_header(rows: Sequence[Sequence[Cell]], at: int, words: Synonyms) -> bool:
    """Whether several columns say one thing in a row and another in the next, the first naming the bodies."""
    pairs = [
        (_field(up, words), _field(down, words)) for up, down in zip(rows[at], rows[at + 1], strict=False)
    ]
    both = [(up, down) for up, down in pairs if up != down and not {up, down} & _SAYING_NOTHING]
    return (
        len(both) >= FEWEST
        and sum(up == "name" for up, _ in pairs) == 1
        and all(down != "name" for _, down in both)
    )


def _field(cell: Cell, words: Synonyms) -> str:
    text = str(cell or "")
    return words.field_of(text) if 0 < len(text) <= LONGEST else ""
