"""The list of papers, by how far they are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bureau.kernel.access import needs
from bureau.papers.forms import PaperFilters
from bureau.papers.selectors import VIEWS, listed, view_named
from bureau.people.answering import who
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.ui.addresses import changed
from bureau.ui.paging import counted, page

ORDER = ("-drafted_at", "-reference")


@needs(P.PAPER_READ)
def papers(request: HttpRequest) -> HttpResponse:
    """The papers of the unit chosen in the top bar, the newest first."""
    unit = current_unit(request)
    seen = listed(who(request), unit)
    filters, chosen = PaperFilters(request), view_named(request.GET.get("view", ""))
    fitting = seen.filter(filters.condition())
    views = [
        {
            "view": view,
            "href": changed(request, view=view.name),
            "count": str(counted(fitting.filter(view.condition()))),
            "current": view is chosen,
        }
        for view in VIEWS
    ]
    context = {
        "page": page(fitting.filter(chosen.condition()), ORDER, request.GET.get("cursor", "")),
        "views": views,
        "chosen": chosen,
        "filters": filters,
        "unit": unit,
        "total": str(counted(seen)),
        "anything": seen.exists(),
    }
    return render(request, "papers/papers.html", context)
