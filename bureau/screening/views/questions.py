"""Questions as the institution sees them, its answer, and taking a question back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from bureau.kernel.access import gate, needs
from bureau.people.models.accounts import AccountKind
from bureau.people.permissions import P
from bureau.screening import services
from bureau.screening.forms import AnswerQuestionForm, ReasonForm
from bureau.screening.lifecycle import QUESTION
from bureau.screening.models import Question
from bureau.screening.views.answers import done, form_page, posted, who
from bureau.ui.paging import page


def _question(request: HttpRequest, reference: str) -> Question:
    rows = Question.objects.select_related("institution", "hit")
    found: Question = gate(rows, for_=who(request), reference=reference)
    return found


@needs(P.LEDGER_HAND_IN)
def questions(request: HttpRequest) -> HttpResponse:
    """Questions to one's own institution; to those of their units for officers."""
    rows = Question.objects.visible_to(who(request)).select_related("institution", "hit")
    context = {
        "page": page(rows, ("-asked_at", "-id"), request.GET.get("cursor", "")),
        "own": who(request).kind == AccountKind.INSTITUTION,
    }
    return render(request, "screening/questions.html", context)


@needs(P.LEDGER_HAND_IN)
def question(request: HttpRequest, reference: str) -> HttpResponse:
    """One question with its answer."""
    row, by = _question(request, reference), who(request)
    own = by.kind == AccountKind.INSTITUTION
    context = {
        "question": row,
        "own": own,
        "objection": QUESTION.objection("answer_question" if own else "withdraw_question", row, by),
    }
    return render(request, "screening/question.html", context)


@needs(P.LEDGER_HAND_IN)
def answer_question(request: HttpRequest, reference: str) -> HttpResponse:
    """The institution answers."""
    row, by = _question(request, reference), who(request)
    form = AnswerQuestionForm(posted(request), row=row)
    if request.method == "POST" and form.is_valid():
        answer, base = form.cleaned_data["answer"], form.base_version
        if done(
            form,
            lambda: services.answer_question(question=row, answer=answer, by=by, base=base),
            tells=False,
        ):
            messages.success(request, _("Your answer was sent."))
            return redirect("screening:question", reference)
    objection = QUESTION.objection("answer_question", row, by)
    return form_page(request, "screening/answer_question.html", form, question=row, objection=objection)


@needs(P.HIT_TRIAGE)
def withdraw_question(request: HttpRequest, reference: str) -> HttpResponse:
    """It need not be answered any more."""
    row, by = _question(request, reference), who(request)
    form = ReasonForm(posted(request), row=row)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if done(form, lambda: services.withdraw_question(question=row, by=by, reason=reason)):
            messages.success(request, _("Taken back."))
            return redirect("screening:question", reference)
    objection = QUESTION.objection("withdraw_question", row, by)
    return form_page(request, "screening/withdraw_question.html", form, question=row, objection=objection)
