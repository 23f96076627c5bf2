"""Risk: what every family of anomalies adds, and whether those who invent stand before those who measure."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from screener.anomalies import Standing
from screener.measures import ANOMALIES
from screener.ranking import rank_institutions
from screener.rules import RULES
from screener.screening import Hit
from tests.screener.ledgers import uscc
from tests.screener.odd_ledgers import START, Season
from tests.screener.screening import screened

if TYPE_CHECKING:
    from pathlib import Path

PARAMETERS = ("congruent", "incongruent", "neutral", "errors")


def ranked(tmp_path: Path, season: Season) -> dict[str, dict[str, Any]]:
    """The institutions of a run by their code, terms read."""
    screened(tmp_path, season.tables(), file_format="parquet", rules=list(ANOMALIES))
    rows = pq.read_table(tmp_path / "out" / "institutions.parquet").to_pylist()
    return {row["uscc"]: row | {"terms": json.loads(row["terms"])} for row in rows}


def measured(season: Season, chance: random.Random, body: int, samples: int, spread: float) -> None:
    """An institution with its own level, whose samples differ by a spread (of the logarithm)."""
    level = chance.gauss(0, 0.03)
    for _ in range(samples):
        report, subject = season.report(body), chance.gauss(0, 1)
        for place, parameter in enumerate(PARAMETERS):
            value = (
                600 * 2.718281828 ** (level + spread * (0.7 * subject + 0.7 * chance.gauss(0, 1)))
                + 40 * place
            )
            season.result(report, round(value, 1), parameter=parameter)


def told_apart(risks: dict[bool, list[float]]) -> float:
    """The area under the ROC curve: how often an inventor's risk is above an honest institution's."""
    wins = [(bad > good) + (bad == good) / 2 for bad in risks[True] for good in risks[False]]
    return sum(wins) / len(wins)


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_invented_spreads_are_told_apart_by_risk_before_any_hit(tmp_path: Path, seed: int) -> None:
    """Twenty-five samples a fabricator, as in published studies: too few for most rules, and still in order."""
    chance = random.Random(seed)  # noqa: S311 - order of test rows, not secrets
    season = Season.empty()
    for body in range(21):
        measured(season, chance, body, chance.randint(40, 150), 0.18 * 2 ** chance.gauss(0, 0.1))
    for body in range(21, 28):
        away = chance.choice((-1, 1)) * chance.uniform(0.7, 1.6)
        measured(season, chance, body, 25, 0.18 * 2**away)
    risks: dict[bool, list[float]] = {True: [], False: []}
    for code, row in ranked(tmp_path, season).items():
        risks[code in {uscc(body) for body in range(21, 28)}].append(row["risk"])
    assert told_apart(risks) >= 0.93


def test_more_parameters_do_not_make_an_institution_worse(tmp_path: Path) -> None:
    """The mean over the groups, not their sum nor the greatest of ever more."""
    chance = random.Random(3)  # noqa: S311 - order of test rows, not secrets
    season = Season.empty()
    for body in range(24):
        for _ in range(40):
            report = season.report(body)
            for number in range(40 if body < 12 else 2):
                season.result(report, round(chance.gauss(50, 8), 1), parameter=f"P{number}")
    rows = ranked(tmp_path, season)
    wide, narrow = ([rows[uscc(body)]["risk"] for body in bodies] for bodies in (range(12), range(12, 24)))
    assert sum(wide) / 12 <= sum(narrow) / 12 * 1.3
    of = next(term for term in rows[uscc(0)]["terms"] if term["family"] == "spread")
    assert (of["term"], of["groups"], of["value"]) == ("anomalies", 40, pytest.approx(of["mean"], abs=1e-3))


def test_whoever_scatters_more_than_the_peers_is_not_suspected_of_copying(tmp_path: Path) -> None:
    """Replicates speak one way only: wide ones add nothing, close ones do."""
    chance = random.Random(5)  # noqa: S311 - order of test rows, not secrets
    season = Season.empty()
    for body in range(12):
        within = {0: 8.0, 1: 0.2}.get(body, 2.0)
        for _ in range(60):
            report, centre = season.report(body), chance.gauss(50, 8)
            for replicate in range(3):
                value = round(centre + chance.gauss(0, within), 2)
                season.result(report, value, 2, replicate=replicate + 1, started_at=START)
    rows = ranked(tmp_path, season)
    of = {body: {term["family"]: term for term in rows[uscc(body)]["terms"]} for body in (0, 1)}
    assert "replicates" not in of[0]
    assert of[1]["replicates"]["value"] == of[1]["replicates"]["z"] == 5.0


def test_of_two_values_of_one_family_the_greater_stands() -> None:
    """Numbers: one report contradicted, and gaps that stand out more."""
    hits = [Hit("h", "number.duplicate", "A", "R1", None, "{}")]
    reports = dict.fromkeys("ABCDEFGH", 5000)
    for strongest, term in ((5.0, "anomalies"), (0.1, "contradicted reports")):
        odd = {"number": {"A": Standing(groups=1, strongest=strongest)}}
        [first, *_] = rank_institutions(reports, hits, RULES, odd)
        [number] = [one for one in first.terms if one["family"] == "number"]
        assert (first.uscc, number["term"]) == ("A", term)


def test_terms_add_up_alike_whichever_is_added_first() -> None:
    """0.1 + 0.2 + 0.3 is more than 0.3 + 0.2 + 0.1 in doubles: whoever has both sums stands in order of name."""
    values = {"A": (0.3, 0.2, 0.1), "B": (0.1, 0.2, 0.3)}
    odd = {
        family: {name: Standing(groups=1, mean=some[at]) for name, some in values.items()}
        for at, family in enumerate(("digits", "spread", "values"))
    }
    found = rank_institutions({"A": 10, "B": 10}, [], RULES, odd)
    assert [(one.uscc, one.rank) for one in found] == [("A", 1), ("B", 2)]
    assert found[0].risk == found[1].risk


def test_at_most_sixty_peers_are_drawn_beside_a_group(tmp_path: Path) -> None:
    chance = random.Random(9)  # noqa: S311 - order of test rows, not secrets
    season = Season.empty()
    for body in range(66):
        for _ in range(25):
            season.result(season.report(body), round(chance.gauss(50, 0.4 if body == 0 else 8), 2), 2)
    run = screened(tmp_path, season.tables(), file_format="parquet", rules=["spread.unlike_peers"])
    [hit] = run.hits
    case = json.loads(hit["evidence"])
    assert (case["peers"], len(case["peers_points"])) == (65, 60)
