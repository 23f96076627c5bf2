"""The menu, in the order of the work; an entry that a person has no permission for is absent, not grey."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bureau.approvals.selectors import waiting_for as approvals
from bureau.inspection.selectors import findings_waiting, my_visits
from bureau.jobs.selectors import jobs_under_way
from bureau.kernel import clock
from bureau.kernel.access import actor_of
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.rectification.selectors import of_institution, problem_totals
from bureau.registry.selectors import waiting_for as fact_proposals
from bureau.reminders.selectors import queue_counts
from bureau.screening.selectors import undecided_hits
from bureau.ui.paging import Counted, counted, up_to

Text = str | Promise

COUNTED = "menu_counted"
UNCOUNTED = "menu_uncounted"


@dataclass(frozen=True)
class Waiting:
    """What waits at a place: how much, and how much of it is late."""

    count: Counted
    late: int = 0


@dataclass(frozen=True)
class Place:
    """One entry of the menu as declared: whoever holds one of the permissions sees it, with what waits there."""

    title: Text
    url_name: str
    permissions: tuple[str, ...]
    waiting: Callable[[HttpRequest], Waiting] | None = None


@dataclass(frozen=True)
class Entry:
    """One entry as shown."""

    title: Text
    url: str
    count: Counted | None
    late: int
    current: bool


@dataclass(frozen=True)
class Group:
    """A group of entries under its heading."""

    title: Text
    entries: tuple[Entry, ...]


def _due(request: HttpRequest) -> Waiting:
    counts = queue_counts(actor_of(request))
    return Waiting(up_to(counts.total), counts.overdue)


def _fact_proposals(request: HttpRequest) -> Waiting:
    return Waiting(counted(fact_proposals(request.user, current_unit(request))))  # type: ignore[arg-type] # an account


def _visits(request: HttpRequest) -> Waiting:
    return Waiting(counted(my_visits(request.user)))  # type: ignore[arg-type] # an account


def _findings(request: HttpRequest) -> Waiting:
    return Waiting(counted(findings_waiting(request.user, current_unit(request))))  # type: ignore[arg-type] # an account


def _problems(request: HttpRequest) -> Waiting:
    found = problem_totals(actor_of(request), current_unit(request))
    return Waiting(up_to(found.total - found.closed), found.overdue)


def _own_problems(request: HttpRequest) -> Waiting:
    _body, rows = of_institution(request.user)  # type: ignore[arg-type] # an account
    today = clock.today()
    waiting = [one for one in rows if one.waits_for_institution]
    return Waiting(up_to(len(waiting)), sum(one.is_late_on(today) for one in waiting))


def _hits(request: HttpRequest) -> Waiting:
    return Waiting(counted(undecided_hits(request.user, current_unit(request))))  # type: ignore[arg-type] # an account


def _approvals(request: HttpRequest) -> Waiting:
    return Waiting(up_to(len(approvals(actor_of(request)))))


def _jobs(request: HttpRequest) -> Waiting:
    return Waiting(counted(jobs_under_way(actor_of(request))))


MENU: tuple[tuple[Text, tuple[Place, ...]], ...] = (
    (
        _("Today"),
        (
            Place(_("My work"), "console:home", (P.QUEUE_READ,)),
            Place(_("Campaigns"), "campaign:campaigns", (P.CAMPAIGN_READ,)),
            Place(_("Due dates and messages"), "reminders:reminders", (P.QUEUE_READ,), _due),
            Place(_("Own dossier"), "registry:own-institution", (P.FACT_PROPOSE,)),
            Place(_("Asked of us"), "collecting:own-parts", (P.FACT_PROPOSE,)),
            Place(_("Own problems"), "rectification:own-problems", (P.PROBLEM_ANSWER,), _own_problems),
            Place(_("Orders received"), "rectification:own-orders", (P.PROBLEM_ANSWER,)),
            Place(_("Own report ledgers"), "screening:ledgers", (P.FACT_PROPOSE,)),
            Place(_("Questions to answer"), "screening:questions", (P.FACT_PROPOSE,)),
        ),
    ),
    (
        _("Survey"),
        (
            Place(_("Institutions"), "registry:institutions", (P.INSTITUTION_READ,)),
            Place(_("Proposals of institutions"), "registry:proposals", (P.FACT_ACCEPT,), _fact_proposals),
            Place(_("Rosters"), "registry:rosters", (P.ROSTER_IMPORT,)),
            Place(_("Collections"), "collecting:collections", (P.INSTITUTION_READ,)),
            Place(_("Survey and annex"), "registry:annex", (P.ANNEX_READ,)),
        ),
    ),
    (
        _("Finding problems"),
        (
            Place(_("Report ledgers"), "screening:ledgers", (P.LEDGER_READ,)),
            Place(_("Questions"), "screening:questions", (P.HIT_TRIAGE,)),
            Place(_("Hits"), "screening:hits", (P.HIT_READ,), _hits),
            Place(_("Leads"), "screening:leads", (P.HIT_READ,)),
            Place(_("Portraits of institutions"), "screening:portraits", (P.HIT_READ,)),
            Place(_("Visits"), "inspection:visits", (P.VISIT_READ,), _visits),
            Place(_("Findings"), "inspection:findings", (P.VISIT_READ,), _findings),
        ),
    ),
    (
        _("Rectification"),
        (
            Place(_("Problem register"), "rectification:problems", (P.PROBLEM_READ,), _problems),
            Place(pgettext_lazy("documents", "Papers"), "papers:papers", (P.PAPER_READ,)),
        ),
    ),
    (
        _("Summary and reports"),
        (Place(_("Chain"), "console:chains", (P.HIT_READ, P.VISIT_READ, P.PROBLEM_READ)),),
    ),
    (
        _("Office"),
        (
            Place(_("Approvals"), "approvals:proposals", (P.APPROVAL_DECIDE, P.APPROVAL_PROPOSE), _approvals),
            Place(_("Laws and periods"), "law:laws", (P.LAW_READ,)),
            Place(_("Background work"), "jobs:jobs", (P.JOB_READ,), _jobs),
            Place(_("State of the server"), "console:system", (P.ACCOUNT_MANAGE,)),
            Place(_("Units"), "people:units", (P.UNIT_READ,)),
            Place(_("Accounts"), "people:accounts", (P.ACCOUNT_MANAGE,)),
            Place(_("Roles"), "people:roles", (P.UNIT_READ,)),
        ),
    ),
)


def leave_uncounted(request: HttpRequest) -> None:
    """Have the menu of this answer say no numbers: a page that refuses, or tells of a fault, asks nothing more."""
    setattr(request, UNCOUNTED, True)


def menu(request: HttpRequest) -> tuple[Group, ...]:
    """The groups that the person who asks may see, with what waits for them; counted once a request."""
    found: tuple[Group, ...] | None = getattr(request, COUNTED, None)
    if found is None:
        found = _menu(request)
        setattr(request, COUNTED, found)
    return found


def _menu(request: HttpRequest) -> tuple[Group, ...]:
    by = actor_of(request)
    groups = (
        Group(
            title,
            tuple(
                _entry(request, place) for place in places if any(by.may(one) for one in place.permissions)
            ),
        )
        for title, places in MENU
    )
    return tuple(group for group in groups if group.entries)


def _entry(request: HttpRequest, place: Place) -> Entry:
    url = reverse(place.url_name)
    here = request.path == url or (url != "/" and request.path.startswith(url))
    counts = place.waiting is not None and not getattr(request, UNCOUNTED, False)
    waiting = place.waiting(request) if place.waiting and counts else None
    if waiting is None or not waiting.count.number:
        return Entry(place.title, url, None, 0, here)
    return Entry(place.title, url, waiting.count, waiting.late, here)
