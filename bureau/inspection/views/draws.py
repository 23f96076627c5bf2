"""Reports are drawn for a visit, after a look at what the draw would promise; a wrong draw is set aside."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bureau.inspection import objections, selectors, services
from bureau.inspection.forms import DrawReportsForm, ReasonForm
from bureau.inspection.lifecycle import DRAW
from bureau.inspection.models import Draw, FrameKind, Visit, VisitItem
from bureau.inspection.services import Frame, plan_draw
from bureau.inspection.views.answers import done, form_page, posted, who
from bureau.kernel.access import needs
from bureau.kernel.refusals import NotNow
from bureau.people.models import Account
from bureau.people.permissions import P
from bureau.screening.selectors import Listed, reports_handed_in

WORK_OUT, DRAWING = "work_out", "inspection/draw_reports.html"


@needs(P.VISIT_PLAN)
def draw_reports(request: HttpRequest, reference: str) -> HttpResponse:
    """What would be drawn of how many, and, once that is seen, the draw itself."""
    by = who(request)
    row = selectors.get_visit(reference, for_=by)
    form = DrawReportsForm(posted(request), request.FILES or None)
    context: dict[str, Any] = {"visit": row, "objection": _objection(row, by)}
    if request.method != "POST":
        begun = DrawReportsForm(
            {name: form.get_initial_for_field(form.fields[name], name) for name in form.fields}
        )
        return form_page(
            request, DRAWING, form, **context, **(_promise(begun, row, by) if begun.is_valid() else {})
        )
    if not form.is_valid():
        return form_page(request, DRAWING, form, **context)
    if request.POST.get("do") != WORK_OUT:
        made: list[Draw] = []
        frame, aim = _frame(form, row, by), form.aim()
        if done(form, lambda: made.append(services.draw_reports(visit=row, frame=frame, aim=aim, by=by))):
            said = _("Drawn: %(n)s reports are on the visit now.") % {"n": len(made[0].picked)}
            messages.success(request, said)
            return redirect("inspection:visit", reference)
    return form_page(request, DRAWING, form, **context, **_promise(form, row, by))


@needs(P.VISIT_PLAN)
def set_aside_draw(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """It was wrong; it stays on the record, and what was not looked at comes off the visit."""
    by = who(request)
    row = selectors.get_draw(selectors.get_visit(reference, for_=by), number, for_=by)
    form = ReasonForm(posted(request), row=row)
    if request.method == "POST" and form.is_valid():
        reason, base = form.cleaned_data["reason"], form.base_version
        if done(form, lambda: services.set_aside_draw(draw=row, reason=reason, by=by, base=base)):
            messages.success(request, _("Set aside. It stays on the record with the reason."))
            return redirect("inspection:visit", reference)
    context = {"visit": row.visit, "draw": row, "objection": DRAW.objection("set_aside_draw", row, by)}
    return form_page(request, "inspection/set_aside_draw.html", form, **context)


def _frame(form: DrawReportsForm, visit: Visit, by: Account) -> Frame:
    clean = form.cleaned_data
    if clean["papers"]:
        some_day = clean["last_day"]
        reports = [Listed(name, name, some_day, "", 0) for name in clean["papers"]]
        return Frame(FrameKind.FILE, reports)
    first, last = clean["first_day"], clean["last_day"]
    return Frame(FrameKind.LEDGER, reports_handed_in(visit.institution, first, last, for_=by), first, last)


def _promise(form: DrawReportsForm, visit: Visit, by: Account) -> dict[str, Any]:
    """What the draw would promise, or why there is none."""
    frame, aim = _frame(form, visit, by), form.aim()
    try:
        planned = plan_draw(frame, aim)
    except NotNow as refusal:
        return {"why_none": refusal.sentence, "population": len(frame.reports)}
    return {
        "promise": planned,
        "population": len(frame.reports),
        "targeted": aim.targeted,
        "with_hits": sum(one.hits > 0 for one in frame.reports),
        "per_cent": {name: form.cleaned_data[name].normalize() for name in ("rate", "assurance")},
    }


def _objection(visit: Visit, by: Account) -> str:
    """Why nothing can be drawn for this visit by this person, or ""."""
    if not by.may(P.VISIT_PLAN, at=visit.unit):
        return _("Your role does not include this. Ask your administrator who may do it.")
    return objections.visit_over(VisitItem(visit=visit), by)
