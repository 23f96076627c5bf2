"""The list of institutions, its saved views, and its export."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import needs
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.registry.domains import names_of
from bureau.registry.forms import InstitutionFilters
from bureau.registry.models import Contact
from bureau.registry.selectors import VIEWS, listed
from bureau.registry.views.answers import who
from bureau.ui.addresses import changed
from bureau.ui.export import MOST_ROWS, Export, answer
from bureau.ui.paging import counted, page
from bureau.ui.templatetags.mj import masked

ORDER = ("name", "reference")


@needs(P.INSTITUTION_READ)
def institutions(request: HttpRequest) -> HttpResponse:
    """The institutions of the unit chosen in the top bar, by view and conditions."""
    by, today, filters = who(request), clock.today(), InstitutionFilters(request)
    rows = listed(by, current_unit(request))
    chosen = next((view for view in VIEWS if view.name == request.GET.get("view", "")), VIEWS[0])
    shown = rows.filter(chosen.condition(today, by)).filter(filters.condition())
    views = [
        {
            "view": view,
            "href": changed(request, view=view.name),
            "count": str(counted(rows.filter(view.condition(today, by)))),
            "current": view is chosen,
        }
        for view in VIEWS
    ]
    context = {
        "page": page(shown, ORDER, request.GET.get("cursor", "")),
        "views": views,
        "filters": filters,
        "unit": current_unit(request),
        "may_register": by.may(P.INSTITUTION_AMEND),
        "may_import": by.may(P.ROSTER_IMPORT),
        "may_export": by.may(P.INSTITUTION_EXPORT),
        "anything": filters.count or chosen.name or rows.exists(),
    }
    return render(request, "registry/institutions.html", context)


@needs(P.INSTITUTION_EXPORT)
def export_institutions(request: HttpRequest) -> HttpResponse:
    """The list as a workbook; telephones are masked for whoever may not read contacts."""
    by, today, filters = who(request), clock.today(), InstitutionFilters(request)
    unit = current_unit(request)
    chosen = next((view for view in VIEWS if view.name == request.GET.get("view", "")), VIEWS[0])
    rows = listed(by, unit).filter(chosen.condition(today, by)).filter(filters.condition()).order_by(*ORDER)
    known = Contact.objects.standing().filter(institution__in=rows).order_by("recorded_at")
    contacts = {one.institution_id: one for one in known}
    open_phones = by.may(P.CONTACT_READ)
    body = []
    for one in rows[: MOST_ROWS + 1]:
        contact = contacts.get(one.pk)
        phone = contact.phone if contact else ""
        body.append(
            (
                one.reference,
                one.name,
                one.uscc,
                one.get_kind_display() if one.kind else "",
                names_of(one.domains),
                one.certified_until.isoformat() if one.certified_until else "",
                one.unit.short_name if one.unit else "",
                str(one.officer or ""),
                contact.name if contact else "",
                phone if open_phones else masked(phone),
                one.missing,
            )
        )
    about = [
        (_("Unit"), unit.name if unit else ""),
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
    export = Export(_("Institutions"), about, columns, body)
    return answer(export, f"{_('Institutions')}-{today:%Y%m%d}{'-demo' if settings.DEMO else ''}.xlsx")
