"""What is decided and written about campaigns."""

from bureau.campaign.services.campaigns import (
    Plan,
    amend_campaign,
    amend_issued_campaign,
    close_campaign,
    draft_campaign,
    issue_campaign,
    withdraw_campaign,
)
from bureau.campaign.services.coverage import record_coverage, withdraw_coverage
from bureau.campaign.services.domains import focus_domain, withdraw_domain
from bureau.campaign.services.members import add_member, end_member
from bureau.campaign.services.phases import PhasePlan, add_phase, amend_phase, sign_off_phase, withdraw_phase

__all__ = [
    "PhasePlan",
    "Plan",
    "add_member",
    "add_phase",
    "amend_campaign",
    "amend_issued_campaign",
    "amend_phase",
    "close_campaign",
    "draft_campaign",
    "end_member",
    "focus_domain",
    "issue_campaign",
    "record_coverage",
    "sign_off_phase",
    "withdraw_campaign",
    "withdraw_coverage",
    "withdraw_domain",
    "withdraw_phase",
]
