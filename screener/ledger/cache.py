"""Archives kept between runs, found again by path, size and times of every file of the ledger."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from screener.ledger.archive import MANIFEST, VERSION, Archive, content_hash, open_archive
from screener.ledger.faults import Refused
from screener.ledger.package import Package

KEPT = 5

Build = Callable[[Package, Path], dict[str, Any]]


def data_folder() -> Path:
    """Where this program keeps its data: MINGJIAN_DATA, else the user's data folder."""
    stated = os.environ.get("MINGJIAN_DATA")
    if stated:
        return Path(stated)
    home = os.environ.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "mingjian"


def name_of(package: Package) -> str:
    """A name that changes when any file of the ledger is written anew."""
    whole = hashlib.sha256(f"{VERSION}\0{package.root.resolve()}".encode())
    for path in package.all_files():
        seen = path.stat()
        whole.update(f"\0{path}\0{seen.st_size}\0{seen.st_mtime_ns}\0{seen.st_ino}".encode())
    return whole.hexdigest()[:32]


@contextmanager
def archived(
    package: Package, kept: Path | None, near: Path, build: Build, *, verify: bool = False
) -> Iterator[Archive]:
    """An archive of the ledger: one kept from before, or a new one (kept in `kept`, else thrown away afterwards).

    `verify` compares the content hash of the files with the kept archive's before it is used again.
    """
    with tempfile.TemporaryDirectory(prefix=".mingjian-", dir=near) as work:
        if kept is None or not _usable(kept):
            target = Path(work) / "archive"
            target.mkdir()
            build(package, target)
            yield open_archive(target)
            return
        home = kept / name_of(package)
        found = _again(home, package, verify=verify)
        if found is None:
            target = Path(tempfile.mkdtemp(prefix=".new-", dir=kept))
            try:
                build(package, target)
                with suppress(OSError):  # another run has just kept the same archive
                    target.rename(home)
                    target = home
                found = open_archive(target)
                yield found
            finally:
                if target != home:
                    shutil.rmtree(target, ignore_errors=True)
            _drop_oldest(kept)
            return
        yield found


def _usable(kept: Path) -> bool:
    try:
        kept.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(kept, os.W_OK)


def _again(home: Path, package: Package, *, verify: bool) -> Archive | None:
    if not home.is_dir():
        return None
    try:
        found = open_archive(home)
        os.utime(home / MANIFEST)
    except (Refused, OSError):
        shutil.rmtree(home, ignore_errors=True)
        return None
    if verify and found.manifest["content_sha256"] != content_hash(package):
        shutil.rmtree(home, ignore_errors=True)
        return None
    return found


def _drop_oldest(kept: Path) -> None:
    homes = [path for path in kept.iterdir() if path.is_dir() and (path / MANIFEST).is_file()]
    homes.sort(key=lambda path: (path / MANIFEST).stat().st_mtime, reverse=True)
    for home in homes[KEPT:]:
        shutil.rmtree(home, ignore_errors=True)
