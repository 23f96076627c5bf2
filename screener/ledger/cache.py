"""Archives kept between runs, found again by path, size and times of every file of the ledger."""

from __future__ import annotations

import fcntl
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from screener.ledger.archive import MANIFEST, VERSION, Archive, content_hash, open_archive, trusting
from screener.ledger.faults import Refused
from screener.ledger.package import Package
from screener.ledger.workplaces import workplace
from screener.phrases import Phrase

KEPT = 5
ABANDONED = 3600.0  # seconds after which a temporary folder that no run holds was left by one that was killed

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

    `verify` checks the contents of the kept archive, and those of the ledger against it, before it is used again.
    Raises `Refused` when the ledger changes while it is read.
    """
    if kept is None or not _usable(kept):
        with workplace(".mingjian-", near) as work:
            yield open_archive(_built(package, work, build))
        return
    home = kept / name_of(package)
    with _again(home, package, verify=verify) as found:
        if found is not None:
            with _dropped_if_damaged(found):
                yield found
            return
    with workplace(".new-", kept) as work, _held(work):
        target = _built(package, work, build)
        with _held(target):
            with suppress(OSError):  # another run has just kept the same archive
                target.rename(home)
                target = home
            yield open_archive(target)
    _drop_oldest(kept)


def _built(package: Package, work: Path, build: Build) -> Path:
    target = work / "archive"
    target.mkdir()
    with unchanged(package):
        build(package, target)
    return target


@contextmanager
def unchanged(package: Package) -> Iterator[None]:
    """Read a ledger; raises `Refused` when one of its files has changed by the end of the block."""
    before = name_of(package)
    yield
    try:
        changed = name_of(package) != before
    except FileNotFoundError:
        changed = True
    if changed:
        raise Refused(
            Phrase(
                f"读取时 {package.root} 里的文件变了，请等写完再来。",
                f"Files in {package.root} changed while they were read; come back when they are complete.",
            )
        )


def _usable(kept: Path) -> bool:
    try:
        kept.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(kept, os.W_OK)


@contextmanager
def _again(home: Path, package: Package, *, verify: bool) -> Iterator[Archive | None]:
    """The archive kept from before, out of reach of other runs that tidy up; None when there is none to trust."""
    with ExitStack() as stack:
        found = None
        if home.is_dir():
            with suppress(FileNotFoundError):  # another run has just removed it
                stack.enter_context(_held(home))
                found = _open_kept(home, package, verify=verify)
            if found is None:
                stack.close()
                _remove(home)
        yield found


@contextmanager
def _dropped_if_damaged(found: Archive) -> Iterator[None]:
    try:
        with trusting(found):
            yield
    except Refused:
        (found.root / MANIFEST).unlink(missing_ok=True)  # so that the next run makes it anew
        raise Refused(
            Phrase(
                "上次留下的存档已损坏，已作废；请再运行一次。",
                "The archive kept from an earlier run was damaged and has been dropped; run it again.",
            )
        ) from None


def _open_kept(home: Path, package: Package, *, verify: bool) -> Archive | None:
    try:
        found = open_archive(home, verify=verify)
        os.utime(home / MANIFEST)
    except (Refused, OSError):
        return None
    return None if verify and found.manifest["content_sha256"] != content_hash(package) else found


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Keeps other runs from removing the folder. Where the file system knows no locks, nothing does."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)


def _remove(folder: Path) -> None:
    """Remove a folder of the cache unless another run is at work with it."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with workplace(".old-", folder.parent) as grave:
                folder.rename(grave / "archive")
        finally:
            os.close(descriptor)


def _drop_oldest(kept: Path) -> None:
    """Keep the archives used last, and nothing of runs that were killed."""
    last: list[tuple[float, Path]] = []
    for folder in kept.iterdir():
        with suppress(OSError):  # another run removes, too
            manifest = folder / MANIFEST
            if manifest.is_file():
                last.append((manifest.stat().st_mtime, folder))
            elif folder.name.startswith(".") and time.time() - folder.stat().st_mtime > ABANDONED:
                _remove(folder)
    for _, folder in sorted(last, reverse=True)[KEPT:]:
        _remove(folder)
