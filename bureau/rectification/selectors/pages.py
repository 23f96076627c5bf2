"""One problem with its gate, and everything its page shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bureau.files.models import StoredFile
from bureau.files.selectors import files_of
from bureau.kernel import clock
from bureau.kernel.access import Actor, gate
from bureau.kernel.lateness import how_far
from bureau.people.calendars import calendar_of
from bureau.people.histories import happenings
from bureau.rectification.lifecycle import PROBLEM
from bureau.rectification.models import Answer, Deadline, Problem, Revision, Verification
from bureau.rectification.revisions import Revised, revised
from bureau.rectification.wording import arithmetic, move_words

# In the order in which the page offers them; the first that can be made is the primary one.
OFFERED = (
    "close_problem",
    "verify_answer",
    "return_answer",
    "record_answer",
    "extend_deadline",
    "hand_over_problem",
    "correct_problem",
    "reopen_problem",
    "withdraw_problem",
)


@dataclass(frozen=True)
class WithFiles:
    """An answer or a verification with its files."""

    step: Answer | Verification
    files: list[StoredFile]


@dataclass(frozen=True)
class Clock:
    """A deadline that was set, as a `c-clock` shows it."""

    deadline: Deadline
    lines: list[dict[str, str]]
    total: dict[str, str]
    stands: bool
    left: str
    kind: str


@dataclass(frozen=True)
class Line:
    """One line of `c-history`."""

    when: dt.datetime
    what: str
    note: str
    url: str = ""


@dataclass(frozen=True)
class ProblemPage:
    """What the page of one problem shows; each objection is "" where the move can be made."""

    problem: Problem
    clocks: list[Clock]
    answers: list[WithFiles]
    verifications: list[WithFiles]
    revisions: list[Revised]
    history: list[Line]
    objections: dict[str, str]


def get_problem(reference: str, *, for_: Actor) -> Problem:
    """One problem that somebody may see, or none (404)."""
    rows = Problem.objects.select_related(
        "institution__merged_into", "unit__parent", "officer", "recorded_by", "reopened_by", "closed_by"
    )
    found: Problem = gate(rows, for_=for_, reference=reference)
    return found


def problem_page(problem: Problem, by: Actor) -> ProblemPage:
    """Everything about one problem, the newest first."""
    return ProblemPage(
        problem=problem,
        clocks=clocks_of(problem, told=True),
        answers=_with_files(problem.answers.select_related("entered_by", "received_by", "returned_by"), by),
        verifications=_with_files(problem.verifications.select_related("verified_by", "answer"), by),
        revisions=[revised(one) for one in _revisions_of(problem)],
        history=[
            Line(one.at, f"{one.by} {move_words(one.move)}", one.reason)
            for one in happenings([problem.reference])
        ],
        objections={name: PROBLEM.objection(name, problem, by) for name in OFFERED},
    )


def _revisions_of(problem: Problem) -> Iterable[Revision]:
    found: Iterable[Revision] = problem.revisions.select_related("made_by", "former_officer").order_by(
        "-number"
    )
    return found


def _with_files(rows: Iterable[Answer | Verification], by: Actor) -> list[WithFiles]:
    return [WithFiles(row, files_of(row.owner, for_=by)) for row in reversed(list(rows))]


def clocks_of(problem: Problem, *, told: bool) -> list[Clock]:
    """Every deadline that was set, the one that holds first; where `told`, with who set it and why."""
    rows = list(problem.deadlines.select_related("set_by").order_by("-number"))
    return [_clock(one, problem, holds=place == 0, told=told) for place, one in enumerate(rows)]


def _clock(row: Deadline, problem: Problem, *, holds: bool, told: bool) -> Clock:
    today = clock.today()
    return Clock(
        deadline=row,
        lines=[*_who_set(row, told=told), *arithmetic(row.counted_from, row.on, row.working_days)],
        total={"how": _("the end of that day"), "day": row.on.isoformat()},
        stands=holds and problem.waits_for_institution,
        left=how_far(row.on, today, calendar_of(problem.unit))
        if holds and problem.waits_for_institution
        else "",
        kind=_kind(row.on, today) if holds and problem.waits_for_institution else "",
    )


def _who_set(row: Deadline, *, told: bool) -> list[dict[str, str]]:
    """Who set it and why, for officers."""
    if not told:
        return []
    said = f"{row.set_by}：{row.reason}" if row.reason else str(row.set_by)
    return [{"what": _("Set by"), "how": said, "day": clock.day_of(row.set_at).isoformat()}]


def _kind(on: dt.date, today: dt.date) -> str:
    return "late" if on < today else "soon" if on == today else ""
