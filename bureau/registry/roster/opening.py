"""Opens files as grids of cells: workbooks old and new, text, tables in documents; all of it may be hostile."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from bureau.registry.roster import refusing
from bureau.registry.roster.compound import MAGIC, Compound
from bureau.registry.roster.documents import read_document
from bureau.registry.roster.grids import CELL, Cell, Grid, refuse_wide, refused
from bureau.registry.roster.old import read_old
from bureau.registry.roster.plain import read_plain
from bureau.registry.roster.refusing import UnreadableError
from bureau.registry.roster.workbook import read_workbook

LIMIT = 200  # MB of a file
UNPACKED = 1024 * 2**20  # bytes of what it unpacks to
MOST_RATIO = 200
TEXTS = {".csv", ".txt", ".tsv"}

__all__ = ["CELL", "Cell", "Grid", "carries_macros", "has_macros", "open_grids"]


def open_grids(path: Path) -> list[Grid]:
    """Every sheet or table of a file.

    Raises:
        UnreadableError: what it is, and what to do.
    """
    grids = _opener(path, _checked(path))(path)
    refuse_wide(path, grids)
    return grids


def has_macros(path: Path) -> bool:
    """Whether a file that can be read brings macros along."""
    with path.open("rb") as file:
        return carries_macros(file)


def carries_macros(file: BinaryIO) -> bool:
    """Whether a content has macros beside its cells; one that is damaged is told when it is read."""
    file.seek(0)
    head = file.read(8)
    try:
        if head.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(file) as pack:
                return any(name.lower().endswith("vbaproject.bin") for name in pack.namelist())
        file.seek(0)
        return head == MAGIC and "_VBA_PROJECT_CUR" in Compound(file.read()).entries
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnreadableError):
        return False
    finally:
        file.seek(0)


def _checked(path: Path) -> bytes:
    """The first bytes of a file that is one and is not too large."""
    try:
        if path.is_dir():
            raise refused(refusing.FOLDER, path)
        if path.exists() and not path.is_file():
            raise refused(refusing.KIND, path)  # a pipe or a device, which might never end
        with path.open("rb") as file:
            head = file.read(8)
            size = path.stat().st_size
    except PermissionError:
        raise refused(refusing.FORBIDDEN, path) from None
    except (OSError, ValueError):
        raise refused(refusing.ABSENT, path) from None
    if not head:
        raise refused(refusing.EMPTY, path)
    if size > LIMIT * 2**20:
        raise refused(refusing.LARGE, path, limit=LIMIT)
    return head


def _opener(path: Path, head: bytes) -> Callable[[Path], list[Grid]]:
    """By what the file is, not by what it is called."""
    if head.startswith(b"PK\x03\x04"):
        return _packed
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return read_old
    if path.suffix.lower() in TEXTS:
        return read_plain
    raise refused(refusing.KIND, path)


def _packed(path: Path) -> list[Grid]:
    """A workbook or a document of today's kind, after a look at what it unpacks to."""
    try:
        with zipfile.ZipFile(path) as pack:
            entries = pack.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise refused(refusing.BROKEN, path) from None
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if (
        unpacked > UNPACKED
        or (unpacked > 50 * 2**20 and unpacked / packed > MOST_RATIO)
        or len(entries) > 20_000
    ):
        raise refused(refusing.BOMB, path)
    names = {entry.filename for entry in entries}
    if "word/document.xml" in names:
        return read_document(path)
    if "xl/workbook.bin" not in names and any(name.startswith("xl/") for name in names):
        return read_workbook(path)
    raise refused(refusing.KIND, path)
