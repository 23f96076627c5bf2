"""Small changes to the code of the rules, one at a time, are noticed by the drawn tables and by the evidence."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
COPIED = ("screener", "tests", "scripts", "docs", "pyproject.toml", "README.md")
# The 43rd, 83rd, 143rd … mutant of every function: those with most to go wrong; `make mutants` runs them all.
SAMPLE = ("screener.rules.*__mutmut_*[48]3",)
BAR = 0.85


def mutmut(folder: Path, *arguments: str) -> None:
    """Run it on a copy of the project: it writes beside the sources, and other tests run here at the same time."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("COV_", "PYTEST_"))
    }
    command = [str(Path(sys.executable).parent / "mutmut"), *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


@pytest.mark.full
@pytest.mark.timeout(1200)
def test_a_sample_of_mutants_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder)
    mutmut(folder, "run", "--max-children", "2", *SAMPLE)
    mutmut(folder, "export-cicd-stats")
    figures = json.loads((folder / "mutants" / "mutmut-cicd-stats.json").read_text(encoding="utf-8"))
    noticed = figures["killed"] + figures["timeout"] + figures["segfault"]
    missed = figures["survived"] + figures["suspicious"] + figures["no_tests"]
    assert noticed + missed > 40
    assert noticed / (noticed + missed) >= BAR, figures
