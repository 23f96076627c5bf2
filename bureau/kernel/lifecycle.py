"""A lifecycle is one table: which move leads from which state to which, who may make it, and what objects to it.

    CASE = Lifecycle("enforcement.case", CaseState, finals={S.CLOSED}, moves=[
        move("open_case", None, S.OPEN, P.CASE_OPEN),
        move("decide_case", S.REFERRED, S.DECIDED, P.CASE_DECIDE, [own_investigation]),
    ])

    with CASE.moving("decide_case", case, by=officer, reason=reason) as case:
        case.decided_on = today()

A guard returns the sentence that tells the officer why not, or "". The same sentence reaches the greyed button, the 409
answer and the test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from bureau.kernel.access import Actor
from bureau.kernel.refusals import MissingPermission, NotNow, Stale
from bureau.trail.recorded import Recorded
from bureau.trail.scope import scope

R = TypeVar("R", bound=Recorded)
Guard = Callable[[Any, Actor], str]
State = models.TextChoices
STAYS = ""  # the target of a move that changes fields and leaves the row in the state it is in


@dataclass(frozen=True)
class Move:
    """One row of the table; `sources` is empty for a move that creates, `target` is STAYS where the state stays."""

    name: str
    sources: tuple[str, ...]
    target: str
    permission: str
    guards: tuple[Guard, ...] = ()

    @property
    def creates(self) -> bool:
        """Whether the move makes a new row."""
        return not self.sources

    def leads(self, source: str) -> str:
        """The state that it leads to from this one."""
        return self.target or source


def move(
    name: str,
    sources: str | Sequence[str] | None,
    target: str,
    permission: str,
    guards: Iterable[Guard] = (),
) -> Move:
    """A move from one state, or one of several, to another or STAYS; from None it creates the row."""
    found = () if sources is None else (sources,) if isinstance(sources, str) else tuple(sources)
    return Move(name, tuple(str(one) for one in found), str(target), str(permission), tuple(guards))


class Lifecycle:
    """The table of one kind of row. `field` is its one state field."""

    everywhere: list[Lifecycle] = []  # noqa: RUF012 - every table that was declared, for the house tests

    def __init__(
        self,
        name: str,
        states: type[State],
        *,
        moves: Sequence[Move],
        finals: Iterable[str] = (),
        field: str = "state",
    ) -> None:
        self.name, self.states, self.field = name, states, field
        self.moves = {one.name: one for one in moves}
        self.finals = frozenset(str(state) for state in finals)
        if len(self.moves) != len(moves):
            raise ValueError(f"{name}: a move stands twice in the table")
        Lifecycle.everywhere.append(self)

    def objection(self, name: str, row: Recorded, by: Actor) -> str:
        """Why this move cannot be made on this row by this person, or ""."""
        one = self.moves[name]
        if not by.may(one.permission, at=jurisdiction_of(row)):
            return _("Your role does not include this. Ask your administrator who may do it.")
        return self._closed(one, row) or next((said for guard in one.guards if (said := guard(row, by))), "")

    @contextmanager
    def moving(
        self, name: str, row: R, *, by: Actor, reason: str = "", base: int | None = None
    ) -> Iterator[R]:
        """Lock the row, check state, permission and guards, let the body fill fields, set the state, save, record.

        `base` is the version the person looked at; when the row has moved on since, nothing is saved.

        Raises:
            MissingPermission, NotNow, Stale: nothing was changed.
        """
        one = self.moves[name]
        with scope(actor=by.trail_name, move=name, reference=reference_of(row), reason=reason):
            held = row.fresh()
            if base is not None and held.version != base:
                raise Stale(_("Somebody else saved this while you had it open."), row=held, base=base)
            self._check(one, held, by)
            yield held
            setattr(held, self.field, one.leads(getattr(held, self.field)))
            held.save()

    @contextmanager
    def creating(self, name: str, row: R, *, by: Actor, reason: str = "") -> Iterator[R]:
        """Check permission and guards on a row not yet saved, let the body fill it, set the state, save, record."""
        one = self.moves[name]
        if not one.creates:
            raise ValueError(f"{name} does not create")
        with scope(actor=by.trail_name, move=name, reference=reference_of(row), reason=reason) as written:
            self._check(one, row, by)
            yield row
            setattr(row, self.field, one.target)
            row.save()
            written.reference = reference_of(row)

    def _check(self, one: Move, row: Recorded, by: Actor) -> None:
        if not by.may_now(one.permission, at=jurisdiction_of(row)):
            raise MissingPermission(one.permission, _("Your role does not include this."))
        closed = self._closed(one, row)
        if closed:
            raise NotNow(closed)
        for guard in one.guards:
            said = guard(row, by)
            if said:
                raise NotNow(said)

    def _closed(self, one: Move, row: Recorded) -> str:
        state = getattr(row, self.field)
        if one.creates or state in one.sources:
            return ""
        return _("It is “%(state)s” now; this can be done only while it is %(sources)s.") % {
            "state": self.states(state).label,
            "sources": _(" or ").join(f"“{self.states(source).label}”" for source in one.sources),
        }


def reference_of(row: Recorded) -> str:
    """What people call the row by; its table and key where it has no reference."""
    return str(getattr(row, "reference", "") or f"{row.trail_label}:{row.pk}")


def jurisdiction_of(row: Recorded) -> object | None:
    """The unit whose officers may act on the row, or None where any unit's may."""
    return getattr(row, "jurisdiction", None)
