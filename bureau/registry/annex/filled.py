"""The form filled in: bodies in four parts, of which the first three are disjoint and the fourth repeats some."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bureau.registry.annex.form import Part, printed
from bureau.registry.annex.refusing import ASTRAY, NAMELESS, REPEATED, TWICE
from bureau.registry.roster.refusing import Said


class OverlappingError(ValueError):
    """A body stands in two of the first three parts, in the fourth without one of them, or has no name."""

    def __init__(self, said: Said) -> None:
        super().__init__(str(said))
        self.said = said


@dataclass(frozen=True)
class Line:
    """A body in parts 1, 2 or 4. `key` tells bodies of one name apart and is not printed."""

    name: str
    domains: tuple[str, ...] = ()
    remarks: str = ""
    key: str = ""


@dataclass(frozen=True)
class VisitorLine:
    """A body of another province, in part 3."""

    name: str
    domains: tuple[str, ...] = ()
    first_certified_on: dt.date | None = None
    contact: str = ""
    phone: str = ""
    key: str = ""


@dataclass(frozen=True)
class Annex:
    """One form. The lines stand in the order in which they are given; one that is yet blank has no day.

    `doubts` say what of a file was in doubt when the form was read from it; they are never printed.
    """

    district: str
    reported_on: dt.date | None
    public_institutions: tuple[Line, ...] = ()
    third_party: tuple[Line, ...] = ()
    other_province: tuple[VisitorLine, ...] = ()
    multi_domain: tuple[Line, ...] = ()
    doubts: tuple[Said, ...] = ()

    def __post_init__(self) -> None:
        """See that every body stands in exactly one of parts 1 to 3, and that part 4 only repeats."""
        once = _keys((*self.public_institutions, *self.third_party, *self.other_province), TWICE)
        for key, line in _keys(self.multi_domain, REPEATED).items():
            if key not in once:
                raise OverlappingError(ASTRAY.fill(name=line.name))

    def lines(self, part: Part) -> Sequence[Line | VisitorLine]:
        """The lines of a part."""
        found: tuple[Line | VisitorLine, ...] = getattr(self, part.lines)
        return found

    def cells(self, part: Part) -> list[list[str]]:
        """What stands in the columns of every line of a part, numbered from 1."""
        return [
            [printed(getattr(line, column.value)) if column.value else str(number) for column in part.columns]
            for number, line in enumerate(self.lines(part), start=1)
        ]


def _keys(lines: Sequence[Line | VisitorLine], twice: Said) -> dict[str, Line | VisitorLine]:
    """The lines by what tells the bodies apart: the key, else the name as it is printed."""
    found: dict[str, Line | VisitorLine] = {}
    for line in lines:
        name = printed(line.name)
        if not name:
            raise OverlappingError(NAMELESS)
        if (line.key or name) in found:
            raise OverlappingError(twice.fill(name=name))
        found[line.key or name] = line
    return found
