"""The drawn tables of rules over registers and hand-ins, through the naive reading and through the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from screener.rules import RULES
from screener.wholes import WHOLES as ENGINE
from tests.screener.drawing import Case, read_cases
from tests.screener.ledgers import as_read
from tests.screener.naive import NAIVE_RULES
from tests.screener.naive.book import Mark
from tests.screener.naive.wholes import WHOLES, About, Given, marked
from tests.screener.proofs_wholes import check
from tests.screener.screening import Screened, screened

if TYPE_CHECKING:
    from pathlib import Path

CASES = [
    pytest.param(case, file_format, id=f"{rule}-{number}-{file_format}")
    for rule in WHOLES
    for number, case in enumerate(read_cases(rule), start=1)
    for file_format in case.formats
]


def given(case: Case, file_format: str, *, as_written: bool = False) -> Given:
    """What a case gives a run."""
    tables = case.tables(as_written=as_written)
    reference = case.tables(reference=True, as_written=as_written) if case.has_reference() else None
    before = case.tables(earlier=True, as_written=as_written)
    if before["institutions"] is None:
        before["institutions"] = tables["institutions"]
    earlier = [before] if case.has_earlier() else []
    if not as_written:
        tables, earlier = as_read(tables, file_format), [as_read(one, file_format) for one in earlier]
    return Given(tables, reference, earlier)


def hits_of(found: Screened, rule: str) -> list[About]:
    """What the hits of a rule are about."""
    return [About(*(hit[name] for name in About._fields)) for hit in found.hits if hit["rule"] == rule]


def told(found: Screened) -> dict[tuple[str, str], tuple[str, int, int]]:
    """What every rule said of every institution, with the rows tested and hits."""
    return {
        (row["rule"], row["uscc"]): (row["outcome"], row["tested"], row["hits"]) for row in found.outcomes
    }


def test_no_rule_is_without_its_naive_reading() -> None:
    assert set(WHOLES) | set(NAIVE_RULES) == set(ENGINE) | set(RULES)
    assert not set(WHOLES) & set(NAIVE_RULES)


@pytest.mark.parametrize("rule", WHOLES)
def test_a_specification_shows_hits_and_near_misses(rule: str) -> None:
    cases = read_cases(rule)
    assert sum(len(case.about("hit")) for case in cases) >= 3
    assert sum(len(case.about("near")) for case in cases) >= 6


@pytest.mark.parametrize(("case", "file_format"), CASES)
def test_both_readings_mark_what_is_drawn(case: Case, file_format: str, tmp_path: Path) -> None:
    read = given(case, file_format)
    rows = marked(read, case.rule) or []
    drawn = {about for about, mark in rows if mark is Mark.HIT}
    assert drawn == case.about("hit")
    assert not drawn & case.about("near")
    written = given(case, file_format, as_written=True)
    found = screened(
        tmp_path,
        written.tables,
        file_format=file_format,
        reference=written.reference,
        earlier=written.earlier,
        rules=[case.rule],
    )
    hits = hits_of(found, case.rule)
    assert len(hits) == len(set(hits))
    assert set(hits) == case.about("hit")
    outcomes = found.outcome()
    assert {uscc: outcomes[case.rule, uscc] for uscc in case.outcomes()} == case.outcomes()
    check(found, read)
