"""Reads the form back from either kind of file, cell by cell, and refuses one that would be read wrongly."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn

from bureau.registry.annex.filled import Annex, Line, OverlappingError, VisitorLine
from bureau.registry.annex.form import NUMBER, PARTS, PLACE, SEPARATOR, Part, printed
from bureau.registry.annex.refusing import (
    LEFT_OUT,
    MISCOUNTED,
    NO_DAY,
    NO_FIRST_DAY,
    NO_NUMBER,
    NOT_THE_FORM,
    TOO_LONG,
    UNNAMED,
    WRONG_COLUMNS,
)
from bureau.registry.annex.written import domains_of, number_of, plain, without_count
from bureau.registry.roster.asides import is_aside, may_be_body
from bureau.registry.roster.columns import Header
from bureau.registry.roster.days import read_day
from bureau.registry.roster.opening import CELL, Cell, Grid, open_grids
from bureau.registry.roster.refusing import Said, UnreadableError
from bureau.registry.roster.told import DELETED
from bureau.registry.roster.values import is_blank, text_of

PLACE_LINE = re.compile(rf"{PLACE[:-1]}[：:](.*?)\s*(?:上报|填报)(?:时间|日期)[：:](.*)")
HEADINGS = {part: plain(part.heading) for part in PARTS}
SHOWN = 80  # characters of a cell that a doubt repeats


@dataclass
class _Found:
    """What was found of a part: the count its heading states, where its columns stand, its lines, and the doubts."""

    stated: int | None = None
    at: dict[str, int] = field(default_factory=dict)
    lines: list[dict[str, Cell]] = field(default_factory=list)
    doubts: list[Said] = field(default_factory=list)


def read_annex(path: Path) -> Annex:
    """The form as it was filled in, with what of it is in doubt. What the paper does not show, the keys, is not there.

    Raises:
        UnreadableError: it cannot be opened, is not this form, or contradicts itself; the sentence says where.
    """
    grids = open_grids(path)
    found: dict[str, _Found] = {}
    place, part = "", None
    for row in _rows(path, grids):
        texts = list(filter(None, map(_text, row)))
        heading, stated = without_count("".join(dict.fromkeys(texts)))
        begun = next((one for one in PARTS if heading.startswith(HEADINGS[one])), None)
        if begun is not None:
            part = begun
            held = found.setdefault(part.lines, _Found())
            held.stated = held.stated if stated is None else stated
        elif part is None:
            place = place or _place(texts)
        else:
            _read_row(path, part, row, found[part.lines])
    _check(path, found)
    annex = _annex(path, place, found)
    deleted = (DELETED,) if any(grid.deleted for grid in grids) else ()
    doubts = (doubt for part in PARTS for doubt in found[part.lines].doubts)
    return replace(annex, doubts=(*deleted, *doubts))


def _rows(path: Path, grids: list[Grid]) -> Iterator[list[Cell]]:
    """The rows in which something stands."""
    for grid in grids:
        for row in grid.rows:
            if any(isinstance(cell, str) and len(cell) >= CELL for cell in row):
                _refuse(TOO_LONG, path, most=CELL)
            if any(_text(cell) for cell in row):
                yield row


def _text(cell: Cell) -> str:
    """A cell's words as they stand; numbers and days as `text_of` writes them."""
    return printed(cell) if isinstance(cell, str) else text_of(cell)


def _place(texts: list[str]) -> str:
    line = " ".join(dict.fromkeys(texts))  # a merged cell says the same in each of its columns
    return line if PLACE_LINE.search(line) else ""


def _read_row(path: Path, part: Part, row: list[Cell], found: _Found) -> None:
    """A column header, which is compared; a line, which is kept; or a remark under the form, which is neither.

    Columns are found by their titles: a program that saves the file anew may cut the grid differently.
    """
    texts = list(map(_text, row))
    if next(filter(None, texts)) == NUMBER.title:
        if list(dict.fromkeys(filter(None, texts))) != [column.title for column in part.columns]:
            _refuse_columns(path, part)
        found.at = {column.value: texts.index(column.title) for column in part.columns}
    elif found.at:
        values = {value: row[at] if at < len(row) else None for value, at in found.at.items()}
        _read_line(part, texts, values, found)


