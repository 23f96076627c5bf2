"""Gathers what is told of many cells of one column into one entry that names their rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bureau.registry.roster.refusing import Said
from bureau.registry.roster.told import Problem

APIECE = 10  # cells of a column that are told one by one


def gathered(problems: Sequence[Problem], of: Collection[Said]) -> list[Problem]:
    """The problems in their order; where more than ten cells of a column are told one of these, one entry for them.

    Only what was read and is to be looked at once more is told so; every cell that was not taken is named by itself.
    """
    many: dict[tuple[str | None, str | None, Said], list[Problem]] = {}
    for one in problems:
        if one.said in of:
            many.setdefault((one.sheet, one.column, one.said), []).append(one)
    found: list[Problem] = []
    for one in problems:
        same = many.get((one.sheet, one.column, one.said), [])
        if len(same) <= APIECE:
            found.append(one)
        elif one is same[0]:
            rows = ranges([each.row for each in same if each.row is not None])
            found.append(Problem(one.sheet, one.row, one.column, rows, one.said))
    return found


def ranges(numbers: Sequence[int]) -> str:
    """Numbers in rising order, as they are told: 3-5、9."""
    runs: list[list[int]] = []
    for one in numbers:
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
