"""Reads a roster: finds each list in each sheet, reads its lines, and names every cell that is in doubt."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Pairs
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from bureau.registry.roster import values
from bureau.registry.roster.asides import identifies, is_aside, objection
from bureau.registry.roster.columns import Header, Mapping, Match, Synonyms, header_at, own_synonyms
from bureau.registry.roster.opening import CELL, Cell, Grid, open_grids
from bureau.registry.roster.people import read_people, read_phone
from bureau.registry.roster.refusing import Said
from bureau.registry.roster.values import Doubt
from bureau.registry.texts import half_width

NO_HEADER = Said(
    "没有认出表头（至少要有“机构名称”和另一列），这一张没有读。",
    "No header was recognised; nothing of this sheet was read.",
)
HIDDEN = Said(
    "这张表是隐藏的，没有读；需要时请取消隐藏。",
    "This sheet is hidden and was not read; unhide it if it is wanted.",
)
STRAY = Said(
    "这一格离名单太远，没有读；如不需要请删去。",
    "This cell lies far from the list and was not read; delete it if it is a slip.",
)
HIDDEN_ROWS = Said(
    "这些行是隐藏的（也许是筛选），照样读入了；不需要时请删去。",
    "These rows are hidden (perhaps by a filter) and were read all the same; delete them if they are not wanted.",
)
T = TypeVar("T")
BACKWARDS = Said(
    "有效期止早于首次获证时间，两个都没有读；请对照证书改正。",
    "It would end before it began; neither day was taken. Correct them by the certificate.",
)
DITTO_TAKEN = Said(
    "写的是“同上”，已照上一行读作“{above}”；不对请改正。",
    "It says “as above” and was read as “{above}” of the line above; correct it if that is wrong.",
)
DITTO_EMPTY = Said(
    "写的是“同上”，上一行这一栏却没有读出内容；请写全。",
    "It says “as above”, but nothing was read there in the line above; write it out.",
)
TWICE = Said(
    "表头里有两个“{word}”，像并排的两份名单；只读了左边一份，请把右边的接到下面。",
    "“{word}” stands twice in the header, as in two lists side by side; only the left one was read. Put one below.",
)
SKIPPED = Said("这一行按您的选择没有读入。", "This line was left out, as chosen by hand.")
PIECE = Said("其中“{piece}”：{zh}", "“{piece}” in it: {en}")
DITTO = re.compile(r"(?:同上|同前|〃|″|\"|”|“|〞|''|'')[。.]?")
PARTS = re.compile(r"^[一二三四五六七八九十][、.．]")
PUBLIC = re.compile(r"(?<!非)事业单位|体制内")
THIRD = re.compile(r"第三方")
OUTSIDE = re.compile(r"外省|区外|外地")


_NOTHING: list[object] = []  # shared by empty rows, of which a stray cell leaves a million


@dataclass(frozen=True)
class Problem:
    """One cell or sheet in doubt: where, what stands there, what is wrong."""

    sheet: str | None
    row: int | None
    column: str | None
    value: str
    said: Said


@dataclass(frozen=True)
class RosterLine:
    """One line of a list, as read."""

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

    def as_json(self) -> dict[str, Any]:
        """The entry that `mingjian roster --json` writes, half width; a dossier keeps a name's brackets as written."""
        return {
            "name": half_width(self.name),
            "uscc": self.uscc,
            "certificate_numbers": list(self.certificate_numbers),
            "first_issued_on": self.first_issued_on and self.first_issued_on.isoformat(),
            "valid_to": self.valid_to and self.valid_to.isoformat(),
            "contact": self.contact and half_width(self.contact),
            "phone": self.phone and half_width(self.phone),
            "domains": [half_width(one) for one in self.domains],
            "kind": self.kind,
            "sheet": self.sheet,
            "row": self.row,
        }


@dataclass(frozen=True)
class SheetReading:
    """What was understood of a sheet: rows of headers (from 1), the header's words by field, and why each is taken so.

    `shape` is the same for files whose headers are the same.
    """

    sheet: str | None
    headers: tuple[int, ...]
    columns: dict[str, str]
    lines: int
    why: dict[str, Match] = field(default_factory=dict)
    shape: str = ""


