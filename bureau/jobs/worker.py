"""The worker: takes jobs from the queue one at a time, keeps their heart beating, rescues others, makes the rounds."""

from __future__ import annotations

import datetime as dt
import logging
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, close_old_connections, connection
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult

from bureau.jobs.models import Job
from bureau.jobs.periodics import beat, run_due_rounds
from bureau.jobs.rescue import STALE, rescue
from bureau.jobs.running import in_hand, stop_asked
from bureau.kernel import clock

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pace:
    """Seconds: between two beats, until silence counts as death, between two rounds, between two looks at the queue."""

    beat: float = 5.0
    stale: float = STALE.total_seconds()
    round: float = 60.0
    idle: float = 1.0


class OneTask(QueueWorker):
    """django-tasks' own worker, which takes one task at most and returns; it says whether there was one."""

    def __init__(self, name: str) -> None:
        super().__init__(
            queue_names=[DEFAULT_TASK_QUEUE_NAME],
            interval=0.1,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=1,
            worker_id=name,
            excluded_queue_names=[],
        )
        self.found = False

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        """Run it, and remember that there was one."""
        self.found = True
        super().run_task(db_task_result)


class Worker:
    """One worker process."""

    def __init__(self, *, pace: Pace | None = None) -> None:
        self.pace = pace or Pace()
        self.name = f"{socket.gethostname()[:30]}-{os.getpid()}"

    def stop(self) -> None:
        """End soon: after the present step of the job in hand, which the next worker goes on with."""
        stop_asked.set()

    def run(self) -> None:
        """Work until asked to stop."""
        with self._pulse():
            last_round = 0.0
            while not stop_asked.is_set():
                close_old_connections()
                if not last_round or time.monotonic() - last_round >= self.pace.round:
                    self._round()
                    last_round = time.monotonic()
                if not self._take_one():
                    stop_asked.wait(self.pace.idle)

    def _take_one(self) -> bool:
        one = OneTask(self.name)
        try:
            one.run()
        except DatabaseError:
            log.exception("the queue could not be read; another attempt follows")
            return False
        return one.found

    def _round(self) -> None:
        try:
            found = rescue(dt.timedelta(seconds=self.pace.stale))
            if found:
                log.warning("%d job(s) whose worker had ended go on", found)
            run_due_rounds()
        except DatabaseError:
            log.exception("a round was not made; another attempt follows")

    @contextmanager
    def _pulse(self) -> Iterator[None]:
        """A thread beside the work that says every few seconds that this process lives."""
        ended = threading.Event()
        thread = threading.Thread(target=self._beat_until, args=(ended,), name="pulse", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join(timeout=self.pace.beat + 1)

    def _beat_until(self, ended: threading.Event) -> None:
        while True:
            self._beat()
            if ended.wait(self.pace.beat):
                break
        connection.close()

    def _beat(self) -> None:
        try:
            beat()
            for key, claim in list(in_hand.items()):
                Job.objects.in_hand().filter(pk=key, claim=claim).update(heartbeat_at=clock.ticking())
        except DatabaseError:
            log.warning("a heartbeat could not be written", exc_info=True)
            connection.close()
