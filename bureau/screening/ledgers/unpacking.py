"""From what was handed in to a ledger folder: a package unpacked within limits, loose tables, or a workbook."""

from __future__ import annotations

import json
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from django.utils.translation import gettext_noop

from bureau.files.archives import BurstingError, Limits, look_through
from bureau.screening.ledgers.refusing import UnusableError, unusable
from screener.ledger.faults import Refused
from screener.ledger.filled.folding import Folding
from screener.ledger.filled.mappings import Chosen, nothing_chosen
from screener.ledger.filled.naming import table_called
from screener.ledger.filled.opening import Given, fold_csv, fold_workbook
from screener.ledger.filled.placing import Folder
from screener.ledger.package import DESCRIPTOR, SUFFIXES

LIMITS = Limits(total=4 << 30, ratio=200, floor=64 << 20, entries=5_000, depth=1)
PACKED = (".zip", ".rar", ".7z", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".xlsx", ".xls", ".xlsm")
UNSEEN = ("__MACOSX", ".")
NO_TABLES = gettext_noop(
    "No table of a ledger is in it. Name the files by their tables: institutions.csv, reports.csv, results.csv "
    "and so on, or hand in the whole folder as one zip."
)


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


def ledger_folder(
    given: Sequence[Given], root: Path, *, limit: int, chosen: Chosen = nothing_chosen
) -> Folder:
    """Make a ledger folder below `root` of what was handed in.

    Raises:
        UnusableError: no ledger can be made of it.
    """
    suffixes = {Path(one.name).suffix.lower() for one in given}
    folding = Folding(Folder(root), limit)
    if (".zip" in suffixes or ".xlsx" in suffixes) and len(given) > 1:
        raise unusable(
            gettext_noop(
                "Give one zip, or one workbook, or the tables as single files: not several kinds at once."
            )
        )
    try:
        if ".xlsx" in suffixes:
            fold_workbook(folding, given[0], chosen)
        elif ".zip" in suffixes:
            _of_package(folding, given[0], chosen)
        else:
            _of_files(folding, given, chosen)
    except Refused as refused:
        raise UnusableError({"zh": refused.message.zh, "en": refused.message.en}, []) from refused
    try:
        return _described(folding.folder)
    except UnusableError as error:
        error.shapes = folding.folder.unexplained
        raise


def _of_package(folding: Folding, given: Given, chosen: Chosen) -> None:
    with given.path.open("rb") as file:
        check_package(file)
        with zipfile.ZipFile(file) as package:
            parts = [one for one in package.infolist() if not one.is_dir()]
            names = [PurePosixPath(_name_of(one)) for one in parts]
            within = _common(name for name in names if not _is_unseen(name))
            strict = within / DESCRIPTOR in names  # a program wrote it
            for part, name in zip(parts, names, strict=True):
                if not _is_unseen(name):
                    with package.open(part) as content, tempfile.NamedTemporaryFile() as whole:
                        shutil.copyfileobj(content, whole)
                        whole.flush()
                        one = Given(part.filename, Path(whole.name))
                        _put(folding, name.relative_to(within), one, chosen, strict=strict)


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


def _of_files(folding: Folding, given: Sequence[Given], chosen: Chosen) -> None:
    for one in given:
        _put(folding, PurePosixPath(one.name), one, chosen)


def _put(
    folding: Folding, name: PurePosixPath, given: Given, chosen: Chosen, *, strict: bool = False
) -> None:
    """One file of the ledger; a table in CSV gets the format's own names and encoding, everything else is left out."""
    target = folding.folder.root.joinpath(*name.parts)
    if name.name == DESCRIPTOR or name.suffix.lower() == ".parquet":
        target.parent.mkdir(parents=True, exist_ok=True)
        with given.path.open("rb") as content, target.open("xb") as file:
            shutil.copyfileobj(content, file)
        folding.folder.places[name.as_posix()] = given.name
    elif name.suffix.lower() == ".csv":
        target.parent.mkdir(parents=True, exist_ok=True)
        fold_csv(
            folding, given, chosen, called=_table_of(name) or name.stem, target=name.as_posix(), strict=strict
        )


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
        table = folder.tables.get(below.as_posix()) or _table_of(below)
        if path.is_file() and table and path.suffix.lower() in SUFFIXES:
            paths.setdefault(table, []).append(below.as_posix())
    if not paths:
        raise unusable(NO_TABLES)
    resources = [{"name": table, "path": found} for table, found in paths.items()]
    text = json.dumps({"name": "ledger", "resources": resources}, ensure_ascii=False)
    (folder.root / DESCRIPTOR).write_text(text, encoding="utf-8")
    return folder
