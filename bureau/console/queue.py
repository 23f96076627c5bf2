"""The work queue: what waits for somebody, gathered from the rooms, with the reason why it came to them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.people.models import Account
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.registry.selectors import Survey, survey_of


@dataclass(frozen=True)
class Task:
    """One line of the queue. `due_on` is None where no day is set."""

    title: str
    note: str
    why: str
    url: str
    do: str
    due_on: dt.date | None = None
    late: bool = False


@dataclass(frozen=True)
class Queue:
    """What waits, and where the survey stands."""

    tasks: tuple[Task, ...]
    survey: Survey | None

    @property
    def late(self) -> int:
        """How many are overdue."""
        return sum(task.late for task in self.tasks)


def queue(request: HttpRequest) -> Queue:
    """The queue of whoever asks, about the unit chosen in the top bar."""
    by, unit = request.user, current_unit(request)
    if not isinstance(by, Account):
        return Queue((), None)
    survey = survey_of(unit, on=clock.today(), for_=by) if unit and by.may(P.INSTITUTION_READ) else None
    return Queue(tuple(_tasks(survey, by.may(P.INSTITUTION_AMEND))) if survey else (), survey)


def _tasks(survey: Survey, may_amend: bool) -> list[Task]:
    if not may_amend:
        return []
    institutions = reverse("registry:institutions")
    tasks = []
    if survey.lapsed:
        said = _("%(n)s institutions have no certificate in force") % {"n": survey.lapsed}
        why = _("An institution without a certificate in force may issue no marked report.")
        tasks.append(
            Task(
                said,
                _("Ask for the renewed certificate, or close the dossier."),
                why,
                f"{institutions}?view=lapsed",
                _("Look"),
                late=True,
            )
        )
    if survey.ending:
        said = _("%(n)s certificates end within three months") % {"n": survey.ending}
        why = _("Renewal must be applied for three months before the end.")
        tasks.append(Task(said, _("Remind the institutions."), why, f"{institutions}?view=ending", _("Look")))
    if survey.unassigned:
        said = _("%(n)s institutions have no responsible officer") % {"n": survey.unassigned}
        why = _("Every institution has a responsible unit and officer.")
        tasks.append(Task(said, "", why, f"{institutions}?view=unassigned", _("Assign")))
    if survey.incomplete:
        said = _("%(n)s dossiers are incomplete") % {"n": survey.incomplete}
        why = _("The survey asks for dossiers that are complete, clear and detailed.")
        tasks.append(Task(said, "", why, f"{institutions}?view=incomplete", _("Complete")))
    return tasks
