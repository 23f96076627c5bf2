"""What the bench makes once and keeps: ledgers, archives, coded tables, each under the name of what made it."""

from __future__ import annotations

import functools
import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHELF = ROOT / ".bench"
SAMPLE = ROOT / "screener" / "ledger" / "sample"
LEDGER = ROOT / "screener" / "ledger"
BENCH = ROOT / "bench"


@functools.cache
def mark_of(*sources: Path) -> str:
    """Eight hexadecimal digits that change when any module or query among the files and folders does.

    Asked for once a run: what is edited meanwhile counts in the next one.
    """
    whole = hashlib.sha256()
    for source in sources:
        files = [*source.rglob("*.py"), *source.rglob("*.sql")] if source.is_dir() else [source]
        for file in sorted(files):
            whole.update(file.relative_to(ROOT).as_posix().encode())
            whole.update(file.read_bytes())
    return whole.hexdigest()[:8]


def shelf() -> Path:
    """The folder for everything that is kept; git ignores what is in it."""
    SHELF.mkdir(exist_ok=True)
    (SHELF / ".gitignore").write_text("*\n", encoding="utf-8")
    return SHELF


def kept(name: str, mark: str, make: Callable[[Path], object]) -> Path:
    """The folder of that name, made by `make` (into an empty folder) unless it is there already.

    Folders of the same name that other versions of the code made are thrown away.
    """
    home = shelf() / f"{name}.{mark}"
    if home.is_dir():
        return home
    for old in shelf().glob(f"{name}.*"):
        shutil.rmtree(old)
    fresh = shelf() / f"making-{name}"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    make(fresh)
    fresh.rename(home)
    return home


def scratch(name: str) -> Path:
    """An empty folder for something that is not kept; it does not exist yet."""
    folder = shelf() / "scratch" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(exist_ok=True)
    return folder


def clear_scratch() -> None:
    """Throw away what is not kept."""
    shutil.rmtree(shelf() / "scratch", ignore_errors=True)
