"""Finds jobs whose worker died, and jobs that lost their place in the queue, and gives them to the next worker."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from bureau.jobs.lifecycle import ATTEMPTS, JobState
from bureau.jobs.models import Job
from bureau.jobs.queueing import enqueue
from bureau.jobs.running import fail, put_back
from bureau.kernel import clock

STALE = dt.timedelta(seconds=60)


def rescue(stale: dt.timedelta = STALE) -> int:
    """Rescue what nobody works on any more; how many jobs that were."""
    before = clock.ticking() - stale
    silent = Job.objects.in_hand().filter(heartbeat_at__lt=before).select_related("asked_by")
    found = 0
    for job in silent:
        _close_ticket(job)
        found += _take_from_the_dead(job)
    for job in Job.objects.filter(state=JobState.QUEUED, queued_at__lt=before):
        if not _waits(job):
            _close_ticket(job)
            enqueue(job.pk)
            found += 1
    return found


def _take_from_the_dead(job: Job) -> bool:
    unchanged = Job.objects.filter(pk=job.pk, claim=job.claim, heartbeat_at=job.heartbeat_at)
    if job.state == JobState.CANCELLING:
        stopped: bool = unchanged.moved("stop_job", claim="", ended_at=clock.now())
        return stopped
    if job.attempt < ATTEMPTS:
        return put_back(job, counts=True)
    if not unchanged.exists():
        return False
    with override(job.asked_by.language if job.asked_by else None):
        fail(
            job,
            _(
                "The program was ended %(n)d times while it worked at this, so it was given up; what was saved before "
                "stays. Ask your administrator to look at the machine's memory and log."
            )
            % {"n": ATTEMPTS},
        )
    return True


def _waits(job: Job) -> bool:
    """Whether it still has a place in the queue that some worker will come to."""
    if job.ticket is None:
        return False
    return DBTaskResult.objects.filter(pk=job.ticket, status=TaskResultStatus.READY).exists()


def _close_ticket(job: Job) -> None:
    """A place in the queue that a dead worker took is closed, so that nobody takes it for work under way."""
    if job.ticket:
        DBTaskResult.objects.filter(pk=job.ticket, status=TaskResultStatus.RUNNING).update(
            status=TaskResultStatus.FAILED, finished_at=clock.ticking()
        )
