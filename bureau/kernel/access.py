"""Who may see and do what: a view says what it needs, and one that says nothing stays closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

# How the trail names whoever acts by a link, before the number of the institution: no user name holds a colon.
BY_LINK = "link:"
View = Callable[..., HttpResponseBase]
V = TypeVar("V", bound=View)
M = TypeVar("M", bound=models.Model)


class Actor(Protocol):
    """Whoever acts: an officer, somebody of an institution, or the program itself."""

    @property
    def trail_name(self) -> str:
        """How the trail names the actor."""

    def may(self, permission: str, at: object | None = None) -> bool:
        """Whether a role of theirs holds the permission, for rows of the unit `at` if it is named."""

    def may_now(self, permission: str, at: object | None = None) -> bool:
        """The same, asked of the database again: a role may have been withdrawn a moment ago."""


class TheProgram:
    """The program acting of its own accord: imports of the demonstration, reminders, the worker."""

    trail_name = "program"

    def may(self, permission: str, at: object | None = None) -> bool:  # noqa: ARG002 - an actor's signature
        """It may do what its code says."""
        return True

    def may_now(self, permission: str, at: object | None = None) -> bool:  # noqa: ARG002 - an actor's signature
        """It may do what its code says."""
        return True


@dataclass(frozen=True)
class Consequence:
    """What follows by itself from something that somebody did: in their name, and by no power of theirs."""

    trail_name: str

    def may(self, permission: str, at: object | None = None) -> bool:  # noqa: ARG002 - an actor's signature
        """It follows whether they may or not."""
        return True

    def may_now(self, permission: str, at: object | None = None) -> bool:  # noqa: ARG002 - an actor's signature
        """It follows whether they may or not."""
        return True


@dataclass(frozen=True)
class Access:
    """What a view needs: any one of the permissions, or only to be signed in, or nothing."""

    permissions: tuple[str, ...] = ()
    open_to_all: bool = False


def needs(*permissions: str) -> Callable[[V], V]:
    """Open a view to people who hold one of these permissions; without any, to everybody who is signed in."""

    def declare(view: V) -> V:
        view.access = Access(tuple(str(one) for one in permissions))  # type: ignore[attr-defined]
        return view

    return declare


def open_to_all(view: V) -> V:
    """Open a view to everybody, signed in or not."""
    view.access = Access(open_to_all=True)  # type: ignore[attr-defined]
    return view


def access_of(view: object) -> Access | None:
    """What the view declared, or None if it declared nothing."""
    found = getattr(view, "access", None)
    return found if isinstance(found, Access) else None


def gate(rows: models.QuerySet[M], *, for_: Actor, **named: Any) -> M:
    """Fetch one row and authorise at once: whoever may not see it learns only that there is none (404).

    `rows` must have `visible_to`.
    """
    try:
        found: M = rows.visible_to(for_).get(**named)  # type: ignore[attr-defined]
    except ObjectDoesNotExist as error:
        raise Http404(rows.model._meta.verbose_name) from error
    return found


def actor_of(request: HttpRequest) -> Actor:
    """Whoever asks, signed in."""
    actor: Actor = request.user  # type: ignore[assignment] # the account is an actor
    return actor
