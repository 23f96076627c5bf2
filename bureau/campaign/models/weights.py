"""Weights 权重: how much a term of the priority list counts in a campaign, and why; the last one set holds."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.campaign.lifecycle_beside import WeightState
from bureau.campaign.models.campaigns import Campaign
from bureau.people.models import Unit
from bureau.trail.recorded import Recorded, RecordedQuerySet

MOST = 10


class Weight(Recorded):
    """The weight of one term in one campaign. `chosen` are the units of a term that asks for some."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="weights")
    term = models.CharField(max_length=40)
    weight = models.PositiveSmallIntegerField(_("weight"))
    chosen = models.JSONField(default=list)
    reason = models.CharField(_("reason"), max_length=300)
    set_on = models.DateField(editable=False)
    set_by_name = models.CharField(max_length=120, editable=False)
    state = models.CharField(max_length=20, choices=WeightState, default=WeightState.SET, editable=False)

    objects: ClassVar[Any] = RecordedQuerySet.as_manager()

    class Meta:
        verbose_name = _("weight of the priority list")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=WeightState.values), name="campaign_weight_state"
            ),
            models.UniqueConstraint(fields=("campaign", "term"), name="campaign_weight_once"),
            models.CheckConstraint(condition=models.Q(weight__lte=MOST), name="campaign_weight_most"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="campaign_weight_with_reason"),
        )

    def __str__(self) -> str:
        return self.term

    @property
    def reference(self) -> str:
        """What the trail calls it by."""
        return f"{self.campaign.reference}/{self.term}"

    @property
    def jurisdiction(self) -> Unit:
        """The unit that issues the campaign."""
        return self.campaign.unit
