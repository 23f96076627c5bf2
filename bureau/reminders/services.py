"""Due dates are added, finished and withdrawn; messages are sent and read."""

from __future__ import annotations

import datetime as dt

from bureau.kernel import clock
from bureau.kernel.access import Actor, Consequence
from bureau.people.models import Account, Unit
from bureau.reminders.lifecycle import DUE_DATE, REMINDER
from bureau.reminders.models import DueDate, Reminder


def add_due_date(
    *,
    subject: str,
    title: str,
    why: str,
    address: str,
    due_on: dt.date,
    by: Actor,
    account: Account | None = None,
    permission: str = "",
    unit: Unit | None = None,
) -> DueDate:
    """Let something wait until a day, for one person or for whoever holds a permission at a unit.

    The service that calls has judged that this person may bring it about. `why` says to whoever finds it why it came to
    them; `address` is where it is done. `unit` beside a person is the one whose calendar the day was counted by.

    Raises:
        NotNow: it waits for nobody, or for a person and a pool at once.
    """
    row = DueDate(
        subject=subject,
        title=title[:200],
        why=why[:300],
        address=address,
        due_on=due_on,
        account=account,
        permission=str(permission),
        unit=unit,
    )
    with DUE_DATE.creating("add_due_date", row, by=by) as made:
        pass
    return made


def finish_due_date(*, due_date: DueDate, by: Actor) -> DueDate:
    """What waited is done; it leaves every queue."""
    with DUE_DATE.moving("finish_due_date", due_date, by=by) as held:
        held.ended_at, held.ended_by_name = clock.now(), _name(by)
        _end_reminders(held, by)
    return held


def withdraw_due_date(*, due_date: DueDate, by: Actor, reason: str) -> DueDate:
    """It need not be done any more, for a reason that stands in the record."""
    with DUE_DATE.moving("withdraw_due_date", due_date, by=by, reason=reason) as held:
        held.ended_at, held.ended_by_name = clock.now(), _name(by)
        _end_reminders(held, by)
    return held


def tell_due_date(*, due_date: DueDate, rung: int, by: Actor) -> DueDate:
    """Note how far it was told, so that nobody is told the same twice."""
    with DUE_DATE.moving("tell_due_date", due_date, by=by) as held:
        held.told = rung
    return held


def notify(
    *,
    account: Account,
    subject: str,
    title: str,
    why: str,
    address: str,
    by: Actor,
    due_date: DueDate | None = None,
) -> Reminder:
    """Send one message to one person; `due_date` where it is over as soon as that is."""
    row = Reminder(
        account=account,
        subject=subject,
        title=title[:200],
        why=why[:300],
        address=address,
        sent_at=clock.now(),
        sent_by_name=_name(by),
        due_date=due_date,
    )
    with REMINDER.creating("notify", row, by=by) as made:
        pass
    return made


def read_reminder(*, reminder: Reminder, by: Actor) -> Reminder:
    """A message was read by whom it was written to."""
    with REMINDER.moving("read_reminder", reminder, by=by) as held:
        held.read_at = clock.now()
    return held


def end_reminder(*, reminder: Reminder, by: Actor) -> Reminder:
    """What it reminded of is done or withdrawn; nobody needs to read it any more."""
    with REMINDER.moving("end_reminder", reminder, by=by):
        pass
    return reminder.fresh()


def end_reminders_about(*, subject: str, by: Actor) -> None:
    """Messages about a thing that nobody has read yet are over: the thing has moved on."""
    for reminder in Reminder.objects.new().filter(subject=subject, due_date=None):
        end_reminder(reminder=reminder, by=Consequence(by.trail_name))


def _end_reminders(due: DueDate, by: Actor) -> None:
    for reminder in due.reminders.new():
        end_reminder(reminder=reminder, by=Consequence(by.trail_name))


def _name(by: Actor) -> str:
    return by.full_name if isinstance(by, Account) else by.trail_name
