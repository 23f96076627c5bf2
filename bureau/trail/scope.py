"""The scope of one move: a transaction in which rows are saved, ending in one entry of the trail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from bureau.trail import moment
from bureau.trail.recorded import Recorded
from bureau.trail.wall import opened

_scopes: ContextVar[tuple[Scope, ...]] = ContextVar("trail_scopes", default=())


class Scope:
    """What one move has touched so far. `reference` may be set while the move is under way."""

    def __init__(self, *, actor: str, move: str, reference: str, reason: str) -> None:
        self.actor, self.move, self.reference, self.reason = actor, move, reference, reason
        self.at: dt.datetime = moment.now()
        self.silent = False  # leaves no entry if nothing was saved
        self._rows: dict[tuple[type[Recorded], object], Recorded] = {}

    def touch(self, *rows: Recorded) -> None:
        """Note rows that are about to be saved."""
        for row in rows:
            self._rows.setdefault((type(row), row.pk), row)

    def close(self) -> None:
        """Write the entry with an image of every row touched."""
        if self.silent and not self._rows:
            return
        from bureau.trail import chain  # noqa: PLC0415 - it needs the models, which need this
        from bureau.trail.models import Entry  # noqa: PLC0415 - as above

        entry = Entry(
            at=self.at, actor=self.actor, move=self.move, reference=self.reference, reason=self.reason
        )
        with opened():
            chain.append(entry, list(self._rows.values()))


def current() -> Scope | None:
    """The innermost scope that is open, if any."""
    scopes = _scopes.get()
    return scopes[-1] if scopes else None


@contextmanager
def scope(*, actor: str, move: str, reference: str = "", reason: str = "") -> Iterator[Scope]:
    """Open a scope: what is saved in it and its entry are written together, or neither is.

    A scope within a scope writes an entry of its own and shares the outer one's transaction.
    """
    with transaction.atomic():
        made = Scope(actor=actor, move=move, reference=reference, reason=reason)
        token = _scopes.set((*_scopes.get(), made))
        try:
            yield made
        finally:
            _scopes.reset(token)
        made.close()
