"""The rooms above tell what covered an institution, and take it back."""

from __future__ import annotations

import datetime as dt

from bureau.campaign.lifecycle import COVERAGE
from bureau.campaign.models import Campaign, Coverage
from bureau.campaign.services.waiting import named
from bureau.kernel import clock
from bureau.kernel.access import Actor, Consequence
from bureau.registry.models import Institution


def record_coverage(
    *, campaign: Campaign, institution: Institution, on: dt.date, reference: str, by: Actor
) -> Coverage:
    """An institution was covered on a day by what has this reference; saying it again changes nothing.

    The service that calls has judged that this person may bring it about.

    Raises:
        NotNow: the campaign is not issued, or is over.
    """
    known: Coverage | None = (
        Coverage.objects.recorded()
        .filter(campaign=campaign, institution=institution, by_reference=reference)
        .first()
    )
    if known is not None:
        return known
    row = Coverage(
        campaign=campaign,
        institution=institution,
        covered_on=on,
        by_reference=reference,
        recorded_at=clock.now(),
        recorded_by_name=named(by),
    )
    with COVERAGE.creating("record_coverage", row, by=Consequence(by.trail_name)) as made:
        pass
    return made


def withdraw_coverage(*, campaign: Campaign, reference: str, by: Actor, reason: str) -> list[Coverage]:
    """Whatever was covered by this reference is so no longer: it was withdrawn above; again changes nothing."""
    rows = Coverage.objects.recorded().filter(campaign=campaign, by_reference=reference)
    taken_back = []
    for row in rows:
        with COVERAGE.moving("withdraw_coverage", row, by=Consequence(by.trail_name), reason=reason) as held:
            taken_back.append(held)
    return taken_back
