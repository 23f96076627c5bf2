"""An interruption while an extension is loaded: it is neither lost nor taken for a fault of the extension."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from screener.commands import INTERRUPTED

# As extensions do while they are loaded: whatever they meet they print, and say that they failed.
EXTENSION = """
import os, time
try:
    os.kill(os.getpid(), {number})
    time.sleep(0.05)
except BaseException:
    raise ImportError("failed to import") from None
"""
PROGRAM = """
import sys, time
sys.path.insert(0, sys.argv[1])
from screener import commands

def work():
    import extension
    time.sleep(30)
    return 0, ""

commands._run = work
commands.main()
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_waits_until_an_import_is_done(number: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "extension.py").write_text(EXTENSION.format(number=int(number)), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, tmp_path], capture_output=True, text=True, check=False, timeout=25
    )
    assert (done.returncode, done.stderr) == (1, f"{INTERRUPTED}\n")


LATE = """
import os, sys
from pathlib import Path
from screener import commands
from screener.ledger.workplaces import replacing

def work():
    with replacing(Path(sys.argv[1]) / "out", lambda out: None) as folder:
        (folder / "done").touch()
    for number in commands.ENDING:
        os.kill(os.getpid(), number)
    return 0, "written"

commands._run = work
commands.main()
"""


def test_an_interruption_after_the_output_stands_changes_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LATE, tmp_path], capture_output=True, text=True, check=False, timeout=25
    )
    assert (done.returncode, done.stderr) == (0, "written\n")
    assert (tmp_path / "out" / "done").exists()
