"""Screening runs: the list, starting one, one with its progress, and what every rule said of one institution."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from bureau.kernel.access import gate, needs
from bureau.people.permissions import P
from bureau.people.selectors import current_unit
from bureau.screening import selectors, services
from bureau.screening.models import Run
from bureau.screening.selectors.runs import answers_of, idle_of, run_lines
from bureau.screening.services.ledgers import office_of
from bureau.screening.views.answers import done, form_page, posted, who
from bureau.ui.forms import VersionedForm
from bureau.ui.paging import page


def _run(request: HttpRequest, reference: str) -> Run:
    found: Run = gate(Run.objects.select_related("unit"), for_=who(request), reference=reference)
    return found


@needs(P.LEDGER_READ)
def runs(request: HttpRequest) -> HttpResponse:
    """Runs of the units that somebody sees, the newest first."""
    rows = selectors.runs_seen(who(request))
    found = page(rows, ("-started_at", "-id"), request.GET.get("cursor", ""))
    context = {
        "page": found,
        "lines": run_lines(found.rows),
        "may_start": who(request).may(P.LEDGER_SCREEN),
    }
    return render(request, "screening/runs.html", context)


@needs(P.LEDGER_SCREEN)
def start_run(request: HttpRequest) -> HttpResponse:
    """Screen once more what counts, for instance after the registry was corrected."""
    by, unit = who(request), current_unit(request)
    form = VersionedForm(posted(request))
    if request.method == "POST" and form.is_valid() and unit is not None:
        made: list[Run] = []
        if done(form, lambda: made.append(services.start_run(unit=office_of(unit), by=by))):
            messages.success(request, _("Started: %(number)s.") % {"number": made[0].reference})
            return redirect("screening:run", made[0].reference)
    return form_page(request, "screening/start_run.html", form, unit=office_of(unit) if unit else None)


@needs(P.LEDGER_READ)
def run(request: HttpRequest, reference: str) -> HttpResponse:
    """One run: how far, what it is pinned to, what every rule said."""
    row, by = _run(request, reference), who(request)
    context = {"found": selectors.run_page(row, for_=by), "run": row, "may_start": by.may(P.LEDGER_SCREEN)}
    return render(request, "screening/run.html", context)


@needs(P.LEDGER_READ)
def run_verdict(request: HttpRequest, reference: str, uscc: str) -> HttpResponse:
    """What every rule said of one institution in a run: hit, clear, not enough data, not applicable, and why."""
    row = _run(request, reference)
    verdict = get_object_or_404(row.verdicts.select_related("institution"), uscc=uscc)
    context = {
        "run": row,
        "verdict": verdict,
        "answers": answers_of(verdict),
        "idle": idle_of(row),
        "sees_hits": who(request).may(P.HIT_READ),
    }
    return render(request, "screening/run_verdict.html", context)
