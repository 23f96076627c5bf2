"""Horizontal bars: a thin one inside a table, and a few labelled ones to compare lengths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screener.charts.drawing import LEFT, RIGHT, Label, figure, number, rect, row_label, text, width

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROW = 46


def thin_bar(value: float, most: float, css: str = "f-acc") -> str:
    """A bar of 0 to `most`, from zero, as wide as its cell; the number itself stands beside it."""
    share = 100 * min(max(value, 0), most) / most if most > 0 else 0
    return (
        '<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="f-track" width="100" height="6"/>'
        f'<rect class="{css}" width="{number(share)}" height="6"/></svg>'
    )


def compared(rows: Sequence[tuple[Label, float, Label, str]], *, labelled_by: str) -> str:
    """Bars from zero: (name, value, value as text, class). A negative value has no length and is labelled."""
    most = max((value for _, value, _, _ in rows), default=0) or 1
    parts = []
    for index, (name, value, told, css) in enumerate(rows):
        y = index * _ROW + 6
        right = LEFT + max(value, 0) / most * (RIGHT - LEFT)
        parts += [row_label(y + 5, name), rect(LEFT, y, max(right - LEFT, 2), 30, css)]
        if right + width(told) + 16 < RIGHT:
            parts.append(text(right + 8, y + 20, told, "t halo"))
        else:
            parts.append(text(right - 8, y + 20, told, "w end"))
    return figure(len(rows) * _ROW + 4, parts, labelled_by=labelled_by)
