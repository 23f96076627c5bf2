"""How many problems there are, are closed and are overdue, by unit and domain, for the progress of a campaign."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.people.models import Unit
from bureau.rectification.lifecycle import WITH_INSTITUTION, ProblemState
from bureau.rectification.models import Problem


@dataclass(frozen=True)
class Count3:
    """All that were not withdrawn, those closed, those overdue."""

    total: int = 0
    closed: int = 0
    overdue: int = 0


@dataclass(frozen=True)
class ProblemCounts:
    """The same together, by the reference of the unit, and by domain."""

    together: Count3
    by_unit: dict[str, Count3]
    by_domain: dict[str, Count3]


def problem_totals(for_: Actor, unit: Unit | None = None, campaign: str = "") -> Count3:
    """Counts of what somebody sees, of a unit with those below it, and of one campaign if it is named."""
    return Count3(**_rows(for_, unit, campaign).aggregate(**_counting()))


def problem_counts(for_: Actor, unit: Unit | None = None, campaign: str = "") -> ProblemCounts:
    """The same with every unit and every domain apart."""
    rows = _rows(for_, unit, campaign)

    def by(column: str) -> dict[str, Count3]:
        found = rows.values(column).annotate(**_counting())
        return {one.pop(column): Count3(**one) for one in found}

    return ProblemCounts(problem_totals(for_, unit, campaign), by("unit__reference"), by("domain"))


def _rows(for_: Actor, unit: Unit | None, campaign: str) -> QuerySet[Problem]:
    rows = Problem.objects.visible_to(for_).standing().order_by()
    if unit is not None:
        rows = rows.within(unit)
    found: QuerySet[Problem] = rows.filter(campaign=campaign) if campaign else rows
    return found


def _counting() -> dict[str, Count]:
    late = Q(state__in=WITH_INSTITUTION, deadline_on__lt=clock.today())
    return {
        "total": Count("pk"),
        "closed": Count("pk", filter=Q(state=ProblemState.CLOSED)),
        "overdue": Count("pk", filter=late),
    }
