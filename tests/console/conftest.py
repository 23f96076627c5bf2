"""A folder of data and a database of its own for commands that run as processes of their own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house.project import ROOT
from tests.processes import surroundings_in

MINGJIAN = [sys.executable, "-c", "from screener.commands import main; main()"]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """The environment of an installation that is all new."""
    return surroundings_in(tmp_path) | {"MINGJIAN_LANG": "en"}


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
            timeout=250,
        )

    return run
