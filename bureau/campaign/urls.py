"""The addresses of this room; a campaign is called by its reference, a phase by its number in it."""

from __future__ import annotations

from django.urls import path

from bureau.campaign.views import (
    campaigns,
    cascades,
    coverage,
    groups,
    notices,
    phases,
    priorities,
    proof,
    scope,
    talks,
)

app_name = "campaign"

ONE = "<str:reference>/"
BELOW = f"{ONE}below/<str:unit>/"
BODY = f"{ONE}proof/<str:institution>/"
RULE = f"{ONE}scope/rules/<int:number>/"
TALK = "contacts/<str:reference>/"
PHASE = f"{ONE}phases/<str:number>/"
urlpatterns = [
    path("", campaigns.campaigns, name="campaigns"),
    path("draft/", campaigns.draft_campaign, name="draft-campaign"),
    path("notices/add/", notices.keep_notice, name="keep-notice"),
    path("notices/<str:reference>/", notices.notice, name="notice"),
    path("notices/<str:reference>/withdraw/", notices.withdraw_notice, name="withdraw-notice"),
    path("contacts/with/<str:reference>/", talks.talks, name="talks"),
    path("contacts/with/<str:reference>/add/", talks.record_talk, name="record-talk"),
    path(f"{TALK}correct/", talks.correct_talk, name="correct-talk"),
    path(f"{TALK}follow-up/", talks.follow_up_talk, name="follow-up-talk"),
    path(ONE, campaigns.campaign, name="campaign"),
    path(f"{ONE}amend/", campaigns.amend_campaign, name="amend-campaign"),
    path(f"{ONE}issue/", campaigns.issue_campaign, name="issue-campaign"),
    path(f"{ONE}withdraw/", campaigns.withdraw_campaign, name="withdraw-campaign"),
    path(f"{ONE}close/", campaigns.close_campaign, name="close-campaign"),
    path(f"{ONE}institutions/", coverage.institutions, name="institutions"),
    path(f"{ONE}institutions/export/", coverage.export_institutions, name="export-institutions"),
    path(f"{ONE}phases/add/", phases.add_phase, name="add-phase"),
    path(f"{PHASE}amend/", phases.amend_phase, name="amend-phase"),
    path(f"{PHASE}withdraw/", phases.withdraw_phase, name="withdraw-phase"),
    path(f"{PHASE}sign-off/", phases.sign_off_phase, name="sign-off-phase"),
    path(f"{ONE}domains/add/", groups.focus_domain, name="focus-domain"),
    path(f"{ONE}domains/<str:domain>/withdraw/", groups.withdraw_domain, name="withdraw-domain"),
    path(f"{ONE}contacts/", talks.campaign_talks, name="campaign-talks"),
    path(f"{ONE}below/add/", cascades.hand_down_campaign, name="hand-down-campaign"),
    path(f"{BELOW}take-up/", cascades.take_up_campaign, name="take-up-campaign"),
    path(f"{BELOW}withdraw/", cascades.withdraw_hand_down, name="withdraw-hand-down"),
    path(f"{ONE}scope/", scope.scope, name="scope"),
    path(f"{ONE}scope/propose/<str:kind>/", scope.propose_scope_rule, name="propose-scope-rule"),
    path(RULE, scope.scope_rule, name="scope-rule"),
    path(f"{RULE}approve/", scope.approve_scope_rule, name="approve-scope-rule"),
    path(f"{RULE}refuse/", scope.refuse_scope_rule, name="refuse-scope-rule"),
    path(f"{RULE}end/", scope.end_scope_rule, name="end-scope-rule"),
    path(f"{ONE}proof/", proof.proof, name="proof"),
    path(f"{BODY}propose/", proof.propose_excuse, name="propose-excuse"),
    path(f"{BODY}decide/", proof.decide_excuse, name="decide-excuse"),
    path(f"{BODY}approve/", proof.approve_excuse, name="approve-excuse"),
    path(f"{BODY}refuse/", proof.refuse_excuse, name="refuse-excuse"),
    path(f"{BODY}withdraw/", proof.withdraw_excuse, name="withdraw-excuse"),
    path(f"{ONE}priorities/", priorities.priorities, name="priorities"),
    path(f"{ONE}priorities/<str:term>/", priorities.set_weight, name="set-weight"),
    path(f"{ONE}members/add/", groups.add_member, name="add-member"),
    path(f"{ONE}members/<uuid:key>/end/", groups.end_member, name="end-member"),
]
