"""Puts the wall around recorded tables on every database connection."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class TrailConfig(AppConfig):
    """The room of the trail."""

    name = "bureau.trail"
    verbose_name = "留痕"

    def ready(self) -> None:
        """Guard connections as they open; migrations build the tables and go through."""
        from bureau.trail import wall  # noqa: PLC0415 - it asks for models, which are loaded by now

        connection_created.connect(wall.guard, dispatch_uid="trail.wall")
        pre_migrate.connect(wall.open_for_migration, dispatch_uid="trail.open")
        post_migrate.connect(wall.close_after_migration, dispatch_uid="trail.close")
