"""Gaps in report numbers: where everybody has them nobody is named, and prefixes that are shared do not count."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from screener.measures.gaps import value_of
from tests.screener.ledgers import uscc
from tests.screener.naive import Book
from tests.screener.naive.judging import judged, outcomes, speaks
from tests.screener.odd_ledgers import Season
from tests.screener.screening import Screened, screened

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

RULE = "number.gaps"


def numbered(*bodies: Iterable[str]) -> Season:
    """Institutions with reports of these numbers."""
    season = Season.empty()
    for body, numbers in enumerate(bodies):
        for number in numbers:
            season.report(body)
            season.reports[-1]["report_no"] = number
    return season


def said(tmp_path: Path, season: Season) -> Screened:
    return screened(tmp_path, season.tables(), file_format="csv", rules=[RULE])


def row(count: int, step: int = 0, prefix: str = "N-") -> list[str]:
    """So many numbers in a row, every so-manieth of which is left out."""
    return [
        f"{prefix}{number}" for number in range(1, count + 1) if not step or number % step or number == count
    ]


def test_who_leaves_out_far_more_than_others_is_named(tmp_path: Path) -> None:
    run = said(tmp_path, numbered(row(400, 5), *(row(200, 100) for _ in range(8))))
    [hit] = run.hits
    assert (hit["rule"], hit["uscc"], hit["parameter"], hit["report_id"]) == (RULE, uscc(0), None, None)
    case = json.loads(hit["evidence"])
    assert case["row"] == {"uscc": uscc(0)}
    assert (case["n"], case["missing"], case["peers"]) == (400, 79, 8)
    assert case["peers_median"] == pytest.approx(1 / 200)


def test_where_everybody_has_gaps_nobody_is_named(tmp_path: Path) -> None:
    run = said(tmp_path, numbered(*(row(400, 4 + body % 3) for body in range(9))))
    assert run.hits == []
    assert {one["outcome"] for one in run.outcomes} == {"clear"}


def test_a_share_below_two_in_a_hundred_names_nobody(tmp_path: Path) -> None:
    whole = [row(5000) for _ in range(8)]
    assert said(tmp_path / "below", numbered(row(5001, 53), *whole)).hits == []
    assert len(said(tmp_path / "above", numbered(row(5001, 48), *whole)).hits) == 1


def test_numbers_that_are_shared_do_not_count(tmp_path: Path) -> None:
    """A prefix that spans more than twice its numbers, or has fewer than twenty reports, is left out."""
    others = [row(200) for _ in range(8)]
    sparse = [f"N-{number}" for number in range(1, 400, 3)]
    [own] = [
        one for one in said(tmp_path / "sparse", numbered(sparse, *others)).outcomes if one["uscc"] == uscc(0)
    ]
    assert (own["outcome"], own["tested"]) == ("not_enough_data", 0)
    assert own["reason"] == "groups not tested: fewer than 100 numbers in a row of reports"
    few = row(100) + [f"M-{number}" for number in range(1, 39, 2)]
    [own] = [one for one in said(tmp_path / "few", numbered(few, *others)).outcomes if one["uscc"] == uscc(0)]
    assert (own["outcome"], own["tested"]) == ("clear", 100)
    twice = [f"N-{number}" for number in [*range(1, 100), 200]]
    [own] = [
        one for one in said(tmp_path / "twice", numbered(twice, *others)).outcomes if one["uscc"] == uscc(0)
    ]
    assert (own["outcome"], own["tested"]) == ("hit", 100)
    more = [f"N-{number}" for number in [*range(1, 100), 201]]
    [own] = [
        one for one in said(tmp_path / "more", numbered(more, *others)).outcomes if one["uscc"] == uscc(0)
    ]
    assert (own["outcome"], own["tested"]) == ("not_enough_data", 0)


def test_numbers_of_any_length(tmp_path: Path) -> None:
    """Beyond what a machine's number holds, and beyond what Python turns into a number at once."""
    long = "9" * 5000
    numbers = [f"N-{long}{number:03}" for number in range(300) if number % 4]
    run = said(tmp_path, numbered(numbers, *(row(200) for _ in range(8))))
    [hit] = run.hits
    case = json.loads(hit["evidence"])
    assert (case["n"], case["missing"]) == (299, 74)
    assert hit["effect"] is None
    assert value_of("0" * 4001 + "12") == 12


def test_too_few_peers_and_no_numbers_at_all(tmp_path: Path) -> None:
    run = said(tmp_path, numbered(row(400, 5), *(row(200) for _ in range(7)), ["A", "B"]))
    words = {one["uscc"]: (one["outcome"], one["reason"]) for one in run.outcomes}
    assert words[uscc(0)] == ("not_enough_data", "groups not tested: fewer than 8 peers")
    assert words[uscc(8)][0] == "not_applicable"


@pytest.mark.parametrize("seed", range(12))
def test_the_engine_and_the_naive_reading_agree(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311 - test rows, not secrets
    bodies = []
    for _ in range(chance.randint(8, 14)):
        share, numbers, number = (
            chance.choice((*(0.0, 0.01, 0.02) * 5, 0.3, 0.45)),
            [],
            chance.choice((1, 10**18 - 50)),
        )
        for _ in range(chance.choice((30, 90, 110, 150, 150))):
            number += 1 + sum(chance.random() < share for _ in range(2))
            numbers.append(f"{chance.choice(('N-', 'N-', 'N-', 'M-'))}{number}")
        bodies.append(numbers)
    season = numbered(*bodies)
    run = said(tmp_path, season)
    groups = judged(season.tables(), RULE)
    assert {hit["uscc"]: hit["p_value"] for hit in run.hits} == pytest.approx(
        {group.uscc: group.p for group in groups if speaks(group)}, rel=1e-6, abs=1e-300
    )
    words = {row["uscc"]: (row["outcome"], row["tested"]) for row in run.outcomes}
    assert words == outcomes(Book(season.tables()), groups)