@dataclass
class Roster:
    """A roster as read."""

    lines: list[RosterLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sheets: list[SheetReading] = field(default_factory=list)


def read_roster(path: Path, *, synonyms: Synonyms | None = None, mapping: Mapping | None = None) -> Roster:
    """Read a file.

    Raises:
        UnreadableError: it cannot be read at all.
    """
    words, by_hand, roster = synonyms or own_synonyms(), mapping or Mapping(), Roster()
    grids = open_grids(path)
    for grid in grids:
        if grid.hidden:
            if any(grid.rows):
                roster.problems.append(Problem(grid.name, None, None, "", HIDDEN))
        else:
            _read_sheet(grid, words, by_hand, roster)
    return roster


def _read_sheet(grid: Grid, words: Synonyms, by_hand: Mapping, roster: Roster) -> None:
    found: list[int] = []
    columns: dict[str, str] = {}
    why: dict[str, Match] = {}
    before = len(roster.lines)
    texts = _texts(grid.rows)
    lists: dict[int, _List] = {}
    for header, at, part in _lines(grid, texts, words, by_hand):
        number = header.row + grid.first
        if number not in lists:
            lists[number] = _List(grid, header, texts, roster)
            if number not in found:
                found.append(number)
            columns, why = header.words | columns, header.why | why
        lists[number].read(at, part)
    if not found and any(any(row) for row in texts):
        found = [at + grid.first for at, row in enumerate(texts) if row and header_at(texts, at, words)]
        if not found:
            roster.problems.append(Problem(grid.name, None, None, "", NO_HEADER))
    _note_strange(grid, roster, before)
    lines = len(roster.lines) - before
    roster.sheets.append(SheetReading(grid.name, tuple(found), dict(columns), lines, dict(why)))


def _note_strange(grid: Grid, roster: Roster, before: int) -> None:
    """Cells far away, and hidden rows that were read."""
    for one in grid.strays:
        roster.problems.append(Problem(grid.name, one.row, one.place, one.text, STRAY))
    hidden = [line.row for line in roster.lines[before:] if line.row in grid.hidden_rows]
    if hidden:
        roster.problems.append(Problem(grid.name, hidden[0], None, _ranges(hidden), HIDDEN_ROWS))


def _ranges(numbers: list[int]) -> str:
    """Numbers in rising order, as they are told: 3-5、9."""
    runs: list[list[int]] = []
    for one in numbers:
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _texts(rows: list[list[Cell]]) -> list[list[object]]:
    return [[values.text_of(cell) for cell in row] if row else _NOTHING for row in rows]


def _lines(
    grid: Grid, texts: list[list[object]], words: Synonyms, by_hand: Mapping
) -> Iterator[tuple[Header, int, str]]:
    """Lines of the lists of a sheet: the header above each, its place, and the heading of its part."""
    name = grid.name or ""
    fixed = by_hand.columns.get(name)
    header: Header | None = None
    if fixed is not None:
        header = _given(by_hand.headers.get(name, 1) - grid.first, fixed, texts, words)
    part = grid.heading if PARTS.match(grid.heading) else ""
    for at, row in enumerate(texts):
        filled = [str(cell) for cell in row if cell] if row else []
        if not filled or (fixed is not None and header is not None and at <= header.row):
            continue
        if len(set(filled)) == 1 and _begins_part(filled[0]):
            part = filled[0]
            continue
        named = header_at(texts, at, words)
        if named is not None:
            header = header if fixed is not None else named
            continue
        if header is not None and not is_aside(row, header):
            yield header, at, part


def _given(at: int, columns: Pairs[str, int], texts: list[list[object]], words: Synonyms) -> Header:
    """A header as somebody said it is, with the words that stand there."""
    row = texts[at] if 0 <= at < len(texts) else []
    said = {name: str(row[column]) for name, column in columns.items() if column < len(row) and row[column]}
    found = header_at(texts, at, words) if row else None
    number = found.number if found and found.number not in columns.values() else None
    return Header(at, columns, said, number=number)


def _begins_part(text: str) -> bool:
    """Whether a heading begins a part of the list: of the annex form, or one that tells the nature of its bodies."""
    if identifies([text]):
        return False
    told = PUBLIC.search(text) or THIRD.search(text) or OUTSIDE.search(text)
    return bool(PARTS.match(text) or (told and len(text) <= 30 and re.search(r"机构|单位|名单|数量", text)))


class _List:
    """The lines under one header, of which each may say 同上 of the one above."""

    def __init__(self, grid: Grid, header: Header, texts: list[list[object]], roster: Roster) -> None:
        self.grid, self.header, self.texts, self.roster = grid, header, texts, roster
        self.above: dict[str, Cell] = {}
        if header.twice:
            said = TWICE.fill(word=header.twice)
            roster.problems.append(Problem(grid.name, header.row + grid.first, header.twice, header.twice, said))

    def read(self, at: int, part: str) -> None:
        """One row, as a line or as a problem."""
        row = _Row(self, at)
        said = None if DITTO.fullmatch(self.header.text("name", self.texts[at])) else objection(self.texts[at], self.header)
        if said is not None:
            stands = "、".join(str(text) for text in self.texts[at] if text)
            row.note("name", stands[:80], said)
            return
        line = row.line(part)
        if line is not None:
            self.roster.lines.append(line)


@dataclass(frozen=True)
class _Row:
    """One row under its header, with the roster that takes what it says."""

    held: _List
    at: int

    def cell(self, name: str) -> Cell:
        """The cell of a field, None where there is no such column; a formula's error is noted and is None too."""
        column, row = self.held.header.columns.get(name), self.held.grid.rows[self.at]
        found = row[column] if column is not None and column < len(row) else None
        fault = values.fault_of(found)
        if fault is not None:
            self.note(name, fault.text, fault.said)
            found = None
        elif isinstance(found, str) and DITTO.fullmatch(values.text_of(found)):
            return self._as_above(name, found)
        self.held.above[name] = found
        return found

    def _as_above(self, name: str, found: str) -> Cell:
        above = self.held.above.get(name)
        text = values.text_of(above)
        empty = values.is_blank(text)
        self.note(name, values.text_of(found), DITTO_EMPTY if empty else DITTO_TAKEN.fill(above=text[:60]))
        return None if empty else above

    def note(self, name: str, text: str, said: Said) -> None:
        """Put a cell on the list of those in doubt."""
        words = self.held.header.words.get(name, name)
        number = self.at + self.held.grid.first
        self.held.roster.problems.append(Problem(self.held.grid.name, number, words, text, said))

    def settled(self, name: str, doubts: list[Doubt]) -> None:
        """Note what is in doubt of a cell; where it is a piece of the cell, the piece is named."""
        column, row = self.held.header.columns.get(name), self.held.grid.rows[self.at]
        stands = values.text_of(row[column]) if column is not None and column < len(row) else ""
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
        return self.one(name, lambda cell: values.read_day(cell, end=end, epoch=self.held.grid.epoch))

    def numbers(self) -> tuple[str, ...]:
        """The certificate numbers of its one or two columns."""
        found: list[str] = []
        for name in ("certificate", "other_certificate"):
            numbers, doubts = values.read_numbers(self.cell(name))
            self.settled(name, doubts)
            found += numbers
        return tuple(dict.fromkeys(found))

    def people(self) -> tuple[str | None, str | None]:
        """Who is to be asked, and the telephones of all columns that hold any."""
        names: list[str] = []
        phones: list[str] = []
        for name in ("contact", "contact_and_phone", "phone", "other_phone"):
            read = read_people if name.startswith("contact") else read_phone
            who, told, doubts = read(self.cell(name))
            self.settled(name, doubts)
            phones += (told or "").split("、")
            names += [who] if who else []
        return (names[0] if names else None), "、".join(dict.fromkeys(filter(None, phones))) or None

    def term(self) -> tuple[dt.date | None, dt.date | None]:
        """First day and last day, neither of which is taken where the last comes before the first."""
        first, until = self.day("first_issued"), self.day("valid_to", end=True)
        self.day("issued")
        if first is None or until is None or until >= first:
            return first, until
        for name in ("first_issued", "valid_to"):
            self.settled(name, [Doubt(values.text_of(self.held.above.get(name)), BACKWARDS)])
        return None, None

    def line(self, part: str) -> RosterLine | None:
        """What the row says, or None where even its name is in doubt."""
        name, former = values.read_name(self.cell("name"))
        if values.is_blank(name):
            return None
        self.settled("name", [former] if former else [])
        numbers, (first, until), (contact, phone) = self.numbers(), self.term(), self.people()
        address = values.text_of(self.cell("address"))
        return RosterLine(
            sheet=self.held.grid.name,
            row=self.at + self.held.grid.first,
            name=name,
            uscc=self.one("uscc", values.read_code),
            certificate_numbers=numbers,
            first_issued_on=first,
            valid_to=until,
            contact=contact,
            phone=phone,
            domains=tuple(values.read_domains(self.cell("domains"))),
            kind=self.one("kind", values.read_kind) or _kind_of(part),
            part=part,
            address=None if values.is_blank(address) else address[:200],
        )


def _kind_of(part: str) -> str | None:
    """What the heading of a part of the annex form says of the bodies under it."""
    if PUBLIC.search(part):
        return "public_institution"
    return "enterprise" if THIRD.search(part) else None
