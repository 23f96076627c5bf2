"""What this room keeps: campaigns with addressees, phases, domains of focus and members, and what was covered."""

from bureau.campaign.models.campaigns import Addressee, Campaign
from bureau.campaign.models.coverage import Coverage
from bureau.campaign.models.groups import Member, MemberRole
from bureau.campaign.models.phases import FocusDomain, Phase

__all__ = ["Addressee", "Campaign", "Coverage", "FocusDomain", "Member", "MemberRole", "Phase"]
