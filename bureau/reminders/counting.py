"""By whose calendar the days to a due date are counted: the matter's unit, else that of whoever it waits for."""

from __future__ import annotations

from bureau.kernel.calendars import Calendar, current
from bureau.people.calendars import calendar_of
from bureau.reminders.models import DueDate


def calendar_for(due: DueDate) -> Calendar:
    """The calendar of a due date; nobody is looked up while no unit has closures of its own."""
    found = current()
    if not found.local:
        return found
    return calendar_of(due.unit or (due.account.jurisdiction if due.account is not None else None))
