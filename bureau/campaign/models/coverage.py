"""Coverage 覆盖: which institution was covered on which day, by what; the rooms above tell it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bureau.campaign.lifecycle import CoverageState
from bureau.campaign.models.campaigns import Campaign
from bureau.registry.models import Institution
from bureau.registry.models.objections import ABOVE
from bureau.trail.recorded import Recorded, RecordedQuerySet


def covered_by_campaigns(institutions: list[Institution]) -> Iterator[str]:
    """What stands against undoing the import of institutions: a campaign counts that they were covered."""
    rows = Coverage.objects.recorded().filter(institution__in=institutions)
    for row in rows.select_related("institution", "campaign").order_by("institution__reference", "id"):
        yield say("%(name)s counts as visited in %(campaign)s") % {
            "name": row.institution,
            "campaign": row.campaign.reference,
        }


ABOVE.append(covered_by_campaigns)


class CoverageQuerySet(RecordedQuerySet["Coverage"]):
    """Which coverage."""

    def recorded(self) -> Self:
        """What counts."""
        return self.filter(state=CoverageState.RECORDED)


class Coverage(Recorded):
    """One institution covered by one thing, whose reference this room keeps and does not read."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="coverage")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    covered_on = models.DateField(_("covered on"))
    by_reference = models.CharField(_("by"), max_length=80)
    recorded_at = models.DateTimeField(editable=False)
    recorded_by_name = models.CharField(max_length=120, editable=False)
    state = models.CharField(
        max_length=20, choices=CoverageState, default=CoverageState.RECORDED, editable=False
    )

    objects: ClassVar[Any] = CoverageQuerySet.as_manager()

    class Meta:
        verbose_name = _("coverage")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=CoverageState.values), name="campaign_coverage_state"
            ),
            models.UniqueConstraint(
                fields=("campaign", "institution", "by_reference"),
                condition=models.Q(state=CoverageState.RECORDED),
                name="campaign_coverage_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(by_reference=""), name="campaign_coverage_by_something"
            ),
        )
        indexes = (
            models.Index(fields=("campaign", "state", "institution"), name="campaign_coverage_counted"),
        )

    def __str__(self) -> str:
        return f"{self.institution} {self.by_reference}"

    @property
    def reference(self) -> str:
        """What the trail calls it by."""
        return f"{self.campaign.reference}/{self.institution.reference}"
