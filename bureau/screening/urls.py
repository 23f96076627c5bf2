"""The addresses of this room; receipts, runs, hits, questions and leads are called by their references."""

from __future__ import annotations

from django.urls import path

from bureau.screening.views import hits, leads, ledgers, mappings, portraits, questions, runs, triage

app_name = "screening"

LEDGER, HIT, LEAD = "ledgers/<str:reference>/", "hits/<str:reference>/", "leads/<str:reference>/"
urlpatterns = [
    path("ledgers/", ledgers.ledgers, name="ledgers"),
    path("ledgers/hand-in/", ledgers.hand_in_ledger, name="hand-in-ledger"),
    path("ledgers/template/", ledgers.ledger_template, name="ledger-template"),
    path("ledgers/columns/", mappings.mappings, name="mappings"),
    path("ledgers/columns/<uuid:key>/", mappings.mapping, name="mapping"),
    path("ledgers/columns/<uuid:key>/rename/", mappings.rename_mapping, name="rename-mapping"),
    path("ledgers/columns/<uuid:key>/drop/", mappings.drop_mapping, name="drop-mapping"),
    path(LEDGER, ledgers.ledger, name="ledger"),
    path(f"{LEDGER}faults/", ledgers.ledger_faults, name="ledger-faults"),
    path(f"{LEDGER}check/", ledgers.check_ledger, name="check-ledger"),
    path(f"{LEDGER}map-columns/", ledgers.map_columns, name="map-columns"),
    path(f"{LEDGER}put-aside/", ledgers.put_ledger_aside, name="put-ledger-aside"),
    path("runs/", runs.runs, name="runs"),
    path("runs/start/", runs.start_run, name="start-run"),
    path("runs/<str:reference>/", runs.run, name="run"),
    path("runs/<str:reference>/<str:uscc>/", runs.run_verdict, name="run-verdict"),
    path("portraits/", portraits.portraits, name="portraits"),
    path("portraits/<str:reference>/", portraits.portrait, name="portrait"),
    path("hits/", hits.hits, name="hits"),
    path("hits/export/", hits.export_hits, name="export-hits"),
    path("hits/decide/", triage.decide_hits, name="decide-hits"),
    path(HIT, hits.hit, name="hit"),
    path(f"{HIT}rows/", hits.hit_rows, name="hit-rows"),
    path(f"{HIT}accept/", triage.accept_hit, name="accept-hit"),
    path(f"{HIT}join/", triage.join_hit, name="join-hit"),
    path(f"{HIT}ask/", triage.ask_institution, name="ask-institution"),
    path(f"{HIT}dismiss/", triage.dismiss_hit, name="dismiss-hit"),
    path(f"{HIT}reopen/", triage.reopen_hit, name="reopen-hit"),
    path("questions/", questions.questions, name="questions"),
    path("questions/<str:reference>/", questions.question, name="question"),
    path("questions/<str:reference>/answer/", questions.answer_question, name="answer-question"),
    path("questions/<str:reference>/withdraw/", questions.withdraw_question, name="withdraw-question"),
    path("leads/", leads.leads, name="leads"),
    path(LEAD, leads.lead, name="lead"),
    path(f"{LEAD}hand-over/", leads.hand_over_lead, name="hand-over-lead"),
    path(f"{LEAD}close/", leads.close_lead, name="close-lead"),
]
