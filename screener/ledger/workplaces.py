"""Temporary folders that leave nothing behind, and steps that Ctrl-C cannot cut in two."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from screener.ledger.faults import SHOWN_OF_PATH, Refused, shown
from screener.phrases import Phrase

#: Set once a command has put its output in place: what is left is tidying up, and no interruption undoes it.
WRITTEN = threading.Event()
SIGNALS = (signal.SIGTERM, signal.SIGINT)

#: What a disk may say for which no other choice of folder is asked of the user.
OF_THE_DISK = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.ENOMEM, errno.EMFILE, errno.ENFILE))


@contextmanager
def undisturbed() -> Iterator[list[int]]:
    """Put signals that end the program off until the block is done.

    Yields the list of those that came meanwhile; clearing it drops them. Only the main thread is ever disturbed.
    """
    met: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield met
        return
    found = {number: signal.getsignal(number) for number in SIGNALS}
    before = {number: action for number, action in found.items() if action is not None}
    for number in before:
        signal.signal(number, lambda number, _frame: met.append(number))
    try:
        yield met
    finally:
        for number, action in before.items():
            signal.signal(number, action)
        for late in met:
            signal.raise_signal(late)


@contextmanager
def workplace(prefix: str, folder: Path) -> Iterator[Path]:
    """A new temporary folder in `folder`, removed with all it holds when the block ends, however it ends."""
    made: Path | None = None
    try:
        with undisturbed():
            made = Path(tempfile.mkdtemp(prefix=prefix, dir=folder))
        yield made
    finally:
        if made is not None:
            with undisturbed():
                shutil.rmtree(made, ignore_errors=True)


@contextmanager
def replacing(out: Path, check: Callable[[Path], None]) -> Iterator[Path]:
    """An empty folder that takes the place of `out` when the block ends well; otherwise all stays as it was.

    `check` raises `Refused` for an `out` that may not be replaced: it is asked before the block and, since much can
    happen meanwhile, after it. Raises `Refused` when `out` lies where nothing can be written.
    """
    with ExitStack() as stack:
        with _refusing(out):
            check(out)
            out = out.resolve()
            stack.enter_context(_standing(out.parent))
            work = stack.enter_context(workplace(f".{out.name[:100]}-", out.parent))
            fresh = work / "new"
            fresh.mkdir()
        yield fresh
        with undisturbed() as met:
            check(out)
            _swap(fresh, out, work / "old")
            met.clear()  # too late: the work is done
            WRITTEN.set()


def _swap(fresh: Path, out: Path, old: Path) -> None:
    if out.exists():
        out.rename(old)
    try:
        fresh.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _standing(folder: Path) -> Iterator[None]:
    """The folder, made with those above it; what was made goes again when the block fails."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for path in missing:
            with suppress(OSError):
                path.rmdir()
        raise


@contextmanager
def _refusing(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in OF_THE_DISK:
            raise
        reason = f"{shown(out, SHOWN_OF_PATH)}: {os.strerror(error.errno or 0)}"
        raise Refused(
            Phrase(
                f"这个位置不能写，请另选输出位置：{reason}",
                f"Cannot be written, choose another place: {reason}",
            )
        ) from None
