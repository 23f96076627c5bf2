"""Terms of the priority list 重点机构清单: kinds are declared with how each is computed; a campaign weighs them.

    @term("focus", _("Works in a field of focus"), group="field", weight=3)
    def focus(campaign: Campaign, due: Institutions, chosen: Sequence[str]) -> Mapping[UUID, Points]: ...

The groups are those of the notice: area, field, link of the testing chain, kind of problem. A room above declares its
own in its `priorities.py`; nothing is stored but the weights, so that no place can be out of date.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from bureau.campaign.models import Campaign
    from bureau.registry.models import Institution

Text = str | Promise
GROUPS: dict[str, Text] = {
    "area": _("Key area"),
    "field": _("Key field"),
    "link": _("Key link"),
    "problem": _("Key problem"),
}


@dataclass(frozen=True)
class Points:
    """How far a term holds for an institution, in whole points, in words, and where its rows are."""

    points: int
    words: Text
    url: str = ""


Compute = Callable[["Campaign", "QuerySet[Institution]", Sequence[str]], Mapping[uuid.UUID, Points]]
F = TypeVar("F", bound=Compute)


@dataclass(frozen=True)
class Term:
    """A kind of term. `weight` and `why` hold until the office sets others; `asks_units`: it wants units named."""

    name: str
    title: Text
    group: str
    compute: Compute
    weight: int
    why: Text
    asks_units: bool = False


_terms: dict[str, Term] = {}


def term(
    name: str, title: Text, *, group: str, weight: int, why: Text, asks_units: bool = False
) -> Callable[[F], F]:
    """Declare a term, once."""

    def declare(compute: F) -> F:
        held = _terms.setdefault(name, Term(name, title, group, compute, weight, why, asks_units))
        if held.compute is not compute:
            raise ValueError(f"two rooms declare the term {name}")
        return compute

    return declare


def terms() -> dict[str, Term]:
    """Every term that a room has declared, by name, in the order of the notice's groups."""
    autodiscover_modules("priorities")  # each is imported once
    order = list(GROUPS)
    return dict(sorted(_terms.items(), key=lambda pair: (order.index(pair[1].group), pair[0])))
