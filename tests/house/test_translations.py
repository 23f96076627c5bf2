"""Chinese is complete, and English is English: nothing a reader sees is missing in either language."""

from __future__ import annotations

import subprocess
import sys

from tests.house.project import ROOT


def test_no_translation_is_missing_or_out_of_date() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/messages.py", "check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
