"""Deadlines are set by a day or by working days, and set again with a reason; none is ever overwritten."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.calendars import Calendar
from bureau.kernel.refusals import NotNow
from bureau.kernel.workdays import working_days_after
from bureau.law.selectors.closures import calendar_of
from bureau.people.models import Account
from bureau.rectification.lifecycle import PROBLEM
from bureau.rectification.models import Deadline, Problem
from bureau.rectification.services.awaiting import await_answer, stop_waiting


@dataclass(frozen=True)
class Period:
    """Until when: a day, or so many working days from the day after the one that is counted from."""

    on: dt.date | None = None
    working_days: int | None = None

    def ends(self, counted_from: dt.date, calendar: Calendar | None = None) -> dt.date:
        """The last day of it.

        Raises:
            NotNow: it cannot be known yet, or it is no later than the day counted from.
        """
        if self.working_days is not None:
            due = working_days_after(counted_from, self.working_days, calendar)
            if not due.published:
                raise NotNow(
                    _("%(n)s working days cannot be counted yet: %(due)s. Give a day instead.")
                    % {"n": self.working_days, "due": due}
                )
            return due.on
        if self.on is None or self.on <= counted_from:
            raise NotNow(_("The deadline must be later than %(day)s.") % {"day": counted_from.isoformat()})
        return self.on


def set_deadline(
    problem: Problem, period: Period, *, counted_from: dt.date, move: str, by: Account, reason: str = ""
) -> Deadline:
    """Set the deadline of a problem that is being saved."""
    problem.deadline_on = period.ends(counted_from, calendar_of(problem.unit))
    if problem.deadline_on < clock.today():
        raise NotNow(
            _("That would end on %(day)s, which is past.") % {"day": problem.deadline_on.isoformat()}
        )
    made = Deadline(
        problem=problem,
        turn=problem.turn,
        number=problem.deadlines.count() + 1,
        on=problem.deadline_on,
        counted_from=counted_from,
        working_days=period.working_days,
        move=move,
        reason=reason,
        set_by=by,
        set_at=clock.now(),
    )
    made.save()
    return made


def extend_deadline(
    *, problem: Problem, period: Period, by: Account, reason: str, base: int | None = None
) -> Problem:
    """Give the institution longer than it had, counted from the deadline it has, for a reason that stays on record."""
    with PROBLEM.moving("extend_deadline", problem, by=by, reason=reason, base=base) as held:
        before = held.deadline_on
        set_deadline(held, period, counted_from=before, move="extend_deadline", by=by, reason=reason)
        stop_waiting(held, by)
        await_answer(held, by)
    return held
