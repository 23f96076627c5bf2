"""The problems that an officer follows up, as they go over to another."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bureau.people.handovers import Change, Held, Kind, declare
from bureau.people.models import Account
from bureau.rectification.lifecycle import OPEN
from bureau.rectification.models import Problem
from bureau.rectification.services import hand_over_problem


def _held(giver: Account, by: Account) -> Iterator[Held]:
    rows = Problem.objects.visible_to(by).filter(officer=giver, state__in=OPEN).order_by("reference")
    for one in rows:
        yield Held(one.reference, one.title, reverse("rectification:problem", args=[one.reference]))


def _hand_over(reference: str, change: Change) -> object:
    problem = Problem.objects.get(reference=reference)
    return hand_over_problem(problem=problem, officer=change.taker, by=change.by, reason=change.reason)


declare(Kind("problems", _("Problems"), _held, _hand_over))
