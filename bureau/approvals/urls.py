"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from bureau.approvals import views

app_name = "approvals"

urlpatterns = [
    path("", views.proposals, name="proposals"),
    path("<str:reference>/", views.proposal, name="proposal"),
    path("<str:reference>/approve/", views.approve_proposal, name="approve-proposal"),
    path("<str:reference>/refuse/", views.refuse_proposal, name="refuse-proposal"),
    path("<str:reference>/withdraw/", views.withdraw_proposal, name="withdraw-proposal"),
]
