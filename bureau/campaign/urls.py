"""The addresses of this room; a campaign is called by its reference, a phase by its number in it."""

from __future__ import annotations

from django.urls import path

from bureau.campaign.views import campaigns, coverage, groups, phases

app_name = "campaign"

ONE = "<str:reference>/"
PHASE = f"{ONE}phases/<str:number>/"
urlpatterns = [
    path("", campaigns.campaigns, name="campaigns"),
    path("draft/", campaigns.draft_campaign, name="draft-campaign"),
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
    path(f"{ONE}members/add/", groups.add_member, name="add-member"),
    path(f"{ONE}members/<uuid:key>/end/", groups.end_member, name="end-member"),
]
