"""Where a body works: its sites on a plain plan, among those of others that the reader may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import ngettext

from bureau.registry.models import Institution, Site
from bureau.ui.drawing import Plan, plan

MOST = 2_000  # places of others that are drawn


def plan_of(institution: Institution, sites: Sequence[Site], on: dt.date, *, by: Any) -> Plan | None:  # noqa: ANN401 - an account
    """The plan of the sites that hold on a day and have coordinates, or None where none has."""
    placed = [one for one in sites if one.longitude is not None and one.holds_on(on)]
    if not placed:
        return None
    seen = Institution.objects.visible_to(by).active().exclude(pk=institution.pk)
    others = (
        Site.objects.standing()
        .true_on(on)
        .filter(longitude__isnull=False, institution__in=seen)
        .filter(division__in={one.division for one in placed})
        .values_list("longitude", "latitude")[:MOST]
    )
    said = ngettext("%(n)s site with its coordinates", "%(n)s sites with their coordinates", len(placed))
    return plan(
        [(float(one.longitude or 0), float(one.latitude or 0), str(one)) for one in placed],
        [(float(longitude), float(latitude)) for longitude, latitude in others],
        said=said % {"n": len(placed)},
    )
