"""The calendar by which a unit's periods are counted: the office's, with what shut the unit or one above it."""

from __future__ import annotations

from bureau.kernel.calendars import Calendar, current
from bureau.people.models import Unit


def calendar_of(unit: Unit) -> Calendar:
    """The calendar of a unit today; the file names units by their name or short name."""
    found = current()
    if not found.local:
        return found
    held = [one for one in Unit.objects.all() if unit.is_within(one)]
    return found.of([name for one in held for name in (one.name, one.short_name)])


def unknown_units(calendar: Calendar) -> list[str]:
    """Names in a table that no unit of the office has."""
    known = {name for pair in Unit.objects.values_list("name", "short_name") for name in pair}
    return sorted(calendar.local.keys() - known)
