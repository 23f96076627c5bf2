"""The round of reminders: who is told what of each due date today, each thing once, and nothing of what is done.

The queue shows by itself what begins, is due and is overdue; mail says the same where there is a mail server. What
stays overdue is told to the deputy leaders and then to the leaders, as a message and by mail.
"""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_noop

from bureau.kernel import clock
from bureau.kernel.access import TheProgram
from bureau.kernel.calendars import Calendar
from bureau.kernel.workdays import working_days_between
from bureau.people.models import Account, RoleHeld
from bureau.people.roles import holders
from bureau.reminders.counting import calendar_for
from bureau.reminders.lifecycle import Rung
from bureau.reminders.mailing import mail, may_mail
from bureau.reminders.models import DueDate
from bureau.reminders.services import notify, tell_due_date
from bureau.reminders.superiors import named_superiors, superiors_of

SOON = 3  # working days before the day
DEPUTY_AFTER, LEADER_AFTER = 2, 5  # working days after it
MOST = 500  # due dates told a round; the next one goes on
WHY = {
    Rung.TO_DEPUTY: gettext_noop(
        "It is overdue, and you are a deputy leader of the unit whose matter it is."
    ),
    Rung.TO_LEADER: gettext_noop("It is still overdue, and you lead the unit whose matter it is."),
}


def rung_on(due_on: dt.date, day: dt.date, calendar: Calendar | None = None) -> int:
    """How far a due date is to be told on a day."""
    if due_on >= day:
        left = working_days_between(day, due_on, calendar)
        soon = (due_on - day).days <= SOON if left is None else left <= SOON
        return Rung.TODAY if due_on == day else Rung.SOON if soon else Rung.BEGUN
    late = working_days_between(due_on, day, calendar)
    late = (day - due_on).days if late is None else late
    if late >= LEADER_AFTER:
        return Rung.TO_LEADER
    if late >= DEPUTY_AFTER:
        return Rung.TO_DEPUTY
    return Rung.LATE if late else Rung.TODAY


def remind() -> int:
    """Tell everybody what they have not been told yet; how many due dates that were."""
    day = clock.today()
    rows = DueDate.objects.open().filter(told__lt=Rung.TO_LEADER).select_related("account", "unit")
    if not may_mail():
        rows = rows.overdue(day)
    told = 0
    for row in rows.order_by("due_on", "pk").iterator():
        told += _tell(row, rung_on(row.due_on, day, calendar_for(row)))
        if told == MOST:
            break
    return told


def _tell(due: DueDate, rung: int) -> bool:
    if rung <= due.told or (rung < Rung.TO_DEPUTY and not may_mail()):
        return False
    taken = mail(due, min(rung, Rung.LATE), _holders(due) if due.told < Rung.LATE else [])
    if not taken and rung < Rung.TO_DEPUTY:
        return False
    for step in (Rung.TO_DEPUTY, Rung.TO_LEADER):
        if due.told < step <= rung:
            _escalate(due, step)
    tell_due_date(due_date=due, rung=rung, by=TheProgram())
    return True


def _escalate(due: DueDate, rung: int) -> None:
    unit = due.account.jurisdiction if due.account else due.unit
    told = set(due.reminders.values_list("account_id", flat=True))
    superiors = superiors_of(unit, rung) if unit is not None else []
    # Where nobody is a deputy the leaders are told at once.
    step = rung if unit is not None and named_superiors(unit, rung) else Rung.TO_LEADER
    others = [one for one in superiors if one.pk != due.account_id and one.pk not in told]
    for one in others:
        notify(
            account=one,
            subject=due.subject,
            title=due.title,
            why=WHY[Rung(step)],
            address=due.address,
            by=TheProgram(),
            due_date=due,
        )
    mail(due, rung, others)


def _holders(due: DueDate) -> list[Account]:
    """For whom it waits: one person, or everybody whose own role holds the permission at the unit."""
    if due.account is not None:
        return [due.account]
    unit = due.unit
    assert unit is not None  # noqa: S101 - the database holds that a pool has one
    held = RoleHeld.objects.standing_on(clock.today()).filter(
        role__in=holders(due.permission), account__state="active"
    )
    found = {
        one.account for one in held.select_related("account", "unit") if one.unit and unit.is_within(one.unit)
    }
    return sorted(found, key=lambda one: one.username)
