"""The work queue: what waits for somebody, gathered from the rooms, with the reason why it came to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from bureau.approvals.models import Proposal
from bureau.approvals.selectors import proposed_by, waiting_for
from bureau.kernel import clock
from bureau.people.models import Account
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.registry.completeness import INSTITUTION
from bureau.registry.lifecycle import ProposalState
from bureau.registry.models import Institution
from bureau.registry.selectors import (
    Survey,
    Unfinished,
    names_by_reference,
    own_institution,
    survey_of,
    unfinished,
)
from bureau.reminders.selectors import SOON, Waiting, new_reminders, next_due, queue_counts
from bureau.ui.paging import Counted, up_to

MOST = 50
COLON = "："
KINDS = {
    "V-": gettext_noop("Visit"),
    "D-": gettext_noop("Finding"),
    "FP": gettext_noop("Proposal"),
}  # of which a title says only the number


@dataclass(frozen=True)
class Task:
    """One line of the queue. `due_on` is None where no day is set; `far` is how far off, `whose` whom it waits for."""

    title: str
    note: str
    why: str
    url: str
    do: str
    due_on: dt.date | None = None
    late: bool = False
    whose: str = ""
    about: str = ""
    far: str = ""


@dataclass(frozen=True)
class Group:
    """What is due at about the same time; `mark` is the class of its rows."""

    title: str
    tasks: tuple[Task, ...]
    mark: str = ""


@dataclass(frozen=True)
class Queue:
    """What waits, and where the survey stands. `more` due dates wait beyond those that are listed."""

    tasks: tuple[Task, ...]
    survey: Survey | None
    more: int = 0
    unfinished: Sequence[Unfinished] = ()
    sent: Sequence[Proposal] = ()

    @property
    def has_side(self) -> bool:
        """Whether anything stands beside the queue."""
        return bool(self.unfinished or self.sent)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The tasks by how near their day is; those without a day come last."""
        today = clock.today()
        titles = (_("Overdue"), _("Due today"), _("Within seven days"), _("Later"), _("No day set"))
        places: tuple[list[Task], ...] = ([], [], [], [], [])
        for task in self.tasks:
            places[_place(task, today)].append(task)
        marks = ("late", "soon", "", "", "")
        found = zip(titles, places, marks, strict=True)
        return tuple(Group(title, tuple(tasks), mark) for title, tasks, mark in found if tasks)

    @property
    def count(self) -> Counted:
        """How many things wait."""
        return up_to(len(self.tasks) + self.more)

    @property
    def late(self) -> int:
        """How many of those that are listed are overdue."""
        return sum(task.late for task in self.tasks)


def _place(task: Task, today: dt.date) -> int:
    """0 overdue, 1 today, 2 within seven days, 3 later, 4 without a day."""
    if task.due_on is None:
        return 4
    return (task.due_on >= today) + (task.due_on > today) + (task.due_on > today + SOON)


def queue(request: HttpRequest) -> Queue:
    """The queue of whoever asks, about the unit chosen in the top bar; what is due first, then what has no day."""
    by, unit = request.user, current_unit(request)
    if not isinstance(by, Account):
        return Queue((), None)
    waiting = next_due(by, MOST)
    names = names_by_reference(by, [one.due_date.subject for one in waiting])
    known = _institutions_named(one.due_date.title for one in waiting)
    due = [_due(one, names, known) for one in waiting]
    survey = survey_of(unit, on=clock.today(), for_=by) if unit and by.may(P.INSTITUTION_READ) else None
    tasks = (
        *due,
        *_messages(by),
        *_approvals(by),
        *_own(by),
        *(_tasks(survey, by.may(P.INSTITUTION_AMEND)) if survey else ()),
    )
    return Queue(
        tasks,
        survey,
        queue_counts(by).total - len(due),
        unfinished=unfinished(by, unit, on=clock.today()) if survey and unit else (),
        sent=[one for one in proposed_by(by) if one.state == "proposed"],
    )


def _institutions_named(titles: Iterable[str]) -> set[str]:
    heads = {
        head for title in titles for head in (title.partition(COLON)[0], title.rpartition(" ")[0]) if head
    }
    return set(Institution.objects.filter(name__in=heads).values_list("name", flat=True))


def _due(waiting: Waiting, names: dict[str, str], known: set[str]) -> Task:
    """A due date as a line. A title that begins with its institution is parted, since that has a column of its own."""
    row = waiting.due_date
    about, colon, rest = row.title.partition(COLON)
    if not (colon and about in known):
        about, _space, rest = row.title.rpartition(" ")
    title, about = (rest, about) if about in known and rest else (row.title, names.get(row.subject, ""))
    if title == row.subject and (kind := KINDS.get(row.subject[:2])):
        title = f"{_(kind)} {row.subject}"
    return Task(
        title=title,
        note="" if row.subject in title else row.subject,
        why=_(row.why) if row.why else "",
        url=row.address,
        do=_("Look"),
        due_on=row.due_on,
        late=waiting.late,
        whose=str(row.account or row.unit or ""),
        about=about,
        far=waiting.said,
    )


def _messages(by: Account) -> list[Task]:
    number = new_reminders(by).count()
    if not number:
        return []
    said = ngettext("%(n)s message to you", "%(n)s messages to you", number) % {"n": number}
    why = _("Somebody did something that concerns you.")
    return [Task(said, "", why, reverse("reminders:reminders"), _("Read"), whose=str(by))]


def _approvals(by: Account) -> list[Task]:
    number = len(waiting_for(by)) if by.may(P.APPROVAL_DECIDE) else 0
    if not number:
        return []
    said = ngettext("%(n)s proposal waits for approval", "%(n)s proposals wait for approval", number)
    why = _("Somebody else than the proposer decides, and your role may.")
    return [Task(said % {"n": number}, "", why, reverse("approvals:proposals"), _("Decide"))]


def _own(by: Account) -> list[Task]:
    """What an institution still owes its own dossier; what it has proposed already waits for an officer."""
    if not by.may(P.FACT_PROPOSE):
        return []
    found, address = own_institution(by), reverse("registry:own-institution")
    if found is None:
        said = _("Your account does not speak for an institution yet.")
        why = _("Ask the office that opened it to link it to your dossier.")
        return [Task(said, "", why, address, _("Look"))]
    why = _("The survey asks for dossiers that are complete, clear and detailed.")
    proposed = {one.kind for one in found.proposals if one.state == ProposalState.PROPOSED}
    return [
        Task(
            _("Missing: %(what)s") % {"what": one.name},
            "",
            why,
            reverse("registry:propose-fact", args=[one.kind]) if one.kind else address,
            _("Propose"),
        )
        for one in found.lacks
        if one.supplier == INSTITUTION and one.kind not in proposed
    ]


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
