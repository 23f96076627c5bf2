"""Surroundings for programs that run as processes of their own: a folder of data and a database that are all new."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

from tests.house.project import ROOT


def fresh_database(folder: Path) -> str:
    """The address of an empty database: a file, or one more in the cluster that is running."""
    cluster = os.environ.get("MINGJIAN_TEST_DATABASE_URL", "")
    if not cluster:
        return f"sqlite:///{folder / 'test.sqlite3'}"
    import psycopg

    name = f"concurrent_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return cluster.replace("/postgres?", f"/{name}?")


def surroundings_in(folder: Path) -> dict[str, str]:
    """The environment of an installation that is all new and keeps its data in the folder."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bureau.settings",
        "DATABASE_URL": fresh_database(folder),
        "MINGJIAN_DATA": str(folder / "office"),
        "PYTHONPATH": str(ROOT),
    }
