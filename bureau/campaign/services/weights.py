"""Weights of the priority list are set, each with its reason; what held before stays in the history."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from bureau.campaign.lifecycle_beside import WEIGHT
from bureau.campaign.models import Campaign, Weight
from bureau.campaign.models.weights import MOST
from bureau.campaign.ranking import terms
from bureau.campaign.services.waiting import named
from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow


def set_weight(
    *, campaign: Campaign, term: str, weight: int, reason: str, by: Actor, chosen: Iterable[str] = ()
) -> Weight:
    """Set how much a term counts in a campaign, for the first time or anew.

    Raises:
        MissingPermission, NotNow: nothing was written.
    """
    if term not in terms():
        raise NotNow(_("This term cannot be computed here."))
    if not 0 <= weight <= MOST:
        raise NotNow(_("A weight is a whole number from 0 to %(most)s.") % {"most": MOST})
    held = Weight.objects.filter(campaign=campaign, term=term).first()
    if held is None:
        row = Weight(campaign=campaign, term=term)
        with WEIGHT.creating("set_weight", row, by=by, reason=reason) as made:
            _enter(made, weight, reason, chosen, by)
        return made
    return change_weight(row=held, weight=weight, reason=reason, chosen=chosen, by=by)


def change_weight(*, row: Weight, weight: int, reason: str, chosen: Iterable[str], by: Actor) -> Weight:
    """Another weight for a term that has one."""
    with WEIGHT.moving("change_weight", row, by=by, reason=reason) as made:
        _enter(made, weight, reason, chosen, by)
    return made


def _enter(row: Weight, weight: int, reason: str, chosen: Iterable[str], by: Actor) -> None:
    row.weight, row.reason, row.chosen = weight, reason, sorted(chosen)
    row.set_on, row.set_by_name = clock.today(), named(by)
