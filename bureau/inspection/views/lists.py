"""The list of visits, its saved views, and its export."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bureau.inspection.forms import VisitFilters
from bureau.inspection.models import Visit
from bureau.inspection.selectors import VIEWS, listed, view_named
from bureau.inspection.views.answers import who
from bureau.kernel import clock
from bureau.kernel.access import needs
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.ui.addresses import changed
from bureau.ui.export import MOST_ROWS, Cell, Export, answer
from bureau.ui.paging import counted, page

ORDER = ("-planned_on", "-reference")


@needs(P.VISIT_READ)
def visits(request: HttpRequest) -> HttpResponse:
    """The visits of the unit chosen in the top bar, by view and conditions."""
    by, today, unit = who(request), clock.today(), current_unit(request)
    filters = VisitFilters(request, below=unit, by=by)
    rows = listed(by, filters.unit_of(unit))
    chosen = view_named(request.GET.get("view", ""))
    fitting = rows.filter(filters.condition())
    views = [
        {
            "view": view,
            "href": changed(request, view=view.name),
            "count": str(counted(fitting.filter(view.condition(today, by)))),
            "current": view is chosen,
        }
        for view in VIEWS
    ]
    context = {
        "page": page(fitting.filter(chosen.condition(today, by)), ORDER, request.GET.get("cursor", "")),
        "views": views,
        "chosen": chosen,
        "filters": filters,
        "unit": unit,
        "total": str(counted(rows)),
        "may_plan": by.may(P.VISIT_PLAN),
        "anything": rows.exists(),
    }
    return render(request, "inspection/visits.html", context)


@needs(P.VISIT_READ)
def export_visits(request: HttpRequest) -> HttpResponse:
    """The list as a workbook."""
    by, today, unit = who(request), clock.today(), current_unit(request)
    filters = VisitFilters(request, below=unit, by=by)
    chosen = view_named(request.GET.get("view", ""))
    rows = listed(by, filters.unit_of(unit)).filter(filters.condition()).filter(chosen.condition(today, by))
    about = [
        (_("Unit"), unit.name if unit else ""),
        (_("View"), str(chosen.title)),
        *filters.said(),
        (_("As of"), today.isoformat()),
        (_("Drawn by"), f"{by} ({by.username})"),
    ]
    columns = (
        *(
            _("Number"),
            _("Institution"),
            _("Unit"),
            _("Kind of visit"),
            _("Campaign"),
            _("Day"),
            _("First officer"),
        ),
        *(
            _("Second officer"),
            _("State"),
            _("Items"),
            _("Looked at"),
            _("Confirmed"),
            _("Findings"),
            _("Concluded"),
        ),
    )
    body = (_cells(one) for one in rows.order_by(*ORDER)[: MOST_ROWS + 1])
    export = Export(_("Visits"), about, columns, body)
    return answer(export, f"{_('Visits')}-{today:%Y%m%d}{'-demo' if settings.DEMO else ''}.xlsx")


def _cells(one: Visit) -> tuple[Cell, ...]:
    counts: Any = one  # the counts that the list adds to each row
    return (
        one.reference,
        one.institution.name,
        one.unit.short_name,
        str(one.get_kind_display()),
        one.campaign,
        one.planned_on.isoformat(),
        str(one.first_officer),
        str(one.second_officer),
        str(one.get_state_display()),
        counts.asked,
        counts.answered,
        counts.confirmed,
        counts.found,
        one.concluded_on.isoformat() if one.concluded_on else "",
    )
