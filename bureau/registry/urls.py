"""The addresses of this room; institutions, rosters and forms are called by their references."""

from __future__ import annotations

from django.urls import path

from bureau.registry.views import annexes, facts, institutions, lists, rosters

app_name = "registry"

urlpatterns = [
    path("institutions/", lists.institutions, name="institutions"),
    path("institutions/export/", lists.export_institutions, name="export-institutions"),
    path("institutions/register/", institutions.register_institution, name="register-institution"),
    path("institutions/<str:reference>/", institutions.institution, name="institution"),
    path(
        "institutions/<str:reference>/history/", institutions.institution_history, name="institution-history"
    ),
    path("institutions/<str:reference>/amend/", institutions.amend_institution, name="amend-institution"),
    path("institutions/<str:reference>/assign/", institutions.assign_institution, name="assign-institution"),
    path("institutions/<str:reference>/close/", institutions.close_institution, name="close-institution"),
    path("institutions/<str:reference>/reopen/", institutions.reopen_institution, name="reopen-institution"),
    path("institutions/<str:reference>/facts/<str:kind>/record/", facts.record_fact, name="record-fact"),
    path(
        "institutions/<str:reference>/facts/<str:kind>/<uuid:key>/withdraw/",
        facts.withdraw_fact,
        name="withdraw-fact",
    ),
    path("rosters/", rosters.rosters, name="rosters"),
    path("rosters/receive/", rosters.receive_roster, name="receive-roster"),
    path("rosters/<str:reference>/", rosters.roster, name="roster"),
    path("rosters/<str:reference>/original/", rosters.original, name="roster-original"),
    path("rosters/<str:reference>/import/", rosters.import_roster, name="import-roster"),
    path("rosters/<str:reference>/withdraw/", rosters.withdraw_roster, name="withdraw-roster"),
    path("rosters/<str:reference>/undo/", rosters.undo_roster, name="undo-roster"),
    path("annex/", annexes.annex, name="annex"),
    path("annex/download/<str:form>/", annexes.download_annex, name="download-annex"),
    path("annex/submit/", annexes.submit_annex, name="submit-annex"),
    path("annex/<str:reference>/", annexes.submission, name="annex-submission"),
]
