"""What stands behind a reference, for whoever may know: each room says it of its own in its `references.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.utils.module_loading import autodiscover_modules

from bureau.kernel.access import Actor


@dataclass(frozen=True)
class Card:
    """One node of the chain. `stage` is one of STAGES; `tone` one of the pill's: idle, run, warn, bad, good.

    `note` says why it ended there, where it did; `rows_url` is where the rows of the ledger behind it are.
    """

    reference: str
    stage: str
    title: str
    url: str
    state: str = ""
    tone: str = "idle"
    at: dt.datetime | None = None
    by: str = ""
    note: str = ""
    rows_url: str = ""


# The chain, in its order: from a ledger and its contradictions to a published number.
STAGES = ("ledger", "run", "hit", "lead", "visit", "finding", "problem", "case", "notice", "number")
Resolver = Callable[[str, Actor], Card | None]
F = TypeVar("F", bound=Resolver)

_resolvers: dict[str, Resolver] = {}


def resolves(prefix: str) -> Callable[[F], F]:
    """Declare `resolve(reference, actor)` for references that begin with `P-`, say; a stranger is given None."""

    def declare(resolve: F) -> F:
        if _resolvers.setdefault(prefix, resolve) is not resolve:
            raise ValueError(f"two rooms resolve {prefix}")
        return resolve

    return declare


def card_of(reference: str, *, for_: Actor) -> Card | None:
    """What the reference stands for, or None: there is none, or this person may not know."""
    autodiscover_modules("references")  # each is imported once; asking again costs next to nothing
    resolve = next((one for prefix, one in _resolvers.items() if reference.startswith(prefix)), None)
    return resolve(reference, for_) if resolve is not None else None
