"""Opens files as grids of cells: workbooks old and new, text, tables in documents; all of it may be hostile."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from bureau.registry.roster import refusing
from bureau.registry.roster.refusing import Said, UnreadableError

LIMIT = 200  # MB of a file
UNPACKED = 1024 * 2**20  # bytes of what it unpacks to
MOST_RATIO = 200
MOST_COLUMNS, MOST_ROWS = 199, 1_000_000
CELL = 2_000  # characters of a cell that are kept

Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None


@dataclass(frozen=True)
class Grid:
    """One sheet: its name (None for text), its rows of cells, the number of the first one, whether it is hidden."""

    name: str | None
    rows: list[list[Cell]]
    first: int = 1
    hidden: bool = False


def open_grids(path: Path) -> list[Grid]:
    """Every sheet or table of a file.

    Raises:
        UnreadableError: what it is, and what to do.
    """
    head = _checked(path)
    grids = _opener(path, head)(path)
    for grid in grids:
        columns = max((len(row) for row in grid.rows), default=0)
        if columns > MOST_COLUMNS:
            _refuse(refusing.WIDE, path, sheet=grid.name or "", columns=columns, most=MOST_COLUMNS)
    return grids


def _refuse(said: Said, path: Path, **more: object) -> NoReturn:
    raise UnreadableError(said.fill(name=path.name, **more))


def _checked(path: Path) -> bytes:
    """The first bytes of a file that is one and is not too large."""
    if path.is_dir():
        _refuse(refusing.FOLDER, path)
    try:
        with path.open("rb") as file:
            head = file.read(8)
            size = path.stat().st_size
    except OSError:
        _refuse(refusing.ABSENT, path)
    if not head:
        _refuse(refusing.EMPTY, path)
    if size > LIMIT * 2**20:
        _refuse(refusing.LARGE, path, limit=LIMIT)
    return head


def _opener(path: Path, head: bytes) -> Callable[[Path], list[Grid]]:
    """By what the file is, not by what it is called."""
    if head.startswith(b"PK\x03\x04"):
        return _packed
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _old
    if path.suffix.lower() in {".csv", ".txt", ".tsv"}:
        return _text
    _refuse(refusing.KIND, path)


def _packed(path: Path) -> list[Grid]:
    """A workbook or a document of today's kind, after a look at what it unpacks to."""
    try:
        with zipfile.ZipFile(path) as pack:
            entries = pack.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        _refuse(refusing.BROKEN, path)
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if (
        unpacked > UNPACKED
        or (unpacked > 50 * 2**20 and unpacked / packed > MOST_RATIO)
        or len(entries) > 20_000
    ):
        _refuse(refusing.BOMB, path)
    names = {entry.filename for entry in entries}
    if "word/document.xml" in names:
        return _document(path)
    if any(name.startswith("xl/") for name in names):
        return _workbook(path)
    _refuse(refusing.KIND, path)


def _old(path: Path) -> list[Grid]:
    with path.open("rb") as file:
        start = file.read(2**20)
    if "EncryptedPackage".encode("utf-16-le") in start:
        _refuse(refusing.LOCKED, path)
    return _workbook(path)


def _workbook(path: Path) -> list[Grid]:
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            grids = [
                _sheet(book, number, path)
                for number, meta in enumerate(book.sheets_metadata)
                if _is_sheet(meta)
            ]
    except UnreadableError:
        raise
    except CalamineError as error:
        _refuse(refusing.LOCKED if "assword" in str(error) else refusing.BROKEN, path)
    except (ValueError, OSError, OverflowError, UnicodeDecodeError):
        _refuse(refusing.BROKEN, path)
    if not grids:
        _refuse(refusing.NO_TABLE, path)
    return grids


def _is_sheet(meta: Any) -> bool:  # noqa: ANN401 - calamine's, without types
    return "WorkSheet" in str(meta.typ)


def _sheet(book: Any, number: int, path: Path) -> Grid:  # noqa: ANN401 - calamine's, without types
    meta = book.sheets_metadata[number]
    sheet = book.get_sheet_by_index(number)
    if sheet.total_height > MOST_ROWS:
        _refuse(refusing.LONG, path, most=MOST_ROWS)
    # Everything from the first cell of the sheet, so that a row's place here is its number in the file.
    rows = sheet.to_python(skip_empty_area=False)
    _spread(rows, sheet.merged_cell_ranges or [])
    return Grid(meta.name, rows, hidden=meta.visible != SheetVisibleEnum.Visible)


def _spread(rows: list[list[Cell]], merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """A cell merged over several says the same in each, where it lies in one row or one column of a header."""
    for (top, left), (bottom, right) in merged:
        if bottom - top > 3 or right - left > MOST_COLUMNS or top >= len(rows):
            continue
        value = rows[top][left] if left < len(rows[top]) else None
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[row]))):
                if rows[row][column] in ("", None):
                    rows[row][column] = value


def _text(path: Path) -> list[Grid]:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            break
    else:
        _refuse(refusing.BROKEN, path)
    lines = text.splitlines()[:20]
    mark = max(",\t;，", key=lambda one: sum(line.count(one) for line in lines))
    csv.field_size_limit(2**20)
    rows: list[list[Cell]] = []
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            rows.append([cell[:CELL] for cell in line])
            if len(rows) > MOST_ROWS:
                _refuse(refusing.LONG, path, most=MOST_ROWS)
    except csv.Error:
        _refuse(refusing.BROKEN, path)
    return [Grid(None, rows)]


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _document(path: Path) -> list[Grid]:
    try:
        with zipfile.ZipFile(path) as pack, pack.open("word/document.xml") as part:
            # No entities, no network: a document's text is all that is wanted.
            tree = etree.parse(
                part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
            )
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, RuntimeError, OSError):
        _refuse(refusing.BROKEN, path)
    tables = [
        table for table in tree.iter(f"{W}tbl") if not any(True for _ in table.iterancestors(f"{W}tbl"))
    ]
    if not tables:
        _refuse(refusing.NO_TABLE, path)
    return [Grid(f"table {number}", list(_table(table))) for number, table in enumerate(tables, start=1)]


def _table(table: Any) -> Iterator[list[Cell]]:  # noqa: ANN401 - an element of lxml
    above: list[Cell] = []
    for row in table.iter(f"{W}tr"):
        cells: list[Cell] = []
        for cell in row.iter(f"{W}tc"):
            span, continues = _shape(cell)
            text = "\n".join(
                "".join(piece.text or "" for piece in paragraph.iter(f"{W}t"))
                for paragraph in cell.iter(f"{W}p")
            ).strip()[:CELL]
            value: Cell = above[len(cells)] if continues and len(cells) < len(above) else text
            cells += [value] * span
        above = cells
        yield cells


def _shape(cell: Any) -> tuple[int, bool]:  # noqa: ANN401 - an element of lxml
    """How many columns a cell takes, and whether it goes on from the row above."""
    shape = cell.find(f"{W}tcPr")
    if shape is None:
        return 1, False
    grid, merge = shape.find(f"{W}gridSpan"), shape.find(f"{W}vMerge")
    span = int(grid.get(f"{W}val", "1")) if grid is not None else 1
    return min(max(span, 1), MOST_COLUMNS), merge is not None and merge.get(
        f"{W}val", "continue"
    ) == "continue"
