"""Report numbers in order against the day the sample came: a number out of step stands above the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screener.charts.axis import Axis, seconds
from screener.charts.drawing import LEFT, RIGHT, dot, figure, fit, text, width
from screener.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_ROW = 22
_TOP = 22


@dataclass(frozen=True)
class Numbered:
    """A report by its number and when its sample came; `tone` is row, earlier or later."""

    number: str
    received: datetime
    tone: str


def numbers(points: Sequence[Numbered], *, labelled_by: str) -> str:
    """One line a number, in order; the horizontal place is the time of receipt."""
    if not points:
        return ""
    axis = Axis.over([seconds(point.received) for point in points], margin=0.08)
    bottom = _TOP + len(points) * _ROW
    parts = [axis.grid(_TOP, bottom)]
    css = {"row": ("f-bad", 6), "earlier": ("f-acc", 5)}
    for index, point in enumerate(points):
        y = _TOP + index * _ROW + 12
        paint, radius = css.get(point.tone, ("f-peer", 4))
        x = axis.x(seconds(point.received))
        name = "r" if point.tone == "row" else "t"
        parts += [text(0, y + 5, fit(point.number, LEFT - 10), name), dot(x, y, radius, paint)]
        if point.tone != "later":
            stamp = axis.stamp(point.received)
            left = x + width(stamp) + 12 > RIGHT
            parts.append(
                text(x - 10 if left else x + 10, y + 5, stamp, f"{name} end halo" if left else f"{name} halo")
            )
    parts.append(
        text(
            RIGHT,
            bottom + 18,
            Phrase("从上到下按编号，从左到右按收样时间", "down by number, across by receipt"),
            "m end",
        )
    )
    return figure(bottom + 26, parts, labelled_by=labelled_by)
