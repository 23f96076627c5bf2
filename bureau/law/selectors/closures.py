"""Local closures in a table of the calendar, and the units that they name."""

from __future__ import annotations

from bureau.kernel.calendars import Calendar
from bureau.people.calendars import calendar_of
from bureau.people.models import Unit

__all__ = ["calendar_of", "unknown_units"]


def unknown_units(calendar: Calendar) -> list[str]:
    """Names in a table that no unit of the office has."""
    known = {name for pair in Unit.objects.values_list("name", "short_name") for name in pair}
    return sorted(calendar.local.keys() - known)
