"""The round of this room: a table of the calendar that was put there by hand is entered in the trail."""

from __future__ import annotations

from bureau.jobs.kinds import every
from bureau.law.services import notice_calendar


@every(minutes=10)
def enter_calendar() -> None:
    """Whatever counts by it, the trail names it."""
    notice_calendar()
