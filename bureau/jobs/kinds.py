"""Kinds of work and periodic rounds, as rooms declare them in their `work.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.module_loading import autodiscover_modules

Work = Callable[..., Mapping[str, Any] | None]
Round = Callable[[], object]
W = TypeVar("W", bound=Work)
F = TypeVar("F", bound=Round)


@dataclass(frozen=True)
class Every:
    """A round and how often it is made."""

    name: str
    pause: dt.timedelta
    make: Round


class UnknownKindError(LookupError):
    """No room declares this kind of work."""


_kinds: dict[str, Work] = {}
_rounds: dict[str, Every] = {}


def job(kind: str) -> Callable[[W], W]:
    """Declare `work(job_run, **arguments)` as what is done for jobs of a kind, such as `roster.import`.

    What it returns, a small mapping that JSON can hold, is the job's result.
    """

    def declare(work: W) -> W:
        if _kinds.setdefault(kind, work) is not work:
            raise ValueError(f"two rooms declare work of the kind {kind}")
        return work

    return declare


def every(*, minutes: int) -> Callable[[F], F]:
    """Declare a round that a worker makes every so many minutes; it is short, or starts a job."""

    def declare(make: F) -> F:
        name = f"{make.__module__.removeprefix('bureau.').removesuffix('.work')}.{make.__name__}"
        found = _rounds.setdefault(name, Every(name, dt.timedelta(minutes=minutes), make))
        if found.make is not make:
            raise ValueError(f"two rounds are called {name}")
        return make

    return declare


def work_of(kind: str) -> Work:
    """What is done for jobs of a kind."""
    _load()
    if kind not in _kinds:
        raise UnknownKindError(f"no room declares work of the kind {kind} in its work.py")
    return _kinds[kind]


def rounds() -> tuple[Every, ...]:
    """Every periodic round, by name."""
    _load()
    return tuple(_rounds[name] for name in sorted(_rounds))


def _load() -> None:
    autodiscover_modules("work")  # each is imported once; asking again costs next to nothing
