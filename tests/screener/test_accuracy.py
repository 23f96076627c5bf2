"""A small market of fixed seeds: who invents is found, hardly anybody honest named; figures, page and words agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bench.accuracy.fabricators import KINDS, fabricate
from bench.accuracy.ledger import credit_code, market, write
from bench.accuracy.market import honest
from bench.accuracy.measuring import auroc, seed_of
from bench.accuracy.page import PAGE, draw, figures
from screener.measures import ANOMALIES
from screener.rules import RULES
from screener.wholes import WHOLES
from screener.wording.accuracy import accuracy_of
from tests.screener.screening import read

if TYPE_CHECKING:
    from pathlib import Path

#: The kinds that a market of this size is large enough for; digits of counts and limits need more reports.
FOUND = [
    kind for kind in KINDS if kind not in ("invented counts", "moved inside the limit", "random numbers")
]


def test_who_invents_is_found_and_hardly_anybody_else_is_named(tmp_path: Path) -> None:
    chance = np.random.default_rng(11)
    labs = [honest(chance, number, 400) for number in range(44)]
    for place, kind in enumerate(FOUND):
        fabricate(chance, labs[4 * place], kind)
    write(labs, tmp_path / "ledger")
    rules = read(tmp_path)
    named = {lab.kind: rules.get(credit_code(lab.number), set()) for lab in labs if lab.kind}
    assert {kind for kind in FOUND if KINDS[kind][0] in named[kind]} == set(FOUND)
    assert (
        sum(credit_code(lab.number) in rules for lab in labs if not lab.kind) <= 2
    )  # of 34; the page has the share


def test_seeds_come_of_the_commit() -> None:
    assert seed_of("a" * 40, 1) == seed_of("a" * 12, 1)
    assert len({tuple(seed_of(commit, 1)) for commit in ("abc", "abd", "")}) == 3
    first, again = (market(seed_of("abc", 1), 10, 30, 0) for _ in range(2))
    assert all(np.array_equal(a.values[0], b.values[0]) for a, b in zip(first, again, strict=True))
    assert sorted(lab.kind for lab in first if lab.kind) == sorted(list(KINDS)[:2])


def test_area_under_the_curve() -> None:
    assert auroc([3, 2], [1, 0]) == 1
    assert auroc([1], [1, 0, 2, 1]) == 0.5


def test_page_and_figures_agree() -> None:
    assert PAGE.read_text(encoding="utf-8") == draw(figures()), "run `make accuracy`"


@pytest.mark.parametrize(
    "rule", [rule for part in ("sizes", "contradictions") for rule in figures()[part][0]["rules"]]
)
def test_every_rule_says_how_well_it_does(rule: str) -> None:
    assert rule in RULES or rule in WHOLES or rule in ANOMALIES
    told = accuracy_of(rule)
    assert told is not None
    sizes = [
        one["rules"][rule]
        for one in [*figures()["sizes"], *figures()["contradictions"]]
        if rule in one["rules"]
    ]
    assert sum(one["planted"] for one in sizes) > 0
    assert figures()["commit"] in told.zh
    assert figures()["drawn_on"] in told.en
    assert accuracy_of("rule.to_come") is None
