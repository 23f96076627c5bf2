"""The list of findings, its saved views, and its export."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bureau.inspection.forms import FindingFilters
from bureau.inspection.models import Finding
from bureau.inspection.selectors import FINDING_VIEWS, View, finding_view_named, listed_findings
from bureau.inspection.views.answers import who
from bureau.kernel import clock
from bureau.kernel.access import needs
from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.registry.domains import official_name_of
from bureau.ui.addresses import changed
from bureau.ui.export import MOST_ROWS, Cell, Export, answer
from bureau.ui.paging import counted, page

ORDER = ("-drafted_at", "-reference")
SEPARATOR = "、"


@dataclass(frozen=True)
class Asked:
    """What the address asks for: the unit, the view, the conditions, and the rows that fit them."""

    by: Account
    unit: Unit | None
    filters: FindingFilters
    view: View
    seen: QuerySet[Finding]
    fitting: QuerySet[Finding]
    rows: QuerySet[Finding]

    @classmethod
    def by_request(cls, request: HttpRequest) -> Asked:
        """A condition on the state holds in the view of all whatever the state, withdrawn or not."""
        by, unit = who(request), current_unit(request)
        filters = FindingFilters(request, below=unit, by=by)
        view = finding_view_named(request.GET.get("view", ""))
        seen = listed_findings(by, filters.unit_of(unit))
        fitting = seen.filter(filters.condition())
        plain = "state" in filters.chosen and not view.name
        rows = fitting if plain else fitting.filter(view.condition(clock.today(), by))
        return cls(by, unit, filters, view, seen, fitting, rows)


@needs(P.VISIT_READ)
def findings(request: HttpRequest) -> HttpResponse:
    """The findings of the unit chosen in the top bar, by view and conditions, the newest first."""
    asked, today = Asked.by_request(request), clock.today()
    views = [
        {
            "view": view,
            "href": changed(request, view=view.name),
            "count": str(counted(asked.fitting.filter(view.condition(today, asked.by)))),
            "current": view is asked.view,
        }
        for view in FINDING_VIEWS
    ]
    context = {
        "page": page(asked.rows, ORDER, request.GET.get("cursor", "")),
        "views": views,
        "chosen": asked.view,
        "filters": asked.filters,
        "unit": asked.unit,
        "total": str(counted(asked.seen)),
        "unassigned": counted(asked.seen.established()),  # type: ignore[attr-defined] # a queryset of findings
        "may_record": asked.by.may(P.PROBLEM_RECORD),
        "anything": asked.seen.exists(),
    }
    return render(request, "inspection/findings.html", context)


@needs(P.VISIT_READ)
def export_findings(request: HttpRequest) -> HttpResponse:
    """The same rows as a workbook, whose first sheet says what it holds."""
    asked, today = Asked.by_request(request), clock.today()
    about = [
        (_("Unit"), asked.unit.name if asked.unit else ""),
        (_("View"), str(asked.view.title)),
        *asked.filters.said(),
        (_("As of"), today.isoformat()),
        (_("Drawn by"), f"{asked.by} ({asked.by.username})"),
    ]
    columns = (
        *(_("Number"), _("What was found"), _("Institution"), _("Unit"), _("Domain")),
        *(_("Suggested conduct"), _("Day of the conduct, from"), _("to"), _("Reports concerned")),
        *(_("Visit"), _("Item"), _("Comes from"), _("Written by"), _("Written on")),
        *(_("Signed by"), _("Signed on"), _("State"), _("Problem"), _("Reason")),
    )
    export = Export(_("Findings"), about, columns, _lines(asked.rows.order_by(*ORDER)[: MOST_ROWS + 1]))
    return answer(export, f"{_('Findings')}-{today:%Y%m%d}{'-demo' if settings.DEMO else ''}.xlsx")


def _lines(rows: QuerySet[Finding]) -> Iterator[tuple[Cell, ...]]:
    for one in rows:
        yield (
            one.reference,
            one.what,
            one.institution.name,
            one.visit.unit.short_name,
            official_name_of(one.domain),
            f"{one.conduct} {one.get_conduct_display()}" if one.conduct else "",
            _on(one.conduct_from),
            _on(one.conduct_to),
            SEPARATOR.join(one.reports),
            one.visit.reference,
            one.item.number,
            one.item.origin,
            str(one.drafted_by),
            _on(clock.day_of(one.drafted_at)),
            str(one.established_by or ""),
            _on(clock.day_of(one.established_at) if one.established_at else None),
            str(one.get_state_display()),
            one.handed_on_to,
            one.closed_why or one.withdrawn_why,
        )


def _on(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
