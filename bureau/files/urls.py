"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from bureau.files import views

app_name = "files"

urlpatterns = [path("<str:reference>/", views.download, name="download")]
