"""Two officers answer the same items in the same moment: each item takes one answer, and the other hears of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.project import ROOT
from tests.processes import copied_to
from tests.rooms.trail.test_concurrent import finished

ITEMS = 8
COUNT = """
import django; django.setup()
from bureau.inspection.models import VisitItem
from bureau.trail.verify import verify
print(VisitItem.objects.answered().filter(version=2).count(), len(verify().discrepancies))
"""


@pytest.mark.full
@pytest.mark.db
@pytest.mark.loopback
def test_each_item_takes_one_answer(tmp_path: Path, migrated: dict[str, str]) -> None:
    environment = copied_to(tmp_path / "copy", migrated)

    def start(*command: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *command], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
        )

    program = ("-m", "tests.rooms.inspection.answering")
    assert finished(start(*program, "stage", str(ITEMS))) == ""
    both = [start(*program, "first", "explained"), start(*program, "second", "not_found")]
    taken = [int(finished(one)) for one in both]
    assert sum(taken) == ITEMS
    assert finished(start("-c", COUNT)).split() == [str(ITEMS), "0"]
