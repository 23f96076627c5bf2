"""Domains come into a campaign's focus and leave it, with the reason."""

from __future__ import annotations

from django.db.models import Max

from bureau.campaign.lifecycle import FOCUS
from bureau.campaign.models import Campaign, FocusDomain
from bureau.kernel import clock
from bureau.kernel.access import Actor


def focus_domain(*, campaign: Campaign, domain: str, reason: str, by: Actor) -> FocusDomain:
    """Put a domain into the focus of a campaign, for a reason."""
    last = FocusDomain.objects.filter(campaign=campaign).aggregate(last=Max("position"))["last"] or 0
    row = FocusDomain(
        campaign=campaign, domain=domain, position=last + 1, reason=reason, named_on=clock.today()
    )
    with FOCUS.creating("focus_domain", row, by=by, reason=reason) as made:
        pass
    return made


def withdraw_domain(*, focus: FocusDomain, by: Actor, reason: str, base: int | None = None) -> FocusDomain:
    """Take a domain out of the focus; its institutions stay due like all others."""
    with FOCUS.moving("withdraw_domain", focus, by=by, reason=reason, base=base) as held:
        pass
    return held
