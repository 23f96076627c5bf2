"""Runs of the engine: what exactly was screened, against which reference, by which rules, and what each rule said."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bureau.jobs.models import Job
from bureau.people.models import Unit
from bureau.registry.models import Institution
from bureau.screening.lifecycle import RunState
from bureau.trail.recorded import Recorded, RecordedQuerySet


class RunQuerySet(RecordedQuerySet["Run"]):
    """Which runs."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """Those over the ledgers of units that somebody's roles reach."""
        return self.filter(unit__in=actor.units_reached())


class Run(Recorded):
    """One run over the ledgers that counted when it began."""

    reference = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(_("started at"))
    started_by = models.CharField(max_length=120)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=300, blank=True)
    parts = models.JSONField(default=list)  # keys of the parts that were joined
    ledger_hash = models.CharField(max_length=64, blank=True)
    reference_hash = models.CharField(max_length=64, blank=True)
    rules_version = models.PositiveSmallIntegerField(null=True, blank=True)
    summary = models.JSONField(default=dict)
    found = models.PositiveIntegerField(default=0)
    fresh_hits = models.PositiveIntegerField(default=0)
    gone_hits = models.PositiveIntegerField(default=0)
    state = models.CharField(
        _("state"), max_length=20, choices=RunState, default=RunState.SCREENING, editable=False
    )

    objects: ClassVar[Any] = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("screening run")
        ordering = ("-started_at", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="screening_run_state"),
            models.CheckConstraint(
                condition=Q(state=RunState.SCREENING, ended_at__isnull=True)
                | (~Q(state=RunState.SCREENING) & Q(ended_at__isnull=False)),
                name="screening_run_ended",
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def jurisdiction(self) -> Unit:
        """The unit whose ledgers it is over."""
        return self.unit

    @property
    def job(self) -> Job | None:
        """The work in the background that does it, the newest."""
        return Job.objects.filter(kind="ledger.screen", arguments__reference=self.reference).first()


EARLIER = (
    "earlier1",
    "earlier2",
    "earlier3",
)  # what was handed in before, by how many newer ones replaced it
SIDES = ("ledger", "reference", *EARLIER, "found")


class RunTable(Recorded):
    """One table that a run was given (joined from the ledgers, drawn from the registry), or found and is kept."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="tables")
    side = models.CharField(max_length=12, choices=[(side, side) for side in SIDES])
    table = models.CharField(max_length=40)
    rows = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("run", "side", "table"), name="screening_runtable_once"),
            models.CheckConstraint(condition=Q(side__in=SIDES), name="screening_runtable_side"),
        )

    @property
    def reference(self) -> str:
        """What messages about its content call it by: its run and its name."""
        return f"{self.run.reference} {self.side}/{self.table}"


class RunVerdict(Recorded):
    """What every rule said of one institution in a run: by rule its outcome, reason, rows tested, hits.

    `standing`: its risk, rank, reports and hits, and the terms of the risk, as the engine ranked it.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="verdicts")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    uscc = models.CharField(max_length=18)
    rules = models.JSONField(default=dict)
    standing = models.JSONField(default=dict)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("run", "uscc"), name="screening_runverdict_once"),)
