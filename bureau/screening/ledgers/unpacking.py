"""From what was handed in to a ledger folder: a package unpacked within limits, loose tables, or a workbook."""

from __future__ import annotations

import json
import shutil
import stat
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

from django.utils.translation import gettext_noop

from bureau.files.archives import BurstingError, Limits, look_through
from bureau.screening.ledgers.naming import columns_called, table_called
from bureau.screening.ledgers.refusing import UnusableError, unusable
from bureau.screening.ledgers.texts import as_utf8
from bureau.screening.ledgers.workbook import tables_of_workbook
from screener.ledger.package import DESCRIPTOR, SUFFIXES

LIMITS = Limits(total=4 << 30, ratio=200, floor=64 << 20, entries=5_000, depth=1)
PACKED = (".zip", ".rar", ".7z", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".xlsx", ".xls", ".xlsm")
UNSEEN = ("__MACOSX", ".")
NO_TABLES = gettext_noop(
    "No table of a ledger is in it. Name the files by their tables: institutions.csv, reports.csv, results.csv "
    "and so on, or hand in the whole folder as one zip."
)


@dataclass(frozen=True)
class Given:
    """One file as it was handed in: its name and where its content lies."""

    name: str
    path: Path


@dataclass
class Folder:
    """A ledger folder. `places` says of a file where it was in what was handed in; `sheet_rows` the rows of a sheet."""

    root: Path
    places: dict[str, str] = field(default_factory=dict)
    sheet_rows: dict[str, list[int]] = field(default_factory=dict)

    def place(self, file: str) -> str:
        """What a file of the folder was called when it was handed in."""
        return self.places.get(file, file)

    def row(self, file: str, row: int) -> int:
        """The number of a row as it was handed in: of a sheet its own, of a table the number of its data row."""
        rows = self.sheet_rows.get(file)
        return rows[row - 1] if rows and 0 < row <= len(rows) else row


def check_package(file: BinaryIO) -> None:
    """Refuse a zip that would burst, hides something, or leads outside; it is left at its beginning.

    Raises:
        UnusableError: with the sentence.
    """
    try:
        with zipfile.ZipFile(file) as package:
            for part in package.infolist():
                _check_part(part)
        file.seek(0)
        look_through(file, LIMITS)
    except BurstingError as error:
        raise UnusableError({"zh": str(error), "en": str(error)}, []) from error
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise unusable(
            gettext_noop("The zip is damaged or was cut off: it cannot be unpacked. Hand it in again.")
        ) from error
    finally:
        file.seek(0)


def _check_part(part: zipfile.ZipInfo) -> None:
    path = PurePosixPath(part.filename)
    if path.is_absolute() or ".." in path.parts or "\\" in part.filename or ":" in part.filename:
        raise unusable(
            gettext_noop("The zip holds a path that leads outside its folder: %(path)s"),
            path=part.filename[:80],
        )
    if part.flag_bits & 1:
        raise unusable(
            gettext_noop("The zip is protected by a password. Take the password off and hand it in again.")
        )
    if stat.S_ISLNK(part.external_attr >> 16):
        raise unusable(
            gettext_noop("The zip holds a link instead of a file: %(path)s"), path=part.filename[:80]
        )
    if not _is_unseen(path) and path.suffix.lower() in PACKED:
        raise unusable(
            gettext_noop("The zip holds another package: %(path)s. Put the tables themselves into one zip."),
            path=part.filename[:80],
        )


def _is_unseen(path: PurePosixPath) -> bool:
    return any(part.startswith(UNSEEN) for part in path.parts)


def ledger_folder(given: Sequence[Given], root: Path) -> Folder:
    """Make a ledger folder below `root` of what was handed in.

    Raises:
        UnusableError: no ledger can be made of it.
    """
    suffixes = {Path(one.name).suffix.lower() for one in given}
    if ".zip" in suffixes or ".xlsx" in suffixes:
        if len(given) > 1:
            raise unusable(
                gettext_noop(
                    "Give one zip, or one workbook, or the tables as single files: not several kinds at once."
                )
            )
        return _of_package(given[0], root) if ".zip" in suffixes else _of_workbook(given[0], root)
    return _of_files(given, root)


def _of_package(given: Given, root: Path) -> Folder:
    with given.path.open("rb") as file:
        check_package(file)
        with zipfile.ZipFile(file) as package:
            parts = [one for one in package.infolist() if not one.is_dir()]
            names = [PurePosixPath(_name_of(one)) for one in parts]
            within = _common(name for name in names if not _is_unseen(name))
            folder = Folder(root)
            for part, name in zip(parts, names, strict=True):
                if not _is_unseen(name):
                    with package.open(part) as content:
                        _put(folder, name.relative_to(within), content, given.name, part.filename)
    return _described(folder)


def _name_of(part: zipfile.ZipInfo) -> str:
    """The name of a part; one that does not say that it is UTF-8 was mostly written in GBK."""
    if part.flag_bits & 0x800:
        return part.filename
    try:
        return part.filename.encode("cp437").decode("gbk")
    except UnicodeError:
        return part.filename


def _common(names: Iterable[PurePosixPath]) -> PurePosixPath:
    """The one folder in which everything of a zip lies, or the zip itself."""
    tops = {name.parts[0] if len(name.parts) > 1 else "" for name in names}
    only = next(iter(tops)) if len(tops) == 1 else ""
    return PurePosixPath("" if table_called(only) else only)


def _of_files(given: Sequence[Given], root: Path) -> Folder:
    folder = Folder(root)
    for one in given:
        with one.path.open("rb") as content:
            _put(folder, PurePosixPath(one.name), content, one.name, one.name)
    return _described(folder)


def _of_workbook(given: Given, root: Path) -> Folder:
    folder = Folder(root)
    for table, sheet, rows in tables_of_workbook(given.path, root):
        folder.places[f"{table}.csv"] = sheet
        folder.sheet_rows[f"{table}.csv"] = rows
    return _described(folder)


def _put(folder: Folder, name: PurePosixPath, content: IO[bytes], given: str, part: str) -> None:
    """One file of the ledger; a table in CSV gets the format's own names and encoding, everything else is left out."""
    target = folder.root.joinpath(*name.parts)
    if name.name == DESCRIPTOR or name.suffix.lower() == ".parquet":
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            shutil.copyfileobj(content, file)
    elif name.suffix.lower() == ".csv":
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            table = _table_of(name)
            as_utf8(content, file, lambda words: columns_called(table, words) if table else words)
    folder.places[name.as_posix()] = part if part != given else given


def _table_of(name: PurePosixPath) -> str:
    return table_called(name.stem) or next(
        (found for one in name.parts[:-1] if (found := table_called(one))), ""
    )


def _described(folder: Folder) -> Folder:
    """Write the descriptor where none came along: every file whose name, or whose folder's, is that of a table."""
    if (folder.root / DESCRIPTOR).is_file():
        return folder
    paths: dict[str, list[str]] = {}
    for path in sorted(folder.root.rglob("*")):
        below = PurePosixPath(path.relative_to(folder.root).as_posix())
        table = _table_of(below)
        if path.is_file() and table and path.suffix.lower() in SUFFIXES:
            paths.setdefault(table, []).append(below.as_posix())
    if not paths:
        raise unusable(NO_TABLES)
    resources = [{"name": table, "path": found} for table, found in paths.items()]
    text = json.dumps({"name": "ledger", "resources": resources}, ensure_ascii=False)
    (folder.root / DESCRIPTOR).write_text(text, encoding="utf-8")
    return folder
