"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from bureau.law import views

app_name = "law"

urlpatterns = [
    path("", views.laws, name="laws"),
    path("<slug:slug>/", views.law, name="law"),
]
