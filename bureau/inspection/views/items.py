"""Items are put on a visit by hand or from what waits, and withdrawn."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bureau.inspection import objections, selectors, services
from bureau.inspection.forms import AddItemForm, ReasonForm
from bureau.inspection.lifecycle import ITEM
from bureau.inspection.models import Visit, VisitItem
from bureau.inspection.origins import Origin, source_of
from bureau.inspection.services import Question
from bureau.inspection.views.answers import done, form_page, posted, who
from bureau.kernel.access import needs
from bureau.people.models import Account
from bureau.people.permissions import P


@needs(P.VISIT_PLAN)
def add_item(request: HttpRequest, reference: str) -> HttpResponse:
    """A line typed by hand; `?origin=` names what waits elsewhere to be looked at, and only asks to be confirmed."""
    by = who(request)
    row = selectors.get_visit(reference, for_=by)
    origin = _origin(request.GET.get("origin", ""), by)
    form = AddItemForm(posted(request), initial=_asked_by(origin), by_hand=origin is None)
    if request.method == "POST" and form.is_valid():
        question = _question(form, origin)
        made: list[VisitItem] = []
        if done(form, lambda: made.append(services.add_item(visit=row, question=question, by=by))):
            messages.success(request, _("Put on the visit as item %(n)s.") % {"n": made[0].number})
            return redirect("inspection:visit", reference)
    context = {"visit": row, "origin": origin, "objection": _objection(row, by)}
    return form_page(request, "inspection/add_item.html", form, **context)


@needs(P.VISIT_PLAN)
def withdraw_item(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """It is not looked at on this visit."""
    by = who(request)
    item = selectors.get_item(reference, number, for_=by)
    form = ReasonForm(posted(request), row=item)
    if request.method == "POST" and form.is_valid():
        reason, base = form.cleaned_data["reason"], form.base_version
        if done(form, lambda: services.withdraw_item(item=item, reason=reason, by=by, base=base)):
            messages.success(request, _("Withdrawn. It stays on the record with the reason."))
            return redirect("inspection:visit", reference)
    context = {"visit": item.visit, "item": item, "objection": ITEM.objection("withdraw_item", item, by)}
    return form_page(request, "inspection/withdraw_item.html", form, **context)


def _origin(reference: str, by: Account) -> Origin | None:
    source = source_of(reference) if reference else None
    return source.origin(reference, for_=by) if source else None


def _asked_by(origin: Origin | None) -> dict[str, str]:
    """What the form begins with where something waits to be looked at."""
    if origin is None:
        return {}
    return {"question": origin.question, "how": origin.how, "domain": origin.domain}


def _question(form: AddItemForm, origin: Origin | None) -> Question:
    asked = form.asked()
    source = source_of(origin.reference) if origin else None
    if origin is None or source is None:
        return asked
    return Question(asked.text, asked.how, asked.domain, source.kind, origin.reference, origin.conduct)


def _objection(visit: Visit, by: Account) -> str:
    """Why nothing can be put on this visit by this person, or ""."""
    if not by.may(P.VISIT_PLAN, at=visit.unit):
        return _("Your role does not include this. Ask your administrator who may do it.")
    return objections.visit_over(VisitItem(visit=visit), by)
