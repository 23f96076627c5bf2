"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from bureau.jobs import views

app_name = "jobs"

urlpatterns = [
    path("", views.jobs, name="jobs"),
    path("<uuid:key>/", views.job, name="job"),
    path("<uuid:key>/cancel/", views.cancel_job, name="cancel-job"),
]
