"""Reads lists that are text: whatever program wrote them, in whichever of the usual encodings."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from bureau.registry.roster import refusing
from bureau.registry.roster.grids import CELL, MOST_CELLS, MOST_ROWS, Cell, Grid, refused

MARKS = ",\t;，"
# A text has no such characters; a file that does is none, whatever it is called.
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f\ufffe\uffff]")
_KEPT = re.compile(r'="(.*)"\Z', re.DOTALL)  # how programs keep the zeros of a number: ="0012"


def read_plain(path: Path) -> list[Grid]:
    """The one sheet of a text.

    Raises:
        UnreadableError: it is no text, or too long.
    """
    text = _decoded(path).removesuffix("\x1a")
    if not text.strip():
        raise refused(refusing.EMPTY, path)
    lines = text.splitlines()[:20]
    mark = max(MARKS, key=lambda one: sum(line.count(one) for line in lines))
    csv.field_size_limit(2**20)
    rows: list[list[Cell]] = []
    cells = 0
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            rows.append([_kept(cell[:CELL]) for cell in line])
            cells += len(line)
            if len(rows) > MOST_ROWS or cells > MOST_CELLS:
                raise refused(refusing.LONG, path, most=MOST_ROWS)
    except csv.Error:
        raise refused(refusing.BROKEN, path) from None
    return [Grid(None, rows)]


def _kept(cell: str) -> str:
    """A cell without what programs write about a number so that it keeps its zeros: ="0012", '0012."""
    if cell[:1] == "'":
        return cell.lstrip("'") or cell
    return _KEPT.sub(r"\1", cell) if cell[:1] == "=" else cell


def _decoded(path: Path) -> str:
    content = path.read_bytes()
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _UNSEEN.search(text):
            return text
    raise refused(refusing.BROKEN, path)
