"""What a basis can be chosen for: each room tells of its own in its `law_subjects.py`, by the prefix of a reference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.utils.module_loading import autodiscover_modules

from bureau.kernel.access import Actor
from bureau.people.models import Unit


@dataclass(frozen=True)
class Subject:
    """What is known of it. What is known is not asked again; what is empty, the officer enters.

    `closed` says why no basis is chosen for it any more; a choice for one of `earlier` holds for it too, until it has
    one of its own.
    """

    reference: str
    title: str
    address: str
    unit: Unit
    conduct: str = ""
    domain: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    closed: str = ""
    earlier: tuple[str, ...] = ()


Teller = Callable[[str, Actor], Subject | None]
F = TypeVar("F", bound=Teller)
_tellers: dict[str, Teller] = {}


def tells_of(prefix: str) -> Callable[[F], F]:
    """Declare `tell(reference, actor)` for references that begin with `D-`, say; a stranger is told of nothing."""

    def declare(tell: F) -> F:
        if _tellers.setdefault(prefix, tell) is not tell:
            raise ValueError(f"two rooms tell of {prefix}")
        return tell

    return declare


def subject_of(reference: str, *, for_: Actor) -> Subject | None:
    """What the reference stands for, or None: nothing that a basis is chosen for, or not for this person."""
    autodiscover_modules("law_subjects")  # each is imported once; asking again costs next to nothing
    tell = next((one for prefix, one in _tellers.items() if reference.startswith(prefix)), None)
    return tell(reference, for_) if tell is not None else None
