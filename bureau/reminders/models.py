"""Messages to somebody, and due dates that wait for somebody."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bureau.people.models import Account, Unit
from bureau.reminders.lifecycle import DueState, ReminderState, Rung
from bureau.trail.recorded import Recorded, RecordedQuerySet


class DueDateQuerySet(RecordedQuerySet["DueDate"]):
    """Which due dates."""

    def open(self) -> Self:
        """Those that still wait."""
        return self.filter(state=DueState.OPEN)

    def about(self, subject: str) -> Self:
        """Those about one thing, by its reference."""
        return self.filter(subject=subject)

    def waiting_for(self, actor: Any) -> Self:  # noqa: ANN401 - an account, as everywhere
        """Open ones for somebody alone, or for a pool that they belong to."""
        waiting = self.open()
        mine = Q(account=actor.pk)
        for permission, unit in _pools(waiting):
            if actor.may(permission, at=unit):
                mine |= Q(permission=permission, unit=unit)
        return waiting.filter(mine)

    def overdue(self, day: dt.date) -> Self:
        """Due before a day."""
        return self.filter(due_on__lt=day)

    def due_on(self, day: dt.date) -> Self:
        """Due on a day."""
        return self.filter(due_on=day)


def _pools(waiting: DueDateQuerySet) -> list[tuple[str, Unit]]:
    """The pairs of permission and unit for which something waits; there are few, however many rows wait."""
    pairs = list(waiting.filter(account=None).order_by().values_list("permission", "unit").distinct())
    units = Unit.objects.in_bulk({unit for _permission, unit in pairs})
    return [(permission, units[unit]) for permission, unit in pairs]


class ReminderQuerySet(RecordedQuerySet["Reminder"]):
    """Which messages."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account, as everywhere
        """Messages to somebody, and to nobody else."""
        return self.filter(account=actor.pk)

    def new(self) -> Self:
        """Those not read yet."""
        return self.filter(state=ReminderState.NEW)


class About(Recorded):
    """What both say: about what, in which words, why it came to me, and where to go."""

    subject = models.CharField(_("about"), max_length=80, db_index=True)
    title = models.CharField(_("title"), max_length=200)
    # A sentence, or a msgid of the catalogue: pages show it in the language of whoever reads.
    why = models.CharField(_("why it came to you"), max_length=300)
    address = models.CharField(_("address"), max_length=300)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class DueDate(About):
    """Something that waits until a day for one person, or for whoever holds a permission at a unit.

    Beside a person `unit` is that of the matter, where it is known: its closures are no working days.
    """

    due_on = models.DateField(_("due on"))
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="due_dates"
    )
    permission = models.CharField(max_length=60, blank=True)
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="due_dates",
    )
    state = models.CharField(
        _("state"), max_length=20, choices=DueState, default=DueState.OPEN, editable=False
    )
    told = models.PositiveSmallIntegerField(
        _("told so far"), choices=Rung, default=Rung.NOTHING, editable=False
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by_name = models.CharField(max_length=120, blank=True)

    objects: ClassVar[Any] = DueDateQuerySet.as_manager()

    class Meta:
        verbose_name = _("due date")
        ordering = ("due_on", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=DueState.values), name="reminders_due_state"),
            models.CheckConstraint(
                condition=Q(account__isnull=False, permission="")
                | (Q(account__isnull=True, unit__isnull=False) & ~Q(permission="")),
                name="reminders_due_for_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=DueState.OPEN, ended_at__isnull=True)
                | (~Q(state=DueState.OPEN) & Q(ended_at__isnull=False)),
                name="reminders_due_ended",
            ),
        )
        indexes = (models.Index(fields=("state", "due_on"), name="reminders_due_waiting"),)


class Reminder(About):
    """One message to one person."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="reminders")
    # What it reminds of, where it came because that was overdue: it is over when that is done.
    due_date = models.ForeignKey(
        DueDate, on_delete=models.PROTECT, null=True, blank=True, related_name="reminders"
    )
    sent_at = models.DateTimeField(_("sent at"))
    sent_by_name = models.CharField(_("from"), max_length=120)
    state = models.CharField(
        _("state"), max_length=20, choices=ReminderState, default=ReminderState.NEW, editable=False
    )
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects: ClassVar[Any] = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        ordering = ("-sent_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=ReminderState.values), name="reminders_reminder_state"
            ),
            models.CheckConstraint(
                condition=Q(state=ReminderState.NEW, read_at__isnull=True)
                | Q(state=ReminderState.READ, read_at__isnull=False)
                | Q(state=ReminderState.OVER, read_at__isnull=True),
                name="reminders_reminder_read",
            ),
        )
