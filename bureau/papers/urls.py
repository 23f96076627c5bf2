"""The addresses of this room; papers are called by their references, templates by the word of their blank."""

from __future__ import annotations

from django.urls import path

from bureau.papers.views import lists, moves, papers, templates

app_name = "papers"
ONE, TEMPLATE = "<str:reference>/", "templates/<slug:slug>/"
urlpatterns = [
    path("", lists.papers, name="papers"),
    path("draft/", papers.draft_paper, name="draft-paper"),
    path("templates/", templates.templates, name="templates"),
    path(TEMPLATE, templates.template, name="template"),
    path(f"{TEMPLATE}file/", templates.download_template, name="download-template"),
    path(f"{TEMPLATE}replace/", templates.replace_template, name="replace-template"),
    path(f"{TEMPLATE}retire/", templates.retire_template, name="retire-template"),
    path(ONE, papers.paper, name="paper"),
    path(f"{ONE}file/<str:form>/", papers.download_paper, name="download-paper"),
    path(f"{ONE}amend/", papers.amend_paper, name="amend-paper"),
    path(f"{ONE}propose/", moves.propose_paper, name="propose-paper"),
    path(f"{ONE}issue/", moves.issue_paper, name="issue-paper"),
    path(f"{ONE}signed/", moves.file_signed_copy, name="file-signed-copy"),
    path(f"{ONE}withdraw/", moves.withdraw_paper, name="withdraw-paper"),
]
