"""The moves of a problem, each on a page of its own: what it needs to know, why it cannot be made, what follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bureau.kernel.access import needs
from bureau.people.models import Account
from bureau.people.permissions import P
from bureau.rectification import services
from bureau.rectification.forms import CloseForm, DeadlineForm, PaperAnswerForm, ReasonForm, VerifyForm
from bureau.rectification.lifecycle import PROBLEM
from bureau.rectification.models import Problem
from bureau.rectification.selectors import get_problem
from bureau.rectification.views.answers import done, form_page, sent, who

Act = Callable[[Problem, Account, Any], object]


@needs(P.PROBLEM_RECORD)
def record_answer(request: HttpRequest, reference: str) -> HttpResponse:
    """An answer that came on paper."""

    def act(row: Problem, by: Account, form: Any) -> object:  # noqa: ANN401 - the form below
        said = form.cleaned_data
        return services.record_answer(
            problem=row,
            text=said["text"],
            given_on=said["given_on"],
            files=said["proof"],
            by=by,
            base=form.base_version,
        )

    return move_page(
        request, reference, "record_answer", PaperAnswerForm, act, _("Recorded. It is to be verified.")
    )


@needs(P.PROBLEM_VERIFY)
def return_answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Back to the institution, with the reason and a new deadline."""

    def act(row: Problem, by: Account, form: Any) -> object:  # noqa: ANN401 - the form below
        reason = form.cleaned_data["reason"]
        return services.return_answer(
            problem=row, period=form.period, reason=reason, by=by, base=form.base_version
        )

    said = _("Returned; the institution reads the reason.")
    return move_page(request, reference, "return_answer", DeadlineForm, act, said, read=True)


@needs(P.PROBLEM_VERIFY)
def verify_answer(request: HttpRequest, reference: str) -> HttpResponse:
    """It was seen to be put right."""

    def act(row: Problem, by: Account, form: Any) -> object:  # noqa: ANN401 - the form below
        said = form.cleaned_data
        return services.verify_answer(
            problem=row,
            way=said["way"],
            verified_on=said["verified_on"],
            remark=said["remark"],
            files=said["proof"],
            by=by,
            base=form.base_version,
        )

    return move_page(
        request, reference, "verify_answer", VerifyForm, act, _("Verified. A third officer closes it.")
    )


@needs(P.PROBLEM_CLOSE)
def close_problem(request: HttpRequest, reference: str) -> HttpResponse:
    """Strike it off."""

    def act(row: Problem, by: Account, form: Any) -> object:  # noqa: ANN401 - the form below
        remark = form.cleaned_data["remark"]
        return services.close_problem(problem=row, remark=remark, by=by, base=form.base_version)

    return move_page(
        request, reference, "close_problem", CloseForm, act, _("Closed. It stays in the register.")
    )


@needs(P.PROBLEM_EXTEND)
def extend_deadline(request: HttpRequest, reference: str) -> HttpResponse:
    """Longer than it had."""

    def act(row: Problem, by: Account, form: Any) -> object:  # noqa: ANN401 - the form below
        reason = form.cleaned_data["reason"]
        return services.extend_deadline(
            problem=row, period=form.period, reason=reason, by=by, base=form.base_version
        )

    said = _("Extended. The earlier deadline stays on the record.")
    return move_page(request, reference, "extend_deadline", DeadlineForm, act, said)


@needs(P.PROBLEM_CLOSE)
def withdraw_problem(request: HttpRequest, reference: str) -> HttpResponse:
    """It was none."""

    def act(row: Problem, by: Account, form: Any) -> object:  # noqa: ANN401 - the form below
        reason = form.cleaned_data["reason"]
        return services.withdraw_problem(problem=row, reason=reason, by=by, base=form.base_version)

    said = _("Withdrawn. It stays in the register with the reason.")
    return move_page(request, reference, "withdraw_problem", ReasonForm, act, said)


@needs(P.PROBLEM_RECORD)
def reopen_problem(request: HttpRequest, reference: str) -> HttpResponse:
    """It is there again."""

    def act(row: Problem, by: Account, form: Any) -> object:  # noqa: ANN401 - the form below
        reason = form.cleaned_data["reason"]
        return services.reopen_problem(
            problem=row, period=form.period, reason=reason, by=by, base=form.base_version
        )

    said = _("Open again. The institution is asked to answer.")
    return move_page(request, reference, "reopen_problem", DeadlineForm, act, said, read=True)


def move_page(  # noqa: PLR0917 - what differs between the moves, in the order of reading
    request: HttpRequest,
    reference: str,
    move: str,
    form_class: Callable[..., Any],
    act: Act,
    said: str,
    **more: Any,
) -> HttpResponse:
    """Show the form, or act on it; an objection comes back on the form with what was written."""
    by = who(request)
    row = get_problem(reference, for_=by)
    form = form_class(**sent(request), row=row, **more)
    if request.method == "POST" and form.is_valid() and done(form, lambda: act(row, by, form)):
        messages.success(request, said)
        return redirect("rectification:problem", reference)
    context = {
        "problem": row,
        "objection": PROBLEM.objection(move, row, by),
    }
    return form_page(request, f"rectification/{move}.html", form, **context)
