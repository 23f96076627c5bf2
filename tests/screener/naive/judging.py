"""The naive anomalies by name: their q values over a whole ledger, which groups speak, what institutions are told."""

from __future__ import annotations

from collections.abc import Callable

from . import clones
from .book import Book, Tables
from .gaps import gaps
from .odd import (
    Group,
    bunching,
    digits_first,
    digits_terminal,
    passes,
    recycled,
    replicates,
    spread,
    workload,
)

NAIVE_ANOMALIES: dict[str, Callable[[Book], list[Group]]] = {
    "digits.terminal": digits_terminal,
    "digits.first": digits_first,
    "replicates.too_alike": replicates,
    "spread.unlike_peers": spread,
    "values.recycled": recycled,
    "limit.bunching": bunching,
    "passes.too_many": passes,
    "workload.too_high": workload,
    "clones.near": lambda book: clones.groups(book, Group),
    "number.gaps": gaps,
}


def judged(tables: Tables, rule: str) -> list[Group]:
    """The groups of a rule with their q values."""
    groups = NAIVE_ANOMALIES[rule](Book(tables))
    tested = sorted((group for group in groups if not group.why), key=lambda group: group.p)
    least = 1.0
    for place, group in reversed(list(enumerate(tested, start=1))):
        group.q = least = min(least, group.p * len(tested) / place)
    return groups


def speaks(group: Group) -> bool:
    """Whether the group is a hit."""
    return not group.why and group.q <= 0.01 and group.strong


def outcomes(book: Book, groups: list[Group]) -> dict[str, tuple[str, int]]:
    """The word of each institution and the rows that were tested."""
    found = {}
    for uscc in book.usccs:
        own = [group for group in groups if group.uscc == uscc]
        tested = [group for group in own if not group.why]
        word = (
            "hit"
            if any(map(speaks, own))
            else "clear"
            if tested
            else "not_enough_data"
            if own
            else "not_applicable"
        )
        found[uscc] = (word, sum(len(group.rows) for group in tested))
    return found
