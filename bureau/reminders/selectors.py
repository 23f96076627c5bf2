"""What stands in somebody's work queue: overdue, today, within seven days, later; and the messages they have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.lateness import how_far
from bureau.reminders.counting import calendar_for
from bureau.reminders.models import DueDate, Reminder

SOON = dt.timedelta(days=7)


@dataclass(frozen=True)
class Waiting:
    """One due date, as it stands on a day."""

    due_date: DueDate
    on: dt.date

    @property
    def late(self) -> bool:
        """Whether its day has passed."""
        return self.due_date.due_on < self.on

    @property
    def said(self) -> str:
        """How far off its day is, in words with their unit."""
        return how_far(self.due_date.due_on, self.on, calendar_for(self.due_date))


@dataclass(frozen=True)
class Queue:
    """Everything that waits for somebody, by when it is due."""

    overdue: tuple[Waiting, ...]
    today: tuple[Waiting, ...]
    soon: tuple[Waiting, ...]
    later: tuple[Waiting, ...]

    @property
    def counts(self) -> Counts:
        """How many of each."""
        return Counts(len(self.overdue), len(self.today), len(self.soon), len(self.later))


@dataclass(frozen=True)
class Counts:
    """How many wait, by when they are due."""

    overdue: int
    today: int
    soon: int
    later: int

    @property
    def total(self) -> int:
        """All together."""
        return self.overdue + self.today + self.soon + self.later


def waiting_for(by: Actor) -> QuerySet[DueDate]:
    """What waits for somebody."""
    found: QuerySet[DueDate] = DueDate.objects.waiting_for(by).select_related("account", "unit")
    return found


def queue_of(rows: Iterable[DueDate]) -> Queue:
    """Some of what waits, by when it is due."""
    day = clock.today()
    places: tuple[list[Waiting], ...] = ([], [], [], [])
    for row in rows:
        places[_place(row.due_on, day)].append(Waiting(row, day))
    overdue, today, soon, later = (tuple(place) for place in places)
    return Queue(overdue, today, soon, later)


def next_due(by: Actor, most: int) -> list[Waiting]:
    """The first of what waits for somebody, the longest due first."""
    day = clock.today()
    return [Waiting(row, day) for row in waiting_for(by)[:most]]


def queue_counts(by: Actor) -> Counts:
    """The same in numbers, for the menu."""
    day = clock.today()
    found = [0, 0, 0, 0]
    for due_on in DueDate.objects.waiting_for(by).values_list("due_on", flat=True):
        found[_place(due_on, day)] += 1
    return Counts(*found)


def new_reminders(by: Actor) -> QuerySet[Reminder]:
    """Messages to somebody that they have not read."""
    found: QuerySet[Reminder] = Reminder.objects.visible_to(by).new()
    return found


def waiting_about(subject: str) -> QuerySet[DueDate]:
    """What still waits about one thing, for the room that finishes or withdraws it."""
    found: QuerySet[DueDate] = DueDate.objects.open().about(subject)
    return found


def _place(due_on: dt.date, day: dt.date) -> int:
    """0 overdue, 1 today, 2 within seven days, 3 later."""
    return (due_on >= day) + (due_on > day) + (due_on > day + SOON)
