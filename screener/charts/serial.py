"""Report numbers against the day the sample came: in a register kept in order they rise together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screener.charts.axis import Axis, seconds
from screener.charts.drawing import LEFT, RIGHT, dots, figure, fit, line, text
from screener.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_TOP, _HEIGHT = 40, 230
_BOTTOM = _TOP + _HEIGHT


@dataclass(frozen=True)
class Serial:
    """A report by the number that ends its report number; `marked` where a hit speaks of it."""

    number: int
    received: datetime
    marked: bool = False


def serial(points: Sequence[Serial], name: str, *, labelled_by: str) -> str:
    """A point a report: across when its sample was received, up its number; `name` is what the numbers begin with."""
    if len(points) < 2:
        return ""
    axis = Axis.over([seconds(one.received) for one in points])
    low, high = min(one.number for one in points), max(one.number for one in points)
    tall = (high - low) or 1

    def y(number: int) -> float:
        return _BOTTOM - (number - low) / tall * _HEIGHT

    parts = [axis.grid(_TOP, _BOTTOM), line(LEFT, _BOTTOM, RIGHT, _BOTTOM, "s-ctl")]
    parts += [
        text(LEFT - 8, y(number) + 4, f"{number}", "m end") for number in sorted({low, low + tall // 2, high})
    ]
    parts.append(text(0, _TOP - 22, fit(name, 150), "b"))
    for marked, css, radius in ((False, "s-acc", 2.5), (True, "s-bad", 5.0)):
        some = [one for one in points if one.marked is marked]
        parts.append(dots([(axis.x(seconds(one.received)), y(one.number)) for one in some], radius, css))
    told = Phrase("从左到右按收样时间，从下到上按编号", "across by receipt, up by number")
    parts.append(text(RIGHT, _BOTTOM + 20, told, "m end"))
    return figure(_BOTTOM + 28, parts, labelled_by=labelled_by)
