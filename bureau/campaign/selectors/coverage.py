"""Which institutions a campaign is due to cover, and which of them it has covered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from bureau.campaign.models import Campaign, Coverage, Excuse
from bureau.campaign.selectors.scope import area_of_campaign, day_of, in_scope
from bureau.registry.models import Institution
from bureau.registry.selectors.lists import in_domain


@dataclass(frozen=True)
class Tally:
    """The institutions that are due, and those among them that were covered."""

    due: QuerySet[Institution]
    covered_keys: frozenset[Any]
    excused_keys: frozenset[Any] = frozenset()

    @property
    def covered(self) -> QuerySet[Institution]:
        """Those that were covered."""
        return self.due.filter(pk__in=self.covered_keys)

    @property
    def uncovered(self) -> QuerySet[Institution]:
        """Those that were not."""
        return self.due.exclude(pk__in=self.covered_keys)

    @property
    def excused(self) -> QuerySet[Institution]:
        """Those that were not, for a reason that was approved."""
        return self.uncovered.filter(pk__in=self.excused_keys)

    @property
    def left(self) -> QuerySet[Institution]:
        """Those for which neither a visit nor an approved reason stands."""
        return self.uncovered.exclude(pk__in=self.excused_keys)

    def of_focus(self, domains: Iterable[str]) -> Tally:
        """The same of those that work in one of these domains, each once."""
        return Tally(self.due.filter(in_any(domains)), self.covered_keys, self.excused_keys)


def in_any(domains: Iterable[str]) -> Q:
    """Institutions that work in at least one of these domains."""
    found = Q(pk__in=[])
    for code in domains:
        found |= in_domain(code)
    return found


def tally_of(campaign: Campaign, day: dt.date | None = None, *, for_: Any = None) -> Tally:  # noqa: ANN401 - an account
    """Who is due by the rules of scope and who was covered, as the registry knows the area on a day.

    `for_` sees their own only. Once a campaign is closed it is counted as on the day on which it was.
    """
    on = day_of(campaign, day)
    due = area_of_campaign(campaign, on).filter(in_scope(campaign, on))
    if for_ is not None:
        due = due.visible_to(for_)  # type: ignore[attr-defined] # a queryset of the registry's
    approved = Excuse.objects.approved().filter(campaign=campaign)
    return Tally(due, covered_keys(campaign), frozenset(approved.values_list("institution", flat=True)))


def covered_keys(campaign: Campaign) -> frozenset[Any]:
    """The keys of covered institutions; one that was merged into another stands for it."""
    rows = Coverage.objects.recorded().filter(campaign=campaign)
    found: set[Any] = set(rows.values_list("institution", flat=True))
    while True:
        into = Institution.objects.filter(pk__in=found, merged_into__isnull=False)
        more = set(into.values_list("merged_into", flat=True)) - found
        if not more:
            return frozenset(found)
        found |= more


def uncovered(campaign: Campaign, for_: Any) -> QuerySet[Institution]:  # noqa: ANN401 - an account
    """The institutions that somebody sees and that the campaign has yet to cover."""
    return tally_of(campaign, for_=for_).uncovered


def coverage_of(campaign: Campaign, institutions: Iterable[Institution]) -> dict[Any, list[Coverage]]:
    """What covered each of these institutions, the latest first."""
    found: dict[Any, list[Coverage]] = {}
    keys = [one.pk for one in institutions]
    rows = Coverage.objects.recorded().filter(campaign=campaign)
    for row in (
        rows.filter(Q(institution__in=keys) | Q(institution__merged_into__in=keys))
        .select_related("institution")
        .order_by("-covered_on", "-id")
    ):
        found.setdefault(row.institution.merged_into_id or row.institution_id, []).append(row)
    return found
