"""Cautions: which hits of the rules whose effect is a z weigh little by themselves, and where they are told."""

from __future__ import annotations

import datetime as dt
import json
import math
import random
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from screener.measures import ANOMALIES
from screener.measures.cautions import less_than_twofold, span_decades
from screener.wording.cautions import CAUTIONS, cautions_of
from tests.screener.ledgers import uscc
from tests.screener.odd_ledgers import START, Season
from tests.screener.screening import Screened, screened

if TYPE_CHECKING:
    from pathlib import Path

WIDE = "values_span_decades"
SMALL = "less_than_twofold"


def spread_over(tmp_path: Path, chance: random.Random, spreads: dict[str, float], **options: Any) -> Screened:
    """Twelve institutions whose samples spread alike, but the first, which has a spread for each of its methods."""
    season = Season.empty()
    for body in range(12):
        for _ in range(100):
            report = season.report(body)
            for method, own in spreads.items():
                value = round(chance.gauss(500, 10 * (own if body == 0 else 1)), 1)
                season.result(report, value, method=method)
    return screened(
        tmp_path, season.tables(), file_format="parquet", rules=["spread.unlike_peers"], **options
    )


def cautions(run: Screened, body: int = 0) -> list[str]:
    """What the one hit of an institution has."""
    [hit] = [hit for hit in run.hits if hit["uscc"] == uscc(body)]
    stated: list[str] = json.loads(hit["evidence"])["cautions"]
    return stated


@pytest.mark.parametrize(("times", "stated"), [(1.6, [SMALL]), (0.6, [SMALL]), (2.6, []), (0.4, [])], ids=str)
@pytest.mark.parametrize("compiled", ["0", "1"])
def test_a_difference_of_less_than_twofold(
    times: float, stated: list[str], compiled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGJIAN_COMPILED", compiled)
    chance = random.Random(3)  # noqa: S311 - test rows, not secrets
    assert cautions(spread_over(tmp_path, chance, {"M1": times})) == stated


def test_one_group_that_weighs_is_enough(tmp_path: Path) -> None:
    """A second method at twice the spread and more: the parameter's one hit has no caution."""
    chance = random.Random(4)  # noqa: S311 - test rows, not secrets
    assert cautions(spread_over(tmp_path / "a", chance, {"M1": 1.8, "M2": 0.3})) == []
    chance = random.Random(4)  # noqa: S311 - test rows, not secrets
    assert cautions(spread_over(tmp_path / "b", chance, {"M1": 1.8, "M2": 0.6})) == [SMALL]


@pytest.mark.parametrize("compiled", ["0", "1"])
def test_values_over_decades(compiled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A count over decades whose largest values make its spread; the same twelve times without them has none."""
    monkeypatch.setenv("MINGJIAN_COMPILED", compiled)
    chance, season = random.Random(5), Season.empty()  # noqa: S311 - test rows, not secrets
    for body in range(12):
        for number in range(60):
            wide = 60_000.0 if (body, number) == (0, 7) else round(math.exp(chance.gauss(3, 1.6)) + 1)
            season.result(season.report(body), wide, decimals=0)
            season.result(
                season.report(body), round(chance.gauss(0, 50 if body == 1 else 5), 1), parameter="mass"
            )
    run = screened(tmp_path, season.tables(), file_format="parquet", rules=["spread.unlike_peers"])
    assert {hit["parameter"] for hit in run.hits} == {"lead", "mass"}
    assert cautions(run, 0) == [WIDE]
    assert cautions(run, 1) == []  # about nought a standard deviation is no sign of decades


@pytest.mark.parametrize(("tests", "stated"), [(15, [SMALL]), (40, [])])
def test_workload(tests: int, stated: list[str], tmp_path: Path) -> None:
    season = Season.empty()
    for body in range(12):
        for day in range(30):
            for at in range(tests if body == 0 else 9 + (day + body) % 3):
                begun = START + dt.timedelta(days=day, minutes=at)
                season.result(season.report(body), 50.0, operator_id=f"{body}-A", started_at=begun)
    run = screened(tmp_path, season.tables(), file_format="parquet", rules=["workload.too_high"])
    assert cautions(run) == stated


def test_other_rules_have_none(tmp_path: Path) -> None:
    season, chance = Season.empty(), random.Random(6)  # noqa: S311 - test rows, not secrets
    for body in range(9):
        for _ in range(130):
            fails = chance.random() < (0 if body == 0 else 0.3)
            season.result(season.report(body, conclusion="fail" if fails else "pass"), 50.0)
    run = screened(tmp_path, season.tables(), file_format="parquet", rules=["passes.too_many"])
    [hit] = run.hits
    assert "cautions" not in json.loads(hit["evidence"])
    assert {name for name, one in ANOMALIES.items() if one.cautions} == {
        "spread.unlike_peers",
        "workload.too_high",
    }


def test_bounds() -> None:
    ratio = np.array([0.4999, 0.5, 0.5001, 1.0, 1.9999, 2.0, math.nan, math.inf])
    assert less_than_twofold(ratio).tolist() == [False, False, True, True, True, False, False, False]
    spread, size = np.array([1.5, 1.51, math.nan, 1.0]), np.array([1.0, 1.0, 1.0, 0.0])
    assert span_decades(spread, size).tolist() == [False, True, False, True]


def test_words() -> None:
    assert {name for one in ANOMALIES.values() for name in one.cautions} == set(CAUTIONS)
    assert cautions_of({"cautions": [SMALL, "unheard of", 3]}) == [CAUTIONS[SMALL]]
    assert cautions_of({}) == cautions_of({"cautions": "all"}) == []
