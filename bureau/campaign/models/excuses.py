"""Reasons for not inspecting 不检查理由: why an institution is left out of a campaign's visits, and who approved it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.campaign.lifecycle import CoverageState
from bureau.campaign.lifecycle_beside import ExcuseState
from bureau.campaign.models.campaigns import Campaign
from bureau.campaign.models.coverage import Coverage
from bureau.people.models import Account, Unit
from bureau.registry.models import Institution
from bureau.registry.models.objections import ABOVE
from bureau.trail.recorded import Recorded, RecordedQuerySet


def left_out(institutions: list[Institution]) -> Iterator[str]:
    """What stands against undoing the import of institutions: a reason was given for not inspecting them."""
    rows = Excuse.objects.standing().filter(institution__in=institutions)
    for row in rows.select_related("institution", "campaign").order_by("campaign__reference", "pk"):
        named = {"name": row.institution, "campaign": row.campaign.reference}
        yield say("a reason for not inspecting %(name)s stands in %(campaign)s") % named


ABOVE.append(left_out)


class Ground(models.TextChoices):
    """The kinds of reasons."""

    CEASED = "ceased", _("has ceased business")
    NO_CERTIFICATE = "no_certificate", _("certificate annulled or lapsed, issues no reports")
    OTHER_AUTHORITY = "other_authority", _("inspected by another authority in this period")
    CLOSED_OFF = "closed_off", _("its site could not be entered")
    NOT_HERE = "not_here", _("does no work in this area in this period")
    OTHER = "other", _("another reason")


class ExcuseQuerySet(RecordedQuerySet["Excuse"]):
    """Which reasons."""

    def standing(self) -> Self:
        """Those that wait or were approved."""
        return self.filter(state__in=(ExcuseState.PROPOSED, ExcuseState.APPROVED))

    def approved(self) -> Self:
        """Those that were approved."""
        return self.filter(state=ExcuseState.APPROVED)


class Excuse(Recorded):
    """One institution, why it is not inspected in this campaign, and who decided."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="excuses")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(_("kind of reason"), max_length=20, choices=Ground)
    words = models.CharField(_("the facts, and what shows them"), max_length=500)
    proposed_at = models.DateTimeField(editable=False)
    proposed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_by_name = models.CharField(max_length=120, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by_name = models.CharField(max_length=120, blank=True, editable=False)
    state = models.CharField(max_length=20, choices=ExcuseState, default=ExcuseState.PROPOSED, editable=False)

    objects: ClassVar[Any] = ExcuseQuerySet.as_manager()

    class Meta:
        verbose_name = _("reason for not inspecting")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=ExcuseState.values), name="campaign_excuse_state"
            ),
            models.CheckConstraint(
                condition=models.Q(ground__in=Ground.values), name="campaign_excuse_ground"
            ),
            models.CheckConstraint(condition=~models.Q(words=""), name="campaign_excuse_said"),
            models.UniqueConstraint(
                fields=("campaign", "institution"),
                condition=models.Q(state__in=(ExcuseState.PROPOSED, ExcuseState.APPROVED)),
                name="campaign_excuse_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=(ExcuseState.APPROVED, ExcuseState.REFUSED))
                | models.Q(decided_at__isnull=False),
                name="campaign_excuse_decided",
            ),
        )

    def __str__(self) -> str:
        return f"{self.institution}"

    @property
    def reference(self) -> str:
        """What the trail and the due dates call it by."""
        return f"{self.campaign.reference}/{self.institution.reference}"

    @property
    def jurisdiction(self) -> Unit:
        """The unit that issues the campaign."""
        return self.campaign.unit

    def is_covered(self) -> bool:
        """Whether the institution was inspected in this campaign."""
        found: bool = Coverage.objects.filter(
            campaign=self.campaign, institution=self.institution, state=CoverageState.RECORDED
        ).exists()
        return found

    def stands_already(self) -> bool:
        """Whether a reason waits or stands for it."""
        found: bool = (
            Excuse.objects.standing().filter(campaign=self.campaign, institution=self.institution).exists()
        )
        return found
