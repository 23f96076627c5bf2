"""Bookings on a time axis: who or what was in use when, and where there was too much at once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from screener.charts.axis import Axis, seconds
from screener.charts.drawing import LEFT, RIGHT, Label, figure, line, path, rect, row_label, text, width
from screener.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_ROW = 46
_TOP = 22


@dataclass(frozen=True)
class Booking:
    """One bar: a test from `start` to `end`. Bookings of equal `key` count once (one person at one site).

    A `quiet` one stands beside what the picture is about, and is drawn lightly. One without a key is not counted.
    """

    label: str
    sub: str
    start: datetime
    end: datetime
    key: str
    quiet: bool = False

    @property
    def backwards(self) -> bool:
        """Whether it ends before it begins."""
        return self.end < self.start


@dataclass(frozen=True)
class Mark:
    """An instant that matters, drawn as a line through all rows."""

    label: Label
    at: datetime


@dataclass(frozen=True)
class Load:
    """How many keys may be active at once, and the words for the row that counts them."""

    capacity: int
    name: Label
    sub: Label
    unit: Phrase


@dataclass(frozen=True)
class Stretch:
    """A stretch of the axis in which `count` keys are active."""

    low: float
    high: float
    count: int


def timeline(
    bookings: Sequence[Booking],
    *,
    labelled_by: str,
    load: Load | None = None,
    marks: Sequence[Mark] = (),
) -> str:
    """Bars under a time axis; with `load`, the count of what runs at once and the stretches beyond capacity.

    Empty when there is nothing to draw.
    """
    instants = [seconds(at) for one in bookings for at in (one.start, one.end)]
    instants += [seconds(mark.at) for mark in marks]
    if not instants:
        return ""
    axis = Axis.over(instants)
    rows = len(bookings) + (1 if load else 0)
    bottom = _TOP + rows * _ROW + 2
    parts = [axis.grid(_TOP, bottom)]
    stretches = counted(bookings) if load else []
    over = [one for one in stretches if load and one.count > load.capacity]
    parts += [
        rect(axis.x(one.low), _TOP, axis.x(one.high) - axis.x(one.low), bottom - _TOP, "f-badsoft")
        for one in over
    ]
    parts += [_shape(axis, index, booking) for index, booking in enumerate(bookings)]
    if load:
        parts.append(_steps(axis, stretches, load, _TOP + len(bookings) * _ROW))
        parts.append(_lengths(axis, over, load, bottom + 18))
        bottom += 22
    parts += [_mark(axis, mark, _TOP, bottom + 4 + 16 * index) for index, mark in enumerate(marks)]
    # Last, so that no line runs through a time that must be read.
    parts += [_times(axis, index, booking) for index, booking in enumerate(bookings)]
    return figure(bottom + 4 + 18 * len(marks), parts, labelled_by=labelled_by)


def counted(bookings: Sequence[Booking]) -> list[Stretch]:
    """How many distinct keys are active, stretch by stretch, from the first start to the last end."""
    turns: list[tuple[float, int, str]] = []
    for one in bookings:
        if one.key and not one.backwards and one.start != one.end:
            turns += [(seconds(one.start), 1, one.key), (seconds(one.end), -1, one.key)]
    turns.sort(key=lambda turn: turn[:2])
    active: dict[str, int] = {}
    stretches: list[Stretch] = []
    for (at, change, key), (until, _, _) in pairwise(turns):
        active[key] = active.get(key, 0) + change
        if until > at:
            count = sum(number > 0 for number in active.values())
            if stretches and stretches[-1].count == count:
                stretches[-1] = Stretch(stretches[-1].low, until, count)
            else:
                stretches.append(Stretch(at, until, count))
    return stretches


def _shape(axis: Axis, index: int, booking: Booking) -> str:
    left, right = (axis.x(seconds(at)) for at in sorted((booking.start, booking.end)))
    css = "f-bad" if booking.backwards else "f-peer2" if booking.quiet else "f-acc"
    return rect(left, _TOP + 6 + index * _ROW, max(right - left, 2), 30, css)


def _times(axis: Axis, index: int, booking: Booking) -> str:
    y = _TOP + 6 + index * _ROW
    ends = sorted((booking.start, booking.end))
    left, right = (axis.x(seconds(at)) for at in ends)
    first, last = (axis.stamp(at) for at in ends)
    if booking.backwards:
        first = f"← {first}"
    parts = [row_label(y, booking.label, booking.sub)]
    if right - left > width(first) + width(last) + 24:
        css = "t" if booking.quiet else "w"
        parts += [text(left + 8, y + 20, first, css), text(right - 8, y + 20, last, f"{css} end")]
    else:
        both = f"{first} — {last}"
        beyond = right + 8 + width(both) > RIGHT
        at = text(left - 8, y + 20, both, "t end halo") if beyond else text(right + 8, y + 20, both, "t halo")
        parts.append(at)
    return "".join(parts)


def _steps(axis: Axis, stretches: Sequence[Stretch], load: Load, top: float) -> str:
    most = max([load.capacity, *(one.count for one in stretches)])
    unit = 32 / most
    floor = top + 40
    steps = [f"M{LEFT} {floor}"]
    for index, one in enumerate(stretches):
        steps.append(f"H{axis.x(one.low):.1f}V{floor - one.count * unit:.1f}H{axis.x(one.high):.1f}")
        following = stretches[index + 1].low if index + 1 < len(stretches) else None
        if following != one.high:
            steps.append(f"V{floor}")
    steps.append(f"H{RIGHT}")
    level = floor - load.capacity * unit
    return "".join(
        (
            row_label(top + 4, load.name, load.sub),
            path("".join(steps), "s-ink w2"),
            line(LEFT, level, RIGHT, level, "s-bad dash"),
        )
    )


def _lengths(axis: Axis, over: Sequence[Stretch], load: Load, y: float) -> str:
    """Counts and lengths under the stretches beyond capacity, the worst first, as far as there is room."""
    parts: list[str] = []
    taken: list[tuple[float, float]] = []
    for one in sorted(over, key=lambda one: (-one.count, one.low - one.high)):
        span = _length(one.high - one.low)
        label = Phrase(f"{one.count} {load.unit.zh}，{span.zh}", f"{one.count} {load.unit.en}, {span.en}")
        middle = (axis.x(one.low) + axis.x(one.high)) / 2
        half = width(label) / 2 + 8
        middle = min(max(middle, LEFT + half), RIGHT - half)
        if all(middle - half >= right or middle + half <= left for left, right in taken):
            taken.append((middle - half, middle + half))
            parts.append(text(middle, y, label, "r mid"))
    return "".join(parts)


def _length(span: float) -> Phrase:
    minutes, left = divmod(round(span), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "小时", "h"), (minutes, "分", "min"), (left, "秒", "s")]
    told = [part for part in parts if part[0]][:2]
    return Phrase(
        " ".join(f"{count:,} {zh}" for count, zh, _ in told) or "不到 1 秒",
        " ".join(f"{count:,} {en}" for count, _, en in told) or "under 1 s",
    )


def _mark(axis: Axis, mark: Mark, top: float, bottom: float) -> str:
    x = axis.x(seconds(mark.at))
    stamp = axis.stamp(mark.at)
    label = mark.label
    if isinstance(label, Phrase):
        told: Label = Phrase(f"{label.zh} {stamp}", f"{label.en} {stamp}")
    else:
        told = f"{label} {stamp}"
    end = x + width(told) > RIGHT
    at = text(x - 5, bottom + 8, told, "r end halo") if end else text(x + 5, bottom + 8, told, "r halo")
    return line(x, top, x, bottom + 12, "s-bad w2") + at
