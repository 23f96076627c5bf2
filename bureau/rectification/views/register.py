"""The register as a list, on paper, and as a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bureau.kernel import clock
from bureau.kernel.access import needs
from bureau.kernel.lateness import late_words
from bureau.people.calendars import calendar_of
from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.rectification.conduct import CONDUCTS
from bureau.rectification.forms import ProblemFilters
from bureau.rectification.lifecycle import ProblemState
from bureau.rectification.models import Problem
from bureau.rectification.selectors import VIEWS, View, listed, problem_totals, view_named
from bureau.rectification.sources import waiting_to_be_taken_over
from bureau.rectification.views.answers import who
from bureau.registry.domains import official_name_of
from bureau.ui.addresses import changed
from bureau.ui.export import MOST_ROWS, Cell, Export, answer
from bureau.ui.paging import counted, page
from bureau.ui.sorting import Sorting

SORTED = {
    "due": ("answered", "deadline_on", "reference"),
    "number": ("reference",),
    "institution": ("institution__name", "reference"),
}
MOST_PRINTED = 1000


@dataclass(frozen=True)
class Asked:
    """What the address asks for: the unit, the view, the conditions, and the rows that fit them."""

    by: Account
    unit: Unit | None
    filters: ProblemFilters
    view: View
    fitting: QuerySet[Problem]
    rows: QuerySet[Problem]
    sorting: Sorting

    @classmethod
    def by_request(cls, request: HttpRequest) -> Asked:
        """Withdrawn problems are in no view; the condition of that state alone shows them."""
        by, top = who(request), current_unit(request)
        filters = ProblemFilters(request, below=top, by=by)
        unit = filters.unit_of(top)
        view = view_named(request.GET.get("view", ""))
        fitting = listed(by, unit).filter(filters.condition())
        state = filters.chosen.get("state", "")
        plain = (state and not view.name) or state == ProblemState.WITHDRAWN
        rows = fitting if plain else fitting.filter(view.condition(clock.today(), by))
        return cls(by, unit, filters, view, fitting, rows, Sorting(request, SORTED, default="due"))


@needs(P.PROBLEM_READ)
def problems(request: HttpRequest) -> HttpResponse:
    """The register of the unit chosen in the top bar, by view and conditions."""
    asked, today = Asked.by_request(request), clock.today()
    views = [
        {
            "view": view,
            "href": changed(request, view=view.name),
            "count": str(counted(asked.fitting.filter(view.condition(today, asked.by)))),
            "current": view is asked.view,
        }
        for view in VIEWS
    ]
    may_record = asked.by.may(P.PROBLEM_RECORD)
    context = {
        "page": page(asked.rows, asked.sorting.order, request.GET.get("cursor", "")),
        "views": views,
        "counts": problem_totals(asked.by, asked.unit),
        "filters": asked.filters,
        "sorting": asked.sorting,
        "unit": asked.unit,
        "may_record": may_record,
        "offered": waiting_to_be_taken_over(asked.by, asked.unit)[:8] if may_record else (),
        "view": asked.view,
    }
    return render(request, "rectification/problems.html", context)


@needs(P.PROBLEM_READ)
def print_problems(request: HttpRequest) -> HttpResponse:
    """The same rows as a ruled register on paper, without pages."""
    asked = Asked.by_request(request)
    rows = list(asked.rows.order_by(*asked.sorting.order)[: MOST_PRINTED + 1])
    context = {
        "rows": rows[:MOST_PRINTED],
        "more": len(rows) > MOST_PRINTED,
        "most": MOST_PRINTED,
        "unit": asked.unit,
        "view": asked.view,
        "conditions": asked.filters.said(),
        "by": asked.by,
        "back": changed(request),
    }
    return render(request, "rectification/print_problems.html", context)


@needs(P.PROBLEM_READ)
def export_problems(request: HttpRequest) -> HttpResponse:
    """The same rows as a workbook, whose first sheet says what it holds."""
    asked, today = Asked.by_request(request), clock.today()
    about = [
        (_("Unit"), asked.unit.name if asked.unit else ""),
        (_("View"), str(asked.view.title)),
        *asked.filters.said(),
        (_("Withdrawn ones"), _held_of_withdrawn(asked)),
        (_("As of"), today.isoformat()),
        (_("Drawn by"), f"{asked.by} ({asked.by.username})"),
    ]
    columns = (
        *(_("Number"), _("Problem"), _("What is wrong"), _("Institution"), _("Unit"), _("Domain")),
        *(
            _("Basis"),
            _("Conduct"),
            _("Measure asked for"),
            _("Found by"),
            pgettext("problem", "Responsible officer"),
        ),
        *(_("Recorded on"), _("Deadline"), _("Late"), _("State"), _("Closed on"), _("Closed by")),
    )
    rows = asked.rows.select_related("closed_by").order_by(*asked.sorting.order)[: MOST_ROWS + 1]
    export = Export(_("Problem register"), about, columns, _lines(rows, today))
    name = f"{_('Problem register')}-{today:%Y%m%d}{'-demo' if settings.DEMO else ''}.xlsx"
    return answer(export, name)


def _held_of_withdrawn(asked: Asked) -> str:
    only = asked.filters.chosen.get("state") == ProblemState.WITHDRAWN
    return _("these only") if only else _("left out")


def _lines(rows: Any, today: dt.date) -> Iterator[tuple[Cell, ...]]:  # noqa: ANN401 - a queryset
    for one in rows:
        yield (
            one.reference,
            one.title,
            one.what,
            one.institution.name,
            one.unit.short_name,
            official_name_of(one.domain),
            one.basis,
            f"{one.conduct} {CONDUCTS[one.conduct]}" if one.conduct else "",
            one.measure,
            str(one.get_origin_display()),
            str(one.officer),
            clock.day_of(one.recorded_at).isoformat(),
            one.deadline_on.isoformat(),
            late_words(one.deadline_on, today, calendar_of(one.unit)) if one.is_late_on(today) else "",
            str(one.get_state_display()),
            clock.day_of(one.closed_at).isoformat() if one.closed_at else "",
            str(one.closed_by or ""),
        )
