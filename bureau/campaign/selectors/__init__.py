"""What pages of this room and the rooms above read of campaigns."""

from bureau.campaign.selectors.campaigns import (
    campaign_of,
    campaigns_of,
    current_campaign,
    may_be_superior,
)
from bureau.campaign.selectors.coverage import Tally, coverage_of, covered_keys, in_any, tally_of, uncovered

__all__ = [
    "Tally",
    "campaign_of",
    "campaigns_of",
    "coverage_of",
    "covered_keys",
    "current_campaign",
    "in_any",
    "may_be_superior",
    "tally_of",
    "uncovered",
]
