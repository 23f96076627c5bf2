"""Periodic rounds are made when they are due, by one worker each time, and leave a row that tells when."""

from __future__ import annotations

import logging

from django.db import models

from bureau.jobs.kinds import Every, rounds
from bureau.jobs.models import Periodic
from bureau.jobs.running import new_number
from bureau.kernel import clock

log = logging.getLogger(__name__)
WORKER = "worker"  # the row that tells when a worker was last alive


def run_due_rounds() -> int:
    """Make every round that is due and that no other worker is making; how many those were."""
    return sum(_make(one) for one in rounds())


def beat() -> None:
    """A worker is alive."""
    now = clock.ticking()
    if not Periodic.objects.filter(pk=WORKER).update(ended_at=now):
        Periodic.objects.get_or_create(pk=WORKER, defaults={"first_seen_at": now, "ended_at": now})


def _make(one: Every) -> bool:
    now = clock.ticking()
    Periodic.objects.get_or_create(pk=one.name, defaults={"first_seen_at": now})
    due = models.Q(started_at__isnull=True) | models.Q(started_at__lte=now - one.pause)
    if not Periodic.objects.filter(due, pk=one.name).update(started_at=now):
        return False
    try:
        one.make()
    except Exception:
        number = new_number()
        log.exception("%s the round %s failed", number, one.name)
        Periodic.objects.filter(pk=one.name).update(error_number=number)
    else:
        Periodic.objects.filter(pk=one.name).update(ended_at=clock.ticking(), error_number="")
    return True
