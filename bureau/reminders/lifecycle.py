"""The lifecycles of this room: a due date is open until it is done or withdrawn, a message is new until it is read.

A message is over, read or not, when what it is about has moved on: what was due is done, what was decided is followed.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bureau.kernel.access import Actor
from bureau.kernel.lifecycle import STAYS, Lifecycle, move
from bureau.people.permissions import P


class DueState(models.TextChoices):
    """Whether something still waits."""

    OPEN = "open", gettext_lazy("open")
    DONE = "done", gettext_lazy("done")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


class Rung(models.IntegerChoices):
    """How far somebody has been told of a due date; each is told once."""

    NOTHING = 0, gettext_lazy("nothing")
    BEGUN = 1, gettext_lazy("it begins")
    SOON = 2, gettext_lazy("it is due soon")
    TODAY = 3, gettext_lazy("it is due today")
    LATE = 4, gettext_lazy("it is overdue")
    TO_DEPUTY = 5, gettext_lazy("it is overdue, and the deputy is told")
    TO_LEADER = 6, gettext_lazy("it is overdue, and the leader is told")


class ReminderState(models.TextChoices):
    """Whether a message was read."""

    NEW = "new", gettext_lazy("new")
    READ = "read", gettext_lazy("read")
    OVER = "over", gettext_lazy("over")


def for_nobody(due: Any, _by: Actor) -> str:  # noqa: ANN401 - models lie above their lifecycle
    """What waits, waits for one person or for whoever holds a permission at a unit."""
    pool = bool(due.permission and due.unit_id)
    if (due.account_id is None) == pool:
        return ""
    return _("It must wait for one person, or for those who hold a permission at a unit.")


def somebody_elses(reminder: Any, by: Actor) -> str:  # noqa: ANN401 - as above
    """A message is read by whom it was written to."""
    if getattr(by, "pk", None) == reminder.account_id:
        return ""
    return _("This message is for %(name)s.") % {"name": reminder.account}


D = DueState
R = ReminderState

# Whoever brings these about was judged by the service of the room whose thing it is: the permission asked for here is
# only the one to have a queue at all.
DUE_DATE = Lifecycle(
    "reminders.duedate",
    DueState,
    finals={D.DONE, D.WITHDRAWN},
    moves=[
        move("add_due_date", None, D.OPEN, P.QUEUE_READ, [for_nobody]),
        move("tell_due_date", D.OPEN, STAYS, P.QUEUE_READ),
        move("finish_due_date", D.OPEN, D.DONE, P.QUEUE_READ),
        move("withdraw_due_date", D.OPEN, D.WITHDRAWN, P.QUEUE_READ),
    ],
)
REMINDER = Lifecycle(
    "reminders.reminder",
    ReminderState,
    finals={R.READ, R.OVER},
    moves=[
        move("notify", None, R.NEW, P.QUEUE_READ),
        move("read_reminder", R.NEW, R.READ, P.QUEUE_READ, [somebody_elses]),
        move("end_reminder", R.NEW, R.OVER, P.QUEUE_READ),
    ],
)
