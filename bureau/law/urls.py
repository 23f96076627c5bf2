"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from bureau.law import views

app_name = "law"

urlpatterns = [
    path("", views.laws, name="laws"),
    path("entries/", views.entries, name="entries"),
    path("entries/<str:digest>/confirm/", views.confirm_entry, name="confirm-entry"),
    path("entries/<str:digest>/withdraw/", views.withdraw_confirmation, name="withdraw-confirmation"),
    path("bases/<str:reference>/choose/", views.choose_basis, name="choose-basis"),
    path("choices/<str:reference>/", views.choice, name="choice"),
    path("choices/<str:reference>/take-back/", views.take_back_choice, name="take-back-choice"),
    path("<slug:slug>/", views.law, name="law"),
]
