"""One job is run: claimed, worked on with progress and checkpoints, and brought to its end whatever happens."""

from __future__ import annotations

import json
import logging
import secrets
import threading
import time
import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import override

from bureau.jobs.beside import Far, forget, tell
from bureau.jobs.kinds import work_of
from bureau.jobs.lifecycle import JobState
from bureau.jobs.models import Job
from bureau.jobs.queueing import enqueue
from bureau.kernel import clock
from bureau.kernel.access import Actor, TheProgram
from bureau.kernel.refusals import Refusal

log = logging.getLogger(__name__)
STEP_SECONDS = 0.5  # progress is written at most this often
stop_asked = threading.Event()  # the worker of this process is about to end
in_hand: dict[uuid.UUID, str] = {}  # what this process works on, by its claim; the worker's pulse reads it


class Stopped(BaseException):
    """The work ends here. Not an Exception, so that work which goes on after a faulty row does not go on after this."""


class Cancelled(Stopped):
    """Somebody asked for the job to stop."""


class Interrupted(Stopped):
    """The worker ends; the next one goes on from the checkpoint."""


class Superseded(Stopped):
    """Another worker has the job in hand by now; nothing more may be written for it here."""


class JobRun:
    """What a work function is given: who asked, where an earlier attempt got to, and how to say where it is.

    `checkpoint` is a dict that `save` makes durable. Save it in the transaction that has the effects, and they happen
    once: when the worker dies, both are there or neither is.
    """

    def __init__(self, job: Job) -> None:
        self.key, self.kind, self.attempt = job.pk, job.kind, job.attempt
        self.by: Actor = job.asked_by or TheProgram()
        self.unit = job.unit
        self.checkpoint: dict[str, Any] = dict(job.checkpoint)
        self._claim = job.claim
        self._last_step = 0.0

    def step(self, done: int, total: int, sentence: str = "") -> None:
        """Say how far the work is. Between transactions, or nobody sees it until the one that is open ends.

        Raises:
            Cancelled, Interrupted, Superseded: let them through; what was not saved is rolled back.
        """
        if self._last_step and time.monotonic() - self._last_step < STEP_SECONDS and done < total:
            return
        self._last_step = time.monotonic()
        self._write(
            done=max(0, done),
            total=max(done, total, 0),
            sentence=sentence[:300],
            heartbeat_at=clock.ticking(),
        )
        if Job.objects.filter(pk=self.key, state=JobState.CANCELLING).exists():
            raise Cancelled
        if stop_asked.is_set():
            raise Interrupted

    def within(self, done: int, total: int, sentence: str = "") -> None:
        """Say how far the work is inside a long transaction; it cannot be cancelled there, only interrupted.

        Raises:
            Interrupted: let it through; the transaction is rolled back.
        """
        if self._last_step and time.monotonic() - self._last_step < STEP_SECONDS and done < total:
            return
        self._last_step = time.monotonic()
        tell(self.key, Far(self._claim, max(0, done), max(done, total, 0), sentence[:300]))
        if stop_asked.is_set():
            raise Interrupted

    def save(self) -> None:
        """Make the checkpoint durable with the transaction that is open, or at once without one."""
        self._write(checkpoint=self.checkpoint, heartbeat_at=clock.ticking())

    def _write(self, **fields: Any) -> None:
        if not Job.objects.in_hand().filter(pk=self.key, claim=self._claim).update(**fields):
            raise Superseded


def run_job(key: uuid.UUID) -> None:
    """Claim a job and bring it to its end; nothing happens if another worker has it or it is over."""
    claim = uuid.uuid4().hex
    now = clock.now()
    claimed = Job.objects.filter(pk=key).moved(
        "claim_job",
        claim=claim,
        attempt=F("attempt") + 1,
        started_at=Coalesce("started_at", now),
        heartbeat_at=clock.ticking(),
        sentence="",
    )
    if not claimed:
        return
    in_hand[key] = claim
    try:
        _run(Job.objects.select_related("asked_by", "unit").get(pk=key))
    finally:
        in_hand.pop(key, None)
        forget(key)


def _run(job: Job) -> None:
    language = job.asked_by.language if job.asked_by else settings.LANGUAGE_CODE
    with override(language):
        try:
            result = work_of(job.kind)(JobRun(job), **job.arguments)
            _end(job, "finish_job", result=_small(result))
        except Cancelled:
            _end(job, "stop_job")
        except Interrupted:
            put_back(job, counts=False)
        except Superseded:
            log.warning("job %s was taken over by another worker", job.pk)
        except Refusal as refusal:
            fail(job, refusal.sentence)
        except Exception as error:  # noqa: BLE001 - whatever the work raises, the job must come to its end
            fail(job, "", error=error)


def _end(job: Job, move: str, **fields: Any) -> bool:
    """The last move; False if another worker has the job by now."""
    held = Job.objects.filter(pk=job.pk, claim=job.claim)
    moved: bool = held.moved(move, claim="", ended_at=clock.now(), **fields)
    return moved


def fail(job: Job, sentence: str, *, error: BaseException | None = None) -> None:
    """End a job as failed, with what to do about it and the number under which the log says more."""
    number = new_number()
    log.error("%s job %s (%s) failed: %s", number, job.pk, job.kind, sentence, exc_info=error)
    said = sentence or _(
        "The program failed at this; what was saved before stays. Try once more. If it fails again, give your "
        "administrator the number %(number)s, under which the log says why."
    ) % {"number": number}
    _end(job, "fail_job", failure=said, error_number=number)


def put_back(job: Job, *, counts: bool) -> bool:
    """Back into the queue, for the next worker to go on from the checkpoint; a stop that was planned is no attempt."""
    held = Job.objects.filter(pk=job.pk, claim=job.claim)
    if counts:
        held = held.filter(heartbeat_at=job.heartbeat_at)  # unless it has come to life again
    with transaction.atomic():
        back: bool = held.moved("requeue_job", claim="", attempt=F("attempt") - (0 if counts else 1))
        if back:
            enqueue(job.pk)
        elif not counts:
            _end(job, "stop_job")  # somebody asked for it to stop in the same moment
    return back


def new_number() -> str:
    """A short number that a person can read out and the log can be searched for."""
    return f"E-{secrets.token_hex(2).upper()}"


def _small(result: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The result as JSON holds it; what does not fit is a fault of the work."""
    return None if result is None else dict(json.loads(json.dumps(dict(result), allow_nan=False)))
