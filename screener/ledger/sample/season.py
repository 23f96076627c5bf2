"""The days of the sample: the working days of spring 2022, and the dates around them that the cast is built on."""

from __future__ import annotations

import numpy as np

from screener.ledger.sample.arrays import Ints, day_number, ints

FIRST_DAY = day_number("2022-02-21")
LAST_DAY = day_number("2022-05-13")  # of those on which testing of a report begins
ENDED_ON = day_number(
    "2022-07-04"
)  # after the last honest report of the season: certificates that end do so here
OPENS = 8 * 3600 + 30 * 60  # seconds after midnight at which the first test of a day may start
OPEN_MINUTES = 600  # minutes of a working day that instruments are planned for

_CLOSED = ("2022-04-04", "2022-04-05", "2022-05-02", "2022-05-03", "2022-05-04")
_MAKE_UP = ("2022-04-02", "2022-04-24", "2022-05-07")


def weekday(day: Ints) -> Ints:
    """0 Monday to 6 Sunday."""
    return (day + 3) % 7


def working_days() -> Ints:
    """The days of the season on which laboratories start new work: holidays out, make-up Saturdays in."""
    days = np.arange(FIRST_DAY, LAST_DAY + 1, dtype=np.int64)
    closed = np.isin(days, ints([day_number(d) for d in _CLOSED]))
    extra = np.isin(days, ints([day_number(d) for d in _MAKE_UP]))
    return days[((weekday(days) < 5) & ~closed) | extra]


def past_weekend(day: Ints) -> Ints:
    """`day`, or the Monday after it when it is a Saturday or Sunday."""
    return day + np.where(weekday(day) >= 5, 7 - weekday(day), 0)
