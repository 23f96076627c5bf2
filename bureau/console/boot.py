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


def bring_up_to_date() -> None:
    """Apply the migrations that are not applied yet, and put the files that pages need where they are served from."""
    from django.core.management import call_command  # noqa: PLC0415 - after Django is set up

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
