"""The work queue: what waits for somebody, gathered from the rooms, by when it is due, and why it came to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from bureau.approvals import selectors as approvals
from bureau.approvals.models import Proposal
from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.registry.selectors import (
    Survey,
    Unfinished,
    names_by_reference,
    rosters_to_confirm,
    survey_of,
    unfinished,
    waiting_for,
)
from bureau.reminders.models import Reminder
from bureau.reminders.selectors import Waiting, new_reminders, queue_of

OPEN = "proposed"


@dataclass(frozen=True)
class Task:
    """One line of the queue. `due_on` is None where no day is set; `about` is the institution or unit it is about."""

    title: str
    why: str
    url: str
    do: str
    note: str = ""
    about: str = ""
    due_on: dt.date | None = None
    late_by: int = 0
    left: int = 0
    late: bool = False


@dataclass(frozen=True)
class Lacking:
    """Something that the survey lacks: the view that shows its rows, how many, and the words of its line."""

    view: str
    number: int
    said: str
    note: str
    why: str
    do: str


@dataclass(frozen=True)
class Group:
    """What is due at about the same time; `mark` is the class of its rows."""

    title: str
    tasks: tuple[Task, ...]
    mark: str = ""


@dataclass(frozen=True)
class Queue:
    """What waits, where the survey stands, whom to urge, and what comes back from others."""

    groups: tuple[Group, ...]
    survey: Survey | None
    unfinished: Sequence[Unfinished] = ()
    messages: Sequence[Reminder] = ()
    sent: Sequence[Proposal] = ()

    @property
    def total(self) -> int:
        """How many things wait."""
        return sum(len(group.tasks) for group in self.groups)

    @property
    def said(self) -> str:
        """How many of each, in a few words."""
        return _(", ").join(f"{group.title} {len(group.tasks)}" for group in self.groups)

    @property
    def has_side(self) -> bool:
        """Whether anything stands beside the queue."""
        return bool(self.unfinished or self.messages or self.sent)


def queue(request: HttpRequest) -> Queue:
    """The queue of whoever asks, about the unit chosen in the top bar."""
    by, unit = request.user, current_unit(request)
    if not isinstance(by, Account):
        return Queue((), None)
    today = clock.today()
    survey = survey_of(unit, on=today, for_=by) if unit and by.may(P.INSTITUTION_READ) else None
    undated = [*_decisions(by), *_registry(by, unit)]
    if survey and by.may(P.INSTITUTION_AMEND):
        undated += _survey(survey)
    return Queue(
        groups=tuple(
            group for group in (*_dated(by, today), Group(_("No day set"), tuple(undated))) if group.tasks
        ),
        survey=survey,
        unfinished=unfinished(by, unit, on=today) if survey and unit else (),
        messages=list(new_reminders(by)[:8]),
        sent=[one for one in approvals.proposed_by(by) if one.state == OPEN],
    )


def _dated(by: Account, today: dt.date) -> Iterator[Group]:
    """What has a day, by how near it is."""
    found = queue_of(by)
    rows = (*found.overdue, *found.today, *found.soon, *found.later)
    names = names_by_reference(by, [row.due_date.subject for row in rows])
    for title, waiting, mark in (
        (_("Overdue"), found.overdue, "late"),
        (_("Due today"), found.today, "soon"),
        (_("Within seven days"), found.soon, ""),
        (_("Later"), found.later, ""),
    ):
        yield Group(title, tuple(_task(row, names, today) for row in waiting), mark)


def _task(row: Waiting, names: dict[str, str], today: dt.date) -> Task:
    due = row.due_date
    return Task(
        title=due.title,
        why=due.why,
        url=due.address,
        do=_("Do it"),
        note=due.subject,
        about=names.get(due.subject, due.unit.short_name if due.unit else ""),
        due_on=due.due_on,
        late_by=row.late_by,
        left=max(0, (due.due_on - today).days),
    )


def _decisions(by: Account) -> Iterator[Task]:
    """What others propose and this person may decide."""
    for one in approvals.waiting_for(by):
        yield Task(
            title=one.title,
            why=_("You may decide it; %(who)s proposed it.") % {"who": one.proposer},
            url=reverse("approvals:proposal", args=[one.reference]),
            do=_("Decide"),
            note=one.reference,
            about=one.unit.short_name,
        )


def _registry(by: Account, unit: Unit | None) -> Iterator[Task]:
    """What institutions propose, and rosters that nobody has confirmed."""
    if by.may(P.FACT_ACCEPT):
        for one in waiting_for(by, unit)[:20]:
            yield Task(
                title=_("Check what the institution says of itself"),
                why=_("An institution's word counts once an officer has accepted it."),
                url=reverse("registry:proposal", args=[one.reference]),
                do=_("Check"),
                note=one.reference,
                about=one.institution.name,
            )
    if by.may(P.ROSTER_IMPORT):
        for roster in rosters_to_confirm(by):
            yield Task(
                title=_("Confirm the roster %(name)s") % {"name": roster},
                why=_("It was read; nothing is imported until somebody confirms it."),
                url=reverse("registry:roster", args=[roster.reference]),
                do=_("Confirm"),
                note=roster.reference,
                about=roster.unit.short_name,
            )


def _survey(survey: Survey) -> Iterable[Task]:
    """What the survey still lacks, each with the rows it is about."""
    work = (
        Lacking(
            "lapsed",
            survey.lapsed,
            _("%(n)s institutions have no certificate in force"),
            _("Ask for the renewed certificate, or close the dossier."),
            _("An institution without a certificate in force may issue no marked report."),
            _("Look"),
        ),
        Lacking(
            "ending",
            survey.ending,
            _("%(n)s certificates end within three months"),
            _("Remind the institutions."),
            _("Renewal must be applied for three months before the end."),
            _("Look"),
        ),
        Lacking(
            "unassigned",
            survey.unassigned,
            _("%(n)s institutions have no responsible officer"),
            "",
            _("Every institution has a responsible unit and officer."),
            _("Assign"),
        ),
        Lacking(
            "incomplete",
            survey.incomplete,
            _("%(n)s dossiers are incomplete"),
            "",
            _("The survey asks for dossiers that are complete, clear and detailed."),
            _("Complete"),
        ),
    )
    rows = reverse("registry:institutions")
    return [
        Task(
            title=one.said % {"n": one.number},
            why=one.why,
            url=f"{rows}?view={one.view}",
            do=one.do,
            note=one.note,
            late=one.view == "lapsed",
        )
        for one in work
        if one.number
    ]
