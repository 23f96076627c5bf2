"""Reads workbooks of today's kind row by row, within limits: a cell at the far corner costs no more than its own.

Dates, months and errors are told apart by type and format, which the libraries that give plain values do not keep.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from bureau.registry.roster import refusing
from bureau.registry.roster.grids import (
    CELL,
    EPOCH,
    EPOCH_1904,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    SHEET_ROWS,
    STRAYS,
    Cell,
    Grid,
    Stray,
    Unsettled,
    refused,
    spread,
)
from bureau.registry.roster.numbers import BUILT_IN, shown

SAFE: Any = {"resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False}
MOST_TEXTS, MOST_MERGED = 5_000_000, 200_000
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})\Z")
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\Z")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EMPTY: list[Cell] = []  # shared by all rows in which nothing stands; never changed


@dataclass
class _Book:
    """What the cells of every sheet refer to."""

    texts: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)  # by style
    since_1904: bool = False
    cells: int = 0


def read_workbook(path: Path) -> list[Grid]:
    """Every sheet of a workbook.

    Raises:
        UnreadableError: what it is, and what to do.
    """
    with refusing_damage(path), zipfile.ZipFile(path) as pack:
        if any(entry.flag_bits & 1 for entry in pack.infolist()):
            raise refused(refusing.LOCKED, path)
        root = _main_part(pack)
        targets = _targets(pack, root)
        book = _Book()
        sheets = []
        with pack.open(root) as part:
            tree = etree.parse(part, etree.XMLParser(**SAFE))
        book.since_1904 = any(one.get("date1904") in {"1", "true"} for one in tree.iter("{*}workbookPr"))
        book.formats = _formats(pack, targets)
        book.texts = _texts(pack, targets, path)
        for sheet in tree.iter("{*}sheet"):
            kind, target = targets.get(_relation(sheet), ("", ""))
            if kind == "worksheet" and target:
                hidden = sheet.get("state", "visible") != "visible"
                sheets.append(_Sheet(path, book, sheet.get("name", ""), hidden=hidden).read(pack, target))
    if not sheets:
        raise refused(refusing.NO_TABLE, path)
    return sheets


@contextmanager
def refusing_damage(path: Path) -> Iterator[None]:
    """What a damaged package raises, as one sentence."""
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        LookupError,
        ValueError,
        OverflowError,
        RuntimeError,
        NotImplementedError,
        EOFError,
        OSError,
    ):
        raise refused(refusing.BROKEN, path) from None


def _relation(sheet: Any) -> str:  # noqa: ANN401 - an element of lxml
    return next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")


def _main_part(pack: zipfile.ZipFile) -> str:
    found = [target for kind, target in _relations(pack, "") if kind == "officeDocument"]
    return found[0] if found and found[0] in pack.namelist() else "xl/workbook.xml"


def _targets(pack: zipfile.ZipFile, root: str) -> dict[str, tuple[str, str]]:
    """Kind and part by the number of a relation; parts of a kind are found under the kind's name too."""
    found: dict[str, tuple[str, str]] = {}
    folder, _, name = root.rpartition("/")
    place = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    with pack.open(place) as part:
        tree = etree.parse(part, etree.XMLParser(**SAFE))
    for one in tree.iter("{*}Relationship"):
        kind, target = one.get("Type", "").rpartition("/")[2], _joined(folder, one.get("Target", ""))
        found[one.get("Id", "")] = (kind, target)
        found.setdefault(f"/{kind}", (kind, target))
    return found


def _relations(pack: zipfile.ZipFile, folder: str) -> Iterator[tuple[str, str]]:
    if "_rels/.rels" not in pack.namelist():
        return
    with pack.open("_rels/.rels") as part:
        tree = etree.parse(part, etree.XMLParser(**SAFE))
    for one in tree.iter("{*}Relationship"):
        yield one.get("Type", "").rpartition("/")[2], _joined(folder, one.get("Target", ""))


def _joined(folder: str, target: str) -> str:
    """The part that a relation names; it stays within the package, where else it may point."""
    pieces = [] if target.startswith("/") else [piece for piece in folder.split("/") if piece]
    for piece in target.split("/"):
        if piece == "..":
            pieces = pieces[:-1]
        elif piece not in {"", "."}:
            pieces.append(piece)
    return "/".join(pieces)


def _formats(pack: zipfile.ZipFile, targets: dict[str, tuple[str, str]]) -> list[str]:
    target = targets.get("/styles", ("", ""))[1]
    if target not in pack.namelist():
        return []
    with pack.open(target) as part:
        tree = etree.parse(part, etree.XMLParser(**SAFE))
    own = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in tree.iter("{*}numFmt")}
    codes = BUILT_IN | own
    return [
        codes.get(int(one.get("numFmtId", "0")), "")
        for styles in tree.iter("{*}cellXfs")
        for one in styles.iterchildren("{*}xf")
    ]


