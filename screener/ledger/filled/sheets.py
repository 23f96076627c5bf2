"""Reads the sheets of a workbook row by row within limits, each number with the format that says what it means."""

from __future__ import annotations

import math
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from screener.ledger.faults import Refused
from screener.ledger.filled.formats import BUILT_IN, Number
from screener.phrases import Phrase

SAFE: Any = {"resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False}
MOST_COLUMNS, MOST_ROWS, MOST_CELL = 1_000, 1_048_576, 32_767
MOST_BESIDE = 16_384  # cells of one row, empty ones too: as many as a sheet has columns
MOST_UNPACKED, FLOOR, RATIO, MOST_PARTS = 4 << 30, 64 << 20, 200, 5_000
MOST_TEXT = 1 << 28  # characters of the texts that sheets share
MOST_SMALL = 32 << 20  # bytes of a part that is read at once

DAMAGED = Phrase(
    "这个工作簿打不开。请在办公软件里打开，另存为 .xlsx 再试。",
    "The workbook cannot be opened. Save it anew as .xlsx and hand it in again.",
)
LOCKED = Phrase(
    "这个工作簿有密码。请去掉密码再试。",
    "The workbook is protected by a password. Take the password off and hand it in again.",
)
BURSTING = Phrase(
    "这个工作簿解开后过大，没有读取。请删去多余的内容，或改交 CSV。",
    "Unpacked the workbook would be too large; it was not read. Remove what is not needed, or hand in CSV.",
)
TOO_WIDE = Phrase(
    "工作表“{sheet}”超过 {most} 列。请删去右边多余的列。",
    "Sheet {sheet} has more than {most} columns. Delete those on the right that are not needed.",
)
_PLACE = re.compile(r"([A-Z]{1,3})\d{1,7}\Z")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Spoiled:
    """A cell without a value of its own: an error, or a formula that no program has worked out."""

    text: str


Found = str | bool | Number | Spoiled | None


@dataclass
class Workbook:
    """A workbook that is open: its sheets by name, each read as often as it is asked for."""

    pack: zipfile.ZipFile
    parts: dict[str, str]
    texts: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    since_1904: bool = False

    def rows(self, sheet: str) -> Iterator[tuple[int, list[Found]]]:
        """The rows of a sheet in which something stands, with their numbers."""
        number = 0
        with _refusing(), self.pack.open(self.parts[sheet]) as part:
            beside = 0
            for _, item in etree.iterparse(part, tag=("{*}row", "{*}c"), **SAFE):
                if etree.QName(item).localname == "c":
                    beside += 1
                    if beside > MOST_BESIDE:  # a row is held whole, so one without end is not waited for
                        raise Refused(TOO_WIDE.fill(sheet=sheet[:40], most=MOST_COLUMNS))
                    continue
                beside = 0
                stated = int(item.get("r") or number + 1)
                if not number < stated <= MOST_ROWS:
                    raise Refused(DAMAGED)
                number = stated
                cells = self._cells(item, sheet)
                _forget(item)
                if cells:
                    yield number, cells

    def _cells(self, item: Any, sheet: str) -> list[Found]:  # noqa: ANN401 - an element of lxml
        cells: list[Found] = []
        at = -1
        for cell in item.iterchildren("{*}c"):
            found = _PLACE.match(cell.get("r") or "")
            at = _column(found[1]) if found else at + 1
            value = self._value(cell)
            if value is None or value == "":
                continue
            if at >= MOST_COLUMNS:
                raise Refused(TOO_WIDE.fill(sheet=sheet[:40], most=MOST_COLUMNS))
            cells += [None] * (at + 1 - len(cells))
            cells[at] = value
        return cells

    def _value(self, cell: Any) -> Found:  # noqa: ANN401 - an element of lxml
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _words(cell)
        value, formula = cell.find("{*}v"), cell.find("{*}f")
        text = (value.text or "") if value is not None else ""
        if not text:
            return Spoiled(f"={formula.text or ''}"[:80]) if formula is not None and kind == "n" else None
        return self._typed(kind, text, int(cell.get("s", "0")))

    def _typed(self, kind: str, text: str, style: int) -> Found:
        if kind == "s":
            return self.texts[int(text)]
        if kind == "e":
            return Spoiled(text[:80])
        if kind == "b":
            return text in {"1", "true"}
        if kind in {"str", "d"}:
            return _unescaped(text)
        code = self.formats[style] if 0 <= style < len(self.formats) else ""
        number = float(text)
        return Number(number, code, self.since_1904) if math.isfinite(number) else Spoiled(text[:80])


@contextmanager
def open_workbook(path: Path) -> Iterator[Workbook]:
    """A workbook for reading.

    Raises:
        Refused: it cannot be read, and what to do.
    """
    with _refusing(), zipfile.ZipFile(path) as pack:
        _weigh(pack, path.stat().st_size)
        root = next((to for kind, to in _relations(pack, "") if kind == "officeDocument"), "xl/workbook.xml")
        folder, _, name = root.rpartition("/")
        targets = dict(_numbered(pack, f"{folder}/_rels/{name}.rels", folder))
        tree = _tree(pack, root)
        book = Workbook(pack, _sheets(tree, targets))
        book.since_1904 = any(one.get("date1904") in {"1", "true"} for one in tree.iter("{*}workbookPr"))
        for kind, to in targets.values():
            if kind == "styles":
                book.formats = _formats(_tree(pack, to))
            if kind == "sharedStrings":
                book.texts = _texts(pack, to)
        if not book.parts:
            raise Refused(DAMAGED)
        yield book


@contextmanager
def _refusing() -> Iterator[None]:
    """What a damaged package raises, as one sentence."""
    try:
        yield
    except FileNotFoundError:
        raise
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
    ):
        raise Refused(DAMAGED) from None


