"""Jobs with their progress and outcome, and when each periodic round last ran."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bureau.jobs.lifecycle import ATTEMPTS, FINALS, HELD, MOVES, QUIET, JobState
from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.trail.keys import new_key


class JobQuerySet(models.QuerySet["Job"]):
    """Which jobs, and the one way in which their state changes."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account, as everywhere
        """Jobs that somebody asked for, and those they may stop."""
        own = Q(asked_by=actor.pk)
        if not actor.may(P.JOB_CANCEL):
            return self.filter(own)
        units = Unit.objects.visible_to(actor).filter(pk__in=self.order_by().values("unit").distinct())
        return self.filter(own | Q(unit__in=[unit for unit in units if actor.may(P.JOB_CANCEL, at=unit)]))

    def unfinished(self) -> Self:
        """Jobs that wait or run."""
        return self.exclude(state__in=FINALS)

    def in_hand(self) -> Self:
        """Jobs that some worker has claimed."""
        return self.filter(state__in=HELD)

    def moved(self, move: str, **fields: Any) -> bool:
        """Make a move on the one job that this names, in one statement; whether the job was there to be moved.

        The condition and the change are one statement, so of two who try only one succeeds, on either database.
        """
        step = MOVES[move]
        return self.filter(state__in=step.sources).update(state=step.target, **fields) == 1


class Job(models.Model):
    """One piece of work in the background. `claim` is the token of the worker that has it in hand."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    title = models.CharField(_("title"), max_length=200)
    asked_by = models.ForeignKey(
        Account, verbose_name=_("asked for by"), on_delete=models.PROTECT, null=True, related_name="jobs"
    )
    asked_by_name = models.CharField(max_length=120)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True)
    arguments = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=20, choices=JobState, default=JobState.QUEUED)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    sentence = models.CharField(max_length=300, blank=True)
    checkpoint = models.JSONField(default=dict)
    result = models.JSONField(null=True)
    failure = models.TextField(blank=True)
    error_number = models.CharField(_("number"), max_length=10, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=40, blank=True)
    ticket = models.UUIDField(null=True)  # its place in the queue
    # By the machine's clock, which never stands still.
    queued_at = models.DateTimeField()
    heartbeat_at = models.DateTimeField(null=True)
    # By the office's clock.
    created_at = models.DateTimeField(_("asked for at"))
    started_at = models.DateTimeField(_("started at"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    objects: ClassVar[Any] = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("background work")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="jobs_job_state"),
            models.CheckConstraint(
                condition=(Q(state__in=HELD) & ~Q(claim="") & Q(heartbeat_at__isnull=False))
                | (~Q(state__in=HELD) & Q(claim="")),
                name="jobs_job_held_by_a_worker",
            ),
            models.CheckConstraint(
                condition=Q(state__in=FINALS, ended_at__isnull=False)
                | (~Q(state__in=FINALS) & Q(ended_at__isnull=True)),
                name="jobs_job_ended",
            ),
            models.CheckConstraint(
                condition=(Q(state=JobState.FAILED) & ~Q(error_number=""))
                | (~Q(state=JobState.FAILED) & Q(error_number="")),
                name="jobs_job_error_number",
            ),
            models.CheckConstraint(condition=Q(attempt__lte=ATTEMPTS), name="jobs_job_attempts"),
        )
        indexes = (models.Index(fields=("state", "heartbeat_at"), name="jobs_job_in_hand"),)

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        """What the trail calls the job by."""
        return f"job:{self.pk}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in FINALS

    @property
    def is_stopping(self) -> bool:
        """Whether somebody asked it to stop and it has not come to its end yet."""
        found: bool = self.state == JobState.CANCELLING
        return found

    @property
    def is_silent(self) -> bool:
        """Whether some worker has it in hand but is heard of no more; the rescue will give it to another, or end it."""
        beat = self.heartbeat_at
        return self.state in HELD and beat is not None and clock.ticking() - beat > QUIET


class Periodic(models.Model):
    """When a periodic round last began and last ended well; one row tells when a worker was last alive."""

    name = models.CharField(primary_key=True, max_length=80)
    first_seen_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error_number = models.CharField(max_length=10, blank=True)

    class Meta:
        verbose_name = _("periodic round")
