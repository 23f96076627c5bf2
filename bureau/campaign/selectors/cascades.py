"""What a campaign was handed down to, who took it up, and how they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from bureau.campaign.models import Campaign, HandDown
from bureau.campaign.selectors.coverage import tally_of
from bureau.people.lifecycle import UnitState
from bureau.people.models import Unit


@dataclass(frozen=True)
class Below:
    """One unit: whether it took the campaign up, and how its own stands."""

    hand_down: HandDown
    signed_off: int = 0
    phases: int = 0
    covered: int = 0
    due: int = 0
    outside: tuple[str, ...] = ()


def below_of(campaign: Campaign, for_: Any) -> list[Below]:  # noqa: ANN401 - an account
    """Every unit that somebody sees and to which it was handed down, in the order of the units."""
    rows = HandDown.objects.visible_to(for_).standing().filter(campaign=campaign)
    return [_below(one) for one in rows.select_related("unit", "lower", "lower__unit").order_by("unit__path")]


def _below(one: HandDown) -> Below:
    if one.lower is None:
        return Below(one)
    phases, tally = one.lower.phases_now(), tally_of(one.lower)
    outside = tuple(f"{phase.name}：{phase.outside_reason}" for phase in phases if phase.is_outside)
    signed = sum(phase.is_signed_off for phase in phases)
    return Below(one, signed, len(phases), tally.covered.count(), tally.due.count(), outside)


def may_take(campaign: Campaign) -> QuerySet[Unit]:
    """Units below that run campaigns of their own, and have not got this one yet."""
    held = HandDown.objects.standing().filter(campaign=campaign).values("unit")
    rows = Unit.objects.filter(path__startswith=campaign.unit.path, state=UnitState.ACTIVE)
    found: QuerySet[Unit] = rows.filter(kind__in=("city", "district")).exclude(pk=campaign.unit_id)
    return found.exclude(pk__in=held).order_by("path")
