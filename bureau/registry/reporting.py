"""Who reports to whom with the annex form, what was last reported, and under what number a form is awaited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from bureau.people.models import Unit
from bureau.people.models.units import UnitKind
from bureau.registry.models import AnnexSubmission

REPORTING = (UnitKind.CITY, UnitKind.DISTRICT)


def reporting_below(unit: Unit) -> list[Unit]:
    """The cities and districts directly below a unit, which report to it."""
    return list(Unit.objects.active().filter(parent=unit, kind__in=REPORTING).order_by("division", "path"))


def last_submissions(units: Sequence[Unit], on: dt.date) -> dict[Any, AnnexSubmission]:
    """The newest form of each unit, of those that speak of a day until then."""
    rows = AnnexSubmission.objects.filter(unit__in=units, reported_on__lte=on).select_related("unit")
    return {row.unit_id: row for row in rows.order_by("reported_on", "submitted_at", "id")}


def subject_of(unit: Unit) -> str:
    """What the awaited form of a unit is called in queues."""
    return f"AX-{unit.reference}"
