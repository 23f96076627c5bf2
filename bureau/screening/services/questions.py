"""An institution is asked in writing and answers in writing; it is told nothing of hit or rule."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bureau.kernel import clock
from bureau.kernel.access import Actor, Consequence
from bureau.kernel.refusals import NotNow
from bureau.people.models import Account
from bureau.registry.models import InstitutionAccount
from bureau.reminders.selectors import waiting_about
from bureau.reminders.services import add_due_date, finish_due_date, notify, withdraw_due_date
from bureau.screening.lifecycle import HIT, QUESTION, HitState, QuestionState
from bureau.screening.models import Hit, Question
from bureau.trail.services import next_number

WHY = gettext_noop("The regulator asks your institution for a written explanation.")
ANSWERED = gettext_noop("You asked the institution; its answer has come.")


def ask_institution(
    *, hit: Hit, text: str, report_numbers: list[str], due_on: dt.date, by: Actor, base: int | None = None
) -> Question:
    """Ask the institution of a hit in writing; the hit waits for the answer."""
    with HIT.moving("ask_institution", hit, by=by, reason=text[:500], base=base) as held:
        return put_question(hit=held, text=text, report_numbers=report_numbers, due_on=due_on, by=by)


def put_question(*, hit: Hit, text: str, report_numbers: list[str], due_on: dt.date, by: Actor) -> Question:
    """The question itself, and a place in the queue of whoever speaks for the institution."""
    body = hit.body
    year = clock.today().year
    row = Question(
        hit=hit,
        institution=body,
        text=text.strip(),
        report_numbers=report_numbers,
        asked_at=clock.now(),
        asked_by=by.full_name if isinstance(by, Account) else by.trail_name,
        asker=by if isinstance(by, Account) else None,
        due_on=due_on,
    )
    with QUESTION.creating("put_question", row, by=by) as made:
        if due_on < clock.today():
            raise NotNow(_("The day until which to answer is past."))
        division = body.unit.division if body.unit else (hit.run.unit.division)
        series = f"Q-{division}-{year}"
        made.reference = f"{series}-{next_number(series):04}"
    for speaker in _speakers(made):
        add_due_date(
            subject=made.reference,
            title=_("Answer the question %(number)s") % {"number": made.reference},
            why=WHY,
            address=reverse("screening:question", args=[made.reference]),
            due_on=due_on,
            account=speaker,
            by=Consequence(by.trail_name),
        )
    return made


def _speakers(question: Question) -> list[Account]:
    today = clock.today()
    links = InstitutionAccount.objects.filter(institution=question.institution, valid_from__lte=today)
    return [
        one.account for one in links.select_related("account") if not one.valid_to or one.valid_to >= today
    ]


def answer_question(*, question: Question, answer: str, by: Actor, base: int | None = None) -> Question:
    """The institution answers; the answer comes back to the hit, which is to be judged again."""
    with QUESTION.moving("answer_question", question, by=by, base=base) as held:
        held.answer, held.answered_at = answer.strip(), clock.now()
        held.answered_by = by.full_name if isinstance(by, Account) else by.trail_name
        consequence = Consequence(by.trail_name)
        for due in waiting_about(held.reference):
            finish_due_date(due_date=due, by=consequence)
        hit = held.hit
        if hit.state == HitState.ASKED:
            hear_institution(hit=hit, by=consequence)
        if held.asker is not None:
            notify(
                account=held.asker,
                subject=hit.reference,
                title=_("%(name)s answered") % {"name": held.institution.name},
                why=ANSWERED,
                address=reverse("screening:hit", args=[hit.reference]),
                by=consequence,
            )
    return held


def hear_institution(*, hit: Hit, by: Actor) -> Hit:
    """The answer to a question about the hit has come."""
    with HIT.moving("hear_institution", hit, by=by) as held:
        pass
    return held


def withdraw_question(*, question: Question, by: Actor, reason: str) -> Question:
    """A question need not be answered any more."""
    with QUESTION.moving("withdraw_question", question, by=by, reason=reason) as held:
        for due in waiting_about(held.reference):
            withdraw_due_date(due_date=due, by=Consequence(by.trail_name), reason=reason)
        hit = held.hit
        if hit.state == HitState.ASKED and not _others_wait(held):
            hear_institution(hit=hit, by=Consequence(by.trail_name))
    return held


def _others_wait(question: Question) -> bool:
    return question.hit.questions.filter(state=QuestionState.ASKED).exclude(pk=question.pk).exists()
