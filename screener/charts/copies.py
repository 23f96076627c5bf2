"""Equal and nearly equal values of different samples, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screener.charts.drawing import LEFT, RIGHT, Label, figure, fit, line, rect, text
from screener.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROW = 24
_TOP = 46
SHOWN = 12
COLUMNS = 3


def copies(
    heads: Sequence[tuple[str, str]],
    members: Sequence[tuple[str, str]],
    *,
    total: int,
    labelled_by: str,
) -> str:
    """One column a report (`heads`: number and sample), one row a value (`members`: name and printed value).

    At most `COLUMNS` reports and `SHOWN` values are drawn; the last line says how many more there are.
    """
    heads, shown = heads[:COLUMNS], members[:SHOWN]
    step = (RIGHT - LEFT) / max(len(heads), 1)
    bottom = _TOP + len(shown) * _ROW
    parts = [line(0, _TOP, RIGHT, _TOP, "s-ctl")]
    for column, (number, sample) in enumerate(heads):
        x = LEFT + column * step
        parts += [
            text(x + 12, 16, fit(number, step - 30), "b"),
            text(x + 12, 34, fit(sample, step - 30), "m"),
        ]
        parts.append(rect(x + 4, _TOP + 2, step - 14, bottom - _TOP - 2, "f-badsoft"))
    for row, (name, value) in enumerate(shown):
        y = _TOP + row * _ROW + 17
        parts.append(text(0, y, fit(name, LEFT - 10), "t"))
        for column in range(len(heads)):
            x = LEFT + column * step
            parts.append(text(x + 12, y, fit(value, step - 60), "b"))
            if column:
                parts.append(text(x - 5, y, "＝", "r mid"))
        parts.append(line(0, y + 7, RIGHT, y + 7, "s-line"))
    left = total - len(shown)
    if left > 0:
        more: Label = Phrase(f"另有 {left:,} 个数据也相同", f"{left:,} more values are equal")
        parts.append(text(0, bottom + 20, more, "m"))
        bottom += 24
    return figure(bottom + 4, parts, labelled_by=labelled_by)


def nearly(
    heads: Sequence[tuple[str, str]],
    members: Sequence[tuple[str, str, str]],
    *,
    apart: Label,
    total: int,
    labelled_by: str,
) -> str:
    """Two reports (`heads`: number and sample) and their values (`members`: name, and the value of each).

    Values that differ are marked; `apart` says what sets the reports apart.
    """
    heads = heads[:2]
    differing = [member for member in members if member[1] != member[2]]
    equal = [member for member in members if member[1] == member[2]]
    shown = [*differing, *equal][:SHOWN]
    step = (RIGHT - LEFT) / 2
    bottom = _TOP + len(shown) * _ROW
    parts = [line(0, _TOP, RIGHT, _TOP, "s-ctl")]
    for column, (number, sample) in enumerate(heads):
        x = LEFT + column * step
        parts += [
            text(x + 12, 16, fit(number, step - 30), "b"),
            text(x + 12, 34, fit(sample, step - 30), "m"),
        ]
    for row, (name, *values) in enumerate(shown):
        y = _TOP + row * _ROW + 17
        same = values[0] == values[1]
        parts.append(text(0, y, fit(name, LEFT - 10), "t"))
        for column, value in enumerate(values):
            x = LEFT + column * step
            if not same:
                parts.append(rect(x + 4, y - 15, step - 14, _ROW - 4, "f-badsoft"))
            parts.append(text(x + 12, y, fit(value, step - 60), "b"))
        parts.append(text(LEFT + step - 5, y, "＝" if same else "≠", "m mid" if same else "r mid"))
        parts.append(line(0, y + 7, RIGHT, y + 7, "s-line"))
    parts.append(text(0, bottom + 20, apart, "b"))
    bottom += 24
    left = total - len(shown)
    if left > 0:
        parts.append(
            text(
                0,
                bottom + 20,
                Phrase(f"另有 {left:,} 个数据没有画出", f"{left:,} more values are not drawn"),
                "m",
            )
        )
        bottom += 24
    return figure(bottom + 4, parts, labelled_by=labelled_by)
