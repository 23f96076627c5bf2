"""The office's table of the calendar is entered in the trail when it is loaded, or found to be another than before."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bureau.kernel import clock
from bureau.kernel.calendars import Calendar, place, read_calendar
from bureau.kernel.entries import Refused
from bureau.law.models import CalendarTable
from bureau.trail.scope import scope

PROGRAM = "program"


def load_calendar(
    *, content: bytes, table: Calendar, by: str, put: Callable[[], object] = lambda: None
) -> CalendarTable | None:
    """Enter a table in the trail and let `put` write it, both or neither; None where this very text is in force."""
    if _recorded() == _digest(content):
        put()
        return None
    with _entering(content, table, by, by_hand=False) as made:
        put()
    return made


def notice_calendar() -> CalendarTable | None:
    """Enter what lies in the folder of data where it is not what was loaded last; None where all is told already."""
    try:
        content = place().read_bytes()
        if _recorded() == _digest(content):
            return None
        table = read_calendar(place())
    except (OSError, Refused):
        return None  # there is none, or nothing is counted by it: every page says so
    with _entering(content, table, PROGRAM, by_hand=True) as made:
        pass
    return made


@contextmanager
def _entering(content: bytes, table: Calendar, by: str, *, by_hand: bool) -> Iterator[CalendarTable]:
    row = CalendarTable(
        digest=_digest(content),
        text=content.decode(),
        years=sorted(table.years),
        loaded_at=clock.now(),
        loaded_by=by[:120],
        by_hand=by_hand,
    )
    move = "notice_calendar" if by_hand else "load_calendar"
    with scope(actor=PROGRAM, move=move, reference=row.reference, reason=by):
        row.save()
        yield row


def reference_of(content: bytes) -> str:
    """How the trail calls a table."""
    return CalendarTable(digest=_digest(content)).reference


def _recorded() -> str:
    last: CalendarTable | None = CalendarTable.objects.first()
    return last.digest if last is not None else ""


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
