"""The lifecycle of a problem: nothing is deleted, and nobody closes alone what one, two and three must look at."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from bureau.approvals.powers import Powers
from bureau.kernel.access import Actor
from bureau.kernel.lifecycle import STAYS, Lifecycle, move
from bureau.people.permissions import P
from bureau.rectification import hands
from bureau.ui import tones

Row = Any  # models lie above their lifecycle and cannot be named here


class ProblemState(models.TextChoices):
    """Where a problem is: with the institution, with those who verify, with those who close, or over."""

    RECORDED = "rectifying", pgettext_lazy("state of a problem", "being rectified")
    EXTENDED = "extended", pgettext_lazy("state of a problem", "deadline extended")
    ANSWERED = "to_verify", pgettext_lazy("state of a problem", "to be verified")
    RETURNED = "returned", pgettext_lazy("state of a problem", "returned to be done again")
    VERIFIED = "to_close", pgettext_lazy("state of a problem", "to be closed")
    CLOSED = "struck_off", pgettext_lazy("state of a problem", "closed")
    REOPENED = "reopened", pgettext_lazy("state of a problem", "relapsed, open again")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a problem", "withdrawn")


S = ProblemState
WITH_INSTITUTION = (S.RECORDED, S.EXTENDED, S.RETURNED, S.REOPENED)
OPEN = (*WITH_INSTITUTION, S.ANSWERED, S.VERIFIED)


def speaks_for_another(problem: Row, by: Actor) -> str:
    """An institution answers for itself only."""
    return "" if problem.is_spoken_by(by) else _("Your account does not speak for this institution.")


def dossier_not_kept(problem: Row, _by: Actor) -> str:
    """A problem is recorded about an institution whose dossier is kept."""
    body = problem.institution
    if body.is_kept:
        return ""
    if body.merged_into_id:
        return _("Its dossier was merged into %(name)s (%(ref)s). Record the problem there.") % {
            "name": body.merged_into,
            "ref": body.merged_into.reference,
        }
    return _("Its dossier is closed. Open it again before a problem is recorded.")


def taken_over_already(problem: Row, _by: Actor) -> str:
    """One finding becomes one problem."""
    first = problem.others_of_its_source().first()
    if first is None:
        return ""
    return _("%(source)s became %(ref)s already.") % {"source": problem.source, "ref": first.reference}


def cannot_be_responsible(problem: Row, _by: Actor) -> str:
    """Whoever urges the institution may handle problems of the unit."""
    if problem.officer.may(P.PROBLEM_RECORD, at=problem.unit):
        return ""
    return _("%(name)s may not handle problems of %(unit)s. Choose an officer who may.") % {
        "name": problem.officer,
        "unit": problem.unit.short_name,
    }


def handled_the_answer(problem: Row, by: Actor) -> str:
    """Whoever received, recorded or returned an answer does not verify it."""
    if getattr(by, "pk", None) not in hands.handlers(problem):
        return ""
    if by.pk in hands.formers(problem):  # type: ignore[attr-defined] # an account, which the line above has seen to
        why = _("You were responsible for this problem, so somebody else must verify it: %(who)s.")
    else:
        why = _("You handled the institution's answer, so somebody else must verify it: %(who)s.")
    return why % {"who": hands.said(hands.verifiers_left(problem))}


def had_a_hand_in_it(problem: Row, by: Actor) -> str:
    """Whoever recorded, handled or verified does not close."""
    own = getattr(by, "pk", None)
    if own in hands.verifiers(problem):
        why = _("You verified this, so a third officer must close it: %(who)s.")
    elif own in hands.handlers(problem):
        why = _("You handled the institution's answer, so a third officer must close it: %(who)s.")
    elif own in hands.recorders(problem):
        why = _("You recorded this problem, so a third officer must close it: %(who)s.")
    elif own in hands.correctors(problem):
        why = _("You corrected this problem, so a third officer must close it: %(who)s.")
    else:
        return ""
    return why % {"who": hands.said(hands.closers_left(problem))}


def upper_unit_closes(problem: Row, by: Actor) -> str:
    """Where a unit has too few officers for three to look, somebody of the unit above closes."""
    if not hands.is_small(problem.unit) or hands.stands_above(by, problem.unit):
        return ""
    return _("%(unit)s has under %(n)s officers, so somebody of the unit above must close this: %(who)s.") % {
        "unit": problem.unit.short_name,
        "n": hands.ENOUGH,
        "who": hands.said(hands.closers_left(problem)),
    }


def power_of_somebody_involved(problem: Row, by: Actor) -> str:
    """Power lent by somebody who had a hand in it does not close it either."""
    powers = Powers.of(by, P.PROBLEM_CLOSE, problem.unit)
    if powers.own or not powers.lent or any(one.pk not in hands.involved(problem) for one in powers.lent):
        return ""
    return _("You could close this only for %(name)s, who had a hand in it; somebody else must: %(who)s.") % {
        "name": powers.lent[0],
        "who": hands.said(hands.closers_left(problem)),
    }


def neither_own_nor_above(problem: Row, by: Actor) -> str:
    """Whoever is responsible hands it over, or somebody who answers for what the unit closes."""
    if getattr(by, "pk", None) == problem.officer_id or by.may(P.PROBLEM_CLOSE, at=problem.unit):
        return ""
    return _(
        "Only %(name)s, who is responsible for it, or somebody who may close problems hands it over."
    ) % {"name": problem.officer}


def recorded_it(problem: Row, by: Actor) -> str:
    """Whoever recorded a problem does not make it vanish."""
    if getattr(by, "pk", None) not in hands.recorders(problem):
        return ""
    return _("You recorded this problem, so somebody else must withdraw it.")


PROBLEM = Lifecycle(
    "rectification.problem",
    ProblemState,
    finals={S.WITHDRAWN},
    moves=[
        move(
            "record_problem",
            None,
            S.RECORDED,
            P.PROBLEM_RECORD,
            [dossier_not_kept, taken_over_already, cannot_be_responsible],
        ),
        move("answer_problem", WITH_INSTITUTION, S.ANSWERED, P.PROBLEM_ANSWER, [speaks_for_another]),
        move("record_answer", WITH_INSTITUTION, S.ANSWERED, P.PROBLEM_RECORD),
        move("return_answer", (S.ANSWERED, S.VERIFIED), S.RETURNED, P.PROBLEM_VERIFY),
        move("verify_answer", S.ANSWERED, S.VERIFIED, P.PROBLEM_VERIFY, [handled_the_answer]),
        move(
            "close_problem",
            S.VERIFIED,
            S.CLOSED,
            P.PROBLEM_CLOSE,
            [had_a_hand_in_it, upper_unit_closes, power_of_somebody_involved],
        ),
        move("hand_over_problem", OPEN, STAYS, P.PROBLEM_READ, [neither_own_nor_above]),
        move("correct_problem", WITH_INSTITUTION, STAYS, P.PROBLEM_RECORD),
        move("extend_deadline", WITH_INSTITUTION, S.EXTENDED, P.PROBLEM_EXTEND),
        move("withdraw_problem", OPEN, S.WITHDRAWN, P.PROBLEM_CLOSE, [recorded_it]),
        move("reopen_problem", S.CLOSED, S.REOPENED, P.PROBLEM_RECORD, [dossier_not_kept]),
    ],
)

tones.register("run", S.RECORDED, S.EXTENDED)
tones.register("warn", S.ANSWERED, S.VERIFIED)
tones.register("bad", S.RETURNED, S.REOPENED)
tones.register("good", S.CLOSED)
tones.register("idle", S.WITHDRAWN)
