"""Working days: counted by the published calendar with its make-up days, and not beyond it.

The first day is not counted (行政处罚程序规定 art. 80). Working Saturdays and Sundays (调休) count. A year for
which the State Council has not yet published its arrangement is not guessed at.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bureau.kernel.calendars import Calendar, Kind, current

DAY = dt.timedelta(days=1)


class UnpublishedYear(LookupError):
    """The calendar of this year is not published (待国务院公布)."""


@dataclass(frozen=True)
class Due:
    """The last day of a period. `published` is False where the calendar ends before it: then it is not before `on`."""

    on: dt.date
    published: bool = True

    def __str__(self) -> str:
        if self.published:
            return self.on.isoformat()
        return _("to be published by the State Council; not before %(day)s") % {"day": self.on.isoformat()}


def is_working_day(day: dt.date, calendar: Calendar | None = None) -> bool:
    """Whether the office works on this day.

    Raises:
        UnpublishedYear: nobody can know yet.
    """
    found = (calendar or current()).kind_of(day)
    if found.kind is Kind.UNPUBLISHED:
        raise UnpublishedYear(day.year)
    return found.works


def working_days_after(day: dt.date, count: int, calendar: Calendar | None = None) -> Due:
    """The day on which a period of `count` working days ends, `day` itself not counted.

    Past the published calendar every day counts, so that the day given is the earliest it can be.
    """
    if count < 1:
        raise ValueError("a period has at least one working day")
    left, published, calendar = count, True, calendar or current()
    while left:
        day += DAY
        try:
            left -= is_working_day(day, calendar)
        except UnpublishedYear:
            left, published = left - 1, False
    return Due(day, published)


def working_days_between(earlier: dt.date, later: dt.date, calendar: Calendar | None = None) -> int | None:
    """How many working days lie after `earlier`, up to and with `later`; 0 if it is not later; None if unpublished."""
    calendar = calendar or current()
    try:
        days = range((later - earlier).days)
        return sum(is_working_day(earlier + DAY * (number + 1), calendar) for number in days)
    except UnpublishedYear:
        return None
