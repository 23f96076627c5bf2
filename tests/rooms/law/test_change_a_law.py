"""What docs/how-to/change-a-law.md promises: change a period in one text file, and the test of that line says so."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from bureau.law.checking import check
from bureau.law.reading import TEXTS, read_book
from tests.house.project import ROOT, read

HOW_TO = "docs/how-to/change-a-law.md"


def run_the_test_of(period: str, texts: Path) -> subprocess.CompletedProcess[str]:
    """The command of the page, with the texts of a folder."""
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "tests/rooms/law/test_periods.py",
            "-k",
            period,
        ],
        cwd=ROOT,
        env=os.environ | {"MINGJIAN_LAW": str(texts)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TEXTS, tmp_path / "texts"))


def test_a_changed_period_fails_the_test_that_names_it(copy: Path) -> None:
    path = copy / "procedure.toml"
    text = path.read_text(encoding="utf-8")
    clue = text.index('"号" = "clue"')
    path.write_text(text[:clue] + text[clue:].replace("15个工作日", "10个工作日", 1), encoding="utf-8")
    assert check(read_book(copy)) == []
    done = run_the_test_of("clue", copy)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "FAILED tests/rooms/law/test_periods.py::test_period[clue-2022-05-16]" in done.stdout
    assert "10个工作日" in done.stdout


def test_an_unchanged_copy_passes_it(copy: Path) -> None:
    done = run_the_test_of("clue", copy)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_example_of_the_page_can_be_added_as_it_stands(copy: Path) -> None:
    """The page shows how a rule changed from a day on; put into a file, it fits."""
    examples = [dedent(one) for one in re.findall(r"```toml\n(.*?)```", read(HOW_TO), re.DOTALL)]
    assert len(examples) == 2
    path = copy / "procedure.toml"
    text = path.read_text(encoding="utf-8")
    old, new = examples[0].split("\n\n", maxsplit=1)
    begin = text.index('[["版本"."期限"]]\n"号" = "keep_evidence"')
    end = text.index("\n\n", begin)
    assert text[begin:end] == old.replace('"至" = 2026-12-31\n', "")
    path.write_text(text[:begin] + old + "\n\n" + new.rstrip() + text[end:], encoding="utf-8")
    assert check(read_book(copy)) == []
    (copy / "example.toml").write_text(examples[1], encoding="utf-8")
    assert check(read_book(copy)) == []
