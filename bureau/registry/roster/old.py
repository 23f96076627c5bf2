"""Reads workbooks of the old kind (xls, et): values by a library; formats, errors and hidden rows by their records."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from bureau.registry.roster import refusing
from bureau.registry.roster.compound import Compound
from bureau.registry.roster.grids import (
    EPOCH,
    EPOCH_1904,
    MOST_COLUMNS,
    Cell,
    Grid,
    Unsettled,
    refused,
    spread,
)
from bureau.registry.roster.numbers import BUILT_IN, shown

ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
BEGIN, BOUND, FORMAT, XF, DATES, LOCK = 0x0809, 0x0085, 0x041E, 0x00E0, 0x0022, 0x002F
NUMBER, RK, MANY, FORMULA, ERROR, ROW = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0205, 0x0208
END, VERSION = 0x000A, 0x0600
HIDDEN = 0x20
EMPTY_RESULT = 3  # of a formula that gives an empty text


@dataclass
class _Told:
    """What the records of one sheet say beside its values."""

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    reckoned: set[tuple[int, int]] = field(default_factory=set)  # rows from 1, columns from 0, as of a grid


def read_old(path: Path) -> list[Grid]:
    """Every sheet of an old workbook.

    Raises:
        UnreadableError: it has a password, or is damaged.
    """
    try:
        held = Compound(path.read_bytes())
    except (ValueError, struct.error, IndexError):
        raise refused(refusing.BROKEN, path) from None
    if "EncryptedPackage" in held.entries:
        raise refused(refusing.LOCKED, path)
    stream = next((name for name in ("Workbook", "Book") if name in held.entries), None)
    if stream is None:
        raise refused(refusing.KIND, path)
    try:
        told, since_1904 = _told(held.stream(stream))
    except PermissionError:
        raise refused(refusing.LOCKED, path) from None
    except (ValueError, struct.error, IndexError, KeyError):
        raise refused(refusing.BROKEN, path) from None
    grids = _values(path, told, since_1904=since_1904)
    if not grids:
        raise refused(refusing.NO_TABLE, path)
    return grids


def _values(path: Path, told: list[_Told], *, since_1904: bool) -> list[Grid]:
    grids = []
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            for number, meta in enumerate(book.sheets_metadata):
                if "WorkSheet" not in str(meta.typ):
                    continue
                beside = told[number] if number < len(told) else _Told()
                grids.append(_sheet(book, number, beside, since_1904=since_1904))
    except CalamineError as error:
        raise refused(refusing.LOCKED if "assword" in str(error) else refusing.BROKEN, path) from None
    except (ValueError, OSError, OverflowError):
        raise refused(refusing.BROKEN, path) from None
    except BaseException as error:  # the library's own panic is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise refused(refusing.BROKEN, path) from None
    return grids


def _sheet(book: Any, number: int, told: _Told, *, since_1904: bool) -> Grid:  # noqa: ANN401 - calamine's, without types
    meta = book.sheets_metadata[number]
    sheet = book.get_sheet_by_index(number)
    # Everything from the first cell of the sheet, so that a row's place here is its number in the file. The library
    # leaves out the columns before the first in which anything stands, while records and merged cells count them.
    above, before = sheet.start or (0, 0)
    rows = [_trimmed([None] * before + row) for row in sheet.iter_rows()]
    if len(rows) < sheet.total_height:  # it leaves out the rows above the first cell
        rows = [[] for _ in range(above)] + rows
    for (row, column), cell in told.cells.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = cell
    settled = frozenset(at for at in told.reckoned if _settle(rows, at[0] - 1, at[1]))
    spread(rows, sheet.merged_cell_ranges or [])
    return Grid(
        meta.name,
        rows,
        hidden=meta.visible != SheetVisibleEnum.Visible,
        hidden_rows=frozenset(told.hidden),
        reckoned=settled,
        epoch=EPOCH_1904 if since_1904 else EPOCH,
    )


def _settle(rows: list[list[Cell]], row: int, column: int) -> bool:
    """Whether a formula's cell has a result; one that no program has worked out yet is marked as such."""
    if row >= len(rows) or column >= MOST_COLUMNS:
        return False
    line = rows[row]
    line += [None] * (column + 1 - len(line))
    if line[column] in ("", None):
        line[column] = Unsettled("=")
        return False
    return True


