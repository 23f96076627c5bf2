"""person.two_employers: one person on the staff of two institutions on the same day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from screener.book import Book
from screener.evidence import case, entry_rows
from screener.periods import until
from screener.whole import Claim, Said, Whole
from screener.wholes.sharing import Group, Period


def two_employers(book: Book, _looked: Sequence[Any]) -> Said:
    """Rows of `people` whose identity another institution employs on a day of theirs."""
    people = book.small["people"]
    identity, owner = people["identity"], people["uscc"]
    known = np.array([bool(one) for one in identity.tolist()], bool)
    size = book.sizes["uscc"]
    claims = [claim for group in _groups(book, np.flatnonzero(known)) for claim in _claims(book, group)]
    return Said(claims, np.bincount(owner, minlength=size), np.bincount(owner[known], minlength=size))


def _groups(book: Book, rows: Any) -> list[Group]:  # noqa: ANN401 - an array of rows
    """The periods of each person whom several institutions employ."""
    people = book.small["people"]
    first, last = people["employed_from"].tolist(), until(people["employed_to"]).tolist()
    owner, identity = people["uscc"].tolist(), people["identity"].tolist()
    held: dict[str, list[int]] = defaultdict(list)
    for row in rows.tolist():
        held[identity[row]].append(row)
    names = people["person_id"].tolist()
    return [
        Group(
            [
                Period(first[row], last[row], str(book.word("person", names[row])), owner[row], row)
                for row in some
            ]
        )
        for some in held.values()
        if len({owner[row] for row in some}) > 1
    ]


def _claims(book: Book, group: Group) -> list[Claim]:
    def told(at: int) -> dict[str, Any]:
        others, total = group.others(at)
        own = entry_rows(book, "people", [group.ordered[at].row])[0]
        beside = entry_rows(book, "people", [one.row for one in others])
        return case(own, [row | {"same_identity": True} for row in beside], total)

    return [
        Claim(one.owner, lambda at=at: told(at), person=one.name)  # type: ignore[misc] # the place is bound here
        for at in group.meeting()
        for one in (group.ordered[at],)
    ]


WHOLES = (Whole("person.two_employers", "TWOJOBS", "people", ("people",), 0.4, two_employers),)
