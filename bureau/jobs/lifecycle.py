"""The states of a job and the moves between them: bookkeeping, so a plain table instead of a recorded lifecycle."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bureau.kernel.access import Actor
from bureau.people.permissions import P
from bureau.ui import tones

QUIET = dt.timedelta(seconds=20)  # several beats of a worker: whoever is not heard of for so long has ended
ATTEMPTS = 3  # a job whose worker died this often is given up


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", gettext_lazy("waiting its turn")
    RUNNING = "running", gettext_lazy("running")
    CANCELLING = "cancelling", gettext_lazy("stopping")
    CANCELLED = "cancelled", gettext_lazy("stopped")
    DONE = "done", gettext_lazy("done")
    FAILED = "failed", gettext_lazy("failed")


S = JobState
FINALS = (S.CANCELLED, S.DONE, S.FAILED)
HELD = (S.RUNNING, S.CANCELLING)  # some worker has it in hand


@dataclass(frozen=True)
class Step:
    """One row of the table."""

    sources: tuple[str, ...]
    target: str


MOVES: dict[str, Step] = {
    "claim_job": Step((S.QUEUED,), S.RUNNING),
    "finish_job": Step(HELD, S.DONE),  # a wish to stop may come too late
    "fail_job": Step(HELD, S.FAILED),
    "ask_to_stop": Step((S.RUNNING,), S.CANCELLING),
    "stop_job": Step(HELD, S.CANCELLED),
    "cancel_waiting": Step((S.QUEUED,), S.CANCELLED),
    "requeue_job": Step((S.RUNNING,), S.QUEUED),
}


def not_theirs(job: Any, by: Actor) -> str:  # noqa: ANN401 - models lie above their lifecycle
    """A job is stopped by whoever asked for it, or by somebody whose role includes it."""
    own = job.asked_by_id is not None and getattr(by, "pk", None) == job.asked_by_id
    if own or by.may(P.JOB_CANCEL, at=job.unit):
        return ""
    return _("%(name)s asked for this; your role does not include stopping it.") % {"name": job.asked_by_name}


def over_already(job: Any, _by: Actor) -> str:  # noqa: ANN401 - as above
    """What has ended, or is stopping, cannot be stopped."""
    if job.state in {S.QUEUED, S.RUNNING}:
        return ""
    return _("It is “%(state)s” already; there is nothing left to stop.") % {"state": S(job.state).label}


tones.register("idle", S.QUEUED, S.CANCELLED)
tones.register("run", S.RUNNING)
tones.register("warn", S.CANCELLING)
tones.register("good", S.DONE)
tones.register("bad", S.FAILED)
