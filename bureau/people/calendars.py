"""The calendar by which a unit's periods and its lateness are counted: the office's, with what shut it or one above."""

from __future__ import annotations

from django.db.models import Q

from bureau.kernel.calendars import Calendar, current
from bureau.people.models import Unit


def calendar_of(unit: Unit | None) -> Calendar:
    """The calendar of a unit today; the file names units by their name or short name. Without a unit the office's."""
    found = current()
    if unit is None or not found.local:
        return found
    named = Unit.objects.filter(Q(name__in=found.local) | Q(short_name__in=found.local))
    held = [one for one in named if unit.is_within(one)]
    return found.of([name for one in held for name in (one.name, one.short_name)])
