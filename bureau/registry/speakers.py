"""The seam to rooms above in which something may wait for an institution when an account begins to speak for it.

    @when_linked
    def await_answers(link: InstitutionAccount, by: Actor) -> None: ...

They are told inside the transaction of the move. Nothing is told by signals.
"""

from __future__ import annotations

from collections.abc import Callable

from bureau.kernel.access import Actor
from bureau.registry.models import InstitutionAccount

Listener = Callable[[InstitutionAccount, Actor], None]

_listeners: list[Listener] = []


def when_linked(listener: Listener) -> Listener:
    """Tell a room of every account that begins to speak for an institution."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def tell_linked(link: InstitutionAccount, by: Actor) -> None:
    """An account speaks for an institution from now on."""
    for listener in _listeners:
        listener(link, by)
