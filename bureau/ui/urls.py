"""The addresses of the gallery."""

from __future__ import annotations

from django.urls import path

from bureau.ui import views

app_name = "ui"
urlpatterns = [
    path("gallery/", views.gallery, name="gallery"),
    path("gallery/ask/", views.ask, name="ask"),
]
