"""Collections that somebody sees."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from bureau.collecting.models import Collection, Part
from bureau.kernel.access import gate
from bureau.people.models import Unit


def collection_of(reference: str, for_: Any) -> Collection:  # noqa: ANN401 - an account
    """The collection, if this person may see it; else there is none (404)."""
    rows = Collection.objects.select_related("unit", "officer")
    found: Collection = gate(rows, for_=for_, reference=reference)
    return found


def collections_seen(for_: Any, unit: Unit | None) -> QuerySet[Collection]:  # noqa: ANN401 - as above
    """Those that somebody sees, of the unit that lists are about or asking something of one below it."""
    rows = Collection.objects.visible_to(for_)
    if unit is not None:
        below = Unit.objects.within(unit)
        asked = Part.objects.filter(unit__in=below).values("collection")
        rows = rows.filter(unit__in=below) | rows.filter(pk__in=asked)
    found: QuerySet[Collection] = rows.select_related("unit", "officer")
    return found
