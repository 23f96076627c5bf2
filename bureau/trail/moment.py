"""The instant an entry is made, taken from the clock that the kernel sets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

_source: Callable[[], dt.datetime] | None = None


def now() -> dt.datetime:
    """The present instant, in UTC."""
    return _source() if _source else dt.datetime.now(dt.UTC)  # noqa: TID251 - until the clock is set


def tell_time_by(source: Callable[[], dt.datetime]) -> None:
    """Take instants from `source` from now on: the kernel's clock lies above this room and may stand still."""
    global _source  # noqa: PLW0603 - one clock for the whole program
    _source = source
