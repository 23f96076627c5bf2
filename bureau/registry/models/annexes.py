"""Annex forms as they were submitted: frozen, with the rows behind every count."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.files.models import StoredFile
from bureau.people.models import Unit
from bureau.registry.lifecycle import SubmissionState
from bureau.trail.recorded import Recorded, RecordedQuerySet


class AnnexQuerySet(RecordedQuerySet["AnnexSubmission"]):
    """Which submitted forms."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """Those of units that somebody's roles reach."""
        return self.filter(unit__in=actor.units_reached())


class AnnexSubmission(Recorded):
    """One form. `content` holds its four parts, each line with the institution's reference and the facts it stands on.

    `sha256` is of the content in its canonical form. A later form of the unit follows the one before, for a reason.
    One that was rolled up names the forms it stands on in `content["stands_on"]`; one that came in as a file keeps it.
    """

    reference = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    reported_on = models.DateField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    why = models.CharField(_("why it was submitted again"), max_length=300, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submitted_by = models.CharField(max_length=120)
    submitted_at = models.DateTimeField()
    state = models.CharField(
        max_length=20, choices=SubmissionState, default=SubmissionState.SUBMITTED, editable=False
    )

    objects: ClassVar[Any] = AnnexQuerySet.as_manager()

    class Meta:
        verbose_name = _("annex form")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=SubmissionState.values), name="registry_annex_state"
            ),
            models.CheckConstraint(
                condition=models.Q(follows__isnull=True, why="")
                | models.Q(follows__isnull=False) & ~models.Q(why=""),
                name="registry_annex_again_for_a_reason",
            ),
            models.UniqueConstraint(fields=("unit", "reported_on", "sha256"), name="registry_annex_once"),
        )

    @property
    def jurisdiction(self) -> Unit:
        """The unit whose form it is."""
        return self.unit
