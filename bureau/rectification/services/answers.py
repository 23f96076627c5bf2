"""The institution answers, by its account or on paper; an answer that does not do is returned with the reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from bureau.files.services import keep_file
from bureau.kernel import clock
from bureau.kernel.refusals import NotNow
from bureau.people.models import Account
from bureau.people.permissions import P
from bureau.rectification.lifecycle import PROBLEM
from bureau.rectification.models import Answer, Problem
from bureau.rectification.services.awaiting import await_answer, await_verification, stop_waiting
from bureau.rectification.services.deadlines import Period, set_deadline

POLICY = "rectification.answer"
Files = Iterable[Any]  # uploads, or open files with a name


def answer_problem(
    *, problem: Problem, text: str, by: Account, files: Files = (), base: int | None = None
) -> Problem:
    """The institution says what it has done; whoever is responsible for the problem receives it."""
    with PROBLEM.moving("answer_problem", problem, by=by, base=base) as held:
        answer = Answer(text=text, given_on=clock.today(), received_by=held.officer)
        _keep(held, answer, files, by, P.PROBLEM_ANSWER)
    return held


def record_answer(
    *,
    problem: Problem,
    text: str,
    given_on: dt.date,
    by: Account,
    files: Files = (),
    base: int | None = None,
) -> Problem:
    """An answer came on paper: the officer who records it has handled it."""
    with PROBLEM.moving("record_answer", problem, by=by, base=base) as held:
        if given_on > clock.today():
            raise NotNow(_("An answer cannot have come on a day that is yet to come."))
        answer = Answer(text=text, given_on=given_on, received_by=by, on_paper=True)
        _keep(held, answer, files, by, P.PROBLEM_RECORD)
    return held


def return_answer(
    *, problem: Problem, period: Period, by: Account, reason: str, base: int | None = None
) -> Problem:
    """It is not put right: the institution reads the reason and has until the new deadline."""
    with PROBLEM.moving("return_answer", problem, by=by, reason=reason, base=base) as held:
        answer = held.answers.latest("number").fresh()
        answer.returned_by, answer.returned_at, answer.returned_why = by, clock.now(), reason
        answer.save()
        set_deadline(held, period, counted_from=clock.today(), move="return_answer", by=by, reason=reason)
        stop_waiting(held, by)
        await_answer(held, by)
    return held


def _keep(held: Problem, answer: Answer, files: Files, by: Account, permission: str) -> None:
    """Save the answer with its files; it waits for whoever verifies it."""
    answer.problem, answer.turn = held, held.turn
    answer.number = held.answers.count() + 1
    answer.entered_at, answer.entered_by = clock.now(), by
    answer.save()
    for file in files:
        keep_file(
            content=file,
            name=file.name,
            policy=POLICY,
            owner=answer.owner,
            use="evidence",
            by=by,
            permission=permission,
            at=held.unit,
        )
    stop_waiting(held, by)
    await_verification(held, by)
