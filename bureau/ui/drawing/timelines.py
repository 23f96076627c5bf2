"""Timelines: lanes of periods over one axis of days, gaps among them, and counts under them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bureau.ui.figures import WIDE_FROM, spoken_month

LEFT, RIGHT, WIDTH = 190.0, 1150.0, 1170
LANE, FIRST, COUNTS = 30, 24, 46
WIDE, SLIM = 13.5, 7.5  # how broad a character of the drawing's text is
TICKS = 8
STEPS = (1, 3, 6, 12, 24, 60, 120)  # months between the marks of time
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """A period of days, both ends included; an empty end is open. A gap is drawn in red.

    `short` stands where there is no room for the text.
    """

    since: dt.date | None
    until: dt.date | None
    text: str = ""
    gap: bool = False
    short: str = ""


@dataclass(frozen=True)
class Count:
    """How many fell between two days, both included, and how many of them into a gap."""

    since: dt.date
    until: dt.date
    number: int
    bad: int = 0


@dataclass(frozen=True)
class Span:
    """A period as drawn."""

    x: float
    width: float
    text: str
    said: str
    gap: bool
    text_x: float


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
class CountBar:
    """A count as drawn; the lower part is what fell into a gap."""

    x: float
    width: float
    y: float
    height: float
    bad_y: float
    bad_height: float
    said: str


@dataclass(frozen=True)
class Timeline:
    """Lanes of periods over one axis of days."""

    said: str
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    height: int
    foot: int
    today_x: float | None
    bars: tuple[CountBar, ...] = ()
    bars_title: str = ""
    bars_y: int = 0
    width: int = WIDTH
    left: float = LEFT
    right: float = RIGHT


@dataclass(frozen=True)
class Axis:
    """The days of the drawing; what lies outside is cut off at the edge."""

    first: dt.date
    last: dt.date

    def place(self, day: dt.date | None, otherwise: float) -> float:
        """Where a day stands; an open end stands at the edge."""
        if day is None:
            return otherwise
        days = max((self.last - self.first).days, 1)
        return round(min(RIGHT, max(LEFT, LEFT + (RIGHT - LEFT) * (day - self.first).days / days)), 1)


def timeline(
    lanes: Sequence[tuple[str, Sequence[Period]]],
    *,
    first: dt.date,
    last: dt.date,
    today: dt.date,
    said: str,
    counts: Sequence[Count] = (),
    counts_title: str = "",
) -> Timeline:
    """Draw periods between two days, and counts under them."""
    axis = Axis(first, last)
    drawn = tuple(_lane(axis, number, *lane) for number, lane in enumerate(lanes))
    end = FIRST + len(lanes) * LANE
    foot = end + (COUNTS if counts else 0)
    return Timeline(
        said,
        tuple(Tick(axis.place(day, LEFT), _tick_text(day, first)) for day in _tick_days(first, last)),
        drawn,
        height=foot + 8,
        foot=foot,
        today_x=axis.place(today, LEFT) if first <= today <= last else None,
        bars=_counts(axis, counts, foot),
        bars_title=_cut(counts_title, LEFT - 8),
        bars_y=end + 20,
    )


def _lane(axis: Axis, number: int, title: str, periods: Sequence[Period]) -> Lane:
    top = FIRST + number * LANE
    spans = tuple(_span(axis, period) for period in periods)
    visible = [span for span in spans if span.width > 0]
    if visible and not visible[-1].text:
        visible[-1] = _beside(visible[-1], periods[-1].text)
    return Lane(_cut(title, LEFT - 8), top + 8, top + 20, top + LANE - 1, tuple(visible))


def _span(axis: Axis, period: Period) -> Span:
    begin = axis.place(period.since, LEFT)
    after = axis.place(None if period.until is None else period.until + DAY, RIGHT)
    width = round(after - begin, 1)
    ends = f"{period.since or '…'} — {period.until or '…'}"
    room = width - 10
    fits = next((text for text in (period.text, period.short) if text and _breadth(text) <= room), "")
    text = fits or ("" if period.gap else _cut(period.text, room))
    return Span(begin, width, text, f"{period.text} {ends}".strip(), period.gap, begin)


def _beside(span: Span, text: str) -> Span:
    """The last period of a lane with its text after it, if there is room before the edge."""
    after = span.x + span.width
    return replace(span, text=text, text_x=after) if after + 10 + _breadth(text) <= RIGHT else span


def _counts(axis: Axis, counts: Sequence[Count], foot: int) -> tuple[CountBar, ...]:
    most = max((count.number for count in counts), default=0) or 1
    scale = (COUNTS - 14) / most
    drawn = []
    for count in counts:
        begin, after = axis.place(count.since, LEFT), axis.place(count.until + DAY, RIGHT)
        height, bad = round(count.number * scale, 1), round(count.bad * scale, 1)
        said = f"{count.since} — {count.until}: {count.number:,}" + (f" ({count.bad:,})" if count.bad else "")
        drawn.append(
            CountBar(begin + 2, max(1.0, after - begin - 4), foot - height, height, foot - bad, bad, said)
        )
    return tuple(drawn)


def _breadth(text: str) -> float:
    return sum(WIDE if ord(one) > WIDE_FROM else SLIM for one in text)


def _cut(text: str, width: float) -> str:
    """The text if it fits, else its beginning, else nothing."""
    if _breadth(text) <= width:
        return text
    kept = ""
    for one in text:
        if _breadth(kept + one) > width - WIDE:
            break
        kept += one
    return f"{kept}…" if len(kept) > 1 else ""


def _tick_days(first: dt.date, last: dt.date) -> list[dt.date]:
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((one for one in STEPS if months / one <= TICKS), 240)
    found, month = [], (first.year * 12 + first.month - 1) // step * step
    while (day := dt.date(month // 12, month % 12 + 1, 1)) <= last:
        if day >= first:
            found.append(day)
        month += step
    return found


def _tick_text(day: dt.date, first: dt.date) -> str:
    """The month; with its year in January, and where the axis begins."""
    return spoken_month(day, year=day.month == 1 or (day - first).days < 31)
