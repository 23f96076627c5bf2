"""Mergers of dossiers: what each wrote into the dossier that is kept, so that it can be taken back."""

from __future__ import annotations

from django.db import models

from bureau.registry.models.institutions import Institution
from bureau.trail.recorded import Recorded


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
