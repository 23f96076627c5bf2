"""Courses: stretches of work one under the other over one axis of days, how far each has gone, and today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bureau.ui.drawing.timelines import SLIM, WIDE, WIDTH, Tick
from bureau.ui.figures import WIDE_FROM, spoken_day

RIGHT, LEAST_LEFT, MOST_LEFT = 1150.0, 90.0, 260.0
FIRST, LANE, BAR = 30, 37, 22
PADDING = 0.03  # of the whole, on either side
APART = 78.0  # between two marks of time
ROOM = 14  # for the words under the last lane
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Course:
    """One stretch, both days included. `done`: it is over; else it has gone as far as today, if it has begun.

    `text` says how it stands; `warning` is written in red after it.
    """

    title: str
    since: dt.date
    until: dt.date
    done: bool = False
    text: str = ""
    warning: str = ""


@dataclass(frozen=True)
class Words:
    """A text as drawn; `paint` is its class."""

    x: float
    text: str
    paint: str


@dataclass(frozen=True)
class DrawnCourse:
    """One stretch as drawn. `kind` is done, now or ahead."""

    title: str
    kind: str
    y: int
    text_y: int
    x: float
    width: float
    gone: float
    words: tuple[Words, ...]
    said: str


@dataclass(frozen=True)
class Courses:
    """Stretches over one axis; `today` is None where it lies outside."""

    said: str
    ticks: tuple[Tick, ...]
    courses: tuple[DrawnCourse, ...]
    height: int
    foot: int
    today: Tick | None
    width: int = WIDTH


@dataclass(frozen=True)
class Scale:
    """Where days stand."""

    first: dt.date
    days: float
    left: float

    def place(self, day: dt.date) -> float:
        """A day's place."""
        return round(self.left + (RIGHT - self.left) * (day - self.first).days / self.days, 1)


def courses(listed: Sequence[Course], *, today: dt.date, said: str) -> Courses:
    """Draw them, in the order given."""
    first, last = min(one.since for one in listed), max(one.until for one in listed)
    edge = dt.timedelta(days=max(2, round((last - first).days * PADDING)))
    left = min(MOST_LEFT, max(LEAST_LEFT, *(breadth(one.title) + 18 for one in listed)))
    scale = Scale(first - edge, max(((last + edge) - (first - edge)).days, 1), left)
    foot = FIRST + LANE * len(listed) - 6
    seen = first - edge <= today <= last + edge
    return Courses(
        said,
        tuple(_ticks(listed, scale)),
        tuple(_drawn(one, number, scale, today) for number, one in enumerate(listed)),
        height=foot + (ROOM + 12 if seen else 4),
        foot=foot,
        today=Tick(scale.place(today), spoken_day(today, year=False)) if seen else None,
    )


def breadth(text: str) -> float:
    """How broad a text is drawn."""
    return sum(WIDE if ord(one) > WIDE_FROM else SLIM for one in text)


def _ticks(listed: Sequence[Course], scale: Scale) -> list[Tick]:
    """The first day of each and the last of all, as far as there is room between them."""
    days = sorted({one.since for one in listed} | {max(one.until for one in listed)})
    year = days[0].year != days[-1].year
    found: list[Tick] = []
    for day in days:
        tick = Tick(scale.place(day), spoken_day(day, year=year))
        if not found or tick.x - found[-1].x >= APART:
            found.append(tick)
    return found


def _drawn(one: Course, number: int, scale: Scale, today: dt.date) -> DrawnCourse:
    y = FIRST + LANE * number
    begin, after = scale.place(one.since), scale.place(one.until + DAY)
    kind = "done" if one.done else "now" if one.since <= today else "ahead"
    gone = after if one.done else min(after, max(begin, scale.place(today)))
    words = _words(one, kind, begin, after, gone)
    said = f"{one.title} {one.since} — {one.until} {one.text} {one.warning}".strip()
    return DrawnCourse(
        one.title, kind, y, y + 16, begin, round(after - begin, 1), round(gone - begin, 1), words, said
    )


def _words(one: Course, kind: str, begin: float, after: float, gone: float) -> tuple[Words, ...]:
    """The text within its stretch if it fits, else after it, else before it; the warning behind."""
    found: list[Words] = []
    free = after
    inside = after - begin if kind == "ahead" else gone - begin if kind == "now" else 0
    if one.text and breadth(one.text) + 16 <= inside:
        found.append(Words(begin + 10, one.text, "w" if kind == "now" else "t"))
    elif one.text:
        found.append(_beside(one.text, begin, free, "halo"))
        free = max(free, found[-1].x + breadth(one.text)) if found[-1].x > begin else free
    if one.warning:
        found.append(_beside(one.warning, begin, free, "r"))
    return tuple(found)


def _beside(text: str, begin: float, after: float, paint: str) -> Words:
    if after + 10 + breadth(text) <= WIDTH or begin < breadth(text):
        return Words(after + 10, text, paint)
    return Words(begin - 10, text, f"{paint} end")