def _read_line(part: Part, texts: list[str], values: dict[str, Cell], found: _Found) -> None:
    """A line under the header: whatever has a name or may be a body is kept or named, never dropped."""
    number, name = _text(values[NUMBER.value]), _text(values["name"])
    stands = list(dict.fromkeys(filter(None, texts)))
    heading, filled = part.heading, [text for text in stands if not is_blank(text)]
    if is_blank(name):
        body = next((text for text in filled if may_be_body(plain(text))), None)
        if number_of(number) is not None and filled != [number]:
            found.doubts.append(UNNAMED.fill(heading=heading, text=number))
        elif body is not None and number == body:
            found.doubts.append(LEFT_OUT.fill(heading=heading, text=body[:SHOWN]))
    elif not plain(number).isdecimal() and _is_aside(texts, found.at):
        if may_be_body(plain(name)):
            found.doubts.append(LEFT_OUT.fill(heading=heading, text=name[:SHOWN]))
    else:
        found.lines.append(values)
        if not is_blank(number) and number_of(number) is None:
            found.doubts.append(NO_NUMBER.fill(heading=heading, body=name[:SHOWN], text=number[:SHOWN]))


def _is_aside(texts: list[str], at: dict[str, int]) -> bool:
    """Whether a row is a sum, a note, a signature or a heading of its own, as rosters tell them from lines."""
    columns = {name: column for name, column in at.items() if name != NUMBER.value}
    return is_aside([plain(text) for text in texts], Header(0, columns, {}, number=at[NUMBER.value]))


def _refuse_columns(path: Path, part: Part) -> NoReturn:
    columns = SEPARATOR.join(column.title for column in part.columns)
    _refuse(WRONG_COLUMNS, path, heading=part.heading, columns=columns)


def _check(path: Path, found: dict[str, _Found]) -> None:
    """Every part is there with its columns, and lists as many as it says: a line that was missed would show here."""
    for part in PARTS:
        held = found.get(part.lines)
        if held is None:
            _refuse(NOT_THE_FORM, path, heading=part.heading)
        if not held.at:
            _refuse_columns(path, part)
        if held.stated is not None and held.stated != len(held.lines):
            said = MISCOUNTED.fill(
                name=path.name, heading=part.heading, stated=held.stated, found=len(held.lines)
            )
            raise UnreadableError(
                Said(
                    "".join(one.zh for one in (said, *held.doubts)),
                    " ".join(one.en for one in (said, *held.doubts)),
                )
            )


def _annex(path: Path, place: str, found: dict[str, _Found]) -> Annex:
    split = PLACE_LINE.search(place)
    district, day = (split[1].strip(), split[2].strip()) if split else ("", "")
    lines = {part.lines: _with_keys(found[part.lines].lines) for part in PARTS}
    try:
        return Annex(
            district=district,
            reported_on=_day(path, day),
            public_institutions=tuple(map(_line, lines["public_institutions"])),
            third_party=tuple(map(_line, lines["third_party"])),
            other_province=tuple(
                _visitor(values, found["other_province"]) for values in lines["other_province"]
            ),
            multi_domain=tuple(map(_line, lines["multi_domain"])),
        )
    except OverlappingError as overlapping:
        raise UnreadableError(overlapping.said) from overlapping


def _with_keys(lines: list[dict[str, Cell]]) -> list[dict[str, Cell]]:
    """Two bodies of one name in one part are two: the second gets a key that the paper does not have."""
    seen: Counter[str] = Counter()
    for values in lines:
        name = _text(values["name"])
        seen[name] += 1
        values["key"] = f"{name} {seen[name]}" if seen[name] > 1 else ""
    return lines


def _line(values: dict[str, Cell]) -> Line:
    return Line(
        _text(values["name"]),
        domains_of(_text(values["domains"])),
        _text(values["remarks"]),
        _text(values["key"]),
    )


def _visitor(values: dict[str, Cell], found: _Found) -> VisitorLine:
    name = _text(values["name"])
    day, doubt = read_day(values["first_certified_on"])
    if doubt is not None:
        heading, said = PARTS[2].heading, doubt.said
        more = {"heading": heading, "body": name[:SHOWN], "text": doubt.text[:SHOWN]}
        found.doubts.append(NO_FIRST_DAY.fill(**more, zh=said.zh, en=said.en))
    return VisitorLine(
        name,
        domains_of(_text(values["domains"])),
        day,
        _text(values["contact"]),
        _text(values["phone"]),
        _text(values["key"]),
    )


def _day(path: Path, text: str) -> dt.date | None:
    day, doubt = read_day(text)
    if day is None and doubt is not None:
        _refuse(NO_DAY, path, text=doubt.text)
    return day


def _refuse(said: Said, path: Path, **more: object) -> NoReturn:
    raise UnreadableError(said.fill(name=path.name, **more))
