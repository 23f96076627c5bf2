"""A recorded problem is handed over to another officer, or corrected; what stood there before stays on the record."""

from __future__ import annotations

from dataclasses import dataclass, fields

from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import NotNow
from bureau.people.models import Account
from bureau.rectification import hands
from bureau.rectification.lifecycle import PROBLEM, ProblemState, cannot_be_responsible
from bureau.rectification.models import Problem, Revision
from bureau.rectification.services.awaiting import (
    await_answer,
    stop_waiting,
    tell_handed_over,
    tell_speakers,
    urge_another,
)
from bureau.rectification.services.deadlines import Period, set_deadline


@dataclass(frozen=True)
class Words:
    """What a problem says, as far as it can be corrected."""

    title: str
    what: str
    measure: str
    basis: str = ""
    conduct: str = ""
    domain: str = ""


def hand_over_problem(
    *, problem: Problem, officer: Account, by: Account, reason: str, base: int | None = None
) -> Problem:
    """Another officer is responsible for it from now on; whoever was stays among those who had a hand in it."""
    with PROBLEM.moving("hand_over_problem", problem, by=by, reason=reason, base=base) as held:
        former = held.officer
        held.officer = officer
        _refuse_officer(held, former, by)
        said = {"before": {"officer": former.username}, "after": {"officer": officer.username}}
        _revise(held, "hand_over_problem", by, reason, former_officer=former, **said)
        if held.waits_for_institution:
            urge_another(held, former, by, reason)
        tell_handed_over(held, former, by)
    return held


def correct_problem(
    *,
    problem: Problem,
    words: Words,
    by: Account,
    reason: str,
    period: Period | None = None,
    base: int | None = None,
) -> Problem:
    """Put right what was recorded wrongly; on the day of recording also the deadline, counted as it was.

    Raises:
        MissingPermission, NotNow, Stale: nothing was changed.
    """
    with PROBLEM.moving("correct_problem", problem, by=by, reason=reason, base=base) as held:
        names = [one.name for one in fields(Words)]
        before = {name: getattr(held, name) for name in names if getattr(held, name) != getattr(words, name)}
        after = {name: getattr(words, name) for name in before}
        for name, value in after.items():
            setattr(held, name, value)
        if period is not None:
            before |= {"deadline_on": held.deadline_on.isoformat()}
            _correct_deadline(held, period, by, reason)
            after |= {"deadline_on": held.deadline_on.isoformat()}
        if before == after:
            raise NotNow(_("Nothing differs from what stands there. Change what is wrong."))
        _revise(held, "correct_problem", by, reason, before=before, after=after)
        stop_waiting(held, by)
        await_answer(held, by)
        tell_speakers(held, by)
    return held


def deadline_stays(problem: Problem) -> str:
    """Why a deadline is not corrected any more, or ""."""
    same_day = clock.day_of(problem.recorded_at) == clock.today()
    if same_day and problem.state == ProblemState.RECORDED and not problem.answers.exists():
        return ""
    return _(
        "The deadline is corrected only on the day on which the problem was recorded, before the institution answers. "
        "Afterwards it is extended, by a leader of the unit."
    )


def _correct_deadline(held: Problem, period: Period, by: Account, reason: str) -> None:
    refused = deadline_stays(held)
    if refused:
        raise NotNow(refused)
    since = held.deadlines.latest("number").counted_from
    set_deadline(held, period, counted_from=since, move="correct_problem", by=by, reason=reason)


def _refuse_officer(held: Problem, former: Account, by: Actor) -> None:
    """The one who is to be responsible may be, is another, and has verified nothing of it."""
    name = {"name": held.officer}
    refused = cannot_be_responsible(held, by)
    if held.officer == former:
        refused = _("%(name)s is responsible for it already.") % name
    elif held.officer.pk in hands.verifiers(held):
        refused = _("%(name)s verified this, so somebody else must be responsible for it.") % name
    if refused:
        raise NotNow(refused)


def _revise(
    held: Problem,
    move: str,
    by: Account,
    reason: str,
    *,
    before: dict[str, str],
    after: dict[str, str],
    former_officer: Account | None = None,
) -> None:
    Revision(
        problem=held,
        turn=held.turn,
        number=held.revisions.count() + 1,
        move=move,
        before=before,
        after=after,
        former_officer=former_officer,
        reason=reason,
        made_by=by,
        made_at=clock.now(),
    ).save()
