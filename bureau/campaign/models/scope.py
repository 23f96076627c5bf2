"""Rules of scope 范围规则: which institutions of the area a campaign is about, why, and who approved it."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.campaign.lifecycle_beside import ScopeState
from bureau.campaign.models.campaigns import Campaign
from bureau.people.models import Account, Unit
from bureau.trail.recorded import Recorded, RecordedQuerySet


class Effect(models.TextChoices):
    """What a rule does."""

    ONLY = "only", _("only these are in")
    OUT = "out", _("these are out")


class ScopeRuleQuerySet(RecordedQuerySet["ScopeRule"]):
    """Which rules."""

    def standing(self) -> Self:
        """Those that wait or are in force."""
        return self.filter(state__in=(ScopeState.PROPOSED, ScopeState.IN_FORCE))

    def in_force(self) -> Self:
        """Those by which institutions are in or out."""
        return self.filter(state=ScopeState.IN_FORCE)


class ScopeRule(Recorded):
    """One rule: of which kind, what of that kind was chosen, and whether only these are in or these are out."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="scope_rules")
    number = models.PositiveSmallIntegerField(default=0, editable=False)
    effect = models.CharField(_("effect"), max_length=10, choices=Effect)
    kind = models.CharField(_("by what"), max_length=30)
    chosen = models.JSONField(_("which"))
    words = models.CharField(_("why, and by which document"), max_length=500)
    proposed_at = models.DateTimeField(editable=False)
    proposed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_by_name = models.CharField(max_length=120, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by_name = models.CharField(max_length=120, blank=True, editable=False)
    state = models.CharField(max_length=20, choices=ScopeState, default=ScopeState.PROPOSED, editable=False)

    objects: ClassVar[Any] = ScopeRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of scope")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=ScopeState.values), name="campaign_scope_state"
            ),
            models.CheckConstraint(
                condition=models.Q(effect__in=Effect.values), name="campaign_scope_effect"
            ),
            models.CheckConstraint(condition=~models.Q(words=""), name="campaign_scope_said"),
            models.UniqueConstraint(fields=("campaign", "number"), name="campaign_scope_number"),
            models.CheckConstraint(
                condition=~models.Q(state__in=(ScopeState.IN_FORCE, ScopeState.REFUSED))
                | models.Q(decided_at__isnull=False),
                name="campaign_scope_decided",
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign} {self.number}"

    @property
    def reference(self) -> str:
        """What the trail and the due dates call it by."""
        return f"{self.campaign.reference}/S{self.number:02}" if self.number else ""

    @property
    def jurisdiction(self) -> Unit:
        """The unit that issues the campaign."""
        return self.campaign.unit

    def stands_already(self) -> bool:
        """Whether the same rule waits or is in force."""
        rows = ScopeRule.objects.standing().filter(campaign=self.campaign, effect=self.effect, kind=self.kind)
        return any(sorted(row.chosen) == sorted(self.chosen) for row in rows)
