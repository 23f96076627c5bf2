"""One institution: its dossier, and what can be done with it."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bureau.kernel.access import needs
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.registry import selectors, services
from bureau.registry.forms import FACT_FORMS, AssignInstitutionForm, IdentificationForm, ReasonForm
from bureau.registry.lifecycle import INSTITUTION
from bureau.registry.models import Site
from bureau.registry.views.answers import done, form_page, institution_of, who

TABS = (
    ("", _("Overview")),
    ("certificates", _("Certificates and capabilities")),
    ("places", _("Sites and instruments")),
    ("people", _("People")),
)
MOVES = ("amend_institution", "record_fact", "assign_institution", "close_institution", "reopen_institution")


@needs(P.INSTITUTION_READ)
def institution(request: HttpRequest, reference: str) -> HttpResponse:
    """The dossier as it stands, or as it stood at the end of a day (`?on=2022-05-16`)."""
    row, by = institution_of(request, reference), who(request)
    found = selectors.dossier(row, _day(request.GET.get("on", "")))
    tab = request.GET.get("tab", "")
    context = {
        "dossier": found,
        "institution": row,
        "tab": tab if tab in {"certificates", "places", "people"} else "",
        "objections": {name: INSTITUTION.objection(name, row, by) for name in MOVES},
        "may_amend": by.may(P.INSTITUTION_AMEND),
        "may_assign": by.may(P.INSTITUTION_ASSIGN),
        "may_close": by.may(P.INSTITUTION_CLOSE),
        "open_phones": by.may(P.CONTACT_READ),
        "fact_kinds": FACT_FORMS,
        "assignments": row.assignments.select_related("unit", "officer").order_by("-valid_from"),
    }
    return render(request, "registry/institution.html", context)


def _day(text: str) -> dt.date | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise Http404(text) from error


@needs(P.INSTITUTION_READ)
def institution_history(request: HttpRequest, reference: str) -> HttpResponse:
    """Every change of it, from the trail."""
    row = institution_of(request, reference)
    return render(
        request, "registry/institution_history.html", {"institution": row, "changes": selectors.history(row)}
    )


@needs(P.INSTITUTION_AMEND)
def register_institution(request: HttpRequest) -> HttpResponse:
    """Open a dossier by hand."""
    by, unit = who(request), current_unit(request)
    form = IdentificationForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and unit is not None:

        def act() -> None:
            made = services.register_institution(
                identification=form.entered(), division=unit.division, by=by, unit=unit
            )
            services.record_fact(fact=Site(institution=made, division=unit.division), by=by)
            form.made = made  # type: ignore[attr-defined] # handed to the page that follows

        if done(form, act):
            made = form.made  # type: ignore[attr-defined] # as above
            messages.success(
                request,
                _("Opened: the dossier of %(name)s, %(ref)s.") % {"name": made, "ref": made.reference},
            )
            return redirect("registry:institution", made.reference)
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


@needs(P.INSTITUTION_ASSIGN)
def assign_institution(request: HttpRequest, reference: str) -> HttpResponse:
    """Hand it over to a unit and an officer."""
    row, by = institution_of(request, reference), who(request)
    initial = {
        "unit": row.unit.reference if row.unit else None,
        "officer": row.officer.username if row.officer else None,
    }
    form = AssignInstitutionForm(request.POST or None, row=row, by=by, initial=initial)
    if request.method == "POST" and form.is_valid():
        clean, base = form.cleaned_data, form.base_version
        if done(
            form,
            lambda: services.assign_institution(
                institution=row,
                unit=clean["unit"],
                officer=clean["officer"],
                by=by,
                reason=clean["reason"],
                base=base,
            ),
        ):
            said = _("%(unit)s, %(officer)s answer for it from today.")
            messages.success(request, said % {"unit": clean["unit"], "officer": clean["officer"] or "—"})
            return redirect("registry:institution", reference)
    objection = INSTITUTION.objection("assign_institution", row, by)
    return form_page(request, "registry/assign_institution.html", form, institution=row, objection=objection)


@needs(P.INSTITUTION_CLOSE)
def close_institution(request: HttpRequest, reference: str) -> HttpResponse:
    """Close its dossier."""
    row, by = institution_of(request, reference), who(request)
    form = ReasonForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        reason, base = form.cleaned_data["reason"], form.base_version
        if done(form, lambda: services.close_institution(institution=row, by=by, reason=reason, base=base)):
            messages.success(request, _("Closed: the dossier of %(name)s.") % {"name": row})
            return redirect("registry:institution", reference)
    objection = INSTITUTION.objection("close_institution", row, by)
    return form_page(request, "registry/close_institution.html", form, institution=row, objection=objection)


@needs(P.INSTITUTION_CLOSE)
def reopen_institution(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep its dossier again."""
    row, by = institution_of(request, reference), who(request)
    form = ReasonForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        reason, base = form.cleaned_data["reason"], form.base_version
        if done(form, lambda: services.reopen_institution(institution=row, by=by, reason=reason, base=base)):
            messages.success(request, _("The dossier of %(name)s is kept again.") % {"name": row})
            return redirect("registry:institution", reference)
    objection = INSTITUTION.objection("reopen_institution", row, by)
    return form_page(request, "registry/reopen_institution.html", form, institution=row, objection=objection)
