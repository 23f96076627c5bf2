"""How late a problem is, what the institution reads of its state, and what a domain is called."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from bureau.kernel import clock
from bureau.kernel.lateness import how_far, late_words
from bureau.people.calendars import calendar_of
from bureau.rectification.lifecycle import ProblemState
from bureau.rectification.models import Problem
from bureau.registry.domains import name_of

register = template.Library()


@register.filter
def mark(problem: Problem) -> str:
    """`late`, `soon` or nothing: the edge of its row."""
    today = clock.today()
    if not problem.waits_for_institution or problem.deadline_on > today:
        return ""
    return "late" if problem.deadline_on < today else "soon"


@register.filter
def left(problem: Problem) -> str:
    """How far off its deadline is; nothing where the institution has answered."""
    if not problem.waits_for_institution:
        return ""
    return how_far(problem.deadline_on, clock.today(), calendar_of(problem.unit))


@register.filter
def late_in_words(problem: Problem) -> str:
    """`逾期 4 个工作日`."""
    return late_words(problem.deadline_on, clock.today(), calendar_of(problem.unit))


@register.filter
def domain(code: str) -> str:
    """What a domain is called."""
    return name_of(code)


@register.filter
def own_state(problem: Problem) -> str:
    """How far it is, as its institution reads it: not that, or by whom, it was verified."""
    if problem.state == ProblemState.VERIFIED:
        return str(ProblemState.ANSWERED.value)
    return str(problem.state)


@register.filter
def own_words(problem: Problem) -> str:
    """The same in words."""
    if problem.state in {ProblemState.ANSWERED, ProblemState.VERIFIED}:
        return _("answered; the office looks at it")
    return str(problem.get_state_display())
