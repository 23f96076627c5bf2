"""One visit: its page, planned, amended, handed over, called off, begun, concluded, and its record on paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bureau.campaign.selectors import current_campaign
from bureau.inspection import selectors, services
from bureau.inspection.forms import (
    AmendVisitForm,
    BeginVisitForm,
    ConcludeVisitForm,
    HandOverVisitForm,
    PlanVisitForm,
    ReasonForm,
)
from bureau.inspection.lifecycle import VISIT
from bureau.inspection.models import Visit
from bureau.inspection.views.answers import done, form_page, posted, who
from bureau.kernel import clock
from bureau.kernel.access import needs
from bureau.people.models import Account
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.registry.models import Institution


@needs(P.VISIT_READ)
def visit(request: HttpRequest, reference: str) -> HttpResponse:
    """What is planned, who goes, what is looked at, what was found, and what keeps it from being concluded."""
    row, by = selectors.get_visit(reference, for_=who(request)), who(request)
    context = {
        "visit": row,
        "found": selectors.visit_page(row, by),
        "draws": selectors.draws_of(row),
        "changes": selectors.history_of(row),
        "may_plan": by.may(P.VISIT_PLAN, at=row.unit),
        "may_conduct": by.may(P.VISIT_CONDUCT, at=row.unit) and by in row.officers,
    }
    return render(request, "inspection/visit.html", context)


@needs(P.VISIT_READ)
def print_visit(request: HttpRequest, reference: str) -> HttpResponse:
    """The record of the visit as an office would have typed it."""
    row, by = selectors.get_visit(reference, for_=who(request)), who(request)
    context = {"visit": row, "found": selectors.visit_page(row, by), "by": by}
    return render(request, "inspection/print_visit.html", context)


@needs(P.VISIT_PLAN)
def plan_visit(request: HttpRequest) -> HttpResponse:
    """Plan one; `?institution=` chooses whom to visit."""
    by, unit = who(request), current_unit(request)
    form = PlanVisitForm(posted(request), by=by, about=unit, initial=_proposed(request, by))
    if request.method == "POST" and form.is_valid():
        made: list[Visit] = []
        clean = form.cleaned_data
        if done(
            form,
            lambda: made.append(
                services.plan_visit(
                    institution=clean["institution"], unit=clean["unit"], plan=form.plan(), by=by
                )
            ),
        ):
            messages.success(
                request,
                _("Planned: %(ref)s. Now put on it what is to be looked at.") % {"ref": made[0].reference},
            )
            return redirect("inspection:visit", made[0].reference)
    return form_page(request, "inspection/plan_visit.html", form)


def _proposed(request: HttpRequest, by: Account) -> dict[str, Any]:
    """What the form begins with: the institution of the address, the unit that answers for it, and oneself."""
    institution: Institution | None = (
        Institution.objects.visible_to(by).filter(reference=request.GET.get("institution", "")).first()
    )
    unit = institution.unit if institution and institution.unit else current_unit(request)
    runs = current_campaign(unit, clock.today()) if unit else None
    return {
        "campaign": runs.reference if runs else "",
        "institution": institution.reference if institution else None,
        "unit": unit.reference if unit else None,
        "planned_on": clock.today(),
        "first_officer": by.username,
    }


@needs(P.VISIT_PLAN)
def amend_visit(request: HttpRequest, reference: str) -> HttpResponse:
    """Another day, other officers, another purpose."""
    row, by = selectors.get_visit(reference, for_=who(request)), who(request)
    initial = {
        "planned_on": row.planned_on,
        "kind": row.kind,
        "campaign": row.campaign,
        "purpose": row.purpose,
        "first_officer": row.first_officer.username,
        "second_officer": row.second_officer.username,
    }
    form = AmendVisitForm(posted(request), row=row, about=row.unit, initial=initial)
    if request.method == "POST" and form.is_valid():
        plan, base = form.plan(), form.base_version
        if done(form, lambda: services.amend_visit(visit=row, plan=plan, by=by, base=base)):
            messages.success(request, _("Saved. Both officers find it in their work."))
            return redirect("inspection:visit", reference)
    return _asked(request, "amend_visit", row, form)


@needs(P.VISIT_PLAN)
def hand_over_visit(request: HttpRequest, reference: str) -> HttpResponse:
    """To another unit and its officers."""
    row, by = selectors.get_visit(reference, for_=who(request)), who(request)
    initial = {
        "unit": row.unit.reference,
        "first_officer": row.first_officer.username,
        "second_officer": row.second_officer.username,
    }
    form = HandOverVisitForm(posted(request), row=row, by=by, about=current_unit(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        clean, base = form.cleaned_data, form.base_version
        if done(
            form,
            lambda: services.hand_over_visit(
                visit=row,
                unit=clean["unit"],
                first_officer=clean["first_officer"],
                second_officer=clean["second_officer"],
                reason=clean["reason"],
                by=by,
                base=base,
            ),
        ):
            messages.success(request, _("Handed over. Both officers find it in their work."))
            return redirect("inspection:visit", reference)
    return _asked(request, "hand_over_visit", row, form)


@needs(P.VISIT_PLAN)
def call_off_visit(request: HttpRequest, reference: str) -> HttpResponse:
    """It does not take place."""
    row, by = selectors.get_visit(reference, for_=who(request)), who(request)
    form = ReasonForm(posted(request), row=row)
    if request.method == "POST" and form.is_valid():
        reason, base = form.cleaned_data["reason"], form.base_version
        if done(form, lambda: services.call_off_visit(visit=row, reason=reason, by=by, base=base)):
            messages.success(request, _("Called off. What was to be looked at is open again."))
            return redirect("inspection:visit", reference)
    return _asked(request, "call_off_visit", row, form)


@needs(P.VISIT_CONDUCT)
def begin_visit(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the entry; from then on items are answered."""
    row, by = selectors.get_visit(reference, for_=who(request)), who(request)
    form = BeginVisitForm(posted(request), row=row)
    if request.method == "POST" and form.is_valid():
        entry, base = form.entry(), form.base_version
        if done(form, lambda: services.begin_visit(visit=row, entry=entry, by=by, base=base)):
            return redirect("inspection:on-site", reference)
    return _asked(request, "begin_visit", row, form)


@needs(P.VISIT_CONDUCT)
def conclude_visit(request: HttpRequest, reference: str) -> HttpResponse:
    """Close its record."""
    row, by = selectors.get_visit(reference, for_=who(request)), who(request)
    form = ConcludeVisitForm(posted(request), row=row)
    if request.method == "POST" and form.is_valid():
        leaving, base = form.leaving(), form.base_version
        if done(form, lambda: services.conclude_visit(visit=row, leaving=leaving, by=by, base=base)):
            messages.success(request, _("Concluded. The record can be printed and signed."))
            return redirect("inspection:visit", reference)
    return _asked(request, "conclude_visit", row, form)


def _asked(request: HttpRequest, name: str, row: Visit, form: Any) -> HttpResponse:  # noqa: ANN401 - one of the forms
    """The page of one move with its form, or with why it cannot be made."""
    objection = VISIT.objection(name, row, who(request))
    return form_page(request, f"inspection/{name}.html", form, visit=row, objection=objection)
