"""A folder of data and a database of its own for commands that run as processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house.project import ROOT
from tests.rooms.trail.test_concurrent import fresh_database

MINGJIAN = [sys.executable, "-c", "from screener.commands import main; main()"]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """The environment of an installation that is all new."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bureau.settings",
        "DATABASE_URL": fresh_database(tmp_path),
        "MINGJIAN_DATA": str(tmp_path / "office"),
        "MINGJIAN_LANG": "en",
        "PYTHONPATH": str(ROOT),
    }


@pytest.fixture
def mingjian(surroundings: dict[str, str]) -> Run:
    """Runs `mingjian …` there, to its end."""

    def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*MINGJIAN, *words],
            env={**surroundings, **more},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run
