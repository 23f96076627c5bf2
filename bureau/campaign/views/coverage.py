"""The institutions of a campaign, which were covered and which not, and the same as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bureau.campaign.forms import CoverageFilters
from bureau.campaign.models import Campaign, Coverage
from bureau.campaign.selectors import Tally, coverage_of, tally_of
from bureau.campaign.selectors.progress import NONE, OTHER, group_of
from bureau.campaign.views.answers import campaign_asked, who
from bureau.kernel import clock
from bureau.kernel.access import needs
from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.registry.domains import official_names_of
from bureau.registry.models import Institution
from bureau.ui.addresses import changed
from bureau.ui.export import MOST_ROWS, Cell, Export, answer
from bureau.ui.paging import counted, page

ORDER = ("name", "reference")
CHUNK = 400


@dataclass(frozen=True)
class Row:
    """One institution with what covered it."""

    institution: Institution
    coverage: list[Coverage]


@dataclass(frozen=True)
class Asked:
    """The list as it was asked for."""

    campaign: Campaign
    by: Account
    filters: CoverageFilters
    tally: Tally
    fitting: QuerySet[Institution]

    def of_state(self, state: str) -> QuerySet[Institution]:
        """Those of the fitting ones that were covered, or not, or are accounted for otherwise; or all."""
        own = Tally(self.fitting, self.tally.covered_keys, self.tally.excused_keys)
        of = {"covered": own.covered, "uncovered": own.uncovered, "excused": own.excused, "left": own.left}
        return of.get(state, self.fitting)

    @property
    def shown(self) -> QuerySet[Institution]:
        """Those of the state that was chosen."""
        return self.of_state(self.filters.chosen.get("state", "")).select_related("unit", "officer")


def _asked(request: HttpRequest, reference: str) -> Asked:
    campaign, by = campaign_asked(request, reference), who(request)
    tally = tally_of(campaign, for_=by)
    filters = CoverageFilters(request, campaign=campaign, groups=_groups(campaign, tally))
    fitting = tally.due.filter(filters.condition()).filter(_of_unit(campaign, filters.chosen.get("unit", "")))
    return Asked(campaign, by, filters, tally, fitting)


def _groups(campaign: Campaign, tally: Tally) -> list[tuple[str, str]]:
    """The units of the campaign's table, as choices."""
    keys = set(tally.due.order_by().values_list("unit", flat=True))
    found = {group_of(campaign.unit, unit) for unit in Unit.objects.filter(pk__in=keys - {None})}
    named = Unit.objects.filter(reference__in=found).values_list("reference", "short_name")
    words = [(OTHER, _("units of other areas"))] if OTHER in found else []
    return [*named, *words, *([(NONE, _("nobody answers for it"))] if None in keys else [])]


def _of_unit(campaign: Campaign, chosen: str) -> Q:
    """Institutions of a unit of the campaign's table."""
    if not chosen:
        return Q()
    if chosen == NONE:
        return Q(unit=None)
    within = Q(unit__path__startswith=campaign.unit.path)
    if chosen == OTHER:
        return ~within & Q(unit__isnull=False)
    if chosen == campaign.unit.reference:
        return Q(unit=campaign.unit)
    return Q(unit__path__startswith=f"{campaign.unit.path}{chosen}/")


@needs(P.CAMPAIGN_READ)
def institutions(request: HttpRequest, reference: str) -> HttpResponse:
    """The institutions that the campaign is due to cover, by state, domain and unit."""
    asked = _asked(request, reference)
    found = page(asked.shown, ORDER, request.GET.get("cursor", ""))
    known = coverage_of(asked.campaign, found.rows)
    states = (
        ("", _("To visit")),
        ("covered", _("Already visited")),
        ("uncovered", _("Not visited")),
        ("excused", _("Approved reason")),
        ("left", _("Not accounted for")),
    )
    context = {
        "campaign": asked.campaign,
        "page": found,
        "rows": [Row(one, known.get(one.pk, [])) for one in found.rows],
        "filters": asked.filters,
        "views": [
            {
                "title": title,
                "href": changed(request, state=state, cursor=""),
                "count": str(counted(asked.of_state(state))),
                "current": asked.filters.chosen.get("state", "") == state,
            }
            for state, title in states
        ],
        "total": asked.tally.due.count(),
        "may_export": asked.by.may(P.INSTITUTION_EXPORT),
    }
    return render(request, "campaign/institutions.html", context)


@needs(P.INSTITUTION_EXPORT)
def export_institutions(request: HttpRequest, reference: str) -> HttpResponse:
    """The list as a workbook."""
    asked, today = _asked(request, reference), clock.today()
    campaign = asked.campaign
    about = [
        (_("Campaign"), f"{campaign.title} {campaign.reference}"),
        (_("Unit"), campaign.unit.name),
        *asked.filters.said(),
        (_("As of"), today.isoformat()),
        (_("Drawn by"), f"{asked.by} ({asked.by.username})"),
    ]
    columns = (
        *(_("Number"), _("Name"), _("Domains"), _("Unit"), _("Responsible officer")),
        *(_("Visited on"), _("By")),
    )
    title = _("Coverage of the campaign")
    export = Export(title, about, columns, _exported(asked))
    return answer(
        export, f"{title}-{campaign.reference}-{today:%Y%m%d}{'-demo' if settings.DEMO else ''}.xlsx"
    )


def _exported(asked: Asked) -> Iterator[tuple[Cell, ...]]:
    """Lines of the workbook, some hundred at a time."""
    rows = list(asked.shown.order_by(*ORDER)[: MOST_ROWS + 1])
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        known = coverage_of(asked.campaign, chunk)
        yield from (_cells(one, known.get(one.pk, [])) for one in chunk)


def _cells(one: Institution, covered: list[Any]) -> tuple[Cell, ...]:
    return (
        one.reference,
        one.name,
        official_names_of(one.domains),
        one.unit.short_name if one.unit else "",
        str(one.officer or ""),
        covered[0].covered_on.isoformat() if covered else "",
        "、".join(row.by_reference for row in covered),
    )
