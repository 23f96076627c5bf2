"""Puts a job into the queue of django-tasks, from which some worker takes it."""

from __future__ import annotations

import uuid

from django_tasks import task

from bureau.jobs.models import Job
from bureau.kernel import clock


@task()
def work_on(key: str) -> None:
    """What the queue carries: the key of a job. The job itself knows whether it may be begun."""
    from bureau.jobs.running import run_job  # noqa: PLC0415 - running puts jobs back into the queue

    run_job(uuid.UUID(key))


def enqueue(key: uuid.UUID) -> None:
    """Give a job a place in the queue, in the transaction that is open; two places do no harm."""
    Job.objects.filter(pk=key).update(queued_at=clock.ticking())
    given = work_on.enqueue(str(key)).id
    if len(given) == len(str(key)):  # the immediate queue of tests keeps nothing, and numbers otherwise
        Job.objects.filter(pk=key).update(ticket=given)
