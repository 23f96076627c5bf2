"""The addresses of this room; visits and findings are called by their references, items by their number on a visit."""

from __future__ import annotations

from django.urls import path

from bureau.inspection.views import draws, findings, found, items, lists, onsite, visits

app_name = "inspection"
ONE, FINDING = "visits/<str:reference>/", "findings/<str:reference>/"
urlpatterns = [
    path("visits/", lists.visits, name="visits"),
    path("visits/export/", lists.export_visits, name="export-visits"),
    path("visits/plan/", visits.plan_visit, name="plan-visit"),
    path(ONE, visits.visit, name="visit"),
    path(f"{ONE}print/", visits.print_visit, name="print-visit"),
    path(f"{ONE}amend/", visits.amend_visit, name="amend-visit"),
    path(f"{ONE}hand-over/", visits.hand_over_visit, name="hand-over-visit"),
    path(f"{ONE}call-off/", visits.call_off_visit, name="call-off-visit"),
    path(f"{ONE}begin/", visits.begin_visit, name="begin-visit"),
    path(f"{ONE}conclude/", visits.conclude_visit, name="conclude-visit"),
    path(f"{ONE}items/add/", items.add_item, name="add-item"),
    path(f"{ONE}items/<int:number>/withdraw/", items.withdraw_item, name="withdraw-item"),
    path(f"{ONE}draws/draw/", draws.draw_reports, name="draw-reports"),
    path(f"{ONE}draws/<int:number>/set-aside/", draws.set_aside_draw, name="set-aside-draw"),
    path(f"{ONE}on-site/", onsite.on_site, name="on-site"),
    path(f"{ONE}on-site/list/", onsite.on_site_list, name="on-site-list"),
    path(f"{ONE}on-site/<int:number>/", onsite.answer_item, name="answer-item"),
    path("findings/", found.findings, name="findings"),
    path("findings/export/", found.export_findings, name="export-findings"),
    path(FINDING, findings.finding, name="finding"),
    path(f"{FINDING}amend/", findings.amend_finding, name="amend-finding"),
    path(f"{FINDING}establish/", findings.establish_finding, name="establish-finding"),
    path(f"{FINDING}close/", findings.close_finding, name="close-finding"),
    path(f"{FINDING}withdraw/", findings.withdraw_finding, name="withdraw-finding"),
]
