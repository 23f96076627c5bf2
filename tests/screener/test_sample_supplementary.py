"""The sample's supplementary tables, hand-in and reference: no hit in honest ones, those told in planted ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet as pq
from click.testing import CliRunner

from screener import screen
from screener.commands import cli
from screener.ledger.sample import write_sample
from screener.ledger.sample.supplementary import FURTHER_FAULTS
from screener.ledger.tables import TABLES
from screener.rules import RULES
from screener.wholes import WHOLES
from tests.screener.naive import NAIVE_RULES, naive_hits

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screener.naive import Key, Tables


def naive(folder: Path) -> dict[str, set[Key]]:
    """The hits of every rule over reports and results by the naive reading; all of them run."""
    tables: Tables = {name: pq.read_table(folder / f"{name}.parquet").to_pylist() for name in TABLES}
    return {rule: hits or set() for rule, hits in naive_hits(tables).items()}


def engine(folder: Path, out: Path) -> dict[str, set[Key]]:
    """All contradictions by the engine; those of the reference in a run of their own, since its word would count."""
    reports = {
        row["report_id"]: row["uscc"]
        for row in pq.read_table(folder / "ledger" / "reports.parquet").to_pylist()
    }
    beside = folder / "beside"
    screen(
        folder / "ledger", out / "own", earlier=[beside / "earlier"], rules=[*RULES, *WHOLES], evidence=False
    )
    screen(folder / "ledger", out / "register", reference=beside / "reference", rules=["reference.disagrees"])
    found: dict[str, set[Key]] = {rule: set() for rule in (*RULES, *WHOLES)}
    for run in ("own", "register"):
        for hit in pq.read_table(out / run / "hits.parquet").to_pylist():
            about = hit["parameter"] or hit["instrument_id"] or hit["person_id"] or ""
            of_register = hit["rule"] in WHOLES
            key = (hit["uscc"], about) if of_register else (hit["report_id"], hit["result_id"])
            assert of_register or reports[hit["report_id"]] == hit["uscc"]
            found[hit["rule"]].add(key)
    return found


def test_an_honest_ledger_has_no_contradiction_by_either_reading(tmp_path: Path) -> None:
    told = write_sample(
        tmp_path / "ledger", results=900, institutions=6, seed=2, planted=False, file_format="parquet",
        supplementary=True, beside=tmp_path / "beside",
    )  # fmt: skip
    assert told == {rule: [] for rule in (*RULES, *WHOLES)}
    assert naive(tmp_path / "ledger") == {rule: set() for rule in NAIVE_RULES}
    assert engine(tmp_path, tmp_path / "out") == {rule: set() for rule in (*RULES, *WHOLES)}


def test_what_is_planted_is_hit_in_faulty_institutions_only(tmp_path: Path) -> None:
    told = write_sample(
        tmp_path / "ledger", results=2400, institutions=9, seed=3, file_format="parquet",
        supplementary=True, beside=tmp_path / "beside",
    )  # fmt: skip
    assert set(told) == {*RULES, *WHOLES}
    assert [rule for rule, rows in told.items() if not rows] == []
    found = engine(tmp_path, tmp_path / "out")
    assert {rule: set(rows) - found[rule] for rule, rows in told.items()} == {rule: set() for rule in told}
    owners = {
        row["report_id"]: row["uscc"]
        for row in pq.read_table(tmp_path / "ledger" / "reports.parquet").to_pylist()
    }
    guilty = {owners.get(whose, whose) for rows in told.values() for whose, _ in rows}
    assert len(guilty) == 3
    assert {owners.get(str(whose), whose) for rows in found.values() for whose, _ in rows} == guilty


def test_what_is_planted_is_hit_by_the_naive_reading(tmp_path: Path) -> None:
    told = write_sample(
        tmp_path, results=900, institutions=6, seed=3, file_format="parquet", supplementary=True
    )
    read = naive(tmp_path)
    assert sum(bool(told[rule]) for rule in FURTHER_FAULTS) > 12
    assert {rule: set(told[rule]) - read.get(rule, set()) for rule in FURTHER_FAULTS} == {
        rule: set() for rule in FURTHER_FAULTS
    }


def test_further_faults_leave_the_twelve_tables_believable_and_the_other_faults_where_they_were(
    tmp_path: Path,
) -> None:
    plain = write_sample(tmp_path / "plain", results=3000, institutions=6, seed=4)
    more = write_sample(tmp_path / "more", results=3000, institutions=6, seed=4, supplementary=True)
    assert {rule: more[rule] for rule in plain} == plain
    for name in ("reports", "institutions", "scope", "calibrations", "authorisations", "methods"):
        assert (tmp_path / "plain" / f"{name}.csv").read_bytes() == (
            tmp_path / "more" / f"{name}.csv"
        ).read_bytes()
    assert {path.stem for path in (tmp_path / "more").glob("*.csv")} == set(TABLES)


def test_the_command_writes_them_unless_told_otherwise(tmp_path: Path) -> None:
    small = ["ledger", "sample", "--results", "300", "--institutions", "2", "--out"]
    for name, options, expected in (
        ("usual", ["--beside", str(tmp_path / "beside")], True),
        ("plain", ["--no-supplementary"], False),
    ):
        assert CliRunner().invoke(cli, [*small, str(tmp_path / name), *options]).exit_code == 0
        assert (tmp_path / name / "attendance.csv").exists() is expected
    assert {path.name for path in (tmp_path / "beside").iterdir()} == {"earlier", "reference"}
