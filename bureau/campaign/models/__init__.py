"""What this room keeps: campaigns with all that belongs to them, notices, the contact log, and what was covered."""

from bureau.campaign.models.campaigns import Addressee, Campaign
from bureau.campaign.models.cascades import HandDown
from bureau.campaign.models.coverage import Coverage
from bureau.campaign.models.excuses import Excuse, Ground
from bureau.campaign.models.groups import Member, MemberRole
from bureau.campaign.models.notices import Notice
from bureau.campaign.models.phases import FocusDomain, Phase
from bureau.campaign.models.scope import Effect, ScopeRule
from bureau.campaign.models.talks import Channel, Talk
from bureau.campaign.models.weights import Weight

__all__ = [
    "Addressee",
    "Campaign",
    "Channel",
    "Coverage",
    "Effect",
    "Excuse",
    "FocusDomain",
    "Ground",
    "HandDown",
    "Member",
    "MemberRole",
    "Notice",
    "Phase",
    "ScopeRule",
    "Talk",
    "Weight",
]
