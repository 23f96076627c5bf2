"""Random ledgers: the engine and the naive reading find the same hits and give the same outcomes."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from screener.run import ALL
from tests.screener.ledgers import as_read
from tests.screener.naive import NAIVE_RULES, Book, Mark, Tables, judge, naive_hits, naive_outcomes
from tests.screener.near import NEAR
from tests.screener.screening import Screened, screened
from tests.screener.strategies import Ledger, Shape, shapes

ENOUGH = 50


def compare(shape: Shape, tables: Tables, reference: Tables | None) -> Tables:
    """Screen the ledger in the files that the shape asks for; the tables as a reader sees them."""
    chance = None if shape.plain else Random(shape.seed)  # noqa: S311 - order of test rows, not secrets
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("MINGJIAN_COMPILED", str(int(shape.compiled)))
        found = screened(
            Path(folder),
            tables,
            file_format=shape.file_format,
            reference=reference,
            chance=chance,
            bucket_rows=shape.bucket_rows,
            rules=list(NAIVE_RULES),
        )
    read = as_read(tables, shape.file_format)
    expected = naive_hits(read, reference)
    lacking = {rule for rule, hits in expected.items() if hits is None}
    assert found.not_run() == lacking | (set(ALL) - set(NAIVE_RULES))
    for rule, hits in expected.items():
        keys = found.keys(rule)
        assert len(keys) == len(set(keys)), f"{rule}: a hit was written twice"
        assert set(keys) - (hits or set()) == set(), f"{rule}: not in the text"
        assert (hits or set()) - set(keys) == set(), f"{rule}: missed"
    compare_outcomes(found, read, reference)
    return read


def compare_outcomes(found: Screened, tables: Tables, reference: Tables | None) -> None:
    """What every institution is told by every rule, and the rows tested and hit."""
    outcomes, said = naive_outcomes(tables, reference), found.outcome()
    assert len(found.outcomes) == len(said), "an outcome was written twice"
    assert {key: said.get(key) for key in outcomes | said} == outcomes
    book = Book(tables, reference)
    rows: Counter[tuple[str, str, Mark | None]] = Counter()
    for rule in NAIVE_RULES:
        rows.update((rule, book.uscc_of(row), mark) for row, mark in judge(book, rule) or [])
    for row in found.outcomes:
        hits, clear = (rows[row["rule"], row["uscc"], mark] for mark in (Mark.HIT, Mark.CLEAR))
        assert (row["hits"], row["tested"]) == (hits, hits + clear), row
        assert bool(row["reason"]) is (row["outcome"] in {"not_applicable", "not_enough_data"}), row


def count(tally: Counter[tuple[str, str]], tables: Tables, reference: Tables | None) -> None:
    """Add the hits and near misses of every rule."""
    book = Book(tables, reference)
    for rule in NAIVE_RULES:
        for row, mark in judge(book, rule) or []:
            if mark is Mark.HIT:
                tally[rule, "hits"] += 1
            elif NEAR[rule](book, row):
                tally[rule, "near misses"] += 1


def agree(*, examples: int, reports: int) -> None:
    """So many ledgers of up to so many reports; every rule must have been met often enough."""
    tally: Counter[tuple[str, str]] = Counter()

    # The shape and its seed say all: shrinking them would take minutes and say no more.
    @settings(max_examples=examples, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(shape=shapes(reports=reports, institutions=9))
    def one(shape: Shape) -> None:
        ledger = Ledger(shape)
        tables, reference = ledger.tables(), ledger.reference()
        count(tally, compare(shape, tables, reference), reference)

    one()
    rarely = {
        (rule, what): tally[rule, what]
        for rule in NAIVE_RULES
        for what in ("hits", "near misses")
        if tally[rule, what] < ENOUGH
    }
    assert rarely == {}


def test_the_two_readings_agree() -> None:
    agree(examples=60, reports=90)


@pytest.mark.full
@pytest.mark.timeout(1200)
def test_the_two_readings_agree_at_length() -> None:
    agree(examples=40, reports=150)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(shape=shapes(reports=6, institutions=2), chance=st.randoms(use_true_random=False))
def test_the_two_readings_agree_on_a_few_rows(shape: Shape, chance: Random) -> None:
    ledger = Ledger(shape, chance)
    compare(shape, ledger.tables(), ledger.reference())


@pytest.mark.parametrize("seed", range(3))
def test_order_and_files_change_nothing(seed: int, tmp_path: Path) -> None:
    """Not the hits, not their identifiers, not a letter of the evidence."""
    shape = Shape(seed, 4, 80, 2, "parquet", frozenset(), frozenset(), None, plain=True)
    tables = Ledger(shape).tables()
    plain = screened(tmp_path / "plain", tables, file_format="parquet")
    shuffled = screened(
        tmp_path / "shuffled",
        tables,
        file_format="parquet",
        chance=Random(seed),  # noqa: S311 - order of test rows, not secrets
        bucket_rows=1,
        threads=2,
    )
    assert {hit["hit_id"]: hit for hit in plain.hits} == {hit["hit_id"]: hit for hit in shuffled.hits}
    assert plain.outcomes == shuffled.outcomes
