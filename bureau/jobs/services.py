"""A job is asked for, and asked to stop."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from bureau.jobs.kinds import work_of
from bureau.jobs.lifecycle import not_theirs, over_already
from bureau.jobs.models import Job
from bureau.jobs.queueing import enqueue
from bureau.kernel import clock
from bureau.kernel.access import Actor
from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.trail.scope import scope


def start_job(
    kind: str, *, title: str, arguments: Mapping[str, Any], by: Actor, unit: Unit | None = None
) -> Job:
    """Put work into the queue, in the transaction that is open: the job is there when the caller's rows are.

    Whether the person may ask for it was judged by the service that calls. `arguments` must fit into JSON: references
    and hashes, not rows.

    Raises:
        UnknownKindError, TypeError: no room does such work, or the arguments do not fit; nothing was queued.
    """
    work_of(kind)
    asked_by = by if isinstance(by, Account) else None
    job = Job(
        kind=kind,
        title=title[:200],
        asked_by=asked_by,
        asked_by_name=asked_by.full_name if asked_by else by.trail_name,
        unit=unit or (asked_by.jurisdiction if asked_by else None),
        arguments=json.loads(json.dumps(dict(arguments))),
        created_at=clock.now(),
        queued_at=clock.ticking(),
    )
    with transaction.atomic():
        with scope(actor=by.trail_name, move="start_job", reference=job.reference, reason=job.title):
            job.save(force_insert=True)
        enqueue(job.pk)
    job.refresh_from_db()
    return job


def cancel_job(*, job: Job, by: Actor) -> Job:
    """Stop a job: at once while it waits, at its next step while it runs. What it saved stays.

    Raises:
        MissingPermission: it is somebody else's, and the role does not include it.
        NotNow: it is over.
    """
    said = not_theirs(job, by)
    if said:
        raise MissingPermission(P.JOB_CANCEL, said)
    with scope(actor=by.trail_name, move="cancel_job", reference=job.reference, reason=job.title):
        held = Job.objects.filter(pk=job.pk)
        if not held.moved("cancel_waiting", ended_at=clock.now()) and not held.moved("ask_to_stop"):
            job.refresh_from_db()
            raise NotNow(over_already(job, by))
    job.refresh_from_db()
    return job