def _trimmed(row: list[Cell]) -> list[Cell]:
    """A row without the empty cells at its end."""
    long = len(row)
    while long and row[long - 1] in ("", None):
        long -= 1
    return row[:long]


def _told(stream: bytes) -> tuple[list[_Told], bool]:
    """What the records say of every sheet, and whether days count from 1904.

    Raises:
        PermissionError: it has a password.
    """
    formats: dict[int, str] = dict(BUILT_IN)
    styles: list[int] = []
    begins: list[int] = []
    since_1904 = False
    for kind, record in _records(stream, 0):
        if kind == BEGIN and struct.unpack_from("<H", record)[0] != VERSION:
            return [], False  # an older one still; its texts are laid out otherwise
        if kind == LOCK:
            raise PermissionError
        if kind == BOUND:
            begins.append(struct.unpack_from("<I", record)[0])
        elif kind == FORMAT:
            formats[struct.unpack_from("<H", record)[0]] = _format(record)
        elif kind == XF:
            styles.append(struct.unpack_from("<H", record, 2)[0])
        elif kind == DATES:
            since_1904 = bool(struct.unpack_from("<H", record)[0])
    codes = [formats.get(style, "") for style in styles]
    return [_sheet_told(stream, begin, codes, since_1904=since_1904) for begin in begins], since_1904


def _format(record: bytes) -> str:
    wide = record[4] & 1
    return record[5:].decode("utf-16-le" if wide else "latin-1", "replace")


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Kind and content of every record of one part of the stream."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size
        if kind == END:
            return


def _sheet_told(stream: bytes, begin: int, codes: list[str], *, since_1904: bool) -> _Told:
    told, empty = _Told(), set()
    for kind, record in _records(stream, begin):
        if kind == ROW and struct.unpack_from("<H", record, 12)[0] & HIDDEN:
            told.hidden.add(struct.unpack_from("<H", record)[0] + 1)
        if kind == FORMULA:
            row, column = struct.unpack_from("<HH", record)
            told.reckoned.add((row + 1, column))
            if record[12:14] == b"\xff\xff" and record[6] == EMPTY_RESULT:
                empty.add((row + 1, column))
        for row, column, style, number in _numbers(kind, record):
            if isinstance(number, str):
                told.cells[row, column] = number
            elif style < len(codes):
                told.cells[row, column] = shown(number, codes[style], since_1904=since_1904)
    if (
        told.reckoned != empty
    ):  # in a file that no program has worked out all are empty; here they are meant to be
        told.reckoned -= empty
    return told


def _numbers(kind: int, record: bytes) -> Iterator[tuple[int, int, int, float | str]]:
    """Row, column, style and number of the cells of a record; the name of an error stands for its number."""
    if kind not in {NUMBER, RK, MANY, FORMULA, ERROR}:
        return
    row, column, style = struct.unpack_from("<HHH", record)
    if kind == NUMBER:
        yield row, column, style, struct.unpack_from("<d", record, 6)[0]
    elif kind == RK:
        yield row, column, style, _rk(struct.unpack_from("<I", record, 6)[0])
    elif kind == MANY:
        for place in range((len(record) - 6) // 6):
            one, packed = struct.unpack_from("<HI", record, 4 + 6 * place)
            yield row, column + place, one, _rk(packed)
    elif kind == ERROR and record[7]:
        yield row, column, style, ERRORS.get(record[6], "#N/A")
    elif kind == FORMULA and record[12:14] != b"\xff\xff":
        yield row, column, style, struct.unpack_from("<d", record, 6)[0]
    elif kind == FORMULA and record[6] == 2:
        yield row, column, style, ERRORS.get(record[8], "#N/A")


def _rk(packed: int) -> float:
    """A number in four bytes: a whole one, or the upper half of a floating one; perhaps in hundredths."""
    if packed & 2:
        number = float((packed >> 2) - ((packed & 0x80000000) >> 1))
    else:
        number = float(struct.unpack("<d", struct.pack("<II", 0, packed & 0xFFFFFFFC))[0])
    return number / 100 if packed & 1 else number
