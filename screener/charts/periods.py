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
    """Bars of days and the line of the day in question, which is the answer."""
    at = _start(day) + _DAY / 2
    known = [_start(one.start) for one in shown if one.start] + [
        _start(one.end) + _DAY for one in shown if one.end
    ]
    near = [min(max(edge, at - _REACH), at + _REACH) for edge in known]
    axis = Axis.over([*near, at - 3 * _DAY, at + 3 * _DAY], margin=0.06)
    bottom = _TOP + max(len(shown), 1) * _ROW
    parts = [axis.grid(_TOP, bottom)]
    parts += [_bar(axis, _TOP + 6 + index * _ROW, one) for index, one in enumerate(shown)]
    if not shown:
        parts.append(row_label(_TOP + 6, Phrase("没有记录", "no record")))
    x = axis.x(at)
    told = Phrase(f"{day_label.zh} {day.isoformat()}", f"{day_label.en} {day.isoformat()}")
    css = "r end halo" if x + width(told) > RIGHT else "r halo"
    parts.append(line(x, _TOP, x, bottom + 14, "s-bad w2"))
    parts.append(text(x - 5 if "end" in css else x + 5, bottom + 14, told, css))
    return figure(bottom + 24, parts, labelled_by=labelled_by)


def _bar(axis: Axis, y: float, period: Period) -> str:
    left = axis.x(_start(period.start)) if period.start else axis.x(axis.low)
    right = axis.x(_start(period.end) + _DAY) if period.end else axis.x(axis.high)
    css = {"good": "f-acc", "bad": "f-peer2"}.get(period.tone, "f-acc2")
    parts = [row_label(y, period.label, period.sub)]
    if right > left:
        parts.append(rect(left, y, max(right - left, 2), 30, css))
    told = f"{_day(period.start)} — {_day(period.end)}"
    room = width(told) + 16
    if right - left > room:
        parts.append(text(left + 8, y + 20, told, "w" if css == "f-acc" else "t"))
    elif right + room < RIGHT:
        parts.append(text(right + 8, y + 20, told, "t halo"))
    else:
        parts.append(text(left - 8, y + 20, told, "t end halo"))
    return "".join(parts)


def _day(at: date | None) -> str:
    return at.isoformat() if at else "…"


def _start(day: date) -> float:
    return float(day.toordinal() * _DAY)
