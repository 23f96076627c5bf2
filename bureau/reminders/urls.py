"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from bureau.reminders import views

app_name = "reminders"

urlpatterns = [
    path("", views.reminders, name="reminders"),
    path("<uuid:key>/read/", views.read_reminder, name="read-reminder"),
]
