"""Surroundings for programs that run as processes of their own: a folder of data and a database that are all new."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from tests.house.project import ROOT


def fresh_database(folder: Path) -> str:
    """The address of an empty database: a file, or one more in the cluster that is running."""
    cluster = os.environ.get("MINGJIAN_TEST_DATABASE_URL", "")
    if not cluster:
        return f"sqlite:///{folder / 'test.sqlite3'}"
    return _one_more(cluster, "template1")


def _one_more(cluster: str, like: str) -> str:
    import psycopg

    name = f"concurrent_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"'.encode())
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


def copied_to(folder: Path, surroundings: dict[str, str]) -> dict[str, str]:
    """The environment of a copy of an installation on which nobody works; the folder must not be there yet."""
    office, address = Path(surroundings["MINGJIAN_DATA"]), surroundings["DATABASE_URL"]
    shutil.copytree(office.parent, folder)
    copied = surroundings | {"MINGJIAN_DATA": str(folder / office.name)}
    cluster = os.environ.get("MINGJIAN_TEST_DATABASE_URL", "")
    if cluster:
        return copied | {"DATABASE_URL": _one_more(cluster, _name_in(address))}
    return copied | {"DATABASE_URL": f"sqlite:///{folder / 'test.sqlite3'}"}


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of an installation that is up to date and empty; `copied_to` gives each test one of its own.

    To bring a database up to date takes as long as most tests that need one, so it is done once.
    """
    environment = surroundings_in(tmp_path_factory.mktemp("migrated"))
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    assert (
        subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout == b""
    )
    return environment


def _name_in(address: str) -> str:
    return address.split("?", maxsplit=1)[0].rsplit("/", maxsplit=1)[-1]
