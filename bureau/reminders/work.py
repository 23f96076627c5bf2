"""The round of this room: due dates are told to those whom they concern."""

from __future__ import annotations

from bureau.jobs.kinds import every
from bureau.reminders.telling import remind


@every(minutes=10)
def tell_what_is_due() -> None:
    """What begins, is due soon, today, overdue; then to the deputy, then to the leader."""
    remind()
