"""A problem is handed over to another officer, or corrected, each on a page of its own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bureau.kernel.access import needs
from bureau.people.models import Account
from bureau.people.permissions import P
from bureau.rectification import services
from bureau.rectification.forms import CorrectForm, HandOverForm
from bureau.rectification.models import Problem
from bureau.rectification.views.moves import move_page


@needs(P.PROBLEM_READ)
def hand_over_problem(request: HttpRequest, reference: str) -> HttpResponse:
    """To another officer, who urges the institution from now on."""

    def act(row: Problem, by: Account, form: Any) -> object:  # noqa: ANN401 - the form below
        said = form.cleaned_data
        return services.hand_over_problem(
            problem=row, officer=said["officer"], reason=said["reason"], by=by, base=form.base_version
        )

    said = _("Handed over. It stands in the queue of the new officer.")
    return move_page(request, reference, "hand_over_problem", HandOverForm, act, said)


@needs(P.PROBLEM_RECORD)
def correct_problem(request: HttpRequest, reference: str) -> HttpResponse:
    """What was recorded wrongly, with the reason."""

    def act(row: Problem, by: Account, form: Any) -> object:  # noqa: ANN401 - the form below
        return services.correct_problem(
            problem=row,
            words=form.words(),
            period=form.new_period,
            reason=form.cleaned_data["reason"],
            by=by,
            base=form.base_version,
        )

    said = _("Corrected. What stood there before stays on the record.")
    return move_page(request, reference, "correct_problem", CorrectForm, act, said)
