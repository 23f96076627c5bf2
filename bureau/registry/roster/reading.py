"""Reads a roster: finds each list in each sheet, reads its lines, and names every cell that is in doubt."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bureau.registry.roster import values
from bureau.registry.roster.columns import Header, Mapping, Synonyms, header_at, own_synonyms
from bureau.registry.roster.opening import Cell, Grid, open_grids
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
NO_NAME = Said("这一行没有机构名称，没有读入。", "This line has no name of an institution and was not taken.")
SUMS = re.compile(r"(合计|小计|总计|共计|总数|合\s*计)[:：]?\d*")
SIGNS = re.compile(
    r"(填报人|填表人|审核人|审批人|制表|负责人签字|单位盖章|盖章|联系人|联系电话|填报单位|填报日期|报送|注|备注|说明|上报时间|所在旗区)[:：(（]"
)
NOTES = re.compile(r"(注|备注|说明|附)[:：]")
PARTS = re.compile(r"^[一二三四五六七八九十][、.．]")
PUBLIC = re.compile(r"事业单位")
THIRD = re.compile(r"第三方")


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
    """What was understood of a sheet: rows of headers (from 1), and the header's words by field."""

    sheet: str | None
    headers: tuple[int, ...]
    columns: dict[str, str]
    lines: int


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
    before = len(roster.lines)
    texts = _texts(grid.rows)
    for header, at, part in _lines(grid, texts, words, by_hand):
        if not found or found[-1] != header.row + grid.first:
            if header.row + grid.first not in found:
                found.append(header.row + grid.first)
            columns |= header.words
        _read_line(grid, header, at, part, roster)
    if not found and any(any(row) for row in texts):
        found = [at + grid.first for at, row in enumerate(texts) if row and header_at(texts, at, words)]
        if not found:
            roster.problems.append(Problem(grid.name, None, None, "", NO_HEADER))
    _note_strange(grid, roster, before)
    roster.sheets.append(SheetReading(grid.name, tuple(found), columns, len(roster.lines) - before))


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
    header: Header | None = None
    part = ""
    fixed = by_hand.columns.get(grid.name or "")
    for at, row in enumerate(texts):
        filled = [str(cell) for cell in row if cell] if row else []
        if not filled:
            continue
        if fixed is not None:
            if at + grid.first > by_hand.headers.get(grid.name or "", 1) and not _is_idle(row, filled, None):
                yield Header(by_hand.headers.get(grid.name or "", 1) - grid.first, fixed, {}), at, part
            continue
        if PARTS.match(filled[0]) and len(set(filled)) == 1:
            part, header = filled[0], None
            continue
        named = header_at(texts, at, words)
        if named is not None:
            header = named
            continue
        if header is not None and not _is_idle(row, filled, header):
            yield header, at, part


def _is_idle(row: list[object], filled: list[str], header: Header | None) -> bool:
    """Titles, totals, signatures, notes and placeholders are no lines."""
    if len(row) > 1 and len(set(filled)) == 1 and len(filled) > 1 and not filled[0].isdigit():
        return True  # one cell merged over the row
    if any(SUMS.fullmatch(text) or SUMS.match(text) for text in filled[:2]):
        return True
    if NOTES.match(filled[0]) or sum(bool(SIGNS.match(text)) for text in filled) * 2 >= len(filled):
        return True
    name = str(row[header.columns["name"]]) if header and header.columns["name"] < len(row) else ""
    rest = [text for text in filled if not values.is_blank(text) and not re.fullmatch(r"\d{1,5}[.、]?", text)]
    return not rest or (header is not None and values.is_blank(name) and bool(name) and len(rest) == 0)


@dataclass(frozen=True)
class _Row:
    """One row under its header, with the roster that takes what it says."""

    grid: Grid
    header: Header
    at: int
    roster: Roster

    def cell(self, name: str) -> Cell:
        """The cell of a field, None where there is no such column; a formula's error is noted and is None too."""
        column, row = self.header.columns.get(name), self.grid.rows[self.at]
        found = row[column] if column is not None and column < len(row) else None
        fault = values.fault_of(found)
        return found if fault is None else self.settled(name, (None, fault))

    def day(self, name: str, *, end: bool = False) -> dt.date | None:
        """The day that a cell says."""
        read = values.read_day(self.cell(name), end=end, epoch=self.grid.epoch)
        found: dt.date | None = self.settled(name, read)
        return found

    def settled(self, name: str, read: tuple[Any, Doubt | list[Doubt] | None]) -> Any:  # noqa: ANN401 - what was read
        """What a cell says, after its doubts were noted."""
        value, doubts = read
        for doubt in doubts if isinstance(doubts, list) else [doubts]:
            if doubt is not None:
                words = self.header.words.get(name, name)
                number = self.at + self.grid.first
                self.roster.problems.append(Problem(self.grid.name, number, words, doubt.text, doubt.said))
        return value


def _read_line(grid: Grid, header: Header, at: int, part: str, roster: Roster) -> None:
    row = _Row(grid, header, at, roster)
    name = values.text_of(row.cell("name"))
    if values.is_blank(name):
        stands = "、".join(text for text in map(values.text_of, grid.rows[at]) if text)
        row.settled("name", (None, Doubt(stands[:80], NO_NAME)))
        return
    row.day("issued")
    together = "contact" if "contact" in header.columns else "contact_and_phone"
    contact, beside = values.read_contact(row.cell(together))
    own = row.settled("phone", values.read_phone(row.cell("phone")))
    roster.lines.append(
        RosterLine(
            sheet=grid.name,
            row=at + grid.first,
            name=name,
            uscc=row.settled("uscc", values.read_code(row.cell("uscc"))),
            certificate_numbers=tuple(
                row.settled("certificate", values.read_numbers(row.cell("certificate")))
            ),
            first_issued_on=row.day("first_issued"),
            valid_to=row.day("valid_to", end=True),
            contact=contact,
            phone="、".join(dict.fromkeys(one for one in (own, beside) if one)) or None,
            domains=tuple(values.read_domains(row.cell("domains"))),
            kind=row.settled("kind", values.read_kind(row.cell("kind"))) or _kind_of(part),
            part=part,
        )
    )


def _kind_of(part: str) -> str | None:
    """What the heading of a part of the annex form says of the bodies under it."""
    if PUBLIC.search(part):
        return "public_institution"
    return "enterprise" if THIRD.search(part) else None
