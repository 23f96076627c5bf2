"""The store: one file for each content, named by its SHA-256, written whole or not at all."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from bureau.kernel import clock

PIECE = 1 << 20
DAY = 24 * 3600.0
_SHA256 = re.compile(r"[0-9a-f]{64}")


class TooLargeError(ValueError):
    """The file is larger than what is taken; nothing of it was kept."""


@dataclass(frozen=True)
class Kept:
    """A content: its SHA-256 and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Incoming:
    """A content that was received whole and lies aside until it is settled."""

    path: Path
    kept: Kept

    def settle(self) -> Kept:
        """Take it into the store. Kept already, it is replaced by itself, which makes it young again for the sweep."""
        target = place(self.kept.sha256)
        _make(target.parent)
        with _held(fcntl.LOCK_SH):
            self.path.replace(target)
        _sync(target.parent)
        return self.kept


def root() -> Path:
    """The folder of the store."""
    return Path(settings.DATA) / "files"


def place(sha256: str) -> Path:
    """Where a content lies."""
    if _SHA256.fullmatch(sha256) is None:
        raise ValueError("not a SHA-256")
    return root() / sha256[:2] / sha256


@contextmanager
def receiving(parts: Iterable[bytes], *, limit: int | None = None) -> Iterator[Incoming]:
    """Receive a content that comes in parts, hashing as it comes; whatever is not settled leaves nothing behind.

    Raises:
        TooLargeError: it is larger than `limit` bytes (UPLOAD_LIMIT unless said otherwise).
    """
    most = settings.UPLOAD_LIMIT if limit is None else limit
    _make(root() / "coming")
    path = root() / "coming" / secrets.token_hex(16)
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("xb") as file:
            for piece in parts:
                size += len(piece)
                if size > most:
                    raise TooLargeError(f"larger than {most} bytes")
                digest.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        yield Incoming(path, Kept(digest.hexdigest(), size))
    finally:
        path.unlink(missing_ok=True)


def keep(parts: Iterable[bytes], *, limit: int | None = None) -> Kept:
    """Keep a content unseen: for what the program made itself. What others hand in goes through `keep_file`."""
    with receiving(parts, limit=limit) as incoming:
        return incoming.settle()


def open_content(sha256: str) -> BinaryIO:
    """A content, to be read from its beginning."""
    return place(sha256).open("rb")


def fault_of(kept: Kept) -> str:
    """What is wrong with a content as it lies there: "missing", "changed", or ""."""
    digest, size = hashlib.sha256(), 0
    try:
        with open_content(kept.sha256) as file:
            while piece := file.read(PIECE):
                digest.update(piece)
                size += len(piece)
    except FileNotFoundError:
        return "missing"
    return "" if (digest.hexdigest(), size) == (kept.sha256, kept.size) else "changed"


def sweep(in_use: Callable[[str], bool], *, older_than: float = DAY) -> list[str]:
    """Remove contents that no row speaks of and uploads that were cut off, both when older than a day."""
    before = clock.ticking().timestamp() - older_than
    swept = []
    for path in sorted(root().glob("??/*")):
        with _held(fcntl.LOCK_EX):  # nobody settles this content between the two looks and the removal
            if _SHA256.fullmatch(path.name) and _older(path, before) and not in_use(path.name):
                path.unlink()
                swept.append(path.name)
    for path in (root() / "coming").glob("*"):
        if _older(path, before):
            path.unlink(missing_ok=True)
    return swept


def _older(path: Path, before: float) -> bool:
    try:
        return path.stat().st_mtime < before
    except FileNotFoundError:
        return False


@contextmanager
def _held(kind: int) -> Iterator[None]:
    """A lock between those who settle a content and the one who sweeps; the kernel frees it when a process dies."""
    with (root() / "lock").open("ab") as file:
        fcntl.flock(file, kind)
        yield


def _make(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    """See that the folder's own entries are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
