"""How late something is: in calendar days, until a room that knows the working days sets another count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

Count = Callable[[dt.date, dt.date], int]


def calendar_days(due_on: dt.date, day: dt.date) -> int:
    """Days from the day it was due; nought until then."""
    return max(0, (day - due_on).days)


_count: Count = calendar_days


def late_by(due_on: dt.date, day: dt.date) -> int:
    """How many days late it is on a day."""
    return _count(due_on, day)


def count_late_days_by(count: Count) -> None:
    """Count by `count(due_on, day)` from now on: the room of law lies above this one and knows the working days."""
    global _count  # noqa: PLW0603 - one count for the whole program
    _count = count
