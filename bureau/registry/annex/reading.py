"""Reads the form back, from either kind of file, cell by cell."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from bureau.registry.annex.form import NONE, PARTS, PLACE, REPORTED, Annex, Line, Part, VisitorLine
from bureau.registry.roster.opening import open_grids
from bureau.registry.roster.refusing import BROKEN, UnreadableError


def form_rows(path: Path) -> list[list[str]]:
    """Every row of the form, cells that are merged counted once."""
    rows = []
    for grid in open_grids(path):
        for row in grid.rows:
            texts: list[str] = []
            for cell in row:
                text = "" if cell is None else str(cell).strip()
                if not texts or text != texts[-1] or not text:
                    texts.append(text)
            rows.append(texts)
    return [row for row in rows if any(row)]


def read_annex(path: Path) -> Annex:
    """The form as it was filled in; raises `UnreadableError` when it is not this form."""
    held: dict[str, list[dict[str, str]]] = {part.lines: [] for part in PARTS}
    district, reported = "", None
    part: Part | None = None
    for grid in open_grids(path):
        for row in grid.rows:
            texts = ["" if cell is None else str(cell).strip() for cell in row]
            filled = [text for text in texts if text]
            if not filled:
                continue
            if filled[0].startswith(PLACE):
                district = filled[0].removeprefix(PLACE).split(REPORTED)[0].strip()
                reported = _day(" ".join(filled))
                continue
            begun = next((one for one in PARTS if filled[0].startswith(one.heading)), None)
            if begun is not None:
                part = begun
            elif part is not None and texts[0].isdigit():
                held[part.lines].append(_values(part, texts))
    if part is None:
        raise UnreadableError(BROKEN.fill(name=path.name))
    return Annex(
        district=district,
        reported_on=reported,
        public_institutions=tuple(map(_line, held["public_institutions"])),
        third_party=tuple(map(_line, held["third_party"])),
        other_province=tuple(map(_visitor, held["other_province"])),
        multi_domain=tuple(map(_line, held["multi_domain"])),
    )


def _values(part: Part, texts: list[str]) -> dict[str, str]:
    at, found = 0, {}
    for column in part.columns:
        if column.value:
            found[column.value] = texts[at] if at < len(texts) else ""
        at += column.span
    return found


def _domains(text: str) -> tuple[str, ...]:
    return tuple(piece for piece in text.split("、") if piece and piece != NONE)


def _line(held: dict[str, str]) -> Line:
    return Line(held["name"], _domains(held["domains"]), held["remarks"])


def _visitor(held: dict[str, str]) -> VisitorLine:
    first = _day(held["first_certified_on"])
    return VisitorLine(held["name"], _domains(held["domains"]), first, held["contact"], held["phone"])


def _day(text: str) -> dt.date | None:
    found = re.search(r"(\d{4})[-年](\d{1,2})[-月](\d{1,2})", text)
    return dt.date(int(found[1]), int(found[2]), int(found[3])) if found else None
