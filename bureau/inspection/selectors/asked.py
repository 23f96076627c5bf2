"""What the rooms above ask: findings that wait to be taken over, one finding, and the visits of some weeks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from bureau.inspection.models import Finding, Visit
from bureau.kernel.access import Actor, gate
from bureau.people.models import Unit
from bureau.registry.models import Institution


@dataclass(frozen=True)
class VisitDone:
    """A visit that was concluded, as far as coverage asks."""

    reference: str
    institution: Institution
    unit: Unit
    concluded_on: dt.date
    kind: str
    campaign: str


def established_findings(for_: Any, institution: Institution | None = None) -> QuerySet[Finding]:  # noqa: ANN401 - an account
    """Findings that were signed and that nothing has taken over; of one institution, and of those merged into it."""
    found: QuerySet[Finding] = Finding.objects.visible_to(for_).established()
    if institution is not None:
        found = found.filter(Q(institution=institution) | Q(institution__merged_into=institution))
    return found.select_related("visit__unit", "item", "institution", "drafted_by", "established_by")


def finding_of(reference: str, for_: Actor) -> Finding:
    """One finding, if somebody may see it; else there is none (404)."""
    rows = Finding.objects.select_related(
        "visit__unit", "item", "institution", "drafted_by", "established_by"
    )
    found: Finding = gate(rows, for_=for_, reference=reference)
    return found


def visits_between(unit: Unit, since: dt.date, until: dt.date) -> list[VisitDone]:
    """Visits of a unit and those below it that were concluded from one day to another, both included."""
    rows = (
        Visit.objects.concluded()
        .filter(unit__in=Unit.objects.within(unit), concluded_on__gte=since, concluded_on__lte=until)
        .select_related("institution", "unit")
        .order_by("concluded_on", "reference")
    )
    return [
        VisitDone(one.reference, one.institution, one.unit, one.concluded_on, one.kind, one.campaign)
        for one in rows
        if one.concluded_on is not None
    ]