def _texts(pack: zipfile.ZipFile, targets: dict[str, tuple[str, str]], path: Path) -> list[str]:
    target = targets.get("/sharedStrings", ("", ""))[1]
    texts: list[str] = []
    if target not in pack.namelist():
        return texts
    with pack.open(target) as part:
        for _, item in etree.iterparse(part, tag="{*}si", **SAFE):
            texts.append(_words(item))
            _forget(item)
            if len(texts) > MOST_TEXTS:
                raise refused(refusing.LONG, path, most=MOST_ROWS)
    return texts


def _words(item: Any) -> str:  # noqa: ANN401 - an element of lxml
    """The words of a text and of its runs, without those that say how it is pronounced."""
    pieces = [
        piece.text or ""
        for piece in item.iter("{*}t")
        if not any(etree.QName(above).localname == "rPh" for above in piece.iterancestors())
    ]
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(pieces))[:CELL]


def _forget(item: Any) -> None:  # noqa: ANN401 - an element of lxml
    item.clear()
    while item.getprevious() is not None:
        del item.getparent()[0]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


class _Sheet:
    """One sheet while it is being read."""

    def __init__(self, path: Path, book: _Book, name: str, *, hidden: bool) -> None:
        self.path, self.book, self.name, self.hidden = path, book, name, hidden
        self.rows: list[list[Cell]] = []
        self.filled = 0
        self.hidden_rows: set[int] = set()
        self.merged: list[tuple[tuple[int, int], tuple[int, int]]] = []
        self.strays: list[Stray] = []
        self.pictured = False
        self.reckoned: set[tuple[int, int]] = set()

    def read(self, pack: zipfile.ZipFile, target: str) -> Grid:
        with pack.open(target) as part:
            for _, item in etree.iterparse(part, tag=("{*}row", "{*}mergeCell", "{*}drawing"), **SAFE):
                name = etree.QName(item).localname
                if name == "row":
                    self._row(item)
                elif name == "drawing":
                    self.pictured = True
                elif len(self.merged) < MOST_MERGED and (found := _RANGE.match(item.get("ref", ""))):
                    left, top, right, bottom = _column(found[1]), found[2], _column(found[3]), found[4]
                    self.merged.append(((int(top) - 1, left), (int(bottom) - 1, right)))
                _forget(item)
        spread(self.rows, self.merged)
        return Grid(
            self.name,
            self.rows,
            hidden=self.hidden,
            hidden_rows=frozenset(self.hidden_rows),
            strays=tuple(self.strays),
            epoch=EPOCH_1904 if self.book.since_1904 else EPOCH,
            pictured=self.pictured,
            reckoned=frozenset(self.reckoned),
        )

    def _row(self, item: Any) -> None:  # noqa: ANN401 - an element of lxml
        number = int(item.get("r") or len(self.rows) + 1)
        if not len(self.rows) < number <= SHEET_ROWS:
            raise refused(refusing.BROKEN, self.path)
        cells: list[Cell] = []
        at = -1
        for cell in item.iterchildren("{*}c"):
            found = _PLACE.match(cell.get("r") or "")
            at = _column(found[1]) if found else at + 1
            value = self._value(cell)
            if value is None or value == "":
                continue
            if at >= MOST_COLUMNS:
                self._stray(number, cell.get("r") or f"{at + 1}", value)
                continue
            cells += [None] * (at + 1 - len(cells))
            cells[at] = value
            if cell.find("{*}f") is not None:
                self.reckoned.add((number, at))
        if not cells:
            return
        self.filled += 1
        self.book.cells += len(cells)
        if self.filled > MOST_ROWS or self.book.cells > MOST_CELLS:
            raise refused(refusing.LONG, self.path, most=MOST_ROWS)
        self.rows += [_EMPTY] * (number - 1 - len(self.rows))
        self.rows.append(cells)
        if item.get("hidden") in {"1", "true"}:
            self.hidden_rows.add(number)

    def _stray(self, number: int, place: str, value: Cell) -> None:
        self.strays.append(Stray(number, place, str(value)[:80]))
        if len(self.strays) > STRAYS:
            columns = max(_column(_PLACE.sub(r"\1", one.place)) + 1 for one in self.strays)
            raise refused(refusing.WIDE, self.path, sheet=self.name, columns=columns, most=MOST_COLUMNS)

    def _value(self, cell: Any) -> Cell:  # noqa: ANN401 - an element of lxml
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _words(cell)
        value, formula = cell.find("{*}v"), cell.find("{*}f")
        text = (value.text or "") if value is not None else ""
        if not text:
            return (
                Unsettled(f"={formula.text}")
                if formula is not None and kind == "n" and formula.text
                else None
            )
        if kind == "s":
            return self.book.texts[int(text)]
        if kind in {"str", "e", "d"}:
            return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)[:CELL]
        if kind == "b":
            return text in {"1", "true"}
        style = int(cell.get("s", "0"))
        code = self.book.formats[style] if style < len(self.book.formats) else ""
        return shown(float(text), code, since_1904=self.book.since_1904)
