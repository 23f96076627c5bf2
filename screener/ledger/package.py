"""The ledger folder: which files hold which table, told by `datapackage.json` (Frictionless Data Package)."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from screener.ledger.faults import SHOWN_OF_PATH, Refused, shown
from screener.ledger.tables import TABLES
from screener.phrases import Phrase

DESCRIPTOR = "datapackage.json"
DESCRIPTOR_BYTES = 16 * 2**20
SUFFIXES = {".csv": "csv", ".parquet": "parquet"}


@dataclass(frozen=True)
class SourceFile:
    """One file of a table."""

    path: Path
    shown: str
    format: str


@dataclass(frozen=True)
class Package:
    """A ledger folder opened for reading: the files of each table that is present."""

    root: Path
    files: dict[str, tuple[SourceFile, ...]]

    @property
    def absent(self) -> tuple[str, ...]:
        """Names of the tables that the folder does not hold."""
        return tuple(name for name in TABLES if name not in self.files)

    def all_files(self) -> list[Path]:
        """Every file that makes the ledger, the descriptor first."""
        return [self.root / DESCRIPTOR, *(file.path for files in self.files.values() for file in files)]

    def size(self) -> int:
        """Bytes of all files."""
        return sum(path.stat().st_size for path in self.all_files())


def open_package(root: Path, *, required: bool = True) -> Package:
    """Read the descriptor and find the files; raises `Refused` for anything that cannot be used.

    `required=False` is for a reference folder, which need not hold the ledger's required tables.
    """
    try:
        if not root.is_dir():
            raise Refused(Phrase(f"没有这个文件夹：{root}", f"No such folder: {root}"))
        return _opened(root, required=required)
    except OSError as error:
        reason = f"{shown(error.filename or root, SHOWN_OF_PATH)}: {error.strerror}"
        raise Refused(Phrase(f"读不了：{reason}", f"Cannot be read: {reason}")) from None


def _opened(root: Path, *, required: bool) -> Package:
    files: dict[str, tuple[SourceFile, ...]] = {}
    for resource in _resources(root):
        name = resource.get("name")
        if not isinstance(name, str) or name not in TABLES:
            continue
        if name in files:
            raise _refuse(root, f"表 {name} 写了两次", f"the table {name} is listed twice")
        files[name] = _find(root, name, resource)
        if any(file.format == "csv" for file in files[name]):
            _check_dialect(root, name, resource)
    if required:
        missing = [name for name, table in TABLES.items() if table.required and name not in files]
        if missing:
            listed = ", ".join(missing)
            raise _refuse(root, f"缺少必备的表：{listed}", f"required tables are missing: {listed}")
    return Package(root, files)


def _refuse(root: Path, zh: str, en: str) -> Refused:
    return Refused(Phrase(f"{root / DESCRIPTOR}：{zh}。", f"{root / DESCRIPTOR}: {en}."))


def _resources(root: Path) -> list[dict[str, Any]]:
    path = root / DESCRIPTOR
    if not path.is_file():
        raise Refused(
            Phrase(
                f"{root} 里没有 {DESCRIPTOR}，不是报告台账文件夹。",
                f"{root} holds no {DESCRIPTOR}: it is not a ledger folder.",
            )
        )
    if path.stat().st_size > DESCRIPTOR_BYTES:
        raise _refuse(root, "文件超过 16 MiB", "the file is larger than 16 MiB")
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        reason = shown(error)
        raise _refuse(root, f"不是有效的 JSON（{reason}）", f"not valid JSON ({reason})") from None
    resources = descriptor.get("resources") if isinstance(descriptor, dict) else None
    if not isinstance(resources, list) or not all(isinstance(item, dict) for item in resources):
        raise _refuse(root, "resources 应为对象列表", "resources must be a list of objects")
    return resources


def _check_dialect(root: Path, name: str, resource: dict[str, Any]) -> None:
    dialect = resource.get("dialect")
    delimiter = dialect.get("delimiter", ",") if isinstance(dialect, dict) else ","
    if delimiter != ",":
        raise _refuse(root, f"表 {name} 的分隔符应为逗号", f"the table {name} must be separated by commas")
    encoding = str(resource.get("encoding", "utf-8")).lower().replace("_", "-")
    if encoding not in ("utf-8", "utf8", "utf-8-sig", "ascii", "us-ascii"):
        raise _refuse(root, f"表 {name} 的编码应为 UTF-8", f"the table {name} must be encoded in UTF-8")


def _find(root: Path, name: str, resource: dict[str, Any]) -> tuple[SourceFile, ...]:
    stated = resource.get("path")
    paths = [stated] if isinstance(stated, str) else stated
    if not isinstance(paths, list) or not paths or not all(isinstance(path, str) and path for path in paths):
        raise _refuse(root, f"表 {name} 没有写文件路径 path", f"the table {name} states no path")
    found: dict[Path, SourceFile] = {}
    for path in paths:
        for file in _below(root, name, path):
            if file.path in found:
                raise _refuse(
                    root,
                    f"表 {name} 的文件写了两次：{shown(path, SHOWN_OF_PATH)}",
                    f"the table {name} lists a file twice: {shown(path, SHOWN_OF_PATH)}",
                )
            found[file.path] = file
    return tuple(sorted(found.values(), key=lambda file: file.shown))


def _below(root: Path, name: str, stated: str) -> list[SourceFile]:
    """The files at a path that the descriptor states: itself, or those below it that have a known suffix."""
    said = shown(stated, SHOWN_OF_PATH)
    outside = _refuse(
        root, f"表 {name} 的路径不在文件夹内：{said}", f"the path of {name} leaves the folder: {said}"
    )
    target, inside = root / stated, root.resolve()
    absolute = "://" in stated or Path(stated).is_absolute()
    if absolute or "\\" in stated or "\0" in stated or ".." in stated.split("/"):
        raise outside
    if not target.exists():
        raise _refuse(root, f"表 {name} 的文件不存在：{said}", f"the file of {name} does not exist: {said}")
    if not target.is_file() and not target.is_dir():
        raise _irregular(root, name, stated)
    if target.is_file() and target.suffix.lower() not in SUFFIXES:
        raise _refuse(
            root,
            f"表 {name} 的文件应为 .csv 或 .parquet：{said}",
            f"the file of {name} must be .csv or .parquet: {said}",
        )
    files = []
    for path in [target] if target.is_file() else _walk(target):
        if not path.resolve().is_relative_to(inside):
            raise outside
        if path.is_dir():
            raise _refuse(
                root,
                f"表 {name} 的文件夹里有指向文件夹的链接：{shown(path.name)}",
                f"the folder of {name} holds a link to a folder: {shown(path.name)}",
            )
        kind = SUFFIXES.get(path.suffix.lower())
        if kind is not None:
            files.append(_source(root, name, path, kind))
    if not files:
        raise _refuse(
            root,
            f"表 {name} 的文件夹里没有 .csv 或 .parquet：{said}",
            f"the folder of {name} holds no .csv or .parquet file: {said}",
        )
    return files


def _source(root: Path, name: str, path: Path, kind: str) -> SourceFile:
    below = path.relative_to(root).as_posix()
    if not path.is_file():
        raise _irregular(root, name, below)
    if not os.access(path, os.R_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    return SourceFile(path, below, kind)


def _irregular(root: Path, name: str, path: str) -> Refused:
    said = shown(path, SHOWN_OF_PATH)
    return _refuse(
        root, f"表 {name} 的路径不是普通文件：{said}", f"the path of {name} is no regular file: {said}"
    )


def _walk(folder: Path) -> list[Path]:
    """Files below a folder, hidden ones and those that writers mark with an underscore left out.

    Links to folders are listed and not followed, so that the caller can refuse them.
    """

    def stop(error: OSError) -> None:
        raise error

    found = []
    for here, folders, names in os.walk(folder, onerror=stop):
        kept = sorted(name for name in folders if not name.startswith((".", "_")))
        folders[:] = [name for name in kept if not Path(here, name).is_symlink()]
        found += [Path(here) / name for name in sorted(names) if not name.startswith((".", "_"))]
        found += [Path(here) / name for name in kept if name not in folders]
    return found
