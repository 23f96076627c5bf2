"""Anomalies at their thresholds, what their evidence proves, and what honest and invented ledgers give."""

from __future__ import annotations

import json
import math
import random
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from screener import screen
from screener.ledger.sample import write_sample
from screener.measures import ANOMALIES
from screener.measures.digits import BENFORD
from tests.screener.ledgers import uscc
from tests.screener.naive.clones import poisson
from tests.screener.odd_ledgers import START, Season, random_season
from tests.screener.screening import Screened, screened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULES = list(ANOMALIES)


def ran(tmp_path: Path, season: Season | dict[str, Any], **options: Any) -> Screened:
    """Screen for anomalies alone."""
    tables = season.tables() if isinstance(season, Season) else season
    return screened(tmp_path, tables, file_format="parquet", rules=RULES, **options)


def honest(season: Season, chance: random.Random, bodies: range, samples: int = 60) -> None:
    """Institutions that measure: three replicates of two parameters, one in five fails."""
    for body in bodies:
        for _ in range(samples):
            report = season.report(body, conclusion="fail" if chance.random() < 0.2 else "pass")
            centre = chance.gauss(50, 8)
            for replicate in range(3):
                value = round(centre + chance.gauss(0, 2), 1)
                cells: dict[str, Any] = {
                    "replicate": replicate + 1, "limit_high": 50.0, "operator_id": f"{body}-A",
                    "started_at": START.replace(day=chance.randint(1, 28)),
                }  # fmt: skip
                season.result(report, value, **cells)


def found_of(run: Screened) -> set[tuple[str, str]]:
    """The rules that speak, and of whom."""
    return {(hit["rule"], hit["uscc"]) for hit in run.hits}


def test_nobody_stands_out_among_honest_institutions(tmp_path: Path) -> None:
    season = Season.empty()
    honest(season, random.Random(1), range(12), 130)  # noqa: S311 - order of test rows, not secrets
    run = ran(tmp_path, season)
    assert run.hits == []
    clear = {row["rule"] for row in run.outcomes if row["outcome"] == "clear"}
    assert clear == set(RULES) - {"digits.first", "clones.near"}


