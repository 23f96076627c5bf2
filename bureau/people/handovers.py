"""What an officer has in hand, as rooms declare it in their `handovers.py`, and handing all of it over in one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

from bureau.kernel.refusals import Refusal
from bureau.people.models import Account

Text = str | Promise


@dataclass(frozen=True)
class Held:
    """One thing in an officer's hands: its number, what it is, where it is read."""

    reference: str
    title: str
    address: str


@dataclass(frozen=True)
class Change:
    """From whom to whom, by whom, and why."""

    giver: Account
    taker: Account
    by: Account
    reason: str


@dataclass(frozen=True)
class Kind:
    """One kind of thing: what of it somebody holds, as another sees it, and how a room hands one over.

    `hand_over(reference, change)` raises `Refusal` where the room's own rules speak against it.
    """

    name: str
    title: Text
    held_by: Callable[[Account, Account], Iterable[Held]]
    hand_over: Callable[[str, Change], object]


@dataclass(frozen=True)
class Line:
    """One thing and what becomes of it: `why_not` is empty where it goes over."""

    kind: Kind
    held: Held
    why_not: str = ""


_kinds: dict[str, Kind] = {}


def declare(kind: Kind) -> Kind:
    """Declare a kind, once."""
    if _kinds.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"two rooms declare the handing over of {kind.name}")
    return kind


def kinds() -> tuple[Kind, ...]:
    """Every kind that a room declares, lower rooms first."""
    autodiscover_modules("handovers")  # each is imported once
    return tuple(_kinds.values())


def hand_everything_over(change: Change) -> list[Line]:
    """Hand over whatever `giver` holds, in one transaction, each thing by its own room's service and rules.

    What a room refuses stays where it is and is told with the room's sentence; nothing is left between two people.
    """
    with transaction.atomic():
        return list(_each(change))


def rehearse(change: Change) -> list[Line]:
    """What `hand_everything_over` would do now; nothing is changed."""
    with transaction.atomic():
        found = list(_each(change))
        transaction.set_rollback(True)
    return found


def _each(change: Change) -> Iterator[Line]:
    for kind in kinds():
        for held in list(kind.held_by(change.giver, change.by)):
            try:
                with transaction.atomic():
                    kind.hand_over(held.reference, change)
            except Refusal as refused:
                yield Line(kind, held, refused.sentence)
            else:
                yield Line(kind, held)
