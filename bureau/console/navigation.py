"""The menu, in the order of the work; an entry that a person has no permission for is absent, not grey."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bureau.approvals import selectors as approvals
from bureau.kernel.access import actor_of
from bureau.people.models import Account
from bureau.people.permissions import P
from bureau.registry.selectors import waiting_for
from bureau.reminders.selectors import queue_counts

Text = str | Promise


@dataclass(frozen=True)
class Place:
    """One entry of the menu as declared: what waits there for somebody, and how much of it is late."""

    title: Text
    url_name: str
    permission: str
    count: Callable[[Account], int] | None = None
    late: Callable[[Account], int] | None = None


@dataclass(frozen=True)
class Entry:
    """One entry as shown."""

    title: Text
    url: str
    count: int | None
    late: int
    current: bool


@dataclass(frozen=True)
class Group:
    """A group of entries under its heading."""

    title: Text
    entries: tuple[Entry, ...]


def _due(by: Account) -> int:
    return queue_counts(by).total


def _overdue(by: Account) -> int:
    return queue_counts(by).overdue


def _proposed(by: Account) -> int:
    return waiting_for(by, None).count()


def _to_decide(by: Account) -> int:
    return len(approvals.waiting_for(by))


MENU: tuple[tuple[Text, tuple[Place, ...]], ...] = (
    (_("Today"), (Place(_("My work"), "console:home", P.QUEUE_READ, _due, _overdue),)),
    (
        _("Survey"),
        (
            Place(_("Institutions"), "registry:institutions", P.INSTITUTION_READ),
            Place(_("Rosters"), "registry:rosters", P.ROSTER_IMPORT),
            Place(_("Word of institutions"), "registry:proposals", P.FACT_ACCEPT, _proposed),
            Place(_("Your institution"), "registry:own-institution", P.FACT_PROPOSE),
            Place(_("Survey and annex"), "registry:annex", P.ANNEX_READ),
        ),
    ),
    (
        _("Office"),
        (
            Place(_("Approvals"), "approvals:proposals", P.APPROVAL_DECIDE, _to_decide),
            Place(_("Background work"), "jobs:jobs", P.JOB_READ),
            Place(_("Units"), "people:units", P.UNIT_READ),
            Place(_("Accounts"), "people:accounts", P.ACCOUNT_MANAGE),
            Place(_("Roles"), "people:roles", P.UNIT_READ),
        ),
    ),
)


def menu(request: HttpRequest) -> tuple[Group, ...]:
    """The groups that the person who asks may see, with what waits for them."""
    by = actor_of(request)
    groups = (
        Group(title, tuple(_entry(request, place) for place in places if by.may(place.permission)))
        for title, places in MENU
    )
    return tuple(group for group in groups if group.entries)


def _entry(request: HttpRequest, place: Place) -> Entry:
    url = reverse(place.url_name)
    here = request.path == url or (url != "/" and request.path.startswith(url))
    by = request.user
    if not isinstance(by, Account):
        return Entry(place.title, url, None, 0, here)
    late = place.late(by) if place.late else 0
    count = place.count(by) if place.count and not late else 0
    return Entry(place.title, url, count or None, late, here)
