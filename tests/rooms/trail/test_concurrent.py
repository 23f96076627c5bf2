"""Several processes write at once: each entry follows exactly one other, and nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.project import ROOT
from tests.processes import copied_to

WRITERS, EACH = 3, 15
COUNT = """
import django; django.setup()
from bureau.trail.verify import verify
found = verify()
print(found.entries, found.rows, len(found.discrepancies))
"""


def finished(program: subprocess.Popen[str]) -> str:
    """What a program said, once it has ended well."""
    said, _ = program.communicate()
    assert program.returncode == 0
    return said


@pytest.mark.full
@pytest.mark.db
@pytest.mark.loopback
def test_writers_take_turns(tmp_path: Path, migrated: dict[str, str]) -> None:
    environment = copied_to(tmp_path / "copy", migrated)

    def start(*command: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *command], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
        )

    writers = [start("-m", "tests.rooms.trail.writing", f"writer{n}", str(EACH)) for n in range(WRITERS)]
    assert [finished(writer) for writer in writers] == [""] * WRITERS
    told = finished(start("-c", COUNT))
    assert told.split() == [str(WRITERS * EACH), str(WRITERS * EACH), "0"]
