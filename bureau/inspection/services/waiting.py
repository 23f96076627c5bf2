"""What this room leaves in work queues: a visit for its two officers, a finding for the officer who signs."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bureau.inspection.models import Finding, Visit
from bureau.kernel import clock
from bureau.kernel.access import Actor, Consequence
from bureau.kernel.workdays import working_days_after
from bureau.people.calendars import calendar_of
from bureau.reminders.selectors import waiting_about
from bureau.reminders.services import add_due_date, finish_due_date, withdraw_due_date

TO_SIGN = 3  # working days; a habit of the office, no period of law
# Kept as msgids; a page shows them in the language of whoever reads.
YOUR_VISIT = gettext_noop("You are one of the two officers of this visit.")
YOUR_SIGNATURE = gettext_noop("You were on this visit and did not write this finding: you sign it.")


def await_visit(visit: Visit, by: Actor) -> None:
    """Let a visit wait for its two officers until its day."""
    for officer in visit.officers:
        add_due_date(
            subject=visit.reference,
            title=f"{visit.institution.name} {visit.reference}",
            why=YOUR_VISIT,
            address=reverse("inspection:visit", args=[visit.reference]),
            due_on=visit.planned_on,
            account=officer,
            by=Consequence(by.trail_name),
        )


def await_signature(finding: Finding, by: Actor) -> None:
    """Let a finding wait for the officer who did not write it."""
    unit = finding.visit.unit
    add_due_date(
        subject=finding.reference,
        title=f"{finding.institution.name} {finding.reference}",
        why=YOUR_SIGNATURE,
        address=reverse("inspection:finding", args=[finding.reference]),
        due_on=working_days_after(clock.today(), TO_SIGN, calendar_of(unit)).on,
        account=finding.other_officer,
        unit=unit,
        by=Consequence(by.trail_name),
    )


def end_waiting(subject: str, by: Actor) -> None:
    """It is done and leaves every queue."""
    for due_date in waiting_about(subject):
        finish_due_date(due_date=due_date, by=Consequence(by.trail_name))


def drop_waiting(subject: str, by: Actor, reason: str = "") -> None:
    """It need not be done any more, or waits otherwise now."""
    for due_date in waiting_about(subject):
        withdraw_due_date(
            due_date=due_date, by=Consequence(by.trail_name), reason=reason or _("Planned anew.")
        )