def invented(rule: str) -> Callable[[random.Random, float], dict[str, Any]]:
    """How an institution of this rule writes one value about a sample's centre."""
    return {
        "digits.terminal": lambda chance, _: {"value": round(chance.gauss(50, 8)) + chance.choice((0.3, 0.7))},
        "replicates.too_alike": lambda chance, centre: {"value": round(centre + chance.gauss(0, 0.3), 1)},
        "spread.unlike_peers": lambda chance, _: {"value": round(50 + chance.gauss(0, 2), 1)},
        "values.recycled": lambda chance, _: {"value": chance.choice((48.7, 51.3, 49.9, 61.2, 44.4))},
        "limit.bunching": lambda _, centre: {"value": round(centre - 4 if 50 < centre < 55 else centre, 1)},
        "workload.too_high": lambda chance, centre: {
            "value": round(centre, 1), "started_at": START.replace(day=chance.randint(1, 28) // 1 % 2 + 1),
        },
    }[rule]  # fmt: skip


@pytest.mark.parametrize(
    "rule",
    ["digits.terminal", "replicates.too_alike", "spread.unlike_peers", "values.recycled", "limit.bunching"],
)
def test_invention_is_found(tmp_path: Path, rule: str) -> None:
    chance = random.Random(3)  # noqa: S311 - order of test rows, not secrets
    season = Season.empty()
    honest(season, chance, range(1, 13), 130)
    write = invented(rule)
    for _ in range(130):
        report, centre = season.report(0), chance.gauss(50, 8)
        for replicate in range(3):
            season.result(report, replicate=replicate + 1, **({"limit_high": 50.0} | write(chance, centre)))
    run = ran(tmp_path, season)
    assert (rule, uscc(0)) in found_of(run)
    assert {who for _, who in found_of(run)} == {uscc(0)}


def test_a_few_who_never_fail_and_are_always_busy_are_found(tmp_path: Path) -> None:
    chance = random.Random(4)  # noqa: S311 - order of test rows, not secrets
    season = Season.empty()
    honest(season, chance, range(1, 13), 130)
    for sample in range(150):
        report = season.report(0, conclusion="pass")
        for copy in range(12):
            day = START.replace(day=sample % 25 + 1)
            season.result(report, None, replicate=copy + 1, operator_id="0-A", started_at=day)
    run = ran(tmp_path, season)
    assert found_of(run) == {("passes.too_many", uscc(0)), ("workload.too_high", uscc(0))}
    assert all(hit["parameter"] is None for hit in run.hits)


def test_evidence_alone_gives_the_effect_again(tmp_path: Path) -> None:
    met = set()
    for seed in range(8):
        chance = random.Random(seed)  # noqa: S311 - order of test rows, not secrets
        for hit in ran(tmp_path / str(seed), random_season(chance)).hits:
            case = json.loads(hit["evidence"])
            assert computed(hit["rule"], case) == pytest.approx(
                (hit["effect"], hit["p_value"]), rel=1e-6, abs=1e-300
            )
            assert (case["effect"], case["p"], case["q"]) == (hit["effect"], hit["p_value"], hit["q_value"])
            assert case["q"] <= 0.01
            assert case["row"]["uscc"] == hit["uscc"]
            assert case["row"].get("parameter") == hit["parameter"]
            met.add(hit["rule"])
    assert met | {"clones.near"} == set(RULES)


def computed(rule: str, case: dict[str, Any]) -> tuple[float | None, float]:
    """Effect and p value from the evidence alone."""

    def tail(z: float) -> float:
        return math.erfc(z / math.sqrt(2)) / 2

    if rule.startswith("digits."):
        n, counts = case["n"], np.array(case["digits"])
        shares = np.full(10, 0.1) if rule == "digits.terminal" else BENFORD
        assert counts.sum() == n
        chi = float(((counts - n * shares) ** 2 / (n * shares)).sum())
        assert case["chi_square"] == pytest.approx(chi)
        w = math.sqrt(max(0, chi - 9) / n)
        return (w if rule == "digits.terminal" else float(np.abs(counts / n - shares).mean())), case["p"]
    if rule == "clones.near":
        mean = max(0.01, case["chance"])
        return case["pairs"] / mean, poisson(case["pairs"], mean)
    if rule in ("passes.too_many", "number.gaps"):
        share = case["fails" if rule == "passes.too_many" else "missing"] / case["n"]
        median = case["peers_median"]
        away = math.asin(math.sqrt(share)) - math.asin(math.sqrt(median))
        z = away / math.sqrt(1 / (4 * case["n"]) + case["tau_squared"])
        return share / median if median else None, tail(-z if rule == "passes.too_many" else z)
    away = math.log(case["statistic"]) - case["peers_log_median"]
    z = away / math.sqrt(case["peers_madn"] ** 2 + case["variance"])
    if rule == "spread.unlike_peers":
        return abs(z), 2 * tail(abs(z))
    if rule == "workload.too_high":
        return z, tail(z)
    return math.exp(away), tail(-z if rule == "replicates.too_alike" else z)


def word(run: Screened, rule: str, body: int = 0) -> tuple[str, str | None]:
    """The outcome of an institution and its reason."""
    return next(
        (row["outcome"], row["reason"])
        for row in run.outcomes
        if (row["rule"], row["uscc"]) == (rule, uscc(body))
    )


@pytest.mark.parametrize(
    ("rule", "least", "peers"),
    [
        ("digits.terminal", 300, 0),
        ("digits.first", 300, 5),
        ("replicates.too_alike", 30, 5),
        ("spread.unlike_peers", 20, 8),
        ("values.recycled", 100, 5),
        ("passes.too_many", 100, 8),
        ("workload.too_high", 20, 8),
    ],
)
def test_minimum_counts(tmp_path: Path, rule: str, least: int, peers: int) -> None:
    """One sample fewer, or one peer fewer, is not enough data, and the reason says which group and why."""

    def season(count: int, bodies: int) -> Season:
        made, chance = Season.empty(), random.Random(6)  # noqa: S311 - order of test rows, not secrets
        for body in range(bodies):
            for sample in range(count if body == 0 else least):
                report = made.report(body, conclusion=("pass", "fail")[sample % 2])
                for replicate in range(2 if rule == "replicates.too_alike" else 1):
                    value = round(10 ** chance.uniform(1.1, 5.9), 1)
                    day = START.replace(month=1 + sample // 28 % 12, day=sample % 28 + 1)
                    made.result(report, value, replicate=replicate + 1, operator_id=f"{body}", started_at=day)
        return made

    assert word(ran(tmp_path / "enough", season(least, peers + 1)), rule)[0] in ("clear", "hit")
    said, reason = word(ran(tmp_path / "few", season(least - 1, peers + 1)), rule)
    assert said == "not_enough_data"
    assert reason is not None
    assert f"fewer than {least}" in reason
    assert ("food" if rule in ("passes.too_many", "workload.too_high") else "lead · M1 · 1") in reason
    if peers:
        said, reason = word(ran(tmp_path / "lonely", season(least, peers)), rule)
        assert (said, reason and f"fewer than {peers} peers" in reason) == ("not_enough_data", True)


def test_what_an_institution_does_not_do_is_not_applicable(tmp_path: Path) -> None:
    season = Season.empty()
    season.result(season.report(0), None)
    season.report(1)
    season.result(season.report(2), 50.0)
    run = ran(tmp_path, season)
    said = {(row["rule"], row["uscc"]): row["outcome"] for row in run.outcomes}
    nothing = "not_applicable"
    assert {rule for rule in RULES if said[rule, uscc(1)] != nothing} == {"number.gaps"}
    assert {rule for rule in RULES if said[rule, uscc(0)] != nothing} == {"workload.too_high", "number.gaps"}
    assert {rule for rule in RULES if said[rule, uscc(2)] == nothing} == {
        "replicates.too_alike", "limit.bunching", "passes.too_many",
    }  # fmt: skip
    assert {row["tested"] for row in run.outcomes} == {0}


def test_values_that_do_not_differ_cannot_be_compared(tmp_path: Path) -> None:
    season = Season.empty()
    honest(season, random.Random(7), range(1, 12))  # noqa: S311 - order of test rows, not secrets
    for _ in range(40):
        season.result(season.report(0), 50.0)
    said, reason = word(ran(tmp_path, season), "spread.unlike_peers")
    assert (said, reason) == ("not_enough_data", "groups not tested: values all the same: lead · M1 · 1")


def test_many_groups_are_named_in_part(tmp_path: Path) -> None:
    season = Season.empty()
    for number in range(8):
        season.result(season.report(0), 50.0, parameter=f"P{number}")
    _, reason = word(ran(tmp_path, season), "digits.first")
    assert reason == (
        "groups not tested: fewer than 300 values: "
        "P0 · M1 · 1, P1 · M1 · 1, P2 · M1 · 1, P3 · M1 · 1, P4 · M1 · 1 and 3 more"
    )


def test_one_hit_for_an_institution_and_parameter(tmp_path: Path) -> None:
    """Two groups of one parameter that both speak are one hit, told from its strongest."""
    chance = random.Random(8)  # noqa: S311 - order of test rows, not secrets
    season = Season.empty()
    for body in range(12):
        for _ in range(60):
            report = season.report(body)
            for method in ("M1", "M2"):
                spread = 8.0 if body else 0.5 if method == "M1" else 1.0
                season.result(report, round(chance.gauss(50, spread), 1), method=method)
    run = ran(tmp_path, season)
    [hit] = [hit for hit in run.hits if hit["rule"] == "spread.unlike_peers"]
    case = json.loads(hit["evidence"])
    assert (hit["uscc"], hit["parameter"], case["row"]["method"], case["groups_total"]) == (
        uscc(0),
        "lead",
        "M1",
        2,
    )
    assert [one["method"] for one in case["groups"]] == ["M2"]
    institutions = pq.read_table(tmp_path / "out" / "institutions.parquet").to_pylist()
    [first] = [row for row in institutions if row["rank"] == 1]
    assert first["uscc"] == uscc(0)
    terms = json.loads(first["terms"])
    [spread] = [term for term in terms if term["family"] == "spread"]
    assert (spread["term"], spread["value"], spread["z"], spread["groups"]) == ("anomalies", 5.0, 5.0, 2)
    assert (first["hits"], first["rate"]) == (len([one for one in run.hits if one["uscc"] == uscc(0)]), 0.0)


def test_an_honest_sample_has_no_anomaly(tmp_path: Path) -> None:
    write_sample(tmp_path / "ledger", seed=1, planted=False, file_format="parquet")
    summary = screen(tmp_path / "ledger", tmp_path / "out")
    assert summary["hits"] == 0
    assert {*RULES} <= {*summary["by_rule"]}


def test_an_institution_with_more_anomalies_has_its_reports_first(tmp_path: Path) -> None:
    """Of reports whose strongest contradiction is the same, those of the odder institution come first."""
    chance = random.Random(9)  # noqa: S311 - order of test rows, not secrets
    season = Season.empty()
    honest(season, chance, range(1, 12))
    for _ in range(60):
        season.result(season.report(12), round(chance.gauss(50, 0.5), 1))
    screened(tmp_path, season.tables(), file_format="parquet", rules=[*RULES, "signatory.unauthorised"])
    ledger = season.tables() | {"people": [], "authorisations": []}
    screened(tmp_path / "more", ledger, file_format="parquet", rules=[*RULES, "signatory.unauthorised"])
    reports = pq.read_table(tmp_path / "more" / "out" / "reports.parquet").to_pylist()
    assert {row["uscc"] for row in reports[:60]} == {uscc(12)}
    assert len(reports) == len(season.reports)


@pytest.mark.parametrize("compiled", ["0", "1"])
def test_operators_whose_days_lie_centuries_apart_are_counted_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiled: str
) -> None:
    """A table of all days would not fit: the kernel leaves it to NumPy."""
    monkeypatch.setenv("MINGJIAN_COMPILED", compiled)
    chance, season = random.Random(6), Season.empty()  # noqa: S311 - order of test rows, not secrets
    for body in range(10):
        for day in range(25):
            report = season.report(body)
            for _ in range(chance.randint(1, 3) * (9 if body == 0 else 1)):
                year = 2022 if day else chance.choice((1, 9000))
                at = START.replace(year=year, day=day + 1)
                season.result(report, None, operator_id=f"{body}-{day % 2}", started_at=at)
    run = ran(tmp_path, season)
    assert ("workload.too_high", uscc(0)) in found_of(run)
    [hit] = [hit for hit in run.hits if hit["rule"] == "workload.too_high"]
    case = json.loads(hit["evidence"])
    own = [row for row in season.results if row["operator_id"] in ("0-0", "0-1")]
    days = {(row["operator_id"], row["started_at"]) for row in own}
    assert (case["days"], case["tests"]) == (len(days), len(own))
