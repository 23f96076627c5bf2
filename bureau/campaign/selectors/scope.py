"""Who is in the scope of a campaign and who is not, by which rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from bureau.campaign.lifecycle_beside import ScopeState
from bureau.campaign.models import Campaign, Effect, ScopeRule
from bureau.campaign.scoping import KINDS
from bureau.kernel import clock
from bureau.registry.models import Institution


@dataclass(frozen=True)
class Ruled:
    """A rule in words, and how many institutions of the area it alone keeps out."""

    rule: ScopeRule
    title: str
    chosen: tuple[str, ...]
    keeps_out: int


@dataclass(frozen=True)
class Left:
    """An institution that is out, with the rules that put it there."""

    institution: Institution
    rules: tuple[ScopeRule, ...]


@dataclass(frozen=True)
class Scope:
    """The area, who of it is in, and every rule that was ever put forward."""

    day: dt.date
    area: int
    within: int
    rules: tuple[Ruled, ...]
    left: tuple[Left, ...]

    @property
    def out(self) -> int:
        """How many of the area are out."""
        return self.area - self.within


def day_of(campaign: Campaign, day: dt.date | None = None) -> dt.date:
    """The day as of which a campaign is counted: once it is closed, that on which it was."""
    return clock.day_of(campaign.closed_at) if campaign.closed_at else day or clock.today()


def area_of_campaign(campaign: Campaign, day: dt.date) -> QuerySet[Institution]:
    """Every institution of the unit's area, whatever the rules say."""
    found: QuerySet[Institution] = Institution.objects.within(campaign.unit, day).active()
    return found


def in_scope(campaign: Campaign, day: dt.date, rules: Iterable[ScopeRule] | None = None) -> Q:
    """The condition under which an institution of the area is in; of the rules in force, or of these."""
    found = Q()
    for rule in rules if rules is not None else ScopeRule.objects.in_force().filter(campaign=campaign):
        found &= ~put_out(rule, day)
    return found


def put_out(rule: ScopeRule, day: dt.date) -> Q:
    """The condition under which a rule keeps an institution out."""
    fits = Q(
        pk__in=Institution.objects.filter(KINDS[rule.kind].fits(rule.campaign, rule.chosen, day)).values("pk")
    )
    return fits if rule.effect == Effect.OUT else ~fits


def scope_of(campaign: Campaign, *, for_: Any) -> Scope:  # noqa: ANN401 - an account
    """The scope over what somebody sees: its rules, and everybody who is out, with the rules that say so."""
    day = day_of(campaign)
    area = area_of_campaign(campaign, day).visible_to(for_)  # type: ignore[attr-defined] # a queryset of this room's
    rules = list(ScopeRule.objects.filter(campaign=campaign).order_by("number"))
    out: dict[Any, list[ScopeRule]] = {}
    ruled = []
    for rule in rules:
        keys = list(area.filter(put_out(rule, day)).values_list("pk", flat=True))
        ruled.append(_ruled(rule, len(keys)))
        if rule.state == ScopeState.IN_FORCE:
            for key in keys:
                out.setdefault(key, []).append(rule)
    rows = area.filter(pk__in=out).select_related("unit", "officer").order_by("name", "reference")
    left = tuple(Left(row, tuple(out[row.pk])) for row in rows)
    whole = area.count()
    return Scope(day, whole, whole - len(left), tuple(ruled), left)


@dataclass(frozen=True)
class Change:
    """What a rule that is not in force yet would change: who goes out, who comes in, how many are then left."""

    ruled: Ruled
    before: int
    after: int
    goes: tuple[Institution, ...]


def change_of(rule: ScopeRule, *, for_: Any) -> Change:  # noqa: ANN401 - an account
    """A rule in words with everybody it keeps out who is in by the other rules in force."""
    day = day_of(rule.campaign)
    area = area_of_campaign(rule.campaign, day).visible_to(for_)  # type: ignore[attr-defined] # as above
    others = ScopeRule.objects.in_force().filter(campaign=rule.campaign).exclude(pk=rule.pk)
    before = area.filter(in_scope(rule.campaign, day, others))
    goes = before.filter(put_out(rule, day)).select_related("unit").order_by("name", "reference")
    count = before.count()
    alone = area.filter(put_out(rule, day)).count()
    rows = tuple(goes)
    return Change(_ruled(rule, alone), count, count - len(rows), rows)


def _ruled(rule: ScopeRule, keeps_out: int) -> Ruled:
    kind = KINDS[rule.kind]
    return Ruled(rule, str(kind.title), tuple(kind.called(rule.campaign, rule.chosen)), keeps_out)
