"""Campaigns handed down 部署下级: to which unit, until when it takes it up, and the campaign it made of it."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.campaign.lifecycle_beside import HandDownState
from bureau.campaign.models.campaigns import Campaign
from bureau.people.models import Unit
from bureau.trail.recorded import Recorded, RecordedQuerySet


class HandDownQuerySet(RecordedQuerySet["HandDown"]):
    """Which campaigns handed down."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """Those to and from units that somebody's roles reach."""
        reached = actor.units_reached()
        return self.filter(models.Q(unit__in=reached) | models.Q(campaign__unit__in=reached))

    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.exclude(state=HandDownState.WITHDRAWN)


class HandDown(Recorded):
    """One campaign handed down to one unit."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="handed_down")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("to be taken up by"))
    lower = models.OneToOneField(
        Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="taken_up", editable=False
    )
    handed_at = models.DateTimeField(editable=False)
    handed_by_name = models.CharField(max_length=120, editable=False)
    taken_up_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_up_by_name = models.CharField(max_length=120, blank=True, editable=False)
    state = models.CharField(
        max_length=20, choices=HandDownState, default=HandDownState.HANDED, editable=False
    )

    objects: ClassVar[Any] = HandDownQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign handed down")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=HandDownState.values), name="campaign_handdown_state"
            ),
            models.UniqueConstraint(
                fields=("campaign", "unit"),
                condition=~models.Q(state=HandDownState.WITHDRAWN),
                name="campaign_handdown_once",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state=HandDownState.TAKEN_UP, lower__isnull=False, taken_up_at__isnull=False
                )
                | (
                    ~models.Q(state=HandDownState.TAKEN_UP)
                    & models.Q(lower__isnull=True, taken_up_at__isnull=True)
                ),
                name="campaign_handdown_taken_up",
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign} {self.unit.short_name}"

    @property
    def reference(self) -> str:
        """What the trail and the due dates call it by."""
        return f"{self.campaign.reference}/{self.unit.reference}"

    @property
    def jurisdiction(self) -> Unit:
        """The unit above hands it down; from then on it is with the unit that takes it up."""
        return self.campaign.unit if self._state.adding else self.unit

    def stands_already(self) -> bool:
        """Whether the campaign was handed down to this unit before."""
        found: bool = HandDown.objects.standing().filter(campaign=self.campaign, unit=self.unit).exists()
        return found
