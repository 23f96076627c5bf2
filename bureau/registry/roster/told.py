"""What reading a roster gives: its lines, the cells in doubt, and what was understood of each sheet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from bureau.registry.roster.refusing import Said
from bureau.registry.roster.words import Match
from bureau.registry.texts import half_width

DELETED = Said(
    "文档里有修订时删去的行或文字，没有读入；如应保留，请在 Word 中拒绝这些修订后重新提交。",
    "Rows or words deleted with changes tracked were not read; reject those changes if they are to stay.",
)


@dataclass(frozen=True)
class Problem:
    """One cell or sheet in doubt: where, what stands there, what is wrong."""

    sheet: str | None
    row: int | None
    column: str | None
    value: str
    said: Said


@dataclass(frozen=True)
class Term:
    """The days of one certificate of several."""

    number: str
    first_issued_on: dt.date | None
    valid_to: dt.date | None

    def as_json(self) -> dict[str, str | None]:
        """As the command writes it."""
        days = {"first_issued_on": self.first_issued_on, "valid_to": self.valid_to}
        told = {name: day.isoformat() if day else None for name, day in days.items()}
        return {"number": self.number, **told}


@dataclass(frozen=True)
class RosterLine:
    """One line of a list, as read.

    `terms` are days that differ between its certificates; `other_addresses` are further places where it tests, and
    `registered_address` is that of its licence, which may be none of them. `district` is the one that the list gives
    for it, as written.
    """

    sheet: str | None
    row: int
    name: str
    uscc: str | None = None
    certificate_numbers: tuple[str, ...] = ()
    first_issued_on: dt.date | None = None
    valid_to: dt.date | None = None
    contact: str | None = None
    phone: str | None = None
    domains: tuple[str, ...] = ()
    kind: str | None = None
    part: str = ""
    address: str | None = None
    other_addresses: tuple[str, ...] = ()
    registered_address: str | None = None
    terms: tuple[Term, ...] = ()
    issued_on: dt.date | None = None
    district: str | None = None

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address where it tests."""
        return (self.address, *self.other_addresses) if self.address else self.other_addresses

    def as_json(self) -> dict[str, Any]:
        """The entry that `mingjian roster --json` writes, half width; a dossier keeps a name's brackets as written."""
        return {
            "name": half_width(self.name),
            "uscc": self.uscc,
            "certificate_numbers": list(self.certificate_numbers),
            "first_issued_on": self.first_issued_on and self.first_issued_on.isoformat(),
            "issued_on": self.issued_on and self.issued_on.isoformat(),
            "valid_to": self.valid_to and self.valid_to.isoformat(),
            "contact": self.contact and half_width(self.contact),
            "phone": self.phone and half_width(self.phone),
            "domains": [half_width(one) for one in self.domains],
            "kind": self.kind,
            "address": self.address and half_width(self.address),
            "other_addresses": [half_width(one) for one in self.other_addresses],
            "registered_address": self.registered_address and half_width(self.registered_address),
            "district": self.district and half_width(self.district),
            "terms": [one.as_json() for one in self.terms],
            "sheet": self.sheet,
            "row": self.row,
        }


@dataclass(frozen=True)
class SheetReading:
    """What was understood of a sheet: rows of headers (from 1), the header's words by field, and why each is taken so.

    `places` are columns (from 0) by field; `shape` is the same for files whose headers are the same;
    `idle` are the words of columns that were not taken; `title` is what stands above the list. A sheet that is `hidden`
    was not read, and what is told of it is what would be.
    """

    sheet: str | None
    headers: tuple[int, ...]
    columns: dict[str, str]
    lines: int
    why: dict[str, Match] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    shape: str = ""
    idle: tuple[str, ...] = ()
    title: str = ""
    hidden: bool = False


@dataclass
class Roster:
    """A roster as read."""

    lines: list[RosterLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sheets: list[SheetReading] = field(default_factory=list)
