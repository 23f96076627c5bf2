"""Exit conditions 退出条件: kinds are declared with how each is computed; a phase names those it must meet.

    @condition("all_visited", _("Every institution was visited"), pace=True)
    def all_visited(campaign: Campaign, day: dt.date) -> Standing: ...

A room above declares its own in its `conditions.py`; nothing is stored, so that nothing can be out of date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from bureau.kernel import clock

if TYPE_CHECKING:
    from bureau.campaign.models import Campaign, Phase

Text = str | Promise


@dataclass(frozen=True)
class Standing:
    """How a condition stands: so many of so many; what is missing in words, where it is listed, and whose it is.

    Without an `of` that is more than nought it is met, since there is nothing to do, unless something is missing.
    """

    now: int
    of: int
    missing: Text = ""
    url: str = ""
    whose: str = ""
    measure: Text = ""

    @property
    def met(self) -> bool:
        """Whether it is met."""
        return self.now >= self.of and (self.of > 0 or not self.missing)


Compute = Callable[["Campaign", dt.date], Standing]
F = TypeVar("F", bound=Compute)


@dataclass(frozen=True)
class Kind:
    """A kind of condition. `pace`: it grows day by day, so that its end can be foreseen."""

    name: str
    title: Text
    compute: Compute
    pace: bool = False


@dataclass(frozen=True)
class ConditionStanding:
    """One condition of a phase as its page shows it; `standing` is None where the room that computes it is absent."""

    kind: str
    title: Text
    standing: Standing | None
    hard: bool = False

    @property
    def met(self) -> bool:
        """Whether it is met; what cannot be computed is not."""
        return self.standing is not None and self.standing.met

    @property
    def state(self) -> str:
        """One of `met`, `unmet`, `hard` (it will hardly be met in time), `unknown`."""
        if self.standing is None:
            return "unknown"
        return "met" if self.met else "hard" if self.hard else "unmet"


_kinds: dict[str, Kind] = {}


def condition(name: str, title: Text, *, pace: bool = False) -> Callable[[F], F]:
    """Declare a kind of condition, once."""

    def declare(compute: F) -> F:
        held = _kinds.setdefault(name, Kind(name, title, compute, pace))
        if held.compute is not compute:
            raise ValueError(f"two rooms declare the condition {name}")
        return compute

    return declare


def kinds() -> dict[str, Kind]:
    """Every kind that a room has declared, by name."""
    autodiscover_modules("conditions")  # each is imported once
    return _kinds


def standings_of(phase: Phase, day: dt.date | None = None) -> list[ConditionStanding]:
    """How every exit condition of a phase stands on a day, in its order."""
    known, today = kinds(), day or clock.today()
    found = []
    for name in phase.conditions:
        kind = known.get(name)
        if kind is None:
            title = _("Condition “%(name)s”, which this installation cannot compute") % {"name": name}
            found.append(ConditionStanding(name, title, None))
            continue
        standing = kind.compute(phase.campaign, today)
        hard = not standing.met and hard_to_meet(phase, standing, today, pace=kind.pace)
        found.append(ConditionStanding(name, kind.title, standing, hard))
    return found


def hard_to_meet(phase: Phase, standing: Standing, day: dt.date, *, pace: bool) -> bool:
    """Whether it is overdue, or at the pace since the phase began would not be met by its end."""
    if phase.begins_on is None or phase.ends_on is None or day < phase.begins_on:
        return False
    if day > phase.ends_on:
        return True
    gone, whole = (day - phase.begins_on).days + 1, (phase.ends_on - phase.begins_on).days + 1
    return pace and standing.now * whole < standing.of * gone
