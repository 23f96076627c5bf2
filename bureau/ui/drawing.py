"""Drawings as plain figures: where each bar and word of a timeline or a waterfall stands; templates paint them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

LEFT, RIGHT, WIDTH = 190.0, 1150.0, 1170
LANE, FIRST = 30, 24
A_CHARACTER = 13.5  # width of a Chinese character of the drawing's text
TICKS = 8


@dataclass(frozen=True)
class Period:
    """A period of days, both ends included; an empty end is open. A gap is drawn in red."""

    since: dt.date | None
    until: dt.date | None
    text: str = ""
    gap: bool = False


@dataclass(frozen=True)
class Span:
    """A period as drawn."""

    x: float
    width: float
    text: str
    said: str
    gap: bool


@dataclass(frozen=True)
class Tick:
    """A mark of time."""

    x: float
    text: str


@dataclass(frozen=True)
class Lane:
    """One line of periods."""

    title: str
    top: int
    text_y: int
    line_y: int
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Timeline:
    """Lanes of periods over one axis of days."""

    said: str
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    height: int
    foot: int
    today_x: float | None
    width: int = WIDTH


def timeline(
    lanes: Sequence[tuple[str, Sequence[Period]]], *, first: dt.date, last: dt.date, today: dt.date, said: str
) -> Timeline:
    """Draw periods between two days; what lies outside is cut off at the edge."""
    days = max((last - first).days, 1)

    def place(day: dt.date | None, otherwise: float) -> float:
        if day is None:
            return otherwise
        return min(RIGHT, max(LEFT, LEFT + (RIGHT - LEFT) * (day - first).days / days))

    drawn = []
    for number, (title, periods) in enumerate(lanes):
        top = FIRST + number * LANE
        spans = tuple(_span(period, place) for period in periods)
        drawn.append(
            Lane(_cut(title, LEFT - 8), top + 4, top + 16, top + 25, tuple(s for s in spans if s.width > 0))
        )
    foot = FIRST + len(lanes) * LANE
    inside = place(today, LEFT) if first <= today <= last else None
    ticks = tuple(Tick(place(day, LEFT), _tick_text(day)) for day in _tick_days(first, last))
    return Timeline(said, ticks, tuple(drawn), foot + 8, foot, inside)


def _span(period: Period, place: object) -> Span:
    begin = place(period.since, LEFT)  # type: ignore[operator] # a function of a day and its stand-in
    after = None if period.until is None else period.until + dt.timedelta(days=1)
    width = round(place(after, RIGHT) - begin, 1)  # type: ignore[operator] # as above
    ends = f"{period.since or '…'} — {period.until or '…'}"
    said = f"{period.text} {ends}".strip()
    return Span(round(begin, 1), width, _cut(period.text, width - 10), said, period.gap)


def _cut(text: str, width: float) -> str:
    """The text if it fits, else its beginning, else nothing."""
    if sum(A_CHARACTER if ord(one) > 0x2E7F else 7.5 for one in text) <= width:
        return text
    kept = ""
    for one in text:
        if sum(A_CHARACTER if ord(c) > 0x2E7F else 7.5 for c in kept + one) > width - A_CHARACTER:
            break
        kept += one
    return f"{kept}…" if len(kept) > 1 else ""


def _tick_days(first: dt.date, last: dt.date) -> list[dt.date]:
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((one for one in (1, 3, 6, 12, 24, 60, 120) if months / one <= TICKS), 240)
    found: list[dt.date] = []
    month = (first.year * 12 + first.month - 1) // step * step
    while True:
        day = dt.date(month // 12, month % 12 + 1, 1)
        if day > last:
            return found
        if day >= first:
            found.append(day)
        month += step


def _tick_text(day: dt.date) -> str:
    return f"{day.year}" if day.month == 1 else f"{day.year}-{day.month:02}"


@dataclass(frozen=True)
class Term:
    """One term of a sum as drawn; `width` 0 for one that adds nothing."""

    name: str
    value: str
    note: str
    x: float
    width: float
    at: float
    top: int
    y: int


@dataclass(frozen=True)
class Waterfall:
    """The terms of a sum and the sum."""

    said: str
    terms: tuple[Term, ...]
    sum: Term
    height: int


def waterfall(terms: Sequence[tuple[str, float, str]], *, said: str) -> Waterfall:
    """Draw terms (name, value, note): each bar starts where the last ended; zero terms stay listed."""
    total = sum(value for _, value, _ in terms)
    scale = 180 / total if total else 0
    drawn, reached = [], 112.0
    for number, (name, value, note) in enumerate(terms):
        drawn.append(_term(name, value, note, reached, scale=scale, number=number))
        reached += value * scale
    return Waterfall(
        said, tuple(drawn), _term("", total, "", 112.0, scale=scale, number=len(terms)), len(terms) * 29 + 34
    )


def _term(name: str, value: float, note: str, x: float, *, scale: float, number: int) -> Term:
    width = round(value * scale, 1)
    top = number * 29 + 7
    return Term(name, f"{value:.1f}", note, round(x, 1), width, round(x + width + 4, 1), top, top + 12)
