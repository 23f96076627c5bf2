"""Notices 通知: what came in, kept as it is, from which a campaign was drafted, and the clauses that it cites."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.campaign.lifecycle_beside import NoticeState
from bureau.campaign.models.campaigns import Campaign
from bureau.files.models import StoredFile
from bureau.people.models import Unit
from bureau.trail.recorded import Recorded, RecordedQuerySet


class NoticeQuerySet(RecordedQuerySet["Notice"]):
    """Which notices."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """Those of units that somebody's roles reach."""
        return self.filter(unit__in=actor.units_reached())

    def kept(self) -> Self:
        """Those from which no campaign was drafted yet."""
        return self.filter(state=NoticeState.KEPT)


class Notice(Recorded):
    """One notice. `words` is the file its text is read from: the original, or what was pasted beside a PDF.

    `cited` names for each field, phase, condition and domain of the campaign the clause and the sentence it rests on.
    """

    reference = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    words = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    campaign = models.OneToOneField(
        Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="notice", editable=False
    )
    cited = models.JSONField(default=list)
    kept_at = models.DateTimeField(editable=False)
    kept_by_name = models.CharField(max_length=120, editable=False)
    state = models.CharField(max_length=20, choices=NoticeState, default=NoticeState.KEPT, editable=False)

    objects: ClassVar[Any] = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=NoticeState.values), name="campaign_notice_state"
            ),
            models.CheckConstraint(
                condition=models.Q(state=NoticeState.TAKEN, campaign__isnull=False)
                | (~models.Q(state=NoticeState.TAKEN) & models.Q(campaign__isnull=True)),
                name="campaign_notice_taken",
            ),
        )

    def __str__(self) -> str:
        return self.file.name

    @property
    def jurisdiction(self) -> Unit:
        """The unit whose campaign it opens."""
        return self.unit
