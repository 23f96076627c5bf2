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
from bureau.campaign.services.cascades import hand_down_campaign, take_up_campaign, withdraw_hand_down
from bureau.campaign.services.coverage import record_coverage, withdraw_coverage
from bureau.campaign.services.domains import focus_domain, withdraw_domain
from bureau.campaign.services.excuses import approve_excuse, propose_excuse, refuse_excuse, withdraw_excuse
from bureau.campaign.services.members import add_member, end_member
from bureau.campaign.services.notices import draft_from_notice, keep_notice, withdraw_notice
from bureau.campaign.services.phases import PhasePlan, add_phase, amend_phase, sign_off_phase, withdraw_phase
from bureau.campaign.services.scope import (
    approve_scope_rule,
    end_scope_rule,
    propose_scope_rule,
    refuse_scope_rule,
)
from bureau.campaign.services.talks import Told, correct_talk, follow_up_talk, record_talk
from bureau.campaign.services.weights import change_weight, set_weight

__all__ = [
    "PhasePlan",
    "Plan",
    "Told",
    "add_member",
    "add_phase",
    "amend_campaign",
    "amend_issued_campaign",
    "amend_phase",
    "approve_excuse",
    "approve_scope_rule",
    "change_weight",
    "close_campaign",
    "correct_talk",
    "draft_campaign",
    "draft_from_notice",
    "end_member",
    "end_scope_rule",
    "focus_domain",
    "follow_up_talk",
    "hand_down_campaign",
    "issue_campaign",
    "keep_notice",
    "propose_excuse",
    "propose_scope_rule",
    "record_coverage",
    "record_talk",
    "refuse_excuse",
    "refuse_scope_rule",
    "set_weight",
    "sign_off_phase",
    "take_up_campaign",
    "withdraw_campaign",
    "withdraw_coverage",
    "withdraw_domain",
    "withdraw_excuse",
    "withdraw_hand_down",
    "withdraw_notice",
    "withdraw_phase",
]
