"""What every kind of file is read into: sheets as grids of cells, and the limits of what is read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from bureau.registry.roster import refusing
from bureau.registry.roster.refusing import Said, UnreadableError

MOST_COLUMNS, MOST_ROWS = 199, 1_000_000
SHEET_ROWS = 1_048_576  # as many as a workbook can number
MOST_CELLS = 10_000_000
CELL = 2_000  # characters of a cell that are kept
MOST_SPREAD = 5_000_000  # cells looked at for those merged over several
STRAYS = 5  # cells beyond the last column that may be slips; more of them are a wide sheet
EPOCH, EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)


class Unsettled(str):
    """A formula that no program has worked out yet: the text is the formula's."""

    __slots__ = ()


class Pictured(str):
    """A cell with a picture where words should stand."""

    __slots__ = ()


Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None


@dataclass(frozen=True)
class Stray:
    """A cell far from everything else, which is not read: its row (from 1), its name (`XFD1048576`), what it says."""

    row: int
    place: str
    text: str


@dataclass(frozen=True)
class Noted:
    """What stands in a table beside its words and is not read as it is: its row (from 1), its words, what to do."""

    row: int | None
    text: str
    said: Said


@dataclass(frozen=True)
class Grid:
    """One sheet: its name (None for text), its rows of cells, the number of the first one, whether it is hidden.

    `hidden_rows` are numbers of rows; `epoch` is the day from which the sheet's plain numbers count days;
    `heading` is the paragraph above a table, or what stands above one of lists `beside` each other; `pictured` says
    pictures lie on the sheet, `follows` that it is a table after another one in a document, `deleted` that somebody
    deleted rows or words of it with changes tracked, which are not here; `reckoned` are rows (from 1) and columns
    (from 0) of cells whose value a formula gave.
    """

    name: str | None
    rows: list[list[Cell]]
    first: int = 1
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    strays: tuple[Stray, ...] = field(default=())
    epoch: dt.date = EPOCH
    heading: str = ""
    beside: bool = False
    pictured: bool = False
    follows: bool = False
    deleted: bool = False
    noted: tuple[Noted, ...] = ()
    reckoned: frozenset[tuple[int, int]] = frozenset()


def spread(rows: list[list[Cell]], merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """A cell merged over several says the same in each; rows in which nothing stands stay empty."""
    budget = MOST_SPREAD
    for (top, left), (bottom, right) in merged:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        if value in ("", None):
            continue
        for row in range(top, min(bottom + 1, len(rows))):
            line = rows[row]
            budget -= 1
            if not line or all(cell in ("", None) for cell in line):
                continue
            line += [None] * (min(right + 1, MOST_COLUMNS) - len(line))
            budget -= 1 + min(right + 1, len(line)) - left
            if budget < 0:
                return
            for column in range(left, min(right + 1, len(line))):
                if line[column] in ("", None):
                    line[column] = value


def refused(said: Said, path: Path, **more: object) -> UnreadableError:
    """What to raise of a file that cannot be read."""
    return UnreadableError(said.fill(name=path.name, **more))


def refuse_wide(path: Path, grids: list[Grid]) -> None:
    """Refuse a sheet that is no list.

    Raises:
        UnreadableError: it has too many columns.
    """
    for grid in grids:
        columns = max((len(row) for row in grid.rows), default=0)
        if columns > MOST_COLUMNS:
            raise refused(refusing.WIDE, path, sheet=grid.name or "", columns=columns, most=MOST_COLUMNS)
