"""The blanks that there are; a further one is a module beside these and a line here."""

from __future__ import annotations

from bureau.papers.blanks.declaring import BY_HAND, NOTHING, Blank, Field, Piece
from bureau.papers.blanks.interview import INTERVIEW
from bureau.papers.blanks.onsite import ON_SITE
from bureau.papers.blanks.order import ORDER

__all__ = [
    "BLANKS",
    "BY_HAND",
    "NOTHING",
    "Blank",
    "Field",
    "Piece",
    "blank_choices",
    "blank_of",
    "for_record",
]

BLANKS: dict[str, Blank] = {one.slug: one for one in (ON_SITE, INTERVIEW, ORDER)}


def blank_of(slug: str) -> Blank:
    """A blank by its word; an unknown one is a KeyError."""
    return BLANKS[slug]


def blank_choices() -> list[tuple[str, str]]:
    """Every blank's word and what it is called."""
    return [(one.slug, str(one.label)) for one in BLANKS.values()]


def for_record(reference: str) -> list[Blank]:
    """The blanks that are made from a record, by how its reference begins."""
    return [one for one in BLANKS.values() if reference.startswith(one.sources)]
