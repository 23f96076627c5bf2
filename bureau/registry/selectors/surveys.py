"""Where the survey of a unit stands, in figures that each open their rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from bureau.people.models import Account, Unit
from bureau.registry.lifecycle import RosterState
from bureau.registry.models import Institution, RosterImport
from bureau.registry.selectors.annexes import REGION, visiting
from bureau.registry.selectors.lists import counts_by_view, listed, view_named


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
    counts = counts_by_view(rows, on=on, for_=for_)
    return Survey(
        institutions=counts[""],
        visitors=rows.filter(visiting(unit.division[:REGION], on)).count(),
        focus=counts["focus"],
        lapsed=counts["lapsed"],
        ending=counts["ending"],
        unassigned=counts["unassigned"],
        incomplete=counts["incomplete"],
    )


@dataclass(frozen=True)
class Unfinished:
    """A unit below with dossiers that lack something: how many, and how many have no certificate in force."""

    unit: Unit
    incomplete: int
    lapsed: int


def unfinished(by: Account, unit: Unit, *, on: dt.date) -> list[Unfinished]:
    """The units that answer for unfinished dossiers, the longest way to go first."""
    incomplete, lapsed = (view_named(name).condition(on, by) for name in ("incomplete", "lapsed"))
    rows = (
        listed(by, unit)
        .order_by()
        .filter(incomplete | lapsed, unit__isnull=False)
        .values("unit")
        .annotate(incomplete=Count("pk", filter=incomplete), lapsed=Count("pk", filter=lapsed))
    )
    units = Unit.objects.in_bulk([row["unit"] for row in rows])
    found = [Unfinished(units[row["unit"]], row["incomplete"], row["lapsed"]) for row in rows]
    return sorted(found, key=lambda one: (-one.lapsed, -one.incomplete, one.unit.path))


def names_by_reference(by: Account, references: Iterable[str]) -> dict[str, str]:
    """The institutions among some references, by what they are called; only those that somebody sees."""
    rows = Institution.objects.visible_to(by).filter(reference__in=list(references))
    return dict(rows.values_list("reference", "name"))


def rosters_to_confirm(by: Account) -> list[RosterImport]:
    """Rosters that were read and wait for somebody's word."""
    rows = RosterImport.objects.visible_to(by).filter(state=RosterState.READ)
    return list(rows.select_related("file", "unit").order_by("received_at")[:20])
