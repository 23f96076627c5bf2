"""Campaigns 专项行动: a notice with its number, basis, period and contact, and the units it is addressed to."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.campaign.lifecycle import CampaignState, FocusState, PhaseState
from bureau.campaign.lifecycle_beside import HandDownState
from bureau.kernel import clock
from bureau.people.models import Unit
from bureau.trail.recorded import Recorded, RecordedQuerySet

if TYPE_CHECKING:
    from bureau.campaign.models.groups import Member
    from bureau.campaign.models.phases import Phase


class CampaignQuerySet(RecordedQuerySet["Campaign"]):
    """Which campaigns."""

    def visible_to(self, actor: Any) -> Self:  # noqa: ANN401 - an account
        """Those of units that somebody's roles reach, and issued ones addressed or handed down to such a unit."""
        reached = actor.units_reached()
        to_them = Addressee.objects.standing().filter(unit__in=reached).values("campaign")
        sent = models.Q(state__in=(CampaignState.ISSUED, CampaignState.CLOSED), pk__in=to_them)
        handed = models.Q(
            issued_at__isnull=False,
            handed_down__unit__in=reached,
            handed_down__state__in=(HandDownState.HANDED, HandDownState.TAKEN_UP),
        )
        below = self.model.objects.filter(handed).values("pk")
        return self.filter(models.Q(unit__in=reached) | sent | models.Q(pk__in=below))

    def about(self, unit: Unit) -> Self:
        """Those of a unit, of one below it, and of those above."""
        above = unit.path.strip("/").split("/")
        return self.filter(models.Q(unit__path__startswith=unit.path) | models.Q(unit__reference__in=above))

    def issued(self) -> Self:
        """Those that run."""
        return self.filter(state=CampaignState.ISSUED)

    def binding(self, unit: Unit) -> Self:
        """Those of a unit or of one above it."""
        return self.filter(unit__reference__in=unit.path.strip("/").split("/"))

    def running_on(self, day: dt.date) -> Self:
        """Issued ones whose period holds a day."""
        return self.issued().filter(begins_on__lte=day, ends_on__gte=day)


class Campaign(Recorded):
    """One campaign, in the words of its notice; the working dates stand beside the words."""

    reference = models.CharField(_("number"), max_length=40, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    basis = models.TextField(_("legal basis and superior notices"), blank=True)
    superior = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="lower_campaigns"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="campaigns")
    period_words = models.CharField(_("period in the notice's words"), max_length=200, blank=True)
    begins_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"))
    principles = models.TextField(_("principles"), blank=True)
    goal_regularise = models.CharField(_("put in order"), max_length=300, blank=True)
    goal_investigate = models.CharField(_("investigate"), max_length=300, blank=True)
    goal_deter = models.CharField(_("deter"), max_length=300, blank=True)
    contact_post = models.CharField(_("contact"), max_length=60, blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    contact_mail = models.EmailField(_("mail address"), blank=True)
    drafted_at = models.DateTimeField(editable=False)
    issued_at = models.DateTimeField(null=True, blank=True, editable=False)
    issued_by_name = models.CharField(max_length=120, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    state = models.CharField(
        max_length=20, choices=CampaignState, default=CampaignState.DRAFTED, editable=False
    )

    objects: ClassVar[Any] = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=CampaignState.values), name="campaign_campaign_state"
            ),
            models.CheckConstraint(
                condition=models.Q(begins_on__lte=models.F("ends_on")), name="campaign_campaign_period"
            ),
            models.CheckConstraint(condition=~models.Q(title=""), name="campaign_campaign_titled"),
            models.CheckConstraint(
                condition=models.Q(superior__isnull=True) | ~models.Q(superior=models.F("id")),
                name="campaign_campaign_not_its_own_superior",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=(CampaignState.DRAFTED, CampaignState.WITHDRAWN), issued_at__isnull=True
                )
                | (
                    models.Q(state__in=(CampaignState.ISSUED, CampaignState.CLOSED), issued_at__isnull=False)
                    & ~models.Q(document_number="")
                ),
                name="campaign_campaign_issued_with_number",
            ),
            models.CheckConstraint(
                condition=models.Q(state=CampaignState.CLOSED, closed_at__isnull=False)
                | (~models.Q(state=CampaignState.CLOSED) & models.Q(closed_at__isnull=True)),
                name="campaign_campaign_closed",
            ),
        )
        indexes = (models.Index(fields=("state", "begins_on"), name="campaign_campaign_running"),)

    def __str__(self) -> str:
        return self.title

    @property
    def jurisdiction(self) -> Unit:
        """The unit that issues it."""
        return self.unit

    @property
    def is_running(self) -> bool:
        """Whether it was issued and is not closed."""
        return self.state == CampaignState.ISSUED

    def phases_now(self) -> list[Phase]:
        """Its phases in order, without those that were withdrawn."""
        return list(self.phases.exclude(state=PhaseState.WITHDRAWN).order_by("number"))

    def focus_now(self) -> list[str]:
        """The codes of its domains of focus, in the order in which they were named."""
        rows = self.domains.filter(state=FocusState.FOCUS).order_by("position", "id")
        return list(rows.values_list("domain", flat=True))

    def addressees_now(self) -> list[Unit]:
        """The units it is addressed to."""
        rows = self.addressees.standing().select_related("unit").order_by("unit__path")
        return [row.unit for row in rows]

    def heads_now(self) -> list[Member]:
        """Leader and deputies of the lead group today, as far as they have an account."""
        return [one for one in self.members_on(clock.today()) if one.is_head and one.account_id]

    def members_on(self, day: dt.date) -> list[Member]:
        """The lead group on a day, in the order of its roles."""
        rows = self.members.filter(
            models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=day),
            valid_from__lte=day,
        )
        return sorted(rows.select_related("account"), key=lambda one: (one.rank, one.valid_from, one.pk))


class AddresseeQuerySet(RecordedQuerySet["Addressee"]):
    """Which addressees."""

    def standing(self) -> Self:
        """Those that it is addressed to now."""
        return self.filter(ended_on__isnull=True)


class Addressee(Recorded):
    """A unit to which a campaign is addressed, from when until when."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="addressees")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    named_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = AddresseeQuerySet.as_manager()

    class Meta:
        verbose_name = _("addressee")
        constraints = (
            models.UniqueConstraint(
                fields=("campaign", "unit"),
                condition=models.Q(ended_on__isnull=True),
                name="campaign_addressee_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(named_on__lte=models.F("ended_on")),
                name="campaign_addressee_period",
            ),
        )
