"""The register as a list: its saved views, what somebody sees of a unit, and the institution's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Case, Count, Q, QuerySet, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from bureau.people.models import Account, Unit
from bureau.rectification.lifecycle import OPEN, WITH_INSTITUTION, ProblemState
from bureau.rectification.models import Problem
from bureau.registry.models import Institution

WEEK = dt.timedelta(days=7)
Condition = Callable[[dt.date, Account], Q]


@dataclass(frozen=True)
class View:
    """A view: its word in the address, its name, its condition, whether what is in it is late."""

    name: str
    title: Promise
    condition: Condition
    late: bool = False


def _late(today: dt.date, _by: Account) -> Q:
    return Q(state__in=WITH_INSTITUTION, deadline_on__lt=today)


def _this_week(today: dt.date, _by: Account) -> Q:
    return Q(state__in=WITH_INSTITUTION, deadline_on__gte=today, deadline_on__lte=today + WEEK)


VIEWS: tuple[View, ...] = (
    View("", pgettext_lazy("view of problems", "Not closed"), lambda _today, _by: Q(state__in=OPEN)),
    View("mine", gettext_lazy("Mine"), lambda _today, by: Q(state__in=OPEN, officer=by)),
    View("overdue", gettext_lazy("Overdue"), _late, late=True),
    View("week", gettext_lazy("Due within seven days"), _this_week),
    View("verify", gettext_lazy("To be verified"), lambda _today, _by: Q(state=ProblemState.ANSWERED)),
    View("close", gettext_lazy("To be closed"), lambda _today, _by: Q(state=ProblemState.VERIFIED)),
    View(
        "closed",
        pgettext_lazy("view of problems", "Closed"),
        lambda _today, _by: Q(state=ProblemState.CLOSED),
    ),
    View("all", gettext_lazy("All"), lambda _today, _by: ~Q(state=ProblemState.WITHDRAWN)),
)


def view_named(name: str) -> View:
    """The view of this word; of another word, those not closed."""
    return next((view for view in VIEWS if view.name == name), VIEWS[0])


def listed(by: Account, unit: Unit | None) -> QuerySet[Problem]:
    """Problems that somebody sees, of the unit that lists are about, each with how many answers it has."""
    rows = Problem.objects.visible_to(by)
    if unit is not None:
        rows = rows.within(unit)
    found: QuerySet[Problem] = rows.select_related("institution", "unit", "officer").annotate(
        answer_count=Count("answers"),
        # Those that the institution must answer come first: with the others the deadline was kept, or is over.
        answered=Case(When(state__in=WITH_INSTITUTION, then=0), default=1),
    )
    return found


def of_institution(by: Account) -> tuple[Institution | None, list[Problem]]:
    """The institution an account speaks for today, and its problems: those it must answer first."""
    body = Institution.objects.spoken_for_by(by).first()
    if body is None:
        return None, []
    rows = Problem.objects.visible_to(by).select_related("unit").order_by("deadline_on", "reference")
    return body, sorted(rows, key=lambda one: (not one.waits_for_institution, not one.is_open))
