"""One institution: its dossier with its aspects, its history, its one page for paper; opened and amended."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bureau.files.selectors import files_of
from bureau.kernel.access import needs
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.registry import selectors, services
from bureau.registry.figures import Number, numbers_about, reports_issued
from bureau.registry.forms import FACT_FORMS, IdentificationForm
from bureau.registry.lifecycle import INSTITUTION
from bureau.registry.models import Institution
from bureau.registry.views.answers import day_of, done, form_page, institution_of, who

TABS = ("certificates", "places", "people", "undertakings", "earlier", "documents", "history")
# Kinds of facts of tabs that show one panel each, in their order.
PANELS = {
    "undertakings": ("promise", "reviewfinding", "managementfact", "statedreports"),
    "earlier": ("earlierrecord",),
}
MOVES = (
    *("amend_institution", "record_fact", "assign_institution", "close_institution"),
    *("reopen_institution", "merge_institution", "unmerge_institution", "link_account"),
    *("open_institution_account", "close_institution_account"),
)


@needs(P.INSTITUTION_READ)
def institution(request: HttpRequest, reference: str) -> HttpResponse:
    """The dossier as it stands, or as it stood at the end of a day (`?on=2022-05-16`); one aspect a tab."""
    row, by = institution_of(request, reference), who(request)
    on = day_of(request.GET.get("on", ""))
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else ""
    found = selectors.dossier(row, on)
    objections = {name: INSTITUTION.objection(name, row, by) for name in MOVES}
    context: dict[str, Any] = {
        "dossier": found,
        "institution": row,
        "tab": tab,
        "may": {name: not objection for name, objection in objections.items()},
        "may_enter": not objections["record_fact"] and not found.is_past,
        "brought": {
            fact.source_reference.partition(" ")[0] for rows in found.facts.values() for fact in rows
        },
        "open_phones": by.may(P.CONTACT_READ),
        "fact_kinds": FACT_FORMS,
        "assignments": row.assignments.select_related("unit", "officer").order_by("-valid_from", "-id"),
        "waiting": row.proposals.waiting().count(),
        **_aspect(tab, found, row, by),
    }
    return render(request, "registry/institution.html", context)


def _aspect(tab: str, found: selectors.Dossier, row: Institution, by: Any) -> dict[str, Any]:  # noqa: ANN401 - an account
    """What only one tab needs."""
    if tab == "documents":
        return {"documents": files_of(row.reference, for_=by), "may_add": by.may(P.FILE_ADD, at=row.unit)}
    if tab == "places":
        return {"plan": selectors.plan_of(row, found.facts["site"], found.on, by=by)}
    if tab in PANELS:
        panels = [(kind, FACT_FORMS[kind].title, found.facts[kind]) for kind in PANELS[tab]]
        return {"panels": panels, "issued": _issued(found, row, by) if tab == "undertakings" else []}
    if tab == "history":
        return {"changes": selectors.history(row)}
    if not tab:
        hints = selectors.hints_of(found.facts, found.on)
        return {
            "hints": hints,
            "numbers": numbers_about(row, by, _past(found)),
            "earlier": _earlier(found, row),
            "changes": selectors.lately(row),
            "accounts": row.accounts.select_related("account"),
        }
    return {}


def _past(found: selectors.Dossier) -> dt.date | None:
    """The past day as of which the dossier is shown, if it is."""
    return found.on if found.is_past else None


def _earlier(found: selectors.Dossier, row: Institution) -> list[Number]:
    return selectors.earlier_numbers(row, found.facts["earlierrecord"], _past(found))


def _issued(found: selectors.Dossier, row: Institution, by: Any) -> list[selectors.IssuedLine]:  # noqa: ANN401 - an account
    counted = reports_issued(row, by, _past(found))
    return selectors.issued_lines(counted, found.facts["statedreports"])


@needs(P.INSTITUTION_READ)
def print_institution(request: HttpRequest, reference: str) -> HttpResponse:
    """The dossier on one page of paper."""
    row, by = institution_of(request, reference), who(request)
    found = selectors.dossier(row, day_of(request.GET.get("on", "")))
    context = {
        "institution": row,
        "dossier": found,
        "open_phones": by.may(P.CONTACT_READ),
        "by": by,
        "numbers": numbers_about(row, by, _past(found)),
        "earlier": _earlier(found, row),
        "issued": _issued(found, row, by),
    }
    return render(request, "registry/print_institution.html", context)


@needs(P.INSTITUTION_AMEND)
def register_institution(request: HttpRequest) -> HttpResponse:
    """Open a dossier by hand; it has a site in the division of the unit, which can be corrected."""
    by, unit = who(request), current_unit(request)
    form = IdentificationForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and unit is not None:
        made: list[Institution] = []
        if done(
            form,
            lambda: made.append(
                services.register_institution(
                    identification=form.entered(),
                    division=unit.division,
                    by=by,
                    unit=unit,
                    place=unit.division,
                )
            ),
        ):
            said = _("Opened: the dossier of %(name)s, %(ref)s.")
            messages.success(request, said % {"name": made[0], "ref": made[0].reference})
            return redirect("registry:institution", made[0].reference)
    return form_page(request, "registry/register_institution.html", form, unit=unit)


@needs(P.INSTITUTION_AMEND)
def amend_institution(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a newer word on who it is."""
    row, by = institution_of(request, reference), who(request)
    initial = {"name": row.name, "uscc": row.uscc or "", "kind": row.kind, "home_division": row.home_division}
    form = IdentificationForm(request.POST or None, row=row, initial=initial)
    if request.method == "POST" and form.is_valid():
        entered, base = form.entered(), form.base_version
        if done(
            form,
            lambda: services.amend_institution(institution=row, identification=entered, by=by, base=base),
        ):
            messages.success(request, _("Saved. The earlier word stays on the record."))
            return redirect("registry:institution", reference)
    objection = INSTITUTION.objection("amend_institution", row, by)
    return form_page(request, "registry/amend_institution.html", form, institution=row, objection=objection)
