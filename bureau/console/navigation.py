"""The menu, in the order of the work; an entry that a person has no permission for is absent, not grey."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bureau.kernel.access import actor_of
from bureau.people.permissions import P

Text = str | Promise


@dataclass(frozen=True)
class Place:
    """One entry of the menu as declared. `rooms` are the first words of addresses that belong to it."""

    title: Text
    url_name: str
    permission: str
    count: Callable[[HttpRequest], int] | None = None


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


MENU: tuple[tuple[Text, tuple[Place, ...]], ...] = (
    (_("Today"), (Place(_("My work"), "console:home", P.QUEUE_READ),)),
    (
        _("Survey"),
        (
            Place(_("Institutions"), "registry:institutions", P.INSTITUTION_READ),
            Place(_("Rosters"), "registry:rosters", P.ROSTER_IMPORT),
            Place(_("Survey and annex"), "registry:annex", P.ANNEX_READ),
        ),
    ),
    (
        _("Office"),
        (
            Place(_("Approvals"), "approvals:proposals", P.APPROVAL_DECIDE),
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
    return Entry(place.title, url, place.count(request) if place.count else None, 0, here)
