"""Folders for work in the background, beside the store so that its files can be linked; gone when the work ends."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from bureau.files.services import Kept, keep

PIECE = 1 << 20
MOST = 64 << 30


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder of its own for the length of the block."""
    root = Path(settings.DATA) / "work"
    root.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="ledger-", dir=root))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def keep_made(path: Path) -> Kept:
    """Keep a file that the program made, piece by piece."""

    def pieces() -> Iterable[bytes]:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece

    return keep(pieces(), limit=MOST)
