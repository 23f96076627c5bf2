"""The addresses of this room; institutions, proposals, rosters and forms are called by their references."""

from __future__ import annotations

from django.urls import path

from bureau.registry.views import (
    accounts,
    annexes,
    closing,
    duplicates,
    facts,
    handing,
    institutions,
    lists,
    proposals,
    rollups,
    rosters,
    schedules,
    shapes,
)

app_name = "registry"

ONE = "institutions/<str:reference>/"
urlpatterns = [
    path("institutions/", lists.institutions, name="institutions"),
    path("institutions/duplicates/", duplicates.duplicates, name="duplicates"),
    path("institutions/export/", lists.export_institutions, name="export-institutions"),
    path("institutions/register/", institutions.register_institution, name="register-institution"),
    path("institutions/duplicates/compare/", duplicates.compare_institutions, name="compare-institutions"),
    path("institutions/hand-over/", handing.hand_everything_over, name="hand-everything-over"),
    path(ONE, institutions.institution, name="institution"),
    path(f"{ONE}print/", institutions.print_institution, name="print-institution"),
    path(f"{ONE}amend/", institutions.amend_institution, name="amend-institution"),
    path(f"{ONE}assign/", handing.assign_institution, name="assign-institution"),
    path(f"{ONE}accounts/open/", accounts.open_institution_account, name="open-institution-account"),
    path(
        f"{ONE}accounts/<str:username>/close/",
        accounts.close_institution_account,
        name="close-institution-account",
    ),
    path(f"{ONE}accounts/link/", handing.link_account, name="link-account"),
    path(f"{ONE}accounts/<str:username>/unlink/", handing.unlink_account, name="unlink-account"),
    path(f"{ONE}close/", closing.close_institution, name="close-institution"),
    path(f"{ONE}reopen/", closing.reopen_institution, name="reopen-institution"),
    path(f"{ONE}merge/", closing.merge_institution, name="merge-institution"),
    path(f"{ONE}unmerge/", closing.unmerge_institution, name="unmerge-institution"),
    path(f"{ONE}distinguish/", duplicates.distinguish_institution, name="distinguish-institution"),
    path(f"{ONE}undistinguish/", duplicates.undistinguish_institution, name="undistinguish-institution"),
    path(f"{ONE}documents/add/", facts.add_document, name="add-document"),
    path(f"{ONE}facts/<str:kind>/record/", facts.record_fact, name="record-fact"),
    path(f"{ONE}facts/<str:kind>/<uuid:key>/withdraw/", facts.withdraw_fact, name="withdraw-fact"),
    path(f"{ONE}schedules/read/", schedules.read_schedule, name="read-schedule"),
    path(f"{ONE}schedules/<str:file>/import/", schedules.import_schedule, name="import-schedule"),
    path(f"{ONE}schedules/<str:file>/undo/", schedules.undo_schedule, name="undo-schedule"),
    path("fact-proposals/", proposals.proposals, name="proposals"),
    path("fact-proposals/<str:reference>/", proposals.proposal, name="proposal"),
    path("fact-proposals/<str:reference>/accept/", proposals.accept_fact, name="accept-fact"),
    path("fact-proposals/<str:reference>/return/", proposals.return_fact, name="return-fact"),
    path("fact-proposals/<str:reference>/withdraw/", proposals.withdraw_proposal, name="withdraw-proposal"),
    path("own-institution/", proposals.own_institution, name="own-institution"),
    path("own-institution/facts/<str:kind>/propose/", proposals.propose_fact, name="propose-fact"),
    path("rosters/", rosters.rosters, name="rosters"),
    path("rosters/receive/", rosters.receive_roster, name="receive-roster"),
    path("rosters/shapes/", shapes.shapes, name="shapes"),
    path("rosters/shapes/<uuid:key>/forget/", shapes.forget_shape, name="forget-shape"),
    path("rosters/<str:reference>/", rosters.roster, name="roster"),
    path("rosters/<str:reference>/read/", rosters.read_roster, name="read-roster"),
    path("rosters/<str:reference>/import/", rosters.import_roster, name="import-roster"),
    path("rosters/<str:reference>/withdraw/", rosters.withdraw_roster, name="withdraw-roster"),
    path("rosters/<str:reference>/undo/", rosters.undo_roster, name="undo-roster"),
    path("annex/", annexes.annex, name="annex"),
    path("annex/download/<str:form>/", annexes.download_annex, name="download-annex"),
    path("annex/submit/", annexes.submit_annex, name="submit-annex"),
    path("annex/roll-up/", rollups.roll_up, name="roll-up"),
    path("annex/roll-up/download/<str:form>/", rollups.download_roll_up, name="download-roll-up"),
    path("annex/roll-up/submit/", rollups.submit_roll_up, name="submit-roll-up"),
    path("annex/roll-up/ask/", rollups.call_for_annexes, name="call-for-annexes"),
    path("annex/roll-up/receive/", rollups.receive_annex, name="receive-annex"),
    path(
        "annex/<str:reference>/download/<str:form>/", annexes.download_submission, name="download-submission"
    ),
    path("annex/<str:reference>/", annexes.submission, name="annex-submission"),
]
