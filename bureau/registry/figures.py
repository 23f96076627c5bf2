"""What rooms above count about one institution: numbers on its dossier, each with where its rows are.

    @dossier_figures("problems")
    def problems(institution: Institution, for_: Actor, until: dt.date | None) -> Iterable[Number]: ...

in a room's own `figures.py`. `until` is the past day as of which the dossier is shown, or None today; a room gives the
numbers that it can open for that day and leaves out the others. What no room counts is not shown. Reports issued are
told the same way by `@issued_reports`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:
    from bureau.kernel.access import Actor
    from bureau.registry.models import Institution

Text = str | Promise


@dataclass(frozen=True)
class Number:
    """A number with its name, the address of its rows, and a word beside it, red where `late` unless it is nought."""

    title: Text
    value: int
    url: str
    note: Text = ""
    late: bool = False


@dataclass(frozen=True)
class Issued:
    """Reports issued in a year and a field, and which ledgers tell of that year: their numbers and addresses."""

    year: int
    domain: str
    reports: int
    told_by: tuple[tuple[str, str], ...] = ()


Count = Callable[["Institution", "Actor", "dt.date | None"], Iterable[Number]]
CountIssued = Callable[["Institution", "Actor", "dt.date | None"], Iterable[Issued]]
F = TypeVar("F", bound=Count)
G = TypeVar("G", bound=CountIssued)

_counts: dict[str, Count] = {}
_issued: dict[str, CountIssued] = {}


def dossier_figures(name: str) -> Callable[[F], F]:
    """Declare numbers of a dossier, once."""

    def declare(count: F) -> F:
        if _counts.setdefault(name, count) is not count:
            raise ValueError(f"two rooms count {name} on the dossier")
        return count

    return declare


def issued_reports(name: str) -> Callable[[G], G]:
    """Declare where the reports that an institution issued are counted, once."""

    def declare(count: G) -> G:
        if _issued.setdefault(name, count) is not count:
            raise ValueError(f"two rooms count the reports of {name}")
        return count

    return declare


def numbers_about(institution: Institution, for_: Actor, until: dt.date | None) -> list[Number]:
    """Every number that a room counts and this person may see, in the order of declaration."""
    autodiscover_modules("figures")  # each is imported once
    return [number for count in _counts.values() for number in count(institution, for_, until)]


def reports_issued(institution: Institution, for_: Actor, until: dt.date | None) -> list[Issued]:
    """Reports that were counted, the newest year first."""
    autodiscover_modules("figures")  # as above
    found = [one for count in _issued.values() for one in count(institution, for_, until)]
    return sorted(found, key=lambda one: (-one.year, one.domain))
