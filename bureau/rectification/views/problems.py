"""One problem, and recording one, typed or taken over from what was found."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bureau.kernel.access import gate, needs
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.rectification import services
from bureau.rectification.conduct import CONDUCTS
from bureau.rectification.forms import RecordForm
from bureau.rectification.models import Problem
from bureau.rectification.selectors import get_problem, problem_page
from bureau.rectification.sources import Offered, offered
from bureau.rectification.views.answers import done, form_page, sent, who
from bureau.registry.models import Institution


@needs(P.PROBLEM_READ)
def problem(request: HttpRequest, reference: str) -> HttpResponse:
    """What is wrong, until when and why that day, what was answered, who did what, and what may be done now."""
    by = who(request)
    page = problem_page(get_problem(reference, for_=by), by)
    row = page.problem
    made = [name for name, objection in page.objections.items() if not objection]
    context = {
        "page": page,
        "problem": row,
        "conduct": CONDUCTS.get(row.conduct, ""),
        "primary": made[0] if made else "",
        "dock": _dock(row, made[0]) if made else None,
    }
    return render(request, "rectification/problem.html", context)


def _dock(row: Problem, move: str) -> dict[str, str] | None:
    """The one decision that stays at the lower edge of a phone."""
    titles = {
        "close_problem": _("Close the problem"),
        "verify_answer": pgettext("problem", "Verify"),
        "record_answer": _("Record an answer on paper"),
    }
    if move not in titles:
        return None
    page = f"rectification:{move.replace('_', '-')}"
    return {"href": reverse(page, args=[row.reference]), "title": titles[move]}


@needs(P.PROBLEM_RECORD)
def record_problem(request: HttpRequest) -> HttpResponse:
    """Enter a problem; `?institution=` and `?source=` fill in what is known of it."""
    by, unit = who(request), current_unit(request)
    assert unit is not None  # noqa: S101 - whoever holds the permission holds it at a unit
    found = _offered(request)
    initial = RecordForm.begun_with(_institution(request), found, by)
    form = RecordForm(**sent(request), by=by, unit=unit, initial=initial)
    if request.method == "POST" and form.is_valid():
        made: list[Problem] = []
        if done(
            form,
            lambda: made.append(services.record_problem(problem=form.problem(), period=form.period, by=by)),
        ):
            messages.success(request, _("Recorded: %(ref)s.") % {"ref": made[0].reference})
            return redirect("rectification:problem", made[0].reference)
    return form_page(request, "rectification/record_problem.html", form, found=found)


def _offered(request: HttpRequest) -> Offered | None:
    """What it is taken over from, if the address or the form names it and this person may."""
    reference = request.POST.get("source") or request.GET.get("source", "")
    if not reference:
        return None
    found = offered(reference, for_=who(request))
    if found is None:
        raise Http404(reference)
    return found


def _institution(request: HttpRequest) -> Institution | None:
    reference = request.GET.get("institution", "")
    if not reference:
        return None
    rows = Institution.objects.select_related("officer", "unit")
    found: Institution = gate(rows, for_=who(request), reference=reference)
    return found
