"""The form of a city or region: the sum of what its units submitted, who has not reported, and asking for it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bureau.kernel import clock
from bureau.kernel.access import needs
from bureau.people.models import Unit
from bureau.people.permissions import P
from bureau.registry import selectors, services
from bureau.registry.annex.form import PARTS, TITLE
from bureau.registry.forms import CallForAnnexesForm, ReceiveAnnexForm, SubmitAnnexForm
from bureau.registry.models import AnnexSubmission
from bureau.registry.reporting import reporting_below
from bureau.registry.selectors import RollUp
from bureau.registry.services.annexes import NOTHING_BELOW
from bureau.registry.views.annexes import SHORT, annex_file, part_shown, unit_of
from bureau.registry.views.answers import done, form_page, posted, who


def _whole(request: HttpRequest) -> dict[str, Any]:
    """The sum as its pages show it."""
    by, unit = who(request), unit_of(request)
    found = selectors.roll_up(unit, clock.today())
    parts = [part_shown(part, found.annex.lines(part), open_phones=by.may(P.CONTACT_READ)) for part in PARTS]
    return {
        "unit": unit,
        "title": TITLE,
        "found": found,
        "parts": parts,
        "bodies": sum(part["count"] for part in parts[:3]),
        "shorts": list(SHORT.values()),
    }


@needs(P.ANNEX_READ)
def roll_up(request: HttpRequest) -> HttpResponse:
    """The units below with their forms, and the sum of these."""
    by = who(request)
    context = _whole(request)
    context |= {
        "may_submit": by.may(P.ANNEX_SUBMIT, at=context["unit"]),
        "may_download": by.may(P.CONTACT_READ),
    }
    return render(request, "registry/roll_up.html", context)


@needs(P.CONTACT_READ)
def download_roll_up(request: HttpRequest, form: str) -> HttpResponse:
    """The sum as a file."""
    unit, today = unit_of(request), clock.today()
    return annex_file(form, lambda: selectors.roll_up(unit, today).annex, f"{unit.short_name}-{today:%Y%m%d}")


@needs(P.ANNEX_SUBMIT)
def submit_roll_up(request: HttpRequest) -> HttpResponse:
    """What submitting the sum will freeze; then freeze it with the forms it stands on."""
    by, whole = who(request), _whole(request)
    found: RollUp = whole["found"]
    rows = AnnexSubmission.objects.visible_to(by).filter(unit=found.unit).select_related("unit")
    before = rows.order_by("-submitted_at", "-id").first()
    form = SubmitAnnexForm(posted(request), before=before)
    if request.method == "POST" and form.is_valid():
        made: list[AnnexSubmission] = []
        if done(form, lambda: made.append(_frozen(found, by, form.cleaned_data.get("why", "")))):
            messages.success(request, _("Submitted and frozen: %(ref)s.") % {"ref": made[0].reference})
            return redirect("registry:annex-submission", made[0].reference)
    then = selectors.form_of(before) if before is not None else None
    context = whole | {
        "before": before,
        "objection": "" if found.reported or form.is_bound else NOTHING_BELOW,
        "differences": selectors.differences(then, found.annex) if then is not None else [],
    }
    return form_page(request, "registry/submit_roll_up.html", form, institution=None, **context)


def _frozen(found: RollUp, by: Any, why: str) -> AnnexSubmission:  # noqa: ANN401 - an account
    return services.submit_annex(
        annex=found.annex,
        unit=found.unit,
        reported_on=clock.today(),
        by=by,
        basis=selectors.basis_of_sum(found),
        beside=found.frozen(),
        why=why,
    )


@needs(P.ANNEX_SUBMIT)
def call_for_annexes(request: HttpRequest) -> HttpResponse:
    """Ask the units below for their forms by a day."""
    by, unit = who(request), unit_of(request)
    form = CallForAnnexesForm(posted(request))
    if request.method == "POST" and form.is_valid():
        asked: list[Unit] = []
        clean = form.cleaned_data
        if done(form, lambda: asked.extend(services.call_for_annexes(unit=unit, by=by, **clean))):
            said = ngettext("%(n)s unit was asked.", "%(n)s units were asked.", len(asked))
            messages.success(request, said % {"n": len(asked)})
            return redirect("registry:roll-up")
    found = selectors.roll_up(unit, clock.today())
    return form_page(
        request, "registry/call_for_annexes.html", form, institution=None, unit=unit, found=found
    )


@needs(P.ANNEX_SUBMIT)
def receive_annex(request: HttpRequest) -> HttpResponse:
    """Take the form of a unit below that came as a file."""
    by, unit = who(request), unit_of(request)
    initial = {"unit": request.GET.get("unit", "")}
    files = request.FILES if request.method == "POST" else None
    form = ReceiveAnnexForm(posted(request), files, above=unit, initial=initial)
    if request.method == "POST" and form.is_valid():
        made: list[AnnexSubmission] = []
        clean = form.cleaned_data
        given = {"content": clean["file"], "name": clean["file"].name, "unit": clean["unit"]}
        if done(form, lambda: made.append(services.receive_annex(by=by, why=clean["why"], **given))):
            messages.success(request, _("Received and frozen: %(ref)s.") % {"ref": made[0].reference})
            return redirect("registry:annex-submission", made[0].reference)
    below = reporting_below(unit)
    return form_page(request, "registry/receive_annex.html", form, institution=None, unit=unit, below=below)
