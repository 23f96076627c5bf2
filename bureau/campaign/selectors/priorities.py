"""The priority list of a campaign: every institution with the terms of its place, in words and numbers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from bureau.campaign.models import Campaign, Weight
from bureau.campaign.ranking import GROUPS, Points, Term, Text, terms
from bureau.campaign.selectors.coverage import tally_of
from bureau.registry.models import Institution


@dataclass(frozen=True)
class Weighed:
    """A term as a campaign weighs it; `own` is the weight the office set, None where the program's stands."""

    term: Term
    weight: int
    reason: Text
    chosen: tuple[str, ...]
    own: Weight | None

    @property
    def group(self) -> Text:
        """Which of the notice's four it is."""
        return GROUPS[self.term.group]


@dataclass(frozen=True)
class Part:
    """What one term adds to an institution's place."""

    weighed: Weighed
    points: Points

    @property
    def product(self) -> int:
        """Weight times points."""
        return self.weighed.weight * self.points.points


@dataclass(frozen=True)
class Ranked:
    """One institution with its place; those with the same sum share one."""

    place: int
    institution: Institution
    total: int
    parts: tuple[Part, ...]


def weights_of(campaign: Campaign) -> list[Weighed]:
    """Every term with its weight in this campaign."""
    held = {one.term: one for one in Weight.objects.filter(campaign=campaign)}
    found = []
    for name, one in terms().items():
        own = held.get(name)
        weight = own.weight if own else one.weight
        reason = own.reason if own else one.why
        found.append(Weighed(one, weight, reason, tuple(own.chosen) if own else (), own))
    return found


def ranked(campaign: Campaign, *, for_: Any) -> list[Ranked]:  # noqa: ANN401 - an account
    """Those that somebody sees and that are neither inspected nor excused, the first to be inspected first."""
    due = tally_of(campaign, for_=for_).left
    parts: dict[uuid.UUID, list[Part]] = {}
    for one in weights_of(campaign):
        if one.weight:
            for key, points in one.term.compute(campaign, due, one.chosen).items():
                parts.setdefault(key, []).append(Part(one, points))
    rows = [
        (sum(part.product for part in parts.get(body.pk, ())), body)
        for body in due.select_related("unit", "officer")
    ]
    rows.sort(key=lambda row: (-row[0], row[1].name, row[1].reference))
    found: list[Ranked] = []
    for number, (total, body) in enumerate(rows, start=1):
        place = found[-1].place if found and found[-1].total == total else number
        found.append(Ranked(place, body, total, tuple(parts.get(body.pk, ()))))
    return found
