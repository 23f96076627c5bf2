"""Where the survey of a unit stands, in figures that each open their rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bureau.people.models import Account, Unit
from bureau.registry.selectors.annexes import REGION, visiting
from bureau.registry.selectors.lists import VIEWS, listed


@dataclass(frozen=True)
class Survey:
    """Counts of institutions."""

    institutions: int
    visitors: int
    focus: int
    lapsed: int
    ending: int
    unassigned: int
    incomplete: int

    @property
    def assigned(self) -> int:
        """With a responsible officer."""
        return self.institutions - self.unassigned

    @property
    def complete(self) -> int:
        """With nothing missing."""
        return self.institutions - self.incomplete

    @property
    def certified(self) -> int:
        """With a certificate in force."""
        return self.institutions - self.lapsed


def survey_of(unit: Unit, *, on: dt.date, for_: Account) -> Survey:
    """The survey of a unit as somebody sees it, on a day."""
    rows = listed(for_, unit)
    counts = {view.name: rows.filter(view.condition(on, for_)).count() for view in VIEWS}
    visitors = rows.filter(visiting(unit.division[:REGION], on)).count()
    return Survey(
        institutions=counts[""],
        visitors=visitors,
        focus=counts["focus"],
        lapsed=counts["lapsed"],
        ending=counts["ending"],
        unassigned=counts["unassigned"],
        incomplete=counts["incomplete"],
    )
