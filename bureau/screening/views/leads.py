"""Leads: the list, one with its hits and its clock, handing it over, closing it without a visit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import needs
from bureau.kernel.lateness import how_far
from bureau.law.selectors import find_term, reckon_term
from bureau.law.selectors.closures import calendar_of
from bureau.law.selectors.faces import face_of, words
from bureau.law.wording import article_words
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.screening import selectors, services
from bureau.screening.forms import HandOverLeadForm, LeadFilters, ReasonForm
from bureau.screening.ledgers.telling import rule_name, title_of
from bureau.screening.lifecycle import LEAD
from bureau.screening.models import Lead
from bureau.screening.services.leads import PERIOD
from bureau.screening.views.answers import done, form_page, posted, who
from bureau.ui.paging import page


@needs(P.HIT_READ)
def leads(request: HttpRequest) -> HttpResponse:
    """Leads of the unit chosen in the top bar, those due first."""
    by = who(request)
    filters = LeadFilters(request)
    rows = selectors.leads_seen(by, filters.unit_of(current_unit(request)))
    fitting = rows.filter(filters.condition())
    if "state" not in filters.chosen:
        fitting = fitting.running()  # type: ignore[attr-defined] # a queryset of leads
    found = page(fitting, ("due_on", "reference"), request.GET.get("cursor", ""))
    context = {
        "page": found,
        "lines": [(one, _left(one)) for one in found.rows],
        "filters": filters,
        "anything": rows.exists(),
        "today": clock.today(),
    }
    return render(request, "screening/leads.html", context)


def _left(lead: Lead) -> str:
    """How far off its day is, in words; nothing for a lead that is over."""
    return how_far(lead.due_on, clock.today(), calendar_of(lead.unit)) if lead.is_running else ""


@needs(P.HIT_READ)
def lead(request: HttpRequest, reference: str) -> HttpResponse:
    """One lead: its hits, its period, who holds it."""
    by = who(request)
    row = selectors.lead_of(reference, by)
    hits = row.hits.select_related("institution").order_by("reference")
    context = {
        "lead": row,
        "lines": [(one, title_of(one.rule, one.newest, one.uscc), rule_name(one.rule)) for one in hits],
        "left": _left(row),
        "period": _period(row),
        "late": row.is_running and row.due_on < clock.today(),
        "may_triage": by.may(P.HIT_TRIAGE),
        "objections": {name: LEAD.objection(name, row, by) for name in ("hand_over_lead", "close_lead")},
    }
    return render(request, "screening/lead.html", context)


def _period(lead: Lead) -> dict[str, Any]:
    """Its clock: the period of the law on the day it began, counted by the calendar of today."""
    begun = clock.day_of(lead.accepted_at)
    found, term = reckon_term(PERIOD, begun, calendar=calendar_of(lead.unit)), find_term(PERIOD, begun)
    return {
        "begun": begun,
        "term": term,
        "article": words(article_words(term.term.article)),
        "pinned": lead.opened_under,
        "pinned_article": words(article_words(lead.opened_under.get("article", ""))),
        "text_changed": bool(lead.opened_under) and lead.opened_under["digest"] != term.entry.digest,
        "length": words(found.length.words),
        "face": face_of(found, clock.today()),
        "counted_anew": "" if found.due.on == lead.due_on else str(found.due),
    }


def _decided(request: HttpRequest, move: str, row: Lead, form: Any, template: str) -> HttpResponse:  # noqa: ANN401 - a form
    objection = LEAD.objection(move, row, who(request))
    return form_page(request, template, form, lead=row, objection=objection)


@needs(P.HIT_TRIAGE)
def hand_over_lead(request: HttpRequest, reference: str) -> HttpResponse:
    """Another officer answers for it."""
    by = who(request)
    row = selectors.lead_of(reference, by)
    form = HandOverLeadForm(posted(request), row=row, unit=row.unit)
    if request.method == "POST" and form.is_valid():
        clean, base = form.cleaned_data, form.base_version
        if done(
            form,
            lambda: services.hand_over_lead(
                lead=row, to=clean["officer"], by=by, reason=clean["reason"], base=base
            ),
        ):
            messages.success(request, _("Handed over to %(name)s.") % {"name": clean["officer"]})
            return redirect("screening:lead", reference)
    return _decided(request, "hand_over_lead", row, form, "screening/hand_over_lead.html")


@needs(P.HIT_TRIAGE)
def close_lead(request: HttpRequest, reference: str) -> HttpResponse:
    """Close it without a visit, for a reason."""
    by = who(request)
    row = selectors.lead_of(reference, by)
    form = ReasonForm(posted(request), row=row)
    if request.method == "POST" and form.is_valid():
        clean, base = form.cleaned_data, form.base_version
        if done(form, lambda: services.close_lead(lead=row, by=by, reason=clean["reason"], base=base)):
            messages.success(request, _("Closed without a visit."))
            return redirect("screening:lead", reference)
    return _decided(request, "close_lead", row, form, "screening/close_lead.html")
