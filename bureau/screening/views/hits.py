"""Hits: the list with its views and export, one hit, and its rows as they were handed in."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import gate, needs
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.screening import selectors
from bureau.screening.forms import HitFilters
from bureau.screening.ledgers.telling import conduct_name, mild_of, rule_name, title_of
from bureau.screening.lifecycle import HIT
from bureau.screening.models import Hit
from bureau.screening.selectors.hits import ORDER, VIEWS, view_named
from bureau.screening.views.answers import who
from bureau.ui.addresses import changed
from bureau.ui.export import MOST_ROWS, Cell, Export, answer
from bureau.ui.paging import counted, page

DECISIONS = ("accept_hit", "ask_institution", "join_hit", "dismiss_hit", "reopen_hit")


def hit_of(request: HttpRequest, reference: str) -> Hit:
    """The hit, if whoever asks may see it."""
    rows = Hit.objects.select_related(
        "institution__unit", "institution__merged_into__unit", "run", "lead", "gone_run", "figures"
    )
    found: Hit = gate(rows, for_=who(request), reference=reference)
    return found


@needs(P.HIT_READ)
def hits(request: HttpRequest) -> HttpResponse:
    """Hits of the unit chosen in the top bar, by view and conditions."""
    by, unit = who(request), current_unit(request)
    filters = HitFilters(request, below=unit, by=by)
    rows = selectors.hits_seen(by, filters.unit_of(unit))
    fitting = rows.filter(filters.condition())
    chosen = view_named(request.GET.get("view", ""))
    views = [
        {
            "view": view,
            "href": changed(request, view=view.name),
            "count": str(counted(fitting.filter(view.condition(by)))),
            "current": view is chosen,
        }
        for view in VIEWS
    ]
    found = page(fitting.filter(chosen.condition(by)), ORDER, request.GET.get("cursor", ""))
    context = {
        "page": found,
        "lines": [
            (one, title_of(one.rule, one.newest, one.uscc), rule_name(one.rule), mild_of(one.newest))
            for one in found.rows
        ],
        "views": views,
        "filters": filters,
        "chosen": chosen,
        "anything": rows.exists(),
        "may_triage": by.may(P.HIT_TRIAGE),
    }
    return render(request, "screening/hits.html", context)


@needs(P.HIT_READ)
def export_hits(request: HttpRequest) -> HttpResponse:
    """The list as a workbook."""
    by, unit, today = who(request), current_unit(request), clock.today()
    filters = HitFilters(request, below=unit, by=by)
    chosen = view_named(request.GET.get("view", ""))
    rows = (
        selectors.hits_seen(by, filters.unit_of(unit))
        .filter(filters.condition())
        .filter(chosen.condition(by))
    )
    about = [
        (_("Unit"), unit.name if unit else ""),
        (_("View"), str(chosen.title)),
        *filters.said(),
        (_("As of"), today.isoformat()),
        (_("Drawn by"), f"{by} ({by.username})"),
        (_("Mind"), _("A hit accuses nobody: what it means is decided on site.")),
    ]
    columns = (
        *(_("Number"), _("Institution"), _("Contradiction"), _("Rule"), _("Conduct"), _("Report number")),
        *(_("Day"), _("State"), _("Lead"), _("Found"), _("Caution")),
    )
    export = Export(_("Hits"), about, columns, _lines(rows.order_by(*ORDER)[: MOST_ROWS + 1]))
    return answer(export, f"{_('Hits')}-{today:%Y%m%d}{'-demo' if settings.DEMO else ''}.xlsx")


def _lines(rows: QuerySet[Hit]) -> Iterator[tuple[Cell, ...]]:
    for one in rows:
        yield (
            one.reference,
            one.body.name,
            title_of(one.rule, one.newest, one.uscc),
            rule_name(one.rule),
            conduct_name(one.conduct),
            one.report_no,
            one.happened_on,
            _("no longer made") if one.gone_run_id else str(one.get_state_display()),
            one.lead.reference if one.lead else "",
            clock.day_of(one.found_at),
            mild_of(one.newest),
        )


@needs(P.HIT_READ)
def hit(request: HttpRequest, reference: str) -> HttpResponse:
    """One hit with everything that is needed to judge it."""
    row, by = hit_of(request, reference), who(request)
    context = {
        "found": selectors.hit_page(row, for_=by, unit=current_unit(request)),
        "hit": row,
        "objections": {name: HIT.objection(name, row, by) for name in DECISIONS},
        "may_triage": by.may(P.HIT_TRIAGE),
        "may_read_ledgers": by.may(P.LEDGER_READ),
    }
    return render(request, "screening/hit.html", context)


@needs(P.LEDGER_READ)
def hit_rows(request: HttpRequest, reference: str) -> HttpResponse:
    """The rows of a hit as they were handed in, to be compared with the file."""
    row = hit_of(request, reference)
    title = title_of(row.rule, row.newest, row.uscc)
    context = {"hit": row, "title": title, "given": selectors.rows_of(row)}
    return render(request, "screening/hit_rows.html", context)
