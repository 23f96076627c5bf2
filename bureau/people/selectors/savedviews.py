"""The saved views that somebody has of a list, and which addresses are lists that can be saved."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import NoReverseMatch, resolve, reverse

from bureau.kernel.access import Actor, access_of
from bureau.people.models import Account, SavedView
from bureau.ui.addresses import NOT_KEPT


@dataclass(frozen=True)
class OwnView:
    """One of them as it is shown above its list."""

    view: SavedView
    address: str
    current: bool


def own_views(account: Account, place: str, query: str) -> list[OwnView]:
    """Somebody's own views of a list by their names; the one whose conditions the list shows now is current."""
    here, now = reverse(place), conditions_in(query)
    return [
        OwnView(view, f"{here}?{view.query}", view.query == now)
        for view in SavedView.objects.kept().visible_to(account).filter(place=place)
    ]


def conditions_in(query: str) -> str:
    """The conditions of an address in one order, without the place in the list and without what is empty."""
    given = QueryDict(query)
    kept = sorted(
        (name, value)
        for name in given
        if name not in NOT_KEPT
        for value in given.getlist(name)
        if value.strip()
    )
    found = QueryDict(mutable=True)
    for name, value in kept:
        found.appendlist(name, value)
    return found.urlencode()


def may_open(place: str, by: Actor) -> bool:
    """Whether a name is that of an address without places of its own which this person may open."""
    try:
        access = access_of(resolve(reverse(place)).func)
    except NoReverseMatch:
        return False
    return access is not None and any(by.may(one) for one in access.permissions)
