"""The page on site, for a phone: one item at a time, its answer, photos and note; and the list of items."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bureau.files.formats import USES, called
from bureau.files.intake import NotAccepted
from bureau.inspection import selectors, services
from bureau.inspection.forms import AnswerItemForm, BeginVisitForm
from bureau.inspection.lifecycle import ITEM, VISIT
from bureau.inspection.models import Answer, Visit, VisitItem
from bureau.inspection.views.answers import REFUSED, done, form_page, posted, who
from bureau.kernel.access import needs
from bureau.kernel.refusals import NotNow
from bureau.people.models import Account
from bureau.people.permissions import P


@needs(P.VISIT_CONDUCT)
def on_site(request: HttpRequest, reference: str) -> HttpResponse:
    """Before the entry what is to be shown and read; then the next item that is not answered; without any, the list."""
    by = who(request)
    row = selectors.get_visit(reference, for_=by)
    if row.is_planned:
        context = {"objection": VISIT.objection("begin_visit", row, by), "form": BeginVisitForm(row=row)}
        return render(request, "inspection/on_site_entry.html", {**_frame(row, by), **context})
    item = selectors.first_open(row)
    if item is None or not row.is_under_way:
        return redirect("inspection:on-site-list", reference)
    return redirect("inspection:answer-item", reference, item.number)


@needs(P.VISIT_CONDUCT)
def on_site_list(request: HttpRequest, reference: str) -> HttpResponse:
    """Every item with its answer, each a link."""
    by = who(request)
    row = selectors.get_visit(reference, for_=by)
    return render(
        request, "inspection/on_site_list.html", {**_frame(row, by), "found": selectors.visit_page(row, by)}
    )


@needs(P.VISIT_CONDUCT)
def answer_item(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """One item: where it comes from, the question, how to look; three answers, photos, a note."""
    by = who(request)
    item = selectors.get_item(reference, number, for_=by)
    form: Any = AnswerItemForm(posted(request), request.FILES or None, row=item)
    answer = request.POST.get("answer", "")
    if request.method == "POST" and form.is_valid() and _keep(form, item, by):
        if not answer and any(form.cleaned_data[name] for name in ("photos", "papers")):
            messages.success(
                request, _("Kept. The item still has no answer.") if not item.is_answered else _("Kept.")
            )
            return redirect("inspection:answer-item", reference, number)
        if _fit(form, item, answer) and done(form, lambda: _answer(form, item, answer, by)):
            _say(request, item)
            return redirect("inspection:answer-item", reference, number)
    standing = item.fresh() if form.clash else item
    context = {
        **_frame(item.visit, by),
        **_around(item),
        "item": item,
        "taking": [form["photos"], form["papers"]],
        "standing": standing,
        "pressed": answer,
        "answers": Answer.choices,
        "mine": dict(Answer.choices).get(answer, ""),
        "finding": item.standing_finding,
        "files": list(item.files),
        "formats": called(USES["picture"]),
        "objection": ITEM.objection("correct_answer" if standing.is_answered else "answer_item", item, by)
        if item.is_standing
        else _("The item was withdrawn."),
    }
    return form_page(request, "inspection/answer_item.html", form, **context)


def _keep(form: Any, item: VisitItem, by: Account) -> bool:  # noqa: ANN401 - the form of one item
    """Keep what was photographed before the answer is judged: a note that is missing must not cost a picture."""
    for name, use in (("photos", "picture"), ("papers", "evidence")):
        for file in form.cleaned_data[name]:
            try:
                services.add_evidence(item=item, files=[file], by=by, use=use)
            except NotAccepted as refusal:
                form.add_error(name, refusal.sentence)
            except NotNow as refusal:
                form.add_error(None, forms.ValidationError(refusal.sentence, code=REFUSED))
                return False
    return not form.errors


def _fit(form: Any, item: VisitItem, answer: str) -> bool:  # noqa: ANN401 - as above
    """Whether the answer has what it needs, for a page to say beside the field."""
    lacks = services.lacking(item, answer, form.cleaned_data["note"])
    if lacks:
        form.add_error("note", lacks)
    if form.cleaned_data["correcting"] and not form.cleaned_data["reason"].strip():
        form.add_error("reason", _("A corrected answer says why; the earlier one stays on the record."))
    return not form.errors


def _answer(form: Any, item: VisitItem, answer: str, by: Account) -> None:  # noqa: ANN401 - as above
    clean, base = form.cleaned_data, form.base_version
    if clean["correcting"]:
        services.correct_answer(
            item=item, answer=answer, note=clean["note"], reason=clean["reason"], by=by, base=base
        )
    else:
        services.answer_item(item=item, answer=answer, note=clean["note"], by=by, base=base)


def _say(request: HttpRequest, item: VisitItem) -> None:
    """What was recorded, and the finding that came of it at once."""
    item.refresh_from_db()
    finding = item.standing_finding
    said = _("Recorded: %(answer)s.") % {"answer": item.get_answer_display()}
    if finding is not None:
        said += " " + _("Finding %(ref)s was drafted; %(name)s signs it.") % {
            "ref": finding.reference,
            "name": finding.other_officer,
        }
    messages.success(request, said)


def _frame(visit: Visit, by: Account) -> dict[str, Any]:
    """What the head and the dock of every page on site say."""
    return {
        "visit": visit,
        "progress": selectors.progress_of(visit),
        "conclude": VISIT.objection("conclude_visit", visit, by),
    }


def _around(item: VisitItem) -> dict[str, Any]:
    """The items before and after it."""
    numbers = list(item.visit.items.standing().order_by("number").values_list("number", flat=True))
    before = [one for one in numbers if one < item.number]
    after = [one for one in numbers if one > item.number]
    return {
        "place": len(before) + 1,
        "previous": before[-1] if before else None,
        "next": after[0] if after else None,
    }
