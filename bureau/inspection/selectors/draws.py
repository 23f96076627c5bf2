"""What a visit's page tells of its draws: what they promise, and what can be said once everything is looked at."""

from __future__ import annotations

import shlex
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bureau.inspection.models import RANDOM, Answer, Draw, Visit
from bureau.kernel.access import Actor, gate
from bureau.screening.selectors import at_most_bad


@dataclass(frozen=True)
class Told:
    """What may be said after the visit of the reports that were not picked by their hits: at most so many are false.

    What could not be looked at is counted as false, so that an institution gains nothing by not finding a report.
    """

    checked: int
    bad: int
    missing: int
    at_most: int
    rest: int

    @property
    def share(self) -> Decimal:
        """`at_most` as a share of the rest, in per cent."""
        return Decimal(100) * self.at_most / self.rest


@dataclass(frozen=True)
class DrawLine:
    """One draw: how far its items are, what may be said (None while some are left), how to draw it again."""

    draw: Draw
    answered: int
    picked: int
    told: Told | None
    command: str

    @property
    def per_cent(self) -> dict[str, Decimal]:
        """Its shares, in per cent."""
        return {
            name: Decimal(100) * getattr(self.draw, name) for name in ("rate", "assurance", "sensitivity")
        }


def get_draw(visit: Visit, number: int, *, for_: Actor) -> Draw:
    """One draw of a visit that somebody may see."""
    found: Draw = gate(Draw.objects.select_related("drawn_by"), for_=for_, visit=visit, number=number)
    found.visit = visit
    return found


def draws_of(visit: Visit) -> tuple[DrawLine, ...]:
    """The draws of a visit, each with what can be said of it."""
    answers = dict(visit.items.values_list("reference", "answer"))
    return tuple(_line(one, answers) for one in visit.draws.select_related("drawn_by").order_by("number"))


def _line(draw: Draw, answers: dict[str, Any]) -> DrawLine:
    given = [answers.get(one["item"], "") for one in draw.picked]
    at_random = Counter(answers.get(one["item"], "") for one in draw.picked if one["how"] == RANDOM)
    missing, confirmed = at_random[str(Answer.NOT_FOUND)], at_random[str(Answer.CONFIRMED)]
    told = None
    if draw.is_standing and draw.size and not at_random[""]:
        most = at_most_bad(draw.rest, checked=draw.size, bad=confirmed + missing, assurance=draw.assurance)
        told = Told(draw.size, confirmed, missing, most, draw.rest)
    file = shlex.quote(f"{draw.reference.replace('/', '-')}.txt")
    command = f"mingjian sample draw --frame {file} --size {draw.size} --seed {draw.seed} --json"
    return DrawLine(draw, sum(bool(one) for one in given), len(given), told, command)
