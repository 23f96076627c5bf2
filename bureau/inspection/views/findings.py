"""One finding: its page, amended, signed by the other officer, withdrawn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bureau.files.formats import USES, called
from bureau.inspection import selectors, services
from bureau.inspection.forms import AmendFindingForm, ReasonForm
from bureau.inspection.lifecycle import FINDING
from bureau.inspection.models import Finding
from bureau.inspection.proposals import proposed_days, proposed_reports
from bureau.inspection.views.answers import done, form_page, posted, who
from bureau.kernel.access import needs
from bureau.people.models import Account
from bureau.people.permissions import P
from bureau.ui.forms import VersionedForm

MOVES = ("amend_finding", "establish_finding", "close_finding", "withdraw_finding")


@needs(P.VISIT_READ)
def finding(request: HttpRequest, reference: str) -> HttpResponse:
    """What was found, of which days, what shows it, who wrote and who signs."""
    by = who(request)
    row = selectors.get_finding(reference, for_=by)
    context = {
        "finding": row,
        "visit": row.visit,
        "files": list(row.files),
        "signed": {one["reference"]: one["sha256"] for one in row.evidence},
        "proposed_days": proposed_days(row),
        "proposed_reports": proposed_reports(row),
        "changes": selectors.history_of(row),
        "objections": {name: FINDING.objection(name, row, by) for name in MOVES},
    }
    return render(request, "inspection/finding.html", context)


@needs(P.VISIT_CONDUCT)
def amend_finding(request: HttpRequest, reference: str) -> HttpResponse:
    """Say it better; further documents may come with it."""
    by = who(request)
    row = selectors.get_finding(reference, for_=by)
    form = AmendFindingForm(posted(request), request.FILES or None, row=row)
    if request.method == "POST" and form.is_valid() and done(form, lambda: _amend(form, row, by)):
        messages.success(request, _("Saved. %(name)s signs it.") % {"name": row.visit.other_than(by)})
        return redirect("inspection:finding", reference)
    return _asked(request, "amend_finding", row, form, formats=called(USES["evidence"]))


def _amend(form: AmendFindingForm, row: Finding, by: Account) -> None:
    services.add_proof(finding=row, files=form.cleaned_data["papers"], by=by)
    services.amend_finding(finding=row, statement=form.statement(), by=by, base=form.base_version)


@needs(P.VISIT_CONDUCT)
def establish_finding(request: HttpRequest, reference: str) -> HttpResponse:
    """Sign it, as the officer who did not write it."""
    by = who(request)
    row = selectors.get_finding(reference, for_=by)
    form = VersionedForm(posted(request), row=row)
    if request.method == "POST" and form.is_valid():
        base = form.base_version
        if done(form, lambda: services.establish_finding(finding=row, by=by, base=base)):
            messages.success(request, _("Signed. It waits to be taken over as a problem."))
            return redirect("inspection:finding", reference)
    return _asked(request, "establish_finding", row, form, files=list(row.files))


@needs(P.PROBLEM_CLOSE)
def close_finding(request: HttpRequest, reference: str) -> HttpResponse:
    """It holds, and no problem is made of it."""
    by = who(request)
    row = selectors.get_finding(reference, for_=by)
    form = ReasonForm(posted(request), row=row)
    if request.method == "POST" and form.is_valid():
        reason, base = form.cleaned_data["reason"], form.base_version
        if done(form, lambda: services.close_finding(finding=row, reason=reason, by=by, base=base)):
            messages.success(request, _("Closed without a problem. It stays on the record with the reason."))
            return redirect("inspection:finding", reference)
    return _asked(request, "close_finding", row, form)


@needs(P.VISIT_CONDUCT)
def withdraw_finding(request: HttpRequest, reference: str) -> HttpResponse:
    """It does not stand any more."""
    by = who(request)
    row = selectors.get_finding(reference, for_=by)
    form = ReasonForm(posted(request), row=row)
    if request.method == "POST" and form.is_valid():
        reason, base = form.cleaned_data["reason"], form.base_version
        if done(form, lambda: services.withdraw_finding(finding=row, reason=reason, by=by, base=base)):
            messages.success(request, _("Withdrawn. It stays on the record with the reason."))
            return redirect("inspection:finding", reference)
    return _asked(request, "withdraw_finding", row, form)


def _asked(request: HttpRequest, name: str, row: Finding, form: Any, **more: Any) -> HttpResponse:  # noqa: ANN401 - one of the forms
    """The page of one move with its form, or with why it cannot be made."""
    objection = FINDING.objection(name, row, who(request))
    context = {"finding": row, "visit": row.visit, "objection": objection, **more}
    return form_page(request, f"inspection/{name}.html", form, **context)
