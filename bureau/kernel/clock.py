"""The one clock: instants in UTC, days in Asia/Shanghai; MINGJIAN_NOW stops it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from bureau.trail import moment

SHANGHAI = ZoneInfo("Asia/Shanghai")
MORNING = dt.time(9, 0)
_frozen: ContextVar[dt.datetime | None] = ContextVar("clock_frozen", default=None)


class UnreadableMomentError(ValueError):
    """MINGJIAN_NOW is neither a day nor an instant."""


def read_moment(text: str) -> dt.datetime:
    """An instant from `2022-06-20` (nine in the morning there) or `2022-06-20T14:30[+08:00]`; local without a zone."""
    try:
        if len(text) == len("2022-06-20"):
            return dt.datetime.combine(dt.date.fromisoformat(text), MORNING, SHANGHAI).astimezone(dt.UTC)
        found = dt.datetime.fromisoformat(text)
    except ValueError as error:
        message = f"MINGJIAN_NOW={text}: write a day (2022-06-20) or an instant (2022-06-20T14:30)"
        raise UnreadableMomentError(message) from error
    return (found if found.tzinfo else found.replace(tzinfo=SHANGHAI)).astimezone(dt.UTC)


def stopped_at() -> dt.datetime | None:
    """The instant at which the clock stands, or None while it runs."""
    held = _frozen.get()
    if held is not None:
        return held
    text = os.environ.get("MINGJIAN_NOW", "")
    return read_moment(text) if text else None


def now() -> dt.datetime:
    """The present instant, in UTC."""
    return stopped_at() or dt.datetime.now(dt.UTC)  # noqa: TID251 - this is the clock


def ticking() -> dt.datetime:
    """The machine's instant, which nothing stops: for heartbeats and waiting times, never for business."""
    return dt.datetime.now(dt.UTC)  # noqa: TID251 - this is the clock


def today() -> dt.date:
    """The present day in Asia/Shanghai."""
    return day_of(now())


def day_of(instant: dt.datetime) -> dt.date:
    """The calendar day in Asia/Shanghai on which an instant falls."""
    return instant.astimezone(SHANGHAI).date()


@contextmanager
def standing_at(text: str) -> Iterator[dt.datetime]:
    """Stop the clock for a while, as tests and the making of the demonstration do."""
    instant = read_moment(text)
    token = _frozen.set(instant)
    try:
        yield instant
    finally:
        _frozen.reset(token)


moment.tell_time_by(now)
