"""Problems are recorded, withdrawn where they were none, and opened again when they relapse."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.refusals import NotNow
from bureau.law.selectors.closures import calendar_of
from bureau.people.models import Account
from bureau.rectification.lifecycle import PROBLEM
from bureau.rectification.models import Problem
from bureau.rectification.services.awaiting import await_answer, stop_waiting
from bureau.rectification.services.deadlines import Period, set_deadline
from bureau.rectification.sources import offered, release_source, tell_source
from bureau.trail.services import link, next_number


def record_problem(*, problem: Problem, period: Period, by: Account) -> Problem:
    """Enter a problem in the register; the institution has from today until the end of the period.

    What it comes from, if anything, is told of it, and the step is in the chain.

    Raises:
        MissingPermission, NotNow: nothing was recorded.
    """
    with PROBLEM.creating("record_problem", problem, by=by) as row:
        if row.source and offered(row.source, for_=by) is None:
            raise NotNow(_("There is no %(source)s that you could take over.") % {"source": row.source})
        year = clock.today().year
        series = f"P-{row.unit.division}-{year}"
        row.reference = f"{series}-{next_number(series):04d}"
        row.recorded_by, row.recorded_at = by, clock.now()
        row.deadline_on = period.ends(clock.today(), calendar_of(row.unit))
        row.save()
        set_deadline(row, period, counted_from=clock.today(), move="record_problem", by=by)
        await_answer(row, by)
        if row.source:
            link(source=row.source, target=row.reference, kind="became", by=by.trail_name)
            tell_source(row.source, row.reference, by)
    return row


def withdraw_problem(*, problem: Problem, by: Account, reason: str, base: int | None = None) -> Problem:
    """It was none: it stays in the register as withdrawn, with the reason; what it came from is free again."""
    with PROBLEM.moving("withdraw_problem", problem, by=by, reason=reason, base=base) as held:
        held.withdrawn_why = reason
        stop_waiting(held, by)
        if held.source:
            release_source(held.source, held.reference, by, reason)
    return held


def reopen_problem(
    *, problem: Problem, period: Period, by: Account, reason: str, base: int | None = None
) -> Problem:
    """It was closed and is there again: another turn begins, with a deadline of its own."""
    with PROBLEM.moving("reopen_problem", problem, by=by, reason=reason, base=base) as held:
        held.turn += 1
        held.reopened_by, held.closed_by, held.closed_at = by, None, None
        set_deadline(held, period, counted_from=clock.today(), move="reopen_problem", by=by, reason=reason)
        await_answer(held, by)
    return held
