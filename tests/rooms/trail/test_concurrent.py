"""Several processes write at once: each entry follows exactly one other, and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from tests.house.project import ROOT

WRITERS, EACH = 3, 15
COUNT = """
import django; django.setup()
from bureau.trail.verify import verify
found = verify()
print(found.entries, found.rows, len(found.discrepancies))
"""


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


def finished(program: subprocess.Popen[str]) -> str:
    """What a program said, once it has ended well."""
    said, _ = program.communicate()
    assert program.returncode == 0
    return said


@pytest.mark.full
@pytest.mark.db
@pytest.mark.loopback
def test_writers_take_turns(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bureau.settings",
        "DATABASE_URL": fresh_database(tmp_path),
        "MINGJIAN_DATA": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }

    def start(*command: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *command], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
        )

    assert finished(start("manage.py", "migrate", "--verbosity", "0")) == ""
    writers = [start("-m", "tests.rooms.trail.writing", f"writer{n}", str(EACH)) for n in range(WRITERS)]
    assert [finished(writer) for writer in writers] == [""] * WRITERS
    told = finished(start("-c", COUNT))
    assert told.split() == [str(WRITERS * EACH), str(WRITERS * EACH), "0"]
