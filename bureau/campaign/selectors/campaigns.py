"""Which campaigns bind a unit on a day, and one campaign by its reference: for the rooms above."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from bureau.campaign.models import Campaign
from bureau.kernel.access import gate
from bureau.people.models import Unit

ORDER = ("-begins_on", "reference")


def campaigns_of(unit: Unit, on: dt.date) -> QuerySet[Campaign]:
    """The campaigns that run on a day and bind a unit: its own, and those of the units above; the nearest first."""
    rows = Campaign.objects.binding(unit).running_on(on).select_related("unit")
    found: QuerySet[Campaign] = rows.order_by("-unit__path", *ORDER)
    return found


def current_campaign(unit: Unit, on: dt.date) -> Campaign | None:
    """The one that work of a unit on a day belongs to: the nearest, and of several the one that began last."""
    return campaigns_of(unit, on).first()


def campaign_of(reference: str, for_: Any) -> Campaign:  # noqa: ANN401 - an account
    """The campaign, if this person may see it; else there is none (404)."""
    rows = Campaign.objects.select_related("unit", "superior", "superior__unit")
    found: Campaign = gate(rows, for_=for_, reference=reference)
    return found


def may_be_superior(unit: Unit, by: Any) -> QuerySet[Campaign]:  # noqa: ANN401 - an account
    """Issued campaigns of units above a unit that this person sees."""
    above = Campaign.objects.visible_to(by).binding(unit).exclude(unit=unit).filter(issued_at__isnull=False)
    found: QuerySet[Campaign] = above.select_related("unit").order_by(*ORDER)
    return found
