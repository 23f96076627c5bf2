"""Mergers of dossiers, and pairs that look like one body and were found to be two; both can be taken back."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models

from bureau.registry.models.institutions import Institution
from bureau.trail.recorded import Recorded, RecordedQuerySet


class Merger(Recorded):
    """One merger. `written` are the facts said again in the dossier that is kept: table and key of each."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="mergers")
    into = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="mergers_into")
    written = models.JSONField(default=list)
    merged_at = models.DateTimeField()
    merged_by = models.CharField(max_length=120)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("institution",),
                condition=models.Q(undone_at__isnull=True),
                name="registry_merger_one_stands",
            ),
        )

    def __str__(self) -> str:
        return f"{self.institution} → {self.into}"


class DistinctionQuerySet(RecordedQuerySet["Distinction"]):
    """Which distinctions."""

    def standing(self) -> Self:
        """Those that nobody took back."""
        return self.filter(undone_at__isnull=True)


class Distinction(Recorded):
    """Two dossiers that look like one body's and are of two, by whose word and why; the older one is `first`."""

    first = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=120, blank=True)

    objects: ClassVar[Any] = DistinctionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("first", "second"),
                condition=models.Q(undone_at__isnull=True),
                name="registry_distinction_one_stands",
            ),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="registry_distinction_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"
