"""Rosters that were handed in: the file by its hash, every line of it, and what became of each."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.people.models import Unit
from bureau.registry.lifecycle import RosterState
from bureau.registry.models.institutions import Institution
from bureau.trail.recorded import Recorded, RecordedQuerySet


class RosterQuerySet(RecordedQuerySet["RosterImport"]):
    """Which rosters."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """Those handed in for units that somebody's roles reach."""
        return self.filter(unit__in=actor.units_reached())


class RosterImport(Recorded):
    """One file. What was read of it stands in its rows; the file itself lies beside the database under its hash."""

    reference = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(_("file"), max_length=200)
    file_sha256 = models.CharField(max_length=64, db_index=True)
    file_bytes = models.PositiveBigIntegerField()
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=120)
    problems = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=RosterState, default=RosterState.RECEIVED, editable=False)

    objects: ClassVar[Any] = RosterQuerySet.as_manager()

    class Meta:
        verbose_name = _("roster")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=RosterState.values), name="registry_roster_state"
            ),
        )

    def __str__(self) -> str:
        return self.file_name

    @property
    def jurisdiction(self) -> Unit:
        """The unit it was handed in for."""
        return self.unit

    def built_upon(self) -> list[str]:
        """Names of institutions it wrote that were changed since."""
        touched = self.rows.exclude(institution=None).exclude(left_version=None).select_related("institution")
        return [row.institution.name for row in touched if row.institution.version != row.left_version][:5]


class RosterRow(Recorded):
    """One line of the list and what became of it. `left_version` is the institution's version after the import."""

    roster = models.ForeignKey(RosterImport, on_delete=models.PROTECT, related_name="rows")
    sheet = models.CharField(max_length=80, blank=True)
    row = models.PositiveIntegerField()
    read = models.JSONField()
    verdict = models.CharField(max_length=20)
    why = models.CharField(max_length=300, blank=True)
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    left_version = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
