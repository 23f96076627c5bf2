"""Reads one row of a list: what each cell says, and every cell of it that is in doubt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from bureau.kernel import clock
from bureau.registry.roster import addresses, days, people, reach, remarks, short_years, values
from bureau.registry.roster.asked import FIELDS, people_of
from bureau.registry.roster.columns import Header
from bureau.registry.roster.domains import read_domains
from bureau.registry.roster.grids import CELL, Cell, Grid
from bureau.registry.roster.joint import DAYS, split
from bureau.registry.roster.parts import kind_of
from bureau.registry.roster.refusing import Said
from bureau.registry.roster.saying import (
    BACKWARDS,
    DITTO_EMPTY,
    DITTO_TAKEN,
    PERIOD,
    PIECE,
    PLACES,
)
from bureau.registry.roster.ticking import Ticked, ticks
from bureau.registry.roster.told import Problem, Roster, RosterLine, Term
from bureau.registry.roster.values import Doubt

T = TypeVar("T")
SHARED = {"certificate", *DAYS}


@dataclass(frozen=True)
class Held:
    """What the rows under one header share; `above` are the last cells by field, of which the next may say 同上."""

    grid: Grid
    header: Header
    texts: list[list[object]]
    roster: Roster
    above: dict[str, Cell]
    ticked: tuple[Ticked, ...] = ()
    groups: Mapping[str, str] = field(default_factory=dict)  # fields by headings of groups
    taken: list[int] = field(default_factory=list)  # the row read last

    def shares(self, name: str) -> bool:
        """Whether a field has one column with another: the number of the certificate with one of its days."""
        columns = self.header.columns
        number = columns.get("certificate")
        days_of_it = [one for one in DAYS if one in columns and columns[one] == number]
        return bool(days_of_it) and (name == "certificate" or name in days_of_it)

    def asks_where(self, name: str) -> bool:
        """Whether a field has one column with another: whom to ask with the address."""
        columns = self.header.columns
        at = columns.get(name)
        return (
            at is not None and at == columns.get("address") and any(columns.get(one) == at for one in FIELDS)
        )


@dataclass(frozen=True)
class Row:
    """One row under its header, with the roster that takes what it says."""

    held: Held
    at: int

    def written(self, name: str) -> Cell:
        """The cell of a field as it stands in the file, None where there is no such column."""
        column, row = self.held.header.columns.get(name), self.held.grid.rows[self.at]
        return row[column] if column is not None and column < len(row) else None

    def cell(self, name: str) -> Cell:
        """The cell of a field, None where there is no such column; a formula's error is noted and is None too."""
        if name not in self.held.header.columns:
            return None
        found = self.written(name)
        if isinstance(found, str) and name in SHARED and self.held.shares(name):
            found = split(found, name)
        if isinstance(found, str) and self.held.asks_where(name):
            found = reach.split(found, name)
        fault = values.fault_of(found)
        if fault is not None:
            self.note(name, fault.text, fault.said)
            found = None
        elif isinstance(found, str) and values.DITTO.fullmatch(values.text_of(found)):
            return self._as_above(name, found)
        self.held.above[name] = found
        return found

    def _as_above(self, name: str, found: str) -> Cell:
        above = self.held.above.get(name)
        text = values.text_of(above)
        empty = values.is_blank(text)
        self.note(name, values.text_of(found), DITTO_EMPTY if empty else DITTO_TAKEN.fill(above=text[:60]))
        return None if empty else above

    def those(self, *names: str) -> list[str]:
        """Of these fields the ones that have a column."""
        return [name for name in names if name in self.held.header.columns]

    def note(self, name: str, text: str, said: Said) -> None:
        """Put a cell on the list of those in doubt."""
        words = self.held.header.words.get(name, name)
        number = self.at + self.held.grid.first
        self.held.roster.problems.append(Problem(self.held.grid.name, number, words, text, said))

    def settled(self, name: str, doubts: list[Doubt]) -> None:
        """Note what is in doubt of a cell; where it is a piece of the cell, the piece is named."""
        if not doubts:
            return
        stands = values.text_of(self.written(name))
        for doubt in doubts:
            said, text = doubt.said, doubt.text
            if stands and text != stands and text in stands:
                said = Said(PIECE.zh.format(piece=text, zh=said.zh), PIECE.en.format(piece=text, en=said.en))
                text = stands[:CELL]
            self.note(name, text, said)

    def one(self, name: str, read: Callable[[Cell], tuple[T | None, Doubt | None]]) -> T | None:
        """What a cell says that says one thing."""
        value, doubt = read(self.cell(name))
        self.settled(name, [doubt] if doubt else [])
        return value

    def day(self, name: str, *, end: bool = False) -> dt.date | None:
        """The day that a cell says."""
        short = self._of_short_year(name, end=end)
        return short or self.one(name, lambda cell: days.read_day(cell, end=end, epoch=self.held.grid.epoch))

    def _of_short_year(self, name: str, *, end: bool) -> dt.date | None:
        """The day of a year of two digits that the rest of the line proves, which is told."""
        text = self.written(name)
        if not isinstance(text, str) or not short_years.may_be(text):
            return None
        beside = [
            self.written(one) for one in self.those("first_issued", "issued", "valid_to") if one != name
        ]
        others = [short_years.possible(str(one)) or days.read_day(one)[0] for one in beside]
        numbers = values.read_numbers(self.written("certificate"))[0]
        alike = any(_is_proved(one, numbers) for one in beside if isinstance(one, str) and one != text)
        found = short_years.whole(text, filter(None, others), numbers, end=end, alike=alike)
        if found is not None:
            self.held.above[name] = text
            self.note(name, values.text_of(text)[:CELL], short_years.TOLD.fill(day=found.isoformat()))
        return found

    def numbers(self) -> tuple[str, ...]:
        """The certificate numbers of its one or two columns."""
        found: list[str] = []
        for name in self.those("certificate", "other_certificate"):
            numbers, doubts = values.read_numbers(self.cell(name))
            self.settled(name, doubts)
            found += numbers
        if not self.those("certificate", "other_certificate"):
            found += values.read_numbers(self.beside(remarks.number_in, remarks.NUMBER_IN))[0]
        return tuple(dict.fromkeys(found))

    def beside(self, read: Callable[[remarks.Beside], tuple[int, str] | None], said: Said) -> str | None:
        """What is read of the columns that are not taken, which is told of the cell."""
        grid, header, texts = self.held.grid, self.held.header, self.held.texts
        taken = {*header.columns.values(), header.number, *(one.column for one in self.held.ticked)}
        top = dict(enumerate(texts[header.row])) if header.row >= 0 else {}
        row = enumerate(texts[self.at])
        found = read([(at, str(top.get(at) or ""), str(cell or "")) for at, cell in row if at not in taken])
        if found is None:
            return None
        at, text = found
        word, stands = str(top.get(at) or "") or None, str(texts[self.at][at])[:CELL]
        told = Problem(grid.name, self.at + grid.first, word, stands, said.fill(text=text))
        self.held.roster.problems.append(told)
        return text

    def term(
        self, paired: tuple[str, ...], numbers: tuple[str, ...]
    ) -> tuple[dt.date | None, dt.date | None]:
        """First day and last day, neither of which is taken where the last comes before the first.

        Where the certificate's number bears the year of the first day it is the last that is wrong.

        Columns that are `paired` give each certificate a day of its own.
        """
        first = None if "first_issued" in paired else self.certain("first_issued") or self._first_beside()
        until = None if "valid_to" in paired else self.certain("valid_to", end=True)
        self.note_period("first_issued", self.held.above.get("first_issued"), until)
        self.note_period("issued", self.written("issued"), until)
        if first is None or until is None or until >= first:
            return first, until
        issued = days.read_day(self.written("issued"))[0]
        borne = any(
            day is not None and bool(numbers) and all(int(one[:2]) == day.year - 2000 for one in numbers)
            for day in (first, issued)
        )
        for name in ("valid_to",) if borne else ("first_issued", "valid_to"):
            said = days.TOO_SOON if borne else BACKWARDS
            self.settled(name, [Doubt(values.text_of(self.held.above.get(name)), said)])
        return (first if borne else None), None

    def _first_beside(self) -> dt.date | None:
        """The day of the first certificate that remarks give where no column does."""
        found = None if self.those("first_issued") else self.beside(remarks.first_in, remarks.FIRST_IN)
        return days.read_day(found)[0]

    def agreed(
        self, until: dt.date | None, numbers: tuple[str, ...]
    ) -> tuple[dt.date | None, dt.date | None]:
        """The day of issue and the last day; where the last comes first the wrong one is told, and is none.

        It is the last day where the certificate's number bears the year of issue, else the day of issue.
        """
        found = self.certain("issued")
        if found is None:
            found = self.begun(numbers) if until is not None else self._begun_alone(numbers)
        if found is None or until is None or found <= until:
            return found, until
        if numbers and all(int(one[:2]) == found.year - 2000 for one in numbers):
            self.settled(
                "valid_to", [Doubt(values.text_of(self.held.above.get("valid_to"))[:CELL], days.TOO_SOON)]
            )
            return found, None
        self.settled("issued", [Doubt(values.text_of(self.held.above.get("issued"))[:CELL], days.AFTERWARDS)])
        return None, until

    def _begun_alone(self, numbers: tuple[str, ...]) -> dt.date | None:
        """The day on which a term begins whose end was not read; told."""
        found = days.begun_alone(self.written("valid_to"), numbers)
        if found is not None:
            self.note("valid_to", values.text_of(self.written("valid_to"))[:CELL], days.BEGUN_OPEN)
        return found

    def begun(self, numbers: tuple[str, ...]) -> dt.date | None:
        """The day of issue that the cell of the last day gives; told where it is the beginning of a term."""
        cell, words = self.written("valid_to"), self.held.header.words.get("valid_to", "")
        if days.begins_never(cell):
            self.note("valid_to", values.text_of(cell)[:CELL], days.NO_BEGINNING)
        named = days.begun(cell, words)
        certain = numbers or not self.those("issued", "first_issued")
        found = named or (days.begun_by_number(cell, numbers) if certain else None)
        if found is not None and named is None:
            said = days.BEGUN if numbers else days.BEGUN_ALONE
            self.note("valid_to", values.text_of(cell)[:CELL], said)
        return found

    def certain(self, name: str, *, end: bool = False) -> dt.date | None:
        """The day that a cell says, unless no certificate can have it."""
        found = self.day(name, end=end)
        said = days.objection(found, clock.today(), end=end, cell=self.written(name)) if found else None
        if said is None:
            return found
        self.settled(name, [Doubt(values.text_of(self.held.above.get(name))[:CELL], said)])
        return None

    def terms(self, numbers: tuple[str, ...]) -> tuple[tuple[Term, ...], tuple[str, ...]]:
        """The days of each certificate where one cell lists as many as there are numbers, and in which columns.

        Numbers and days are each in the order in which they stand, and that they were put together is told.
        """
        each: dict[str, list[dt.date | None]] = {}
        for name in ("first_issued", "valid_to"):
            cell = self.written(name)
            found = days.read_each(cell, end=name == "valid_to") if cell is not None else []
            fit = len(found) == len(numbers) > 1 and len(set(found)) > 1
            if fit and not any(days.objection(one, clock.today(), end=name == "valid_to") for one in found):
                each[name] = list(found)
                self.held.above[name] = cell
                self.note(name, values.text_of(cell)[:CELL], days.PAIRED)
        if not each:
            return (), ()
        none: list[dt.date | None] = [None] * len(numbers)
        firsts, lasts = (each.get(name, none) for name in ("first_issued", "valid_to"))
        return tuple(map(Term, numbers, firsts, lasts)), tuple(each)

    def note_period(self, name: str, cell: Cell, until: dt.date | None) -> None:
        """Name the end of a period that stands in a column of first days, unless it is the last day that was read."""
        begin, end = (days.read_day(cell, end=late, epoch=self.held.grid.epoch)[0] for late in (False, True))
        if begin is not None and end is not None and end not in {begin, until}:
            self.note(name, values.text_of(cell)[:CELL], PERIOD.fill(end=end.isoformat()))

    def places(self) -> list[str]:
        """The addresses where it tests; that a cell or a second column gives more than one is told."""
        found = [place for name in ("address", "other_address") for place in self.written_places(name)]
        once = list(dict.fromkeys(found))
        if len(once) > 1:
            self.note("address", "；".join(once)[:CELL], PLACES.fill(count=len(once)))
        return once

    def written_places(self, name: str) -> list[str]:
        """The addresses of one cell, each up to 200 characters."""
        cell = self.cell(name)
        if isinstance(cell, str) and "@" in cell:
            self.settled(name, [Doubt(one, people.MAIL) for one in people.MAILS.findall(cell)])
            cell = people.MAILS.sub("", cell)
        pieces = addresses.split(cell) if isinstance(cell, str) else [values.text_of(cell)]
        pieces = [self._of_the_other(name, one) for one in pieces]
        idle = [one for one in pieces if addresses.NONE.fullmatch(one)]
        self.settled(name, [Doubt(one[:CELL], addresses.NO_ADDRESS) for one in idle])
        return [one[: addresses.LONGEST] for one in pieces if not (values.is_blank(one) or one in idle)]

    def district(self) -> str | None:
        """The district that the list gives for it, as written."""
        text = values.text_of(self.cell("district")).strip()
        return None if values.is_blank(text) else text[:CELL]

    def _of_the_other(self, name: str, text: str) -> str:
        """What 同注册地址 or 同左 stands for, which is told; any other text as it is."""
        other = "address" if name == "registered_address" else "registered_address"
        columns = self.held.header.columns
        if other not in columns or not addresses.NONE.fullmatch(text):
            return text
        if not addresses.means_other(text, name, left_of=columns[other] == columns[name] - 1):
            return text
        found = values.text_of(self.written(other))
        if values.is_blank(found) or addresses.NONE.fullmatch(found) or values.DITTO.fullmatch(found):
            return text
        self.note(name, text[:CELL], addresses.SAME_TAKEN.fill(words=text[:20], other=found[:60]))
        return found

    def seat(self) -> str | None:
        """The address of the licence, from its own column or with a label beside that of testing."""
        cell = self.written("address")
        labelled = addresses.seat_of(cell) if isinstance(cell, str) else None
        return "；".join(self.written_places("registered_address")) or labelled

    def domains(self) -> tuple[str, ...]:
        """The fields of work that its cell names, and those that are ticked."""
        named, doubts = read_domains(self.cell("domains"))
        self.settled("domains", doubts)
        return tuple(dict.fromkeys((*named, *self.marked("domains"))))

    def marked(self, name: str) -> list[str]:
        """The words of the columns that are ticked in this row."""
        return ticks(self.held.ticked, self.held.texts[self.at], name)

    def field_of_group(self, part: str) -> tuple[str, ...]:
        """The field that the heading of its group names, where the list has no column of fields."""
        found = (
            None if "domains" in self.held.header.columns or self.held.ticked else self.held.groups.get(part)
        )
        return tuple(read_domains(found)[0]) if found else ()

    def marked_kind(self) -> str | None:
        """The nature that is ticked, if one alone is."""
        found = {values.read_kind(word)[0] for word in self.marked("kind")}
        return found.pop() if len(found) == 1 else None

    def line(self, part: str, *, named: str | None = None) -> RosterLine | None:
        """What the row says, or None where even its name is in doubt: then the rest is read for its doubts alone.

        The name is `named`, if it is that of the row above.
        """
        name, doubt = (named, None) if named else values.read_name(self.cell("name"))
        self.settled("name", [doubt] if doubt else [])
        numbers = self.numbers()
        terms, paired = self.terms(numbers)
        (first, until), (contact, phone) = self.term(paired, numbers), people_of(self)
        issued, until = self.agreed(until, numbers)
        places = self.places()
        self.beside(remarks.elsewhere_in, remarks.NOT_HERE)
        found = RosterLine(
            sheet=self.held.grid.name,
            row=self.at + self.held.grid.first,
            name=name,
            uscc=self.one("uscc", values.read_code),
            certificate_numbers=numbers,
            first_issued_on=first,
            valid_to=until,
            contact=contact,
            phone=phone,
            domains=self.domains() or self.field_of_group(part),
            kind=self.one("kind", values.read_kind) or self.marked_kind() or kind_of(part),
            part=part,
            address=places[0] if places else None,
            other_addresses=tuple(places[1:]),
            registered_address=self.seat(),
            terms=terms,
            issued_on=issued,
            district=self.district(),
        )
        return None if values.is_blank(name) else found


def _is_proved(text: str, numbers: Sequence[str]) -> bool:
    """Whether the certificate's number proves a day of two-digit year, as that of issue or as the last one."""
    return any(short_years.whole(text, (), numbers, end=end) is not None for end in (False, True))
