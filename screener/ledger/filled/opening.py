"""From workbooks and loose tables to a ledger folder that keeps to the format, or to every fault of what was given."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from screener.ledger.faults import FAULT_LIMIT, SHOWN_OF_PATH, Refused, shown
from screener.ledger.filled.folding import Folding
from screener.ledger.filled.layout import Layout, Row, understood
from screener.ledger.filled.mappings import Chosen, nothing_chosen
from screener.ledger.filled.naming import squeezed, table_called
from screener.ledger.filled.placing import Folder
from screener.ledger.filled.sheets import open_workbook
from screener.ledger.filled.texts import as_utf8, encoding_of_whole, mark_of
from screener.ledger.package import DESCRIPTOR
from screener.ledger.records import first_breach
from screener.phrases import Phrase

#: A larger CSV was written by a program: it is held to the format as it is, and nothing in it is put right.
HAND_MADE = 64 << 20
INSTRUCTIONS = ("填写说明", "instructions", "说明")
LOOKED_AT = 65_536  # characters by which it is told what separates the cells of a file

NO_TABLES = Phrase(
    "里面没有台账的表。请把文件或工作表按表命名：institutions、reports、results 等。",
    "No table of a ledger is in it. Name the files or sheets by their tables: institutions, reports, results.",
)
NO_KIND = Phrase("不是 .xlsx 或 .csv：{name}", "Neither .xlsx nor .csv: {name}")
ABSENT = Phrase("没有这个文件：{name}", "No such file: {name}")
EMPTY = Phrase("文件是空的：{name}", "The file is empty: {name}")


@dataclass(frozen=True)
class Given:
    """One file as it was handed in: its name and where its content lies."""

    name: str
    path: Path


def fold(
    given: Sequence[Given], root: Path, *, chosen: Chosen = nothing_chosen, limit: int = FAULT_LIMIT
) -> Folder:
    """Write a ledger folder of workbooks and CSV files into `root`, an empty folder.

    Raises:
        Refused: no ledger can be made of it. Faults of single cells are kept in the folder instead.
    """
    folding = Folding(Folder(root), limit)
    for one in given:
        suffix = Path(one.name).suffix.lower()
        if not one.path.is_file():
            raise Refused(ABSENT.fill(name=shown(one.path, SHOWN_OF_PATH)))
        if not one.path.stat().st_size:
            raise Refused(EMPTY.fill(name=shown(one.name)))
        if suffix == ".xlsx":
            fold_workbook(folding, one, chosen)
        elif suffix == ".csv":
            fold_csv(folding, one, chosen, called=Path(one.name).stem)
        else:
            raise Refused(NO_KIND.fill(name=shown(one.name)))
    describe(folding.folder)
    return folding.folder


def describe(folder: Folder) -> None:
    """Write the descriptor: every file under the table that it holds."""
    paths: dict[str, list[str]] = {}
    for file, table in sorted(folder.tables.items()):
        paths.setdefault(table, []).append(file)
    if not paths:
        raise Refused(NO_TABLES)
    resources = [{"name": table, "path": found} for table, found in paths.items()]
    text = json.dumps({"name": "ledger", "resources": resources}, ensure_ascii=False, indent=1)
    (folder.root / DESCRIPTOR).write_text(text + "\n", encoding="utf-8")


def fold_workbook(folding: Folding, given: Given, chosen: Chosen) -> None:
    """Every sheet that holds a table."""
    with open_workbook(given.path) as book:
        for sheet in book.parts:
            if not squeezed(sheet).startswith(INSTRUCTIONS):
                layout = understood(sheet, book.rows(sheet), chosen)
                if layout is not None:
                    _put(folding, layout, sheet=True)


def fold_csv(
    folding: Folding, given: Given, chosen: Chosen, *, called: str, target: str = "", strict: bool = False
) -> None:
    """One file: put right cell by cell where people may have made it, else copied for the check to judge.

    `called` is the word that names its table; `target` its name in the folder, by the table unless given;
    `strict` for what a program wrote: nothing but its encoding and the names of its header is put right.
    """
    rows = None if strict else _rows(given.path)
    layout = understood(called, rows, chosen) if rows is not None else None
    if layout is not None:
        layout.name = given.name
        _put(folding, layout, sheet=False, target=target)
    if layout is not None and layout.table:
        return
    table = table_called(called)
    name = target or (folding.free_name(table) if table else "")
    if name:
        with given.path.open("rb") as content, (folding.folder.root / name).open("xb") as file:
            as_utf8(content, file, lambda words: _renamed(called, words, chosen) if table else words)
        folding.folder.places[name] = given.name
        if table:
            folding.folder.tables[name] = table


def _renamed(called: str, words: list[str], chosen: Chosen) -> list[str]:
    layout = understood(called, iter([(1, list(words))]), chosen)
    return words if layout is None else [name.replace("\0", "~") for name in layout.names]


def _rows(path: Path) -> Iterator[Row] | None:
    """The records of a CSV that can be read whole; None for one to be judged as it is.

    A record is numbered below the first one, which is the header of most files.
    """
    if path.stat().st_size > HAND_MADE:
        return None
    content = path.read_bytes()
    encoding = encoding_of_whole(content)
    if not encoding:
        return None
    text = content.decode(encoding).removeprefix("\ufeff")
    mark = mark_of(text[:LOOKED_AT])
    if mark == "," and first_breach(text.encode()) is not None:
        return None
    csv.field_size_limit(1 << 24)
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            pass
    except csv.Error:
        return None
    found = (cells for cells in csv.reader(io.StringIO(text, newline=""), delimiter=mark) if cells)
    return ((number, list(cells)) for number, cells in enumerate(found))


def _put(folding: Folding, layout: Layout, *, sheet: bool, target: str = "") -> None:
    folder = folding.folder
    shape = layout.shape
    if shape.lacking or not layout.table:
        folder.shapes.append(shape)
    if layout.table:
        if layout.mapping is not None:
            folder.mapped.append(layout.name)
        folding.put(layout, sheet=sheet, target=target)
