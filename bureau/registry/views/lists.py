"""The list of institutions, its saved views, and its export."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import needs
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.registry.domains import official_names_of
from bureau.registry.forms import InstitutionFilters
from bureau.registry.models import Institution
from bureau.registry.selectors import VIEWS, listed, view_named
from bureau.registry.selectors.lists import contacts_of, counts_by_view
from bureau.registry.views.answers import who
from bureau.ui.addresses import changed
from bureau.ui.export import MOST_ROWS, Cell, Export, answer
from bureau.ui.figures import thousands
from bureau.ui.paging import Counted, counted, page
from bureau.ui.templatetags.mj import masked

ORDER = ("name", "reference")
CHUNK = 400


@needs(P.INSTITUTION_READ)
def institutions(request: HttpRequest) -> HttpResponse:
    """The institutions of the unit chosen in the top bar, by view and conditions."""
    by, today, unit = who(request), clock.today(), current_unit(request)
    filters = InstitutionFilters(request, below=unit, by=by)
    rows = listed(by, filters.unit_chosen or unit)
    chosen = view_named(request.GET.get("view", ""))
    fitting = rows.filter(filters.condition(today))
    shown = fitting.filter(chosen.condition(today, by))
    counts = counts_by_view(fitting, on=today, for_=by)
    views = [
        {
            "view": view,
            "href": changed(request, view=view.name),
            "count": thousands(counts[view.name]),
            "current": view is chosen,
        }
        for view in VIEWS
    ]
    total = Counted(counts[chosen.name])
    context = {
        "page": page(shown, ORDER, request.GET.get("cursor", ""), total=total),
        "views": views,
        "total": str(counted(rows)),
        "filters": filters,
        "unit": filters.unit_chosen or unit,
        "may_register": by.may(P.INSTITUTION_AMEND),
        "may_merge": by.may(P.INSTITUTION_CLOSE),
        "may_import": by.may(P.ROSTER_IMPORT),
        "may_export": by.may(P.INSTITUTION_EXPORT),
        "anything": filters.count or chosen.name or rows.exists(),
    }
    return render(request, "registry/institutions.html", context)


@needs(P.INSTITUTION_EXPORT)
def export_institutions(request: HttpRequest) -> HttpResponse:
    """The list as a workbook; telephones are masked for whoever may not read contacts."""
    by, today, unit = who(request), clock.today(), current_unit(request)
    filters = InstitutionFilters(request, below=unit, by=by)
    about_unit = filters.unit_chosen or unit
    chosen = view_named(request.GET.get("view", ""))
    rows = listed(by, about_unit).filter(chosen.condition(today, by)).filter(filters.condition(today))
    about = [
        (_("Unit"), about_unit.name if about_unit else ""),
        (_("View"), str(chosen.title)),
        *filters.said(),
        (_("As of"), today.isoformat()),
        (_("Drawn by"), f"{by} ({by.username})"),
    ]
    columns = (
        *(_("Number"), _("Name"), _("Unified social credit code"), _("Nature"), _("Domains")),
        *(_("Certificate until"), _("Unit"), _("Responsible officer"), _("Contact"), _("Telephone")),
        _("Missing in the dossier"),
    )
    body = _exported(rows.order_by(*ORDER)[: MOST_ROWS + 1], today, open_phones=by.may(P.CONTACT_READ))
    export = Export(_("Institutions"), about, columns, body)
    return answer(export, f"{_('Institutions')}-{today:%Y%m%d}{'-demo' if settings.DEMO else ''}.xlsx")


def _exported(
    rows: QuerySet[Institution], today: dt.date, *, open_phones: bool
) -> Iterator[tuple[Cell, ...]]:
    """Lines of the workbook, some hundred at a time."""
    chunk: list[Institution] = []
    for one in [*rows, None]:
        if one is not None:
            chunk.append(one)
        if chunk and (one is None or len(chunk) == CHUNK):
            contacts = contacts_of(chunk, today)
            yield from (_cells(held, contacts.get(held.pk), open_phones=open_phones) for held in chunk)
            chunk = []


def _cells(one: Institution, contact: Any, *, open_phones: bool) -> tuple[Cell, ...]:  # noqa: ANN401 - a contact or None
    phone = contact.phone if contact else ""
    return (
        one.reference,
        one.name,
        one.code,
        str(one.get_kind_display()) if one.kind else "",
        official_names_of(one.domains),
        one.certified_until.isoformat() if one.certified_until else "",
        one.unit.short_name if one.unit else "",
        str(one.officer or ""),
        contact.name if contact else "",
        phone if open_phones else masked(phone),
        one.missing,
    )
