"""Reads the form back from either kind of file, cell by cell, and refuses one that would be read wrongly."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from bureau.registry.annex.filled import Annex, Line, OverlappingError, VisitorLine
from bureau.registry.annex.form import NUMBER, PARTS, PLACE, REPORTED, SEPARATOR, Part, printed
from bureau.registry.annex.refusing import MISCOUNTED, NO_DAY, NOT_THE_FORM, TOO_LONG, WRONG_COLUMNS
from bureau.registry.roster.opening import CELL, Cell, open_grids
from bureau.registry.roster.refusing import Said, UnreadableError
from bureau.registry.roster.values import is_blank, read_day, text_of

COUNT = re.compile(r"共\s*(\d+)\s*家")
PLACE_LINE = re.compile(rf"{PLACE[:-1]}[：:](.*?)\s*{REPORTED[:-1]}[：:](.*)")


@dataclass
class _Found:
    """What was found of a part: the count its heading states, where its columns stand, and the values of its lines."""

    stated: int | None = None
    at: dict[str, int] = field(default_factory=dict)
    lines: list[dict[str, Cell]] = field(default_factory=list)


def read_annex(path: Path) -> Annex:
    """The form as it was filled in. What the paper does not show, the keys, is not there.

    Raises:
        UnreadableError: it cannot be opened, is not this form, or contradicts itself; the sentence says where.
    """
    found: dict[str, _Found] = {}
    place, part = "", None
    for row in _rows(path):
        texts = list(filter(None, map(_text, row)))
        first = "".join(texts[0].split())
        begun = next((one for one in PARTS if first.startswith(one.heading)), None)
        if begun is not None:
            part = begun
            counted = COUNT.search(texts[0])
            found.setdefault(part.lines, _Found()).stated = int(counted[1]) if counted else None
        elif part is None:
            place = place or _place(texts)
        else:
            _read_row(path, part, row, found[part.lines])
    _check(path, found)
    return _annex(path, place, found)


def _rows(path: Path) -> Iterator[list[Cell]]:
    """The rows in which something stands."""
    for grid in open_grids(path):
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
        number, name = _text(values[NUMBER.value]), _text(values["name"])
        if (not number or number.isdecimal()) and not is_blank(name):
            found.lines.append(values)


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
            _refuse(MISCOUNTED, path, heading=part.heading, stated=held.stated, found=len(held.lines))


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
            other_province=tuple(_visitor(path, values) for values in lines["other_province"]),
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
    return Line(_text(values["name"]), _domains(values), _text(values["remarks"]), _text(values["key"]))


def _visitor(path: Path, values: dict[str, Cell]) -> VisitorLine:
    return VisitorLine(
        _text(values["name"]),
        _domains(values),
        _day(path, values["first_certified_on"]),
        _text(values["contact"]),
        _text(values["phone"]),
        _text(values["key"]),
    )


def _domains(values: dict[str, Cell]) -> tuple[str, ...]:
    pieces = (piece.strip() for piece in _text(values["domains"]).split(SEPARATOR))
    return tuple(piece for piece in pieces if not is_blank(piece))


def _day(path: Path, cell: Cell) -> dt.date | None:
    day, doubt = read_day(cell)
    if doubt is not None:
        _refuse(NO_DAY, path, text=doubt.text)
    return day


def _refuse(said: Said, path: Path, **more: object) -> NoReturn:
    raise UnreadableError(said.fill(name=path.name, **more))
