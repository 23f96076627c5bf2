"""Programs for `test_killed.py`: an office with a ledger handed in, a worker, somebody who stops it, what stands."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import django

RESULTS = 4000
WAIT = 120.0


def hand_in(which: str) -> None:
    """Hand in one institution's ledger ("first", two faults), or both institutions' ("second", one of them mended)."""
    from bureau.people.models import Account, Unit
    from bureau.people.roles import Role
    from bureau.screening.services import hand_in_ledger
    from tests.cast import make_officer, make_unit
    from tests.rooms.screening.ledgers import as_files, codes_of, only, register, sample, with_line

    tables = sample(RESULTS)
    tables["results"] = with_line(tables["results"], 1, raw_record="")
    if which == "first":
        region = make_unit("北原自治区市场监督管理局", "region", "150000")
        city = make_unit("云州市市场监督管理局", "city", "150600", region)
        district = make_unit("云川区市场监督管理局", "district", "150699", city)
        make_officer("office", Role.OFFICE, district)
        register(tables, district)
        tables = only(tables, codes_of(tables)[0])
        tables["results"] = with_line(tables["results"], 2, raw_record="")
    hand_in_ledger(
        files=as_files(tables),
        unit=Unit.objects.get(division="150699"),
        by=Account.objects.get(username="office"),
    )


def work(*, until_done: bool) -> None:
    """Say "ready", wait for a line, and be a worker; to be killed, or until nothing waits and then say what stands."""
    from bureau.jobs import kinds, running
    from bureau.jobs.worker import Pace, Worker

    kinds._load()
    running.STEP_SECONDS = 0.0
    worker = Worker(pace=Pace(beat=0.1, stale=0.5, round=0.2, idle=0.02))
    stop: Callable[..., None] = lambda *_: worker.stop()  # noqa: E731 - a signal handler in one line
    signal.signal(signal.SIGTERM, stop)
    _told_to_begin()
    began = time.monotonic()
    ended = _stop_when_done if until_done else _stop_late
    threading.Thread(target=ended, args=(worker.stop,), daemon=True).start()
    worker.run()
    took = {"seconds": time.monotonic() - began}
    print(json.dumps(standing() | took))  # noqa: T201 - whoever started it reads


def _stop_when_done(stop: Callable[[], None]) -> None:
    from bureau.jobs.models import Job

    _until(lambda: not Job.objects.unfinished().exists())
    stop()


def _stop_late(stop: Callable[[], None]) -> None:
    time.sleep(2 * WAIT)  # whoever should have killed it is gone
    stop()


def _until(condition: Callable[[], bool]) -> bool:
    until = time.monotonic() + WAIT
    while not (met := condition()) and time.monotonic() < until:
        time.sleep(0.02)
    return met


def wait_for(kind: str, *then: str) -> None:
    """Wait until a job of a kind runs ("-": until nothing waits); then stop it ("cancel"), "kill" or "end" a process.

    Says "ready" before and waits for a line, which tells the number of the process.
    """
    from bureau.jobs.lifecycle import JobState
    from bureau.jobs.models import Job
    from bureau.jobs.services import cancel_job
    from bureau.kernel.access import TheProgram

    said = _told_to_begin()
    running = Job.objects.filter(kind=kind, state=JobState.RUNNING)
    if not _until(running.exists if kind != "-" else lambda: not Job.objects.unfinished().exists()):
        sys.exit(f"what was waited for did not come: {kind}")
    if "cancel" in then:
        cancel_job(job=running.get(), by=TheProgram())
    for word, number in {"kill": signal.SIGKILL, "end": signal.SIGTERM}.items():
        if word in then:
            os.kill(int(said), number)


def _told_to_begin() -> str:
    print("ready", flush=True)  # noqa: T201 - whoever started it reads
    line = sys.stdin.readline()
    if not line:
        sys.exit("nobody is there any more")
    return line.strip()


def screen_again() -> None:
    """Start a run by hand, after what was left behind is over."""
    from bureau.kernel.access import TheProgram
    from bureau.people.models import Unit
    from bureau.screening.services import start_run
    from bureau.screening.work import end_abandoned, tidy_up

    end_abandoned()
    tidy_up()
    start_run(unit=Unit.objects.get(division="150699"), by=TheProgram())


def standing() -> dict[str, Any]:
    """What stands: rows, by names that two installations share, the trail's moves, and what is wrong."""
    return _rows() | _trail() | _files()


def _rows() -> dict[str, Any]:
    from bureau.jobs.models import Job
    from bureau.screening.models import HandIn, Hit, LedgerPart, LedgerTable, Run, RunTable, RunVerdict

    hit = ("hit_id", "reference", "rule", "grade", "conduct", "uscc", "report_id", "result_id", "state")
    part = ("handin__reference", "uscc", "first_day", "last_day", "reports", "results", "state")
    run = ("reference", "state", "found", "fresh_hits", "gone_hits", "ledger_hash", "reference_hash")
    wanted: dict[str, tuple[Any, tuple[str, ...]]] = {
        "hits": (Hit, (*hit, "evidence", "run__reference", "gone_run__reference")),
        "handins": (HandIn, ("reference", "state", "content_hash", "contents", "changes", "faults")),
        "parts": (LedgerPart, (*part, "replaced_by__handin__reference")),
        "tables": (LedgerTable, ("handin__reference", "table", "rows", "sha256", "size")),
        "runs": (Run, run),
        "runtables": (RunTable, ("run__reference", "side", "table", "rows", "sha256", "size")),
        "verdicts": (RunVerdict, ("run__reference", "uscc", "rules")),
        "jobs": (Job, ("kind", "arguments", "state", "result")),
    }
    return {name: _written(model, columns) for name, (model, columns) in wanted.items()} | {
        "attempts": list(Job.objects.order_by("created_at", "id").values_list("kind", "attempt"))[-2:]
    }


def _written(model: Any, columns: tuple[str, ...]) -> list[str]:  # noqa: ANN401 - any model
    rows = model._base_manager.values_list(*columns)
    return sorted(json.dumps(row, default=str, ensure_ascii=False, sort_keys=True) for row in rows)


def _trail() -> dict[str, Any]:
    from django.db.models import Count

    from bureau.trail.models import Entry
    from bureau.trail.verify import verify

    entries = Entry.objects.annotate(rows=Count("images")).order_by("sequence")
    told = [(one.move, one.reference.split(":")[0], one.rows) for one in entries]
    return {"moves": told, "discrepancies": [str(one) for one in verify().discrepancies]}


def _files() -> dict[str, Any]:
    """What a row names and is not there or not itself, what is there and no row names, and folders left behind."""
    from django.conf import settings

    from bureau.files.selectors import damages, is_in_use
    from bureau.files.store import root

    there = sorted(path.name for path in root().glob("??/*"))
    return {
        "missing": [str(one) for one in damages() if one],
        "unnamed": [sha256 for sha256 in there if not is_in_use(sha256)],
        "folders": sorted(path.name for path in (Path(settings.DATA) / "work").glob("*")),
    }


PROGRAMS: dict[str, Callable[..., object]] = {
    "hand-in": hand_in,
    "work": partial(work, until_done=False),
    "finish": partial(work, until_done=True),
    "await": wait_for,
    "look": lambda: print(json.dumps(standing())),  # noqa: T201 - whoever started it reads
    "again": screen_again,
}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bureau.settings")
    django.setup()
    PROGRAMS[sys.argv[1]](*sys.argv[2:])
