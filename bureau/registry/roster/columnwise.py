"""The cells of a column under a header, and whether most of them are of a kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bureau.registry.roster.asides import SUM
from bureau.registry.roster.values import is_blank

BELOW = 200  # rows under a header that are looked at
MOST = 0.7  # share of the filled cells of a column that must be what it is taken for
FEWEST = 2  # cells of that kind
_COUNT = re.compile(r"共?计?\d+[家个所户条]")

Rows = Sequence[Sequence[object]]


def column_of(rows: Rows, at: int) -> list[str]:
    """The filled cells of a column, without headings of groups that are merged over it."""
    return [str(row[at]) for row in rows if at < len(row) and row[at] and not is_heading(row)]


def is_heading(row: Sequence[object]) -> bool:
    """Whether a row says one thing in several cells: 1月, over the whole width."""
    filled = [cell for cell in row if cell]
    return len(filled) > 1 and len(set(filled)) == 1


def mostly(cells: list[str], test: Callable[[str], bool], least: int = FEWEST) -> bool:
    """Whether most of the filled cells are what a column is taken for."""
    filled = [cell for cell in cells if not (is_blank(cell) or _is_sum(cell) or cell[-1] in ":：")]
    fitting = sum(map(test, filled))
    return fitting >= least and fitting >= MOST * len(filled) and len(set(filled)) >= min(FEWEST, len(filled))


def _is_sum(cell: str) -> bool:
    return (SUM.fullmatch(cell) or _COUNT.fullmatch(cell)) is not None
