"""Starts Django for a command, once, with the folder of data in place."""

from __future__ import annotations

import os

import django
from django.apps import apps


def start_django() -> None:
    """Make models usable in this process; does nothing when they already are."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bureau.settings")
    if not apps.ready:
        django.setup()
