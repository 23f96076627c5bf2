"""The honest sample has no contradiction, the planted one has those it says, and only in the faulty bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from screener import screen
from screener.ledger import sample
from screener.ledger.sample import cast, write_sample
from screener.ledger.sample.season import ENDED_ON
from tests.screener.naive import NAIVE_RULES, naive_hits
from tests.screener.screening import SAMPLED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screener.naive import Key, Tables

#: Rules whose tables the sample has.
ALL_RULES = {rule for rule, (_, needs, _) in NAIVE_RULES.items() if not set(needs) - set(SAMPLED)}


def written(folder: Path) -> Tables:
    """The tables of a Parquet ledger as plain rows."""
    return {name: pq.read_table(folder / f"{name}.parquet").to_pylist() for name in SAMPLED}


def naive(tables: Tables) -> dict[str, set[Key] | None]:
    """The naive hits of the rules whose tables the sample has; the others do not run."""
    found = naive_hits(tables)
    assert all(found.pop(rule) is None for rule in set(NAIVE_RULES) - ALL_RULES)
    return found


def engine_hits(ledger: Path, out: Path) -> dict[str, set[Key]]:
    """rule -> the engine's hits as (report_id, result_id)."""
    screen(ledger, out, rules=sorted(ALL_RULES))
    hits: dict[str, set[Key]] = {rule: set() for rule in ALL_RULES}
    for hit in pq.read_table(out / "hits.parquet").to_pylist():
        hits[hit["rule"]].add((hit["report_id"], hit["result_id"]))
    return hits


def faulty_usccs(tables: Tables) -> set[str]:
    """The bodies with faults are those whose certificate ends with the season."""
    rows = tables["certificates"] or []
    return {
        row["uscc"] for row in rows if row["ended_on"] and (row["ended_on"].toordinal() - 719_163) == ENDED_ON
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_an_honest_sample_has_no_contradiction_by_the_naive_rules(tmp_path: Path, seed: int) -> None:
    planted = write_sample(
        tmp_path, results=2500, institutions=8, seed=seed, planted=False, file_format="parquet"
    )
    assert planted == {rule: [] for rule in ALL_RULES}
    assert naive(written(tmp_path)) == {rule: set() for rule in ALL_RULES}


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
@pytest.mark.parametrize("seed", [1, 7])
def test_an_honest_sample_has_no_contradiction_by_the_engine(
    tmp_path: Path, seed: int, file_format: str
) -> None:
    write_sample(tmp_path / "ledger", seed=seed, planted=False, file_format=file_format)
    assert engine_hits(tmp_path / "ledger", tmp_path / "out") == {rule: set() for rule in ALL_RULES}


def test_many_small_honest_bodies_have_no_contradiction(tmp_path: Path) -> None:
    write_sample(tmp_path / "ledger", results=60_000, institutions=120, planted=False, file_format="parquet")
    assert engine_hits(tmp_path / "ledger", tmp_path / "out") == {rule: set() for rule in ALL_RULES}


@pytest.mark.parametrize("planted", [False, True])
def test_a_giant_body_is_drawn_in_several_branches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, planted: bool
) -> None:
    monkeypatch.setattr(cast, "BRANCH_RESULTS", 2_000)
    monkeypatch.setattr(cast, "CHUNK_RESULTS", 3_000)
    told = write_sample(
        tmp_path / "ledger", results=30_000, institutions=1, planted=planted, file_format="parquet"
    )
    assert pq.read_table(tmp_path / "ledger" / "institutions.parquet").num_rows == 1
    found = engine_hits(tmp_path / "ledger", tmp_path / "out")
    if planted:
        assert {rule: set(ids) - found[rule] for rule, ids in told.items()} == {
            rule: set() for rule in ALL_RULES
        }
        assert all(told.values())
    else:
        assert found == {rule: set() for rule in ALL_RULES}


def test_what_is_planted_is_hit_by_the_naive_rules(tmp_path: Path) -> None:
    told = write_sample(tmp_path, results=3000, institutions=6, file_format="parquet")
    found = naive(written(tmp_path))
    assert all(told.values())
    assert {rule: set(ids) - (found[rule] or set()) for rule, ids in told.items()} == {
        rule: set() for rule in ALL_RULES
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_thirty_thousand_results_hold_six_faults_of_every_rule_in_a_quarter_of_the_bodies(
    tmp_path: Path, seed: int
) -> None:
    told = write_sample(tmp_path / "ledger", seed=seed, file_format="parquet")
    found = engine_hits(tmp_path / "ledger", tmp_path / "out")
    assert {rule: len(ids) >= 6 for rule, ids in told.items()} == dict.fromkeys(ALL_RULES, True)
    assert {rule: set(ids) - found[rule] for rule, ids in told.items()} == {rule: set() for rule in ALL_RULES}

    tables = written(tmp_path / "ledger")
    faulty = faulty_usccs(tables)
    assert len(faulty) == 3
    body = {row["report_id"]: row["uscc"] for row in tables["reports"] or []}
    assert {body[report] for ids in found.values() for report, _ in ids} == faulty
    assert sum(map(len, found.values())) < 0.03 * len(tables["results"] or [])


def test_a_large_ledger_has_few_faults() -> None:
    branches = cast.draw_branches(10_000_000, 2_000, 1, planted=True)
    quota = sample.Quota(branches, 10_000_000)
    assert quota.faults == 100
    assert sum(branch.institution.faulty for branch in branches) == 43
    assert sum(branch.results for branch in branches) == pytest.approx(10_000_000, rel=0.001)
