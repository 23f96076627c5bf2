"""A worker that dies, or ends, loses no job: the next one goes on from the checkpoint, three times at most."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django_tasks_db.models import DBTaskResult

from bureau.jobs import running
from bureau.jobs.models import Job
from bureau.jobs.rescue import rescue
from bureau.jobs.running import JobRun
from bureau.jobs.services import start_job
from bureau.kernel import clock
from bureau.kernel.access import TheProgram

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from tests.rooms.jobs.working import Declare

pytestmark = [pytest.mark.django_db, pytest.mark.db]
LONG_AGO = dt.timedelta(minutes=5)


class Killed(BaseException):
    """Stands in for a process that is no more."""


def killed_at_two(run: JobRun) -> dict[str, Any]:
    """Counts to three; is killed at two for as long as `deaths` says."""
    for number in range(run.checkpoint.get("at", 0) + 1, 4):
        run.checkpoint["at"] = number
        run.save()
        if number == 2 and run.attempt <= run.checkpoint.get("deaths", 1):
            run.checkpoint["at"] = 1
            run.save()
            raise Killed
    return {"attempt": run.attempt}


def silent(job: Job) -> None:
    """Its last heartbeat is long ago."""
    Job.objects.filter(pk=job.pk).update(heartbeat_at=clock.ticking() - LONG_AGO)


def dead(kind: Declare, checkpoint: dict[str, int] | None = None) -> Job:
    """A job whose worker was killed."""
    job = start_job(kind(killed_at_two), title="x", arguments={}, by=TheProgram())
    assert job.state == "running"
    if checkpoint:
        Job.objects.filter(pk=job.pk).update(checkpoint={**job.checkpoint, **checkpoint})
    return job


def test_one_whose_heart_stopped_goes_on_from_its_checkpoint(kind: Declare) -> None:
    job = dead(kind)
    assert rescue() == 0
    silent(job)
    assert rescue() == 1
    job.refresh_from_db()
    assert (job.state, job.attempt, job.result) == ("done", 2, {"attempt": 2})


def test_it_is_given_up_after_three_deaths(kind: Declare, caplog: pytest.LogCaptureFixture) -> None:
    job = dead(kind, {"deaths": 9})
    for _ in range(3):
        silent(job)
        assert rescue() == 1
    job.refresh_from_db()
    assert (job.state, job.attempt) == ("failed", 3)
    assert "3 times" in job.failure
    assert job.error_number in caplog.text
    assert rescue() == 0


def test_one_that_was_to_stop_stops(kind: Declare) -> None:
    job = dead(kind)
    Job.objects.filter(pk=job.pk).update(state="cancelling")
    silent(job)
    assert rescue() == 1
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_a_worker_that_ends_puts_it_back_without_counting(kind: Declare, settings: Settings) -> None:
    def work(run: JobRun) -> None:
        run.step(1, 2)
        settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
        running.stop_asked.set()
        run.step(2, 2)

    job = start_job(kind(work), title="x", arguments={}, by=TheProgram())
    assert (job.state, job.attempt, job.claim) == ("queued", 0, "")
    assert DBTaskResult.objects.get().args_kwargs["args"] == [str(job.pk)]


def test_one_that_lost_its_place_gets_another(kind: Declare, settings: Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    job = start_job(kind(lambda _: None), title="x", arguments={}, by=TheProgram())
    Job.objects.filter(pk=job.pk).update(queued_at=clock.ticking() - LONG_AGO)
    assert rescue() == 0, "it waits its turn"
    DBTaskResult.objects.update(status="RUNNING")  # taken by a worker that died before it began
    assert rescue() == 1
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "READY"]
    assert rescue() == 0


def test_a_zombie_may_write_nothing_more(kind: Declare) -> None:
    after: list[str] = []

    def work(run: JobRun) -> dict[str, int]:
        if run.attempt == 1:
            silent(Job.objects.get(pk=run.key))
            rescue()  # the immediate queue runs the second attempt here, to its end
            run.checkpoint["by"] = "zombie"
            try:
                run.save()
            finally:
                after.append("refused")
        return {"attempt": run.attempt}

    job = start_job(kind(work), title="x", arguments={}, by=TheProgram())
    assert (job.state, job.result, job.checkpoint, after) == ("done", {"attempt": 2}, {}, ["refused"])
