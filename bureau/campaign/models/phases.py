"""Phases 阶段 in the notice's words beside working dates, and the domains of focus 重点领域."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.campaign.lifecycle import FocusState, PhaseState
from bureau.campaign.models.campaigns import Campaign
from bureau.people.models import Unit
from bureau.registry.domains import name_of
from bureau.trail.recorded import Recorded


class Phase(Recorded):
    """One phase. `conditions` are the kinds of exit conditions that must be met before it is signed off."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="phases")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=60)
    words = models.CharField(_("time in the notice's words"), max_length=120, blank=True)
    task = models.TextField(_("what it must finish"), blank=True)
    begins_on = models.DateField(_("begins on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    dates_reason = models.CharField(_("why these dates"), max_length=300, blank=True)
    # The phase of the superior campaign within whose days it lies; where it does not, why.
    bound_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    outside_reason = models.CharField(_("why outside the superior's days"), max_length=300, blank=True)
    conditions = models.JSONField(default=list)
    signed_off_at = models.DateTimeField(null=True, blank=True)
    signed_off_by_name = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=20, choices=PhaseState, default=PhaseState.OPEN, editable=False)

    class Meta:
        verbose_name = _("phase")
        ordering = ("number",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=PhaseState.values), name="campaign_phase_state"
            ),
            models.UniqueConstraint(fields=("campaign", "number"), name="campaign_phase_number"),
            models.CheckConstraint(condition=~models.Q(name=""), name="campaign_phase_named"),
            models.CheckConstraint(
                condition=models.Q(begins_on__isnull=True, ends_on__isnull=True)
                | models.Q(
                    begins_on__isnull=False, ends_on__isnull=False, begins_on__lte=models.F("ends_on")
                ),
                name="campaign_phase_period",
            ),
            models.CheckConstraint(
                condition=models.Q(begins_on__isnull=True) | ~models.Q(dates_reason=""),
                name="campaign_phase_dates_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(state=PhaseState.SIGNED_OFF, signed_off_at__isnull=False)
                | (~models.Q(state=PhaseState.SIGNED_OFF) & models.Q(signed_off_at__isnull=True)),
                name="campaign_phase_signed_off",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """What the trail and the due dates call it by: the campaign's number and its own."""
        return f"{self.campaign.reference}/{self.number}"

    @property
    def jurisdiction(self) -> Unit:
        """The unit that issues the campaign."""
        return self.campaign.unit

    @property
    def is_signed_off(self) -> bool:
        """Whether it is over."""
        return self.state == PhaseState.SIGNED_OFF

    def holds(self, day: dt.date) -> bool:
        """Whether a day lies in it."""
        return (
            self.begins_on is not None and self.ends_on is not None and self.begins_on <= day <= self.ends_on
        )

    def lies_outside(self, begins_on: dt.date | None, ends_on: dt.date | None) -> bool:
        """Whether days would not lie within those of the superior's phase."""
        bound = self.bound_by
        if bound is None or not (begins_on and ends_on and bound.begins_on and bound.ends_on):
            return False
        return bool(begins_on < bound.begins_on or ends_on > bound.ends_on)

    @property
    def is_outside(self) -> bool:
        """Whether its working dates do not lie within the superior's."""
        return self.lies_outside(self.begins_on, self.ends_on)

    def unmet(self) -> list[str]:
        """The names of its exit conditions that are not met now."""
        from bureau.campaign.exits import standings_of  # noqa: PLC0415 - what is declared there reads these models

        return [str(one.title) for one in standings_of(self) if not one.met]


class FocusDomain(Recorded):
    """A domain on which a campaign puts its focus, and why; the six of the notice are preset."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="domains")
    domain = models.CharField(_("domain"), max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(_("reason"), max_length=300)
    named_on = models.DateField()
    state = models.CharField(max_length=20, choices=FocusState, default=FocusState.FOCUS, editable=False)

    class Meta:
        verbose_name = _("domain of focus")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=FocusState.values), name="campaign_focus_state"
            ),
            models.UniqueConstraint(
                fields=("campaign", "domain"),
                condition=models.Q(state=FocusState.FOCUS),
                name="campaign_focus_once",
            ),
            models.CheckConstraint(condition=~models.Q(domain=""), name="campaign_focus_named"),
        )

    def __str__(self) -> str:
        return name_of(self.domain)

    @property
    def jurisdiction(self) -> Unit:
        """The unit that issues the campaign."""
        return self.campaign.unit

    @property
    def reference(self) -> str:
        """What the trail calls it by."""
        return f"{self.campaign.reference}/{self.domain}"

    def stands_already(self) -> bool:
        """Whether the campaign has this domain in focus."""
        return self.domain in self.campaign.focus_now()
