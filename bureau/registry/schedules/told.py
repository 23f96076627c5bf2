"""What reading schedules gives: entries by kind, what the file says of its certificate, and what is in doubt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from bureau.registry.roster.told import Problem

Said = dict[str, str]


@dataclass(frozen=True)
class Entry:
    """One entry of a schedule: what it is, where it stands, its texts by field, and its days."""

    kind: str
    sheet: str | None
    row: int
    said: Said
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    body: str = ""  # whose schedule it is, as its heading says; empty if it says nothing

    @property
    def place(self) -> str:
        """Where it stands, as the source of a fact says it."""
        return " ".join(filter(None, (self.sheet, f"row {self.row}")))


@dataclass
class Schedules:
    """A file as read. `numbers` stand above its tables, `hidden` are names of hidden sheets."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def of(self, kind: str) -> list[Entry]:
        """The entries of one kind."""
        return [one for one in self.entries if one.kind == kind]
