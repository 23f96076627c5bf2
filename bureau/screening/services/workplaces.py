"""Folders for work in the background, beside the store so that its files can be linked; gone when the work ends."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from bureau.files.services import Kept, keep

PIECE = 1 << 20
MOST = 64 << 30
PREFIX = "ledger-"


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder of its own for the length of the block; what processes that were killed left is cleared first."""
    root = _root()
    with _held(root, fcntl.LOCK_EX):
        _clear(root)
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=root))
        mine = os.open(folder, os.O_RDONLY)
        fcntl.flock(mine, fcntl.LOCK_EX)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(mine)


def clear_workplaces() -> int:
    """Remove the folders of processes that were killed; how many."""
    root = _root()
    with _held(root, fcntl.LOCK_EX):
        return _clear(root)


def keep_made(path: Path) -> Kept:
    """Keep a file that the program made, piece by piece."""

    def pieces() -> Iterable[bytes]:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece

    return keep(pieces(), limit=MOST)


def _root() -> Path:
    root = Path(settings.DATA) / "work"
    root.mkdir(parents=True, exist_ok=True)
    return root


def _clear(root: Path) -> int:
    """Nobody makes a folder meanwhile: whoever does holds the one above it, until the new one is held."""
    cleared = 0
    for folder in root.glob(f"{PREFIX}*"):
        try:
            with _held(folder, fcntl.LOCK_EX | fcntl.LOCK_NB):
                shutil.rmtree(folder, ignore_errors=True)
                cleared += 1
        except (BlockingIOError, FileNotFoundError):
            continue  # somebody works in it, or has just ended
    return cleared


@contextmanager
def _held(folder: Path, kind: int) -> Iterator[None]:
    """A lock on a folder; the kernel frees it when a process dies."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, kind)
        yield
    finally:
        os.close(handle)
