"""Periods of days as bars, with the day in question as a line through them: is it covered or not?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screener.charts.axis import Axis
from screener.charts.drawing import RIGHT, Label, figure, line, rect, row_label, text, width
from screener.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_ROW = 46
_TOP = 22
_DAY = 86_400
_PAINT = {"good": "f-acc", "bad": "f-peer2"}
#: A bar is drawn at most this far from the day; what lies beyond is cut off at the edge.
_REACH = 8 * 366 * _DAY


@dataclass(frozen=True)
class Period:
    """Days from `start` to `end`, both included; None is open. `tone` is one of good, plain, bad."""

    label: Label
    sub: Label
    start: date | None
    end: date | None
    tone: str = "plain"


def periods(shown: Sequence[Period], *, day: date, day_label: Phrase, labelled_by: str) -> str:
    """Bars of days and the line of the day in question, which is the answer. Empty when there is no period."""
    if not shown:
        return ""
    at = _start(day) + _DAY / 2
    known = [_start(one.start) for one in shown if one.start] + [
        _start(one.end) + _DAY for one in shown if one.end
    ]
    near = [min(max(edge, at - _REACH), at + _REACH) for edge in known]
    axis = Axis.over([*near, at - 3 * _DAY, at + 3 * _DAY], margin=0.06)
    bottom = _TOP + len(shown) * _ROW
    parts = [axis.grid(_TOP, bottom)]
    rows = [(_TOP + 6 + index * _ROW, one) for index, one in enumerate(shown)]
    parts += [_shape(axis, y, one) for y, one in rows]
    x = axis.x(at)
    told = Phrase(f"{day_label.zh} {day.isoformat()}", f"{day_label.en} {day.isoformat()}")
    css = "r end halo" if x + width(told) > RIGHT else "r halo"
    parts.append(line(x, _TOP, x, bottom + 14, "s-bad w2"))
    parts.append(text(x - 5 if "end" in css else x + 5, bottom + 14, told, css))
    # Last, so that the line of the day does not run through a date that must be read.
    parts += [_dates(axis, y, one) for y, one in rows]
    return figure(bottom + 24, parts, labelled_by=labelled_by)


def _ends(axis: Axis, period: Period) -> tuple[float, float]:
    left = axis.x(_start(period.start)) if period.start else axis.x(axis.low)
    right = axis.x(_start(period.end) + _DAY) if period.end else axis.x(axis.high)
    return left, right


def _shape(axis: Axis, y: float, period: Period) -> str:
    left, right = _ends(axis, period)
    return rect(left, y, max(right - left, 2), 30, _PAINT.get(period.tone, "f-acc2")) if right > left else ""


def _dates(axis: Axis, y: float, period: Period) -> str:
    left, right = _ends(axis, period)
    parts = [row_label(y, period.label, period.sub)]
    told = _day(period.start)
    if period.end != period.start:
        told += f" — {_day(period.end)}"
    room = width(told) + 16
    if right - left > room:
        parts.append(text(left + 8, y + 20, told, "w" if period.tone == "good" else "t"))
    elif right + room < RIGHT:
        parts.append(text(right + 8, y + 20, told, "t halo"))
    else:
        parts.append(text(left - 8, y + 20, told, "t end halo"))
    return "".join(parts)


def _day(at: date | None) -> str:
    return at.isoformat() if at else "…"


def _start(day: date) -> float:
    return float(day.toordinal() * _DAY)
