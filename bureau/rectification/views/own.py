"""The institution's own problems and the orders served on it; never who looks, and never our remarks or drafts."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bureau.files.attaching import attached
from bureau.files.selectors import files_of
from bureau.kernel.access import needs
from bureau.papers.services.issuing import file_name
from bureau.people.permissions import P
from bureau.rectification import services
from bureau.rectification.forms import AnswerForm
from bureau.rectification.lifecycle import PROBLEM
from bureau.rectification.selectors import get_problem, of_institution
from bureau.rectification.selectors.orders import order_of, orders_of
from bureau.rectification.selectors.pages import clocks_of
from bureau.rectification.views.answers import done, form_page, sent, who


@needs(P.PROBLEM_ANSWER)
def own_problems(request: HttpRequest) -> HttpResponse:
    """The problems of the institution that the account speaks for."""
    body, rows = of_institution(who(request))
    return render(request, "rectification/own_problems.html", {"institution": body, "problems": rows})


@needs(P.PROBLEM_ANSWER)
def answer_problem(request: HttpRequest, reference: str) -> HttpResponse:
    """One of them: what is asked for, what was answered, and the answer where one is due."""
    by = who(request)
    row = get_problem(reference, for_=by)
    form = AnswerForm(**sent(request), row=row)
    if request.method == "POST" and form.is_valid():
        said, base = form.cleaned_data, form.base_version
        if done(
            form,
            lambda: services.answer_problem(
                problem=row, text=said["text"], files=said["proof"], by=by, base=base
            ),
            tells=False,
        ):
            messages.success(request, _("Answered. The office looks at it; you see here what becomes of it."))
            return redirect("rectification:own-problems")
    context = {
        "problem": row,
        "clock": next(iter(clocks_of(row, told=False)), None),
        "answers": [
            {"answer": one, "files": files_of(one.owner, for_=by)} for one in row.answers.order_by("-number")
        ],
        "asked_again": row.deadlines.filter(move__in=("return_answer", "reopen_problem")).last(),
        "orders": orders_of(by).filter(source=row.reference),
        "objection": PROBLEM.objection("answer_problem", row, by),
    }
    return form_page(request, "rectification/answer_problem.html", form, **context)


@needs(P.PROBLEM_ANSWER)
def own_orders(request: HttpRequest) -> HttpResponse:
    """What was served on the institution that the account speaks for."""
    body, _rows = of_institution(who(request))
    context = {"institution": body, "orders": orders_of(who(request))}
    return render(request, "rectification/own_orders.html", context)


@needs(P.PROBLEM_ANSWER)
@require_safe
def download_own_order(request: HttpRequest, reference: str) -> FileResponse:
    """The copy that counts."""
    order = order_of(reference, for_=who(request))
    file = order.authoritative
    assert file is not None  # noqa: S101 - the database holds that what is issued has a file
    return attached(file, file_name(order, file.name.rpartition(".")[2]))
