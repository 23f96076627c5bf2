"""The command `mingjian`: what can be asked of the engine from a terminal."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any, NoReturn

from screener.ledger.faults import Refused
from screener.ledger.workplaces import WRITTEN
from screener.phrases import Phrase

if TYPE_CHECKING:
    from types import FrameType

    from screener.commands.group import cli

__all__ = ["cli", "main"]

UNUSABLE, FAILED = 2, 1
INTERRUPTED = Phrase("已中断，没有写出任何文件。", "Interrupted; nothing was written.")
MOMENT = 0.01  # seconds
IMPORTING = "<frozen importlib"
ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever is asked for
    if name == "cli":
        from screener.commands.group import cli  # noqa: PLC0415 - it imports the engine, which takes its time

        return cli
    raise AttributeError(name)


def main() -> NoReturn:
    """Run the command; whatever the user can mend ends with one message and status 2, without a traceback."""
    ended: tuple[int, str] | None = None
    try:  # one interruption at most comes through: `_stop` has the others ignored
        _listen()
        ended = _run()
        _ignore()
    except KeyboardInterrupt:
        _ignore()
    status, message = ended or (FAILED, str(INTERRUPTED))
    if message and sys.stderr is not None:
        sys.stderr.write(f"{message}\n")
    sys.exit(status)


def _listen() -> None:
    """Take interruptions ourselves, unless whoever started us has them ignored; never fail over a strange character."""
    for number in ENDING:
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, _stop)
    sys.unraisablehook = _again
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def _again(met: sys.UnraisableHookArgs) -> None:
    """An interruption that met Python where it may not raise, in the callback of a weak reference, is made again."""
    if met.exc_type is not KeyboardInterrupt or threading.current_thread() is not threading.main_thread():
        sys.__unraisablehook__(met)
        return
    signal.signal(signal.SIGINT, _stop)
    _later(signal.SIGINT)


def _ignore() -> None:
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)


def _later(number: int) -> None:
    threading.Timer(MOMENT, signal.pthread_kill, [threading.main_thread().ident, number]).start()


def _stop(number: int, frame: FrameType | None) -> None:
    """End the run, and let nothing disturb the tidying up that follows.

    Not within an import: what an extension meets while it is loaded, it may print and take for a fault of its own. And
    not when the output stands: then the run is over, and nobody is told that nothing was written.
    """
    if WRITTEN.is_set():
        return
    if _imports(frame):
        _later(number)
        return
    _ignore()
    raise KeyboardInterrupt


def _imports(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename.startswith(IMPORTING):
            return True
        frame = frame.f_back
    return False


def _run() -> tuple[int, str]:
    """The exit status, and what is left to say."""
    try:
        from screener.commands.mistakes import invoke  # noqa: PLC0415 - interruptible like the rest

        return invoke()
    except Refused as refused:
        return UNUSABLE, str(refused)
    except KeyboardInterrupt:
        return FAILED, str(INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED, ""
    except MemoryError:
        return FAILED, str(Phrase("内存不够，没有写出任何文件。", "Out of memory; nothing was written."))
    except OSError as error:
        reason = f"{error.strerror or error}" + (f": {error.filename}" if error.filename else "")
        message = Phrase(
            "没有写出任何文件，原有文件未动：{reason}",
            "Nothing was written, what was there is untouched: {reason}",
        )
        return FAILED, str(message.fill(reason=reason))
