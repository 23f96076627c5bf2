"""The tutorial shows what the journey in a browser sees, no more and no less, and begins with the same ledger."""

from __future__ import annotations

import re

import pytest

from tests.house.project import ROOT, has_chinese, read

TUTORIAL = "docs/tutorial/from-roster-to-closed-problem.md"
JOURNEY = ("tests/journeys/founding.py", "tests/journeys/test_thin_path.py")
MOST_BYTES = 120_000


def shown() -> list[str]:
    return re.findall(r"\]\(\.\./pictures/(tutorial/[\w-]+\.png)\)", read(TUTORIAL))


def test_each_picture_is_one_that_the_journey_takes_and_they_stand_in_its_order() -> None:
    taken = re.findall(r"photograph\(\w+, \"(tutorial/[\w-]+\.png)\"\)", "".join(map(read, JOURNEY)))
    assert shown() == sorted(taken)
    assert len(set(taken)) == len(taken) > 10


@pytest.mark.parametrize("picture", shown())
def test_each_picture_is_there_and_small(picture: str) -> None:
    assert 0 < (ROOT / "docs" / "pictures" / picture).stat().st_size <= MOST_BYTES


def test_every_step_is_told_in_both_languages() -> None:
    steps = re.split(r"^## ", read(TUTORIAL), flags=re.MULTILINE)
    assert len(steps) > 10
    for step in steps:
        prose = re.sub(r"```.*?```", "", step, flags=re.DOTALL)
        assert has_chinese(prose), step
        assert len(re.findall(r"\b[a-z]{3,}\b", prose)) > 10, step


def test_the_readme_leads_to_it() -> None:
    assert f"]({TUTORIAL})" in read("README.md")


def test_its_reader_makes_the_ledger_that_the_journey_hands_in() -> None:
    asked = dict(re.findall(r"--(results|institutions|seed) (\d+)", read(TUTORIAL)))
    source = read("tests/rooms/screening/ledgers.py")
    (line,) = re.findall(r"^def sample\(.*$", source, re.MULTILINE)
    assert {name: f"{name}: int = {number}" in line for name, number in asked.items()} == dict.fromkeys(
        ("results", "institutions", "seed"), True
    ), line
