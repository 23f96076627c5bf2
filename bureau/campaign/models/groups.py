"""The lead group 领导小组: who belongs to a campaign's, in which role, from when until when."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.campaign.lifecycle import MemberState
from bureau.campaign.models.campaigns import Campaign
from bureau.people.models import Account, Unit
from bureau.trail.recorded import Recorded


class MemberRole(models.TextChoices):
    """The roles of the notice, in their order."""

    LEADER = "leader", _("leader of the group")
    DEPUTY = "deputy", _("deputy leader")
    EXPERT = "expert", _("expert")
    MEMBER = "member", _("member")


HEADS = (MemberRole.LEADER, MemberRole.DEPUTY)


class Member(Recorded):
    """One member, by account or by the name of the post."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="members")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    post = models.CharField(_("post"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=MemberRole)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)
    state = models.CharField(max_length=20, choices=MemberState, default=MemberState.STANDING, editable=False)

    class Meta:
        verbose_name = _("member of the lead group")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=MemberState.values), name="campaign_member_state"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=MemberRole.values), name="campaign_member_role"
            ),
            models.CheckConstraint(
                condition=models.Q(account__isnull=False) | ~models.Q(post=""), name="campaign_member_named"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_from__lte=models.F("valid_to")),
                name="campaign_member_period",
            ),
            models.UniqueConstraint(
                fields=("campaign", "account"),
                condition=models.Q(state=MemberState.STANDING, account__isnull=False),
                name="campaign_member_once",
            ),
        )

    def __str__(self) -> str:
        return self.called

    @property
    def jurisdiction(self) -> Unit:
        """The unit that issues the campaign."""
        return self.campaign.unit

    @property
    def reference(self) -> str:
        """What the trail calls it by."""
        return self.campaign.reference

    @property
    def called(self) -> str:
        """The post, or whose account it is."""
        return self.post or str(self.account)

    @property
    def is_head(self) -> bool:
        """Whether phases may be signed off by whoever it is."""
        return self.role in HEADS

    @property
    def rank(self) -> int:
        """The place of the role."""
        return list(MemberRole.values).index(self.role)

    def stands_already(self) -> bool:
        """Whether the account is a member now."""
        if self.account_id is None:
            return False
        standing = Member.objects.filter(
            campaign=self.campaign, account=self.account_id, state=MemberState.STANDING
        )
        found: bool = standing.exists()
        return found
