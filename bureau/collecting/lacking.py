"""What dossiers lack of what is asked, by who must supply it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bureau.kernel import clock
from bureau.registry.completeness import INSTITUTION, REQUIREMENTS, Lack, completeness
from bureau.registry.models import Institution
from bureau.registry.selectors.facts import facts_of

NAMES = {one.key: one.name for one in REQUIREMENTS}


@dataclass(frozen=True)
class Lacking:
    """One institution, and the keys of what it and what the office must supply."""

    institution: Institution
    of_body: tuple[str, ...]
    of_office: tuple[str, ...]


def lacks_of(institution: Institution) -> tuple[Lack, ...]:
    """What a dossier lacks today."""
    return completeness(institution, facts_of(institution), clock.today()).lacks


def lacking(institutions: Iterable[Institution], asked: Collection[str], *, units_too: bool) -> list[Lacking]:
    """Those of these institutions that lack something of it; what the office must supply only if it is asked too."""
    found = []
    for one in institutions:
        lacks = [lack for lack in lacks_of(one) if lack.key in asked]
        own = tuple(lack.key for lack in lacks if lack.supplier == INSTITUTION)
        office = tuple(lack.key for lack in lacks if lack.supplier != INSTITUTION) if units_too else ()
        if own or office:
            found.append(Lacking(one, own, office))
    return found