def _weigh(pack: zipfile.ZipFile, size: int) -> None:
    parts = pack.infolist()
    if any(one.flag_bits & 1 for one in parts):
        raise Refused(LOCKED)
    unpacked = sum(one.file_size for one in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or (unpacked > FLOOR and unpacked > RATIO * size):
        raise Refused(BURSTING)


def _tree(pack: zipfile.ZipFile, name: str) -> Any:  # noqa: ANN401 - a tree of lxml
    if pack.getinfo(name).file_size > MOST_SMALL:
        raise Refused(BURSTING)
    with pack.open(name) as part:
        return etree.parse(part, etree.XMLParser(**SAFE))


def _numbered(pack: zipfile.ZipFile, rels: str, folder: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Relations of a part: number, then kind and part."""
    if rels in pack.namelist():
        for one in _tree(pack, rels).iter("{*}Relationship"):
            kind = one.get("Type", "").rpartition("/")[2]
            yield one.get("Id", ""), (kind, _joined(folder, one.get("Target", "")))


def _relations(pack: zipfile.ZipFile, folder: str) -> list[tuple[str, str]]:
    return [found for _, found in _numbered(pack, "_rels/.rels", folder) if found[1] in pack.namelist()]


def _joined(folder: str, target: str) -> str:
    """The part that a relation names; it stays within the package, wherever it may point."""
    pieces = [] if target.startswith("/") else [piece for piece in folder.split("/") if piece]
    for piece in target.split("/"):
        if piece == "..":
            pieces = pieces[:-1]
        elif piece not in {"", "."}:
            pieces.append(piece)
    return "/".join(pieces)


def _sheets(tree: Any, targets: dict[str, tuple[str, str]]) -> dict[str, str]:  # noqa: ANN401 - a tree of lxml
    found: dict[str, str] = {}
    for sheet in tree.iter("{*}sheet"):
        relation = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        kind, target = targets.get(relation, ("", ""))
        if kind == "worksheet" and target:
            found[sheet.get("name", "")] = target
    return found


def _formats(tree: Any) -> list[str]:  # noqa: ANN401 - a tree of lxml
    own = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in tree.iter("{*}numFmt")}
    codes = BUILT_IN | own
    return [
        codes.get(int(one.get("numFmtId", "0")), "")
        for styles in tree.iter("{*}cellXfs")
        for one in styles.iterchildren("{*}xf")
    ]


def _texts(pack: zipfile.ZipFile, target: str) -> list[str]:
    texts: list[str] = []
    characters = 0
    with pack.open(target) as part:
        for _, item in etree.iterparse(part, tag="{*}si", **SAFE):
            texts.append(_words(item))
            characters += len(texts[-1]) + 50
            _forget(item)
            if characters > MOST_TEXT:
                raise Refused(BURSTING)
    return texts


def _words(item: Any) -> str:  # noqa: ANN401 - an element of lxml
    """The words of a text and of its runs, without those that say how it is pronounced."""
    pieces = [
        piece.text or ""
        for piece in item.iter("{*}t")
        if not any(etree.QName(above).localname == "rPh" for above in piece.iterancestors())
    ]
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    if len(text) > MOST_CELL:
        raise Refused(DAMAGED)  # no office program writes such a cell
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _forget(item: Any) -> None:  # noqa: ANN401 - an element of lxml
    item.clear()
    while item.getprevious() is not None:
        del item.getparent()[0]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
