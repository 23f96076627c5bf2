"""Workers as processes of their own: each job is run by one of them, and one that is killed loses nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.house.project import ROOT
from tests.processes import copied_to
from tests.rooms.trail.test_concurrent import finished

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

JOBS, TO = 8, 4
PATIENCE = 90.0
ASK = """
import sys, django; django.setup()
from tests.rooms.jobs.working import declare; declare()
from bureau.jobs.services import start_job
from bureau.kernel.access import TheProgram
for number in range(int(sys.argv[1])):
    job = start_job("test.count", title=f"count {number}", by=TheProgram(),
                    arguments={"to": int(sys.argv[2]), "pause": float(sys.argv[3]), "notes": sys.argv[4]})
    print(job.pk)
"""
LOOK = """
import django; django.setup()
from bureau.jobs.models import Job
from bureau.jobs.selectors import seconds_since_a_worker
for job in Job.objects.order_by("pk"):
    print(job.pk, job.state, job.attempt, (job.result or {}).get("counted"), seconds_since_a_worker() is not None)
"""
STOP = """
import sys, django; django.setup()
from bureau.jobs.models import Job
from bureau.jobs.services import cancel_job
from bureau.kernel.access import TheProgram
cancel_job(job=Job.objects.get(), by=TheProgram())
"""


@pytest.fixture
def program(tmp_path: Path, migrated: dict[str, str]) -> Callable[..., subprocess.Popen[str]]:
    """Starts Python programs beside one database that is empty."""
    environment = copied_to(tmp_path / "copy", migrated)

    def start(*words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *words], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
        )

    return start


@contextmanager
def workers(
    program: Callable[..., subprocess.Popen[str]], number: int, stale: float = 3.0
) -> Iterator[list[subprocess.Popen[str]]]:
    """So many workers, ended politely if they still run."""
    started = [program("-m", "tests.rooms.jobs.working", str(stale)) for _ in range(number)]
    try:
        yield started
    finally:
        for one in started:
            if one.poll() is None:
                one.terminate()
        for one in started:
            one.communicate(timeout=PATIENCE)


def seen(program: Callable[..., subprocess.Popen[str]]) -> list[list[str]]:
    return [line.split() for line in finished(program("-c", LOOK)).splitlines()]


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.2)


def lines(notes: Path) -> list[list[str]]:
    return [line.split() for line in notes.read_text().splitlines()] if notes.exists() else []


@pytest.mark.full
@pytest.mark.db
@pytest.mark.loopback
def test_two_workers_run_each_job_once(program: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    asked = finished(program("-c", ASK, str(JOBS), str(TO), "0.05", str(notes))).split()
    with workers(program, 2):
        wait_for(lambda: all(line[1] == "done" for line in seen(program)))
    assert [line[1:] for line in seen(program)] == [["done", "1", str(TO), "True"]] * JOBS
    written = lines(notes)
    assert sorted((key, number) for key, number, _pid, _attempt in written) == sorted(
        (key, str(number)) for key in asked for number in range(1, TO + 1)
    )
    by_job = {key: {pid for one, _number, pid, _attempt in written if one == key} for key in asked}
    assert all(len(pids) == 1 for pids in by_job.values())
    assert len(set.union(*by_job.values())) == 2, "both had work"


@pytest.mark.full
@pytest.mark.db
@pytest.mark.loopback
def test_a_killed_worker_loses_nothing(program: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    finished(program("-c", ASK, "1", "12", "0.2", str(notes)))
    with workers(program, 1) as (first,):
        wait_for(lambda: len(lines(notes)) >= 3)
        first.send_signal(signal.SIGKILL)
        first.wait()
    with workers(program, 2):
        wait_for(lambda: seen(program)[0][1] == "done")
    assert seen(program)[0][1:] == ["done", "2", "12", "True"]
    numbers = [int(number) for _key, number, _pid, _attempt in lines(notes)]
    assert set(numbers) == set(range(1, 13))
    assert len(numbers) <= 13, "at most the number that was under way is written again"
    assert len({pid for _key, _number, pid, _attempt in lines(notes)}) == 2


@pytest.mark.full
@pytest.mark.db
@pytest.mark.loopback
def test_a_worker_that_is_asked_to_end_hands_its_job_on(
    program: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    finished(program("-c", ASK, "1", "40", "0.1", str(notes)))
    with workers(program, 1) as (first,):
        wait_for(lambda: len(lines(notes)) >= 3)
        first.terminate()
        assert first.wait(timeout=PATIENCE) == 0
    assert seen(program)[0][1:3] == ["queued", "0"]
    with workers(program, 1):
        wait_for(lambda: seen(program)[0][1] == "done")
    assert seen(program)[0][2] == "1"
    assert [int(number) for _key, number, _pid, _attempt in lines(notes)] == list(range(1, 41))


@pytest.mark.full
@pytest.mark.db
@pytest.mark.loopback
def test_a_job_is_stopped_from_another_process(
    program: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    finished(program("-c", ASK, "1", "500", "0.1", str(notes)))
    with workers(program, 1):
        wait_for(lambda: len(lines(notes)) >= 2)
        finished(program("-c", STOP))
        wait_for(lambda: seen(program)[0][1] == "cancelled")
    assert len(lines(notes)) < 500
