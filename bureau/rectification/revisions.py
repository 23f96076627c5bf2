"""A revision of a problem in words: who made it, why, and each thing before and after."""

from __future__ import annotations

from dataclasses import dataclass

from bureau.people.selectors import names_of
from bureau.rectification.conduct import CONDUCTS
from bureau.rectification.models import Problem, Revision
from bureau.rectification.wording import move_words
from bureau.registry.domains import name_of

NOTHING = "—"


@dataclass(frozen=True)
class Difference:
    """One thing that was changed."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Revised:
    """One revision as a page tells it."""

    revision: Revision
    move: str
    differences: tuple[Difference, ...]


def revised(row: Revision) -> Revised:
    """What was changed, in the order of the columns."""
    told = tuple(
        Difference(
            str(Problem._meta.get_field(name).verbose_name),  # type: ignore[union-attr] # a column of its own
            _in_words(name, row.before[name]),
            _in_words(name, after),
        )
        for name, after in row.after.items()
    )
    return Revised(row, move_words(row.move), told)


def _in_words(name: str, value: str) -> str:
    if not value:
        return NOTHING
    if name == "officer":
        return names_of([value])[value]
    if name == "conduct":
        return f"{value} {CONDUCTS.get(value, '')}"
    return name_of(value) if name == "domain" else value
