"""The version is said in three places and is the same in each."""

from __future__ import annotations

import re
import tomllib

import screener
from tests.house.project import read


def test_the_program_says_the_version_of_the_distribution() -> None:
    assert screener.__version__ == tomllib.loads(read("pyproject.toml"))["project"]["version"]


def test_the_changelog_begins_with_this_version() -> None:
    newest = re.search(r"^## (\d+\.\d+\.\d+)", read("CHANGELOG.md"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == screener.__version__
