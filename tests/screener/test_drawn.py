"""Each rule's drawn tables, through the naive reading and through the engine, from CSV and from Parquet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scripts.draw_rules import PAGE, draw
from tests.screener.drawing import Case, read_cases
from tests.screener.ledgers import as_read
from tests.screener.naive import NAIVE_RULES, naive_hits, naive_outcomes
from tests.screener.screening import screened

if TYPE_CHECKING:
    from pathlib import Path

CASES = [
    pytest.param(case, file_format, id=f"{rule}-{number}-{file_format}")
    for rule in NAIVE_RULES
    for number, case in enumerate(read_cases(rule), start=1)
    for file_format in case.formats
]


@pytest.mark.parametrize("rule", NAIVE_RULES)
def test_a_specification_shows_hits_and_near_misses(rule: str) -> None:
    cases = read_cases(rule)
    assert sum(len(case.marks("hit")) for case in cases) >= 3
    assert sum(len(case.marks("near")) for case in cases) >= 6


@pytest.mark.parametrize(("case", "file_format"), CASES)
def test_the_naive_reading_marks_what_is_drawn(case: Case, file_format: str) -> None:
    tables, reference = as_read(case.tables(), file_format), case.tables(reference=True)
    assert (naive_hits(tables, reference)[case.rule] or set()) == case.marks("hit")
    outcomes = naive_outcomes(tables, reference)
    assert {uscc: outcomes[case.rule, uscc] for uscc in case.outcomes()} == case.outcomes()


def check_engine(case: Case, file_format: str, folder: Path) -> None:
    """Screen the case by its own rule alone: a change in the code of one rule is then seen by its own tables."""
    reference = case.tables(reference=True, as_written=True) if case.has_reference() else None
    tables = case.tables(as_written=True)
    found = screened(folder, tables, file_format=file_format, reference=reference, rules=[case.rule])
    keys = found.keys(case.rule)
    assert len(keys) == len(set(keys))
    assert set(keys) == case.marks("hit")
    outcomes = found.outcome()
    assert {uscc: outcomes[case.rule, uscc] for uscc in case.outcomes()} == case.outcomes()


@pytest.mark.parametrize(("case", "file_format"), CASES)
def test_the_engine_marks_what_is_drawn(case: Case, file_format: str, tmp_path: Path) -> None:
    check_engine(case, file_format, tmp_path)


@pytest.mark.parametrize("rule", NAIVE_RULES)
def test_the_compiled_kernels_mark_what_is_drawn(
    rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGJIAN_COMPILED", "1")
    for number, case in enumerate(read_cases(rule)):
        check_engine(case, case.formats[-1], tmp_path / str(number))


def test_the_page_of_the_rules_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == draw(), "run `make docs`"
