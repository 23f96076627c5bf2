"""Kinds of work for tests, and a program that is a worker: `python -m tests.rooms.jobs.working SECONDS_STALE`."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from bureau.jobs.kinds import Work
    from bureau.jobs.running import JobRun

    Declare = Callable[[Work], str]


def count_to(run: JobRun, *, to: int, pause: float = 0.0, notes: str = "") -> dict[str, Any]:
    """Count, saving a checkpoint at each number; `notes` is a file that gets a line for each."""
    for number in range(run.checkpoint.get("at", 0) + 1, to + 1):
        if notes:
            with Path(notes).open("a", encoding="utf-8") as file:
                file.write(f"{run.key} {number} {os.getpid()} {run.attempt}\n")
        run.checkpoint["at"] = number
        run.save()
        run.step(number, to, f"{number} of {to}")
        time.sleep(pause)
    return {"counted": to}


def declare() -> None:
    """Declare them, once for this process."""
    from bureau.jobs import kinds

    for name, work in {"test.count": count_to}.items():
        kinds._kinds.setdefault(name, work)


def main(stale: float) -> None:
    """Work until told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bureau.settings")
    django.setup()
    declare()
    from bureau.jobs.worker import Pace, Worker

    worker = Worker(pace=Pace(beat=0.2, stale=stale, round=0.5, idle=0.05))
    stop: Callable[..., None] = lambda *_: worker.stop()  # noqa: E731 - a signal handler in one line
    signal.signal(signal.SIGTERM, stop)
    worker.run()


if __name__ == "__main__":
    main(float(sys.argv[1]))
