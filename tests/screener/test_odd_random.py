"""Random ledgers: the engine's anomalies and the naive reading agree on outcomes, hits, effects, p and q values."""

from __future__ import annotations

import math
import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from screener.measures import ANOMALIES
from tests.screener.ledgers import as_read
from tests.screener.naive import Book
from tests.screener.naive.judging import NAIVE_ANOMALIES, judged, outcomes, speaks
from tests.screener.odd_ledgers import random_season
from tests.screener.screening import screened

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = range(10)
RULES = list(NAIVE_ANOMALIES)


def agree(tmp_path: Path, seed: int) -> Counter[tuple[str, str]]:
    """Compare both on one ledger; how often each rule gave each word."""
    chance = random.Random(seed)  # noqa: S311 - order of test rows, not secrets
    tables = as_read(random_season(chance), "parquet")
    ran = screened(
        tmp_path,
        tables,
        file_format="parquet",
        rules=RULES,
        bucket_rows=chance.choice((2_000, 100_000)),
    )
    said = {(row["rule"], row["uscc"]): (row["outcome"], row["tested"]) for row in ran.outcomes}
    met: Counter[tuple[str, str]] = Counter()
    for rule in RULES:
        groups = judged(tables, rule)
        wanted = outcomes(Book(tables), groups)
        assert {uscc: said[rule, uscc] for uscc in wanted} == wanted, rule
        met.update((rule, word) for word, _ in wanted.values())
        hits = {(row["uscc"], row["parameter"]): row for row in ran.hits if row["rule"] == rule}
        loud = [group for group in groups if speaks(group)]
        keys = {(group.uscc, group.kind[0] if len(group.kind) > 1 else None) for group in loud}
        assert set(hits) == keys, rule
        for (uscc, parameter), hit in hits.items():
            own = [group for group in loud if group.uscc == uscc and parameter in (None, group.kind[0])]
            told = [(None if math.isnan(group.effect) else group.effect, group.p, group.q) for group in own]
            assert any(
                [hit["effect"], hit["p_value"], hit["q_value"]] == pytest.approx(one, rel=1e-6, abs=1e-300)
                for one in told
            ), (rule, told, hit)
    return met


def test_every_anomaly_has_its_naive_twin() -> None:
    assert list(ANOMALIES) == RULES


@pytest.mark.parametrize("seed", SEEDS)
def test_the_engine_and_the_naive_reading_agree(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGJIAN_COMPILED", str(seed % 2))
    agree(tmp_path, seed)
