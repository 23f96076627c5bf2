"""What pages of this room and the console's alarms read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from bureau.jobs.beside import told
from bureau.jobs.kinds import rounds
from bureau.jobs.lifecycle import FINALS, JobState, not_theirs, over_already
from bureau.jobs.models import Job, Periodic
from bureau.jobs.periodics import WORKER
from bureau.kernel import clock
from bureau.kernel.access import Actor

GRACE = dt.timedelta(minutes=5)
SHOWN = 100


@dataclass(frozen=True)
class JobLine:
    """One job in the list; `objection` says why whoever looks cannot stop it ("" if they can)."""

    job: Job
    objection: str


@dataclass(frozen=True)
class LatePeriodic:
    """A round that should have been made by now; `last` is None if it never was."""

    name: str
    last: dt.datetime | None
    error_number: str


def jobs_for(by: Actor) -> QuerySet[Job]:
    """Jobs that somebody asked for or may stop, the newest first."""
    found: QuerySet[Job] = Job.objects.visible_to(by).select_related("asked_by", "unit")
    return found


def jobs_under_way(by: Actor) -> QuerySet[Job]:
    """Those of them that are not over."""
    return jobs_for(by).exclude(state__in=FINALS)


def job_lines(by: Actor) -> list[JobLine]:
    """The newest of them as lines."""
    return [JobLine(as_told(job), cancel_objection(job, by)) for job in jobs_for(by)[:SHOWN]]


def as_told(job: Job) -> Job:
    """The job with how far it is inside a transaction that has not ended, if its worker told."""
    far = told(job.pk) if job.state == JobState.RUNNING else None
    if far is not None and far.claim == job.claim:
        job.done, job.total, job.sentence = far.done, far.total, far.sentence
    return job


def cancel_objection(job: Job, by: Actor) -> str:
    """Why this person cannot stop this job now, or ""."""
    return not_theirs(job, by) or over_already(job, by)


def late_periodics() -> list[LatePeriodic]:
    """Rounds that stopped coming: neither made nor ended well for twice their pause and a little more."""
    now = clock.ticking()
    known = {row.name: row for row in Periodic.objects.all()}
    late: list[LatePeriodic] = []
    for one in rounds():
        row = known.get(one.name)
        since = (row.ended_at or row.first_seen_at) if row else None
        if since is None or now - since > 2 * one.pause + GRACE:
            late.append(
                LatePeriodic(one.name, row.ended_at if row else None, row.error_number if row else "")
            )
    return late


def seconds_since_a_worker() -> float | None:
    """How long ago a worker was last alive; None if none ever was."""
    row = Periodic.objects.filter(pk=WORKER).first()
    return None if row is None or row.ended_at is None else (clock.ticking() - row.ended_at).total_seconds()
