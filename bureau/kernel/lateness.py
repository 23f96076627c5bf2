"""How far off a day is, in words that every queue, register and list uses: in working days, with the unit written out.

The calendar is that of the unit whose matter it is, as for the due date itself. Calendar days are named where it is
not published yet, or where no working day lies between.
"""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bureau.kernel.calendars import Calendar
from bureau.kernel.workdays import working_days_between


def how_far(due_on: dt.date, today: dt.date, calendar: Calendar | None = None) -> str:
    """`逾期 4 个工作日`, `今日`, `剩 3 个工作日`."""
    if due_on == today:
        return _("today")
    return (late_words if due_on < today else left_words)(due_on, today, calendar)


def late_words(due_on: dt.date, today: dt.date, calendar: Calendar | None = None) -> str:
    """`逾期 4 个工作日`; `逾期 1 天` over a weekend, or past the published calendar."""
    number = working_days_between(due_on, today, calendar)
    if number:
        said = ngettext("%(n)s working day late", "%(n)s working days late", number)
        return said % {"n": number}
    number = (today - due_on).days
    return ngettext("%(n)s day late", "%(n)s days late", number) % {"n": number}


def left_words(due_on: dt.date, today: dt.date, calendar: Calendar | None = None) -> str:
    """`剩 3 个工作日`."""
    number = working_days_between(today, due_on, calendar)
    if number:
        said = ngettext("%(n)s working day left", "%(n)s working days left", number)
        return said % {"n": number}
    number = (due_on - today).days
    return ngettext("%(n)s day left", "%(n)s days left", number) % {"n": number}
