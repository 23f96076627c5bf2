"""Who had a hand in a problem since it was opened, and who is left to verify or to close it.

Three officers at least stand behind every closing: one who received the answer, one who verified, one who closed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.people.models import Account, Officer, RoleHeld, Unit
from bureau.people.permissions import P
from bureau.people.roles import holders

ENOUGH = 4  # a unit with fewer active officers leaves the closing to the unit above
MOST_NAMED = 4
Keys = frozenset[object]
Problem = Any  # models lie above this module


def recorders(problem: Problem) -> Keys:
    """Who recorded it, and who opened it again."""
    return frozenset({problem.recorded_by_id, problem.reopened_by_id} - {None})


def handlers(problem: Problem) -> Keys:
    """Who received, recorded or returned an answer since it was opened, and who is or was responsible for it."""
    answers = problem.answers.filter(turn=problem.turn).values_list("received_by", "returned_by")
    own = {problem.officer_id, *formers(problem)}
    return frozenset({*own, *(key for pair in answers for key in pair)} - {None})


def formers(problem: Problem) -> Keys:
    """Who was responsible for it since it was opened, and handed it over."""
    found = problem.revisions.filter(turn=problem.turn, former_officer__isnull=False)
    return frozenset(found.values_list("former_officer", flat=True))


def correctors(problem: Problem) -> Keys:
    """Who corrected what it says, in this turn or before: the words that were verified are theirs."""
    return frozenset(problem.revisions.filter(former_officer=None).values_list("made_by", flat=True))


def verifiers(problem: Problem) -> Keys:
    """Who verified it since it was opened."""
    return frozenset(problem.verifications.filter(turn=problem.turn).values_list("verified_by", flat=True))


def involved(problem: Problem) -> Keys:
    """All of them, who do not close it."""
    return recorders(problem) | handlers(problem) | verifiers(problem) | correctors(problem)


def is_small(unit: Unit) -> bool:
    """Whether a unit with those below it has too few officers, and there is a unit above it."""
    working = Officer.objects.filter(unit__path__startswith=unit.path, account__state="active")
    return unit.parent_id is not None and working.count() < ENOUGH


def stands_above(by: Actor, unit: Unit) -> bool:
    """Whether somebody works outside a unit and may close at the one above it."""
    works_at = getattr(by, "jurisdiction", None)
    within = works_at is not None and works_at.is_within(unit)
    return not within and by.may(P.PROBLEM_CLOSE, at=unit.parent)


def holders_at(permission: str, unit: Unit) -> list[Account]:
    """Active officers whose own role includes a permission at a unit today, the nearest first."""
    held = (
        RoleHeld.objects.standing_on(clock.today())
        .filter(role__in=holders(permission), unit__isnull=False, account__state="active")
        .select_related("account__officer__unit", "unit")
    )
    reaching = [one for one in held if unit.path.startswith(one.unit.path)]
    reaching.sort(key=lambda one: (-len(one.unit.path), one.account.full_name, one.account.username))
    return list(dict.fromkeys(one.account for one in reaching))


def verifiers_left(problem: Problem) -> list[Account]:
    """Who may verify it and handled no answer."""
    excluded = handlers(problem)
    return [one for one in holders_at(P.PROBLEM_VERIFY, problem.unit) if one.pk not in excluded]


def closers_left(problem: Problem) -> list[Account]:
    """Who may close it: no hand in it, and of the unit above where the unit is small."""
    excluded, small = involved(problem), is_small(problem.unit)
    return [
        one
        for one in holders_at(P.PROBLEM_CLOSE, problem.unit)
        if one.pk not in excluded and (not small or stands_above(one, problem.unit))
    ]


def said(accounts: Iterable[Account]) -> str:
    """Some of them by name, or whom to ask where nobody is left."""
    named = [one.full_name for one in accounts]
    if not named:
        return _("nobody here may; ask your administrator for another officer")
    more = _(" and others") if len(named) > MOST_NAMED else ""
    return _(", ").join(named[:MOST_NAMED]) + more
