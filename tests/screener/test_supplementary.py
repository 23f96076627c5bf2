"""The supplementary tables at large: many rows beside a hit, rows that point nowhere, faults, and the workbook."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

from screener import Refused
from screener.ledger.filled.example import EXAMPLES
from screener.ledger.tables import TABLES
from screener.rules.files import pool
from tests.screener.drawing import read_cases
from tests.screener.filled import convert, filled_template
from tests.screener.ledgers import SCHEMA
from tests.screener.naive import NAIVE_RULES
from tests.screener.screening import Screened, screened
from tests.screener.supplementary import SUPPLEMENTARY, digest
from tests.screener.supplementary_proofs import SUPPLEMENTARY_CONDUCT, SUPPLEMENTARY_PROVES
from tests.screener.test_evidence import check

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screener.naive import Row, Tables

START = dt.datetime.fromisoformat("2022-03-01T08:00:00")
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)
MANY = 30
NAMES = [f"R{number:02d}" for number in range(MANY)]


def at(number: int) -> dt.datetime:
    """An instant for each number."""
    return START + number * MINUTE


def reports_and_results() -> Tables:
    """Thirty reports of one institution, each on a sample of its own with one result."""
    case = read_cases("raw.reused")[0].tables()
    report, result = (case["reports"] or [])[0], (case["results"] or [])[0]
    same = {"received_at": at(0), "issued_at": at(900), "signatory_id": "P1"}
    own = {"operator_id": "P1", "instrument_id": "I1"}
    return {
        "institutions": [row for row in case["institutions"] or [] if row["uscc"] == report["uscc"]],
        "reports": [
            report | same | {"report_id": name, "sample_no": f"Y{number}", "received_at": at(number)}
            for number, name in enumerate(NAMES)
        ],
        "results": [
            result
            | own
            | {"result_id": f"r-{name}", "report_id": name, "raw_record": f"W{number}"}
            | {"started_at": at(number) + MINUTE / 4, "ended_at": at(number) + MINUTE / 2}
            for number, name in enumerate(NAMES)
        ],
    }


def samples_and_files(code: str) -> Tables:
    """Sixty other samples, one chain that breaks late, many files of every record and one of all."""
    return {
        "samples": [
            {"uscc": code, "sample_no": f"Z{number}", "product": None, "disposed_at": None}
            | {"registered_at": at(number)}
            for number in range(-MANY, MANY)
        ],
        "sample_chain": [
            {"uscc": code, "sample_no": "Y0", "step": step, "handed_at": at(step)}
            | {"given_by": None, "taken_by": None}
            for step in range(1, 40)
            if step != 33
        ],
        "raw_files": [
            {"uscc": code, "raw_record": f"W{number}", "sha256": digest(text), "created_at": None}
            | {"modified_at": at(1000 + place)}
            for number in range(MANY)
            for place, text in enumerate(["(same)", *(f"({number}-{more})" for more in range(MANY - 5))])
        ],
    }


def crowd() -> Tables:
    """A ledger against which each supplementary table speaks with more than twenty rows."""
    found: Tables = dict.fromkeys(SCHEMA)
    found |= reports_and_results()
    found |= samples_and_files((found["reports"] or [])[0]["uscc"])
    return found | {
        "attendance": [
            {"person_id": "P1", "arrived_at": at(number) + away, "left_at": at(number) + away + MINUTE}
            for away in (-DAY, DAY)
            for number in range(MANY)
        ],
        "instrument_log": [
            {"instrument_id": "I1", "started_at": at(number), "ended_at": at(number), "sample_no": "other"}
            for number in range(-MANY, 2 * MANY)
        ],
        "vehicle_tests": [
            {"report_id": name, "vin": f"L{number // 10}AAA", "attempt": 1, "tested_at": at(number)}
            | {"cal_id": "CAL-01", "cvn": "1A2B", "rated_power": None, "registered_power": None}
            for number, name in enumerate(NAMES)
        ],
    }


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Screened, Tables]:
    tables = crowd()
    rules = list(SUPPLEMENTARY_CONDUCT)
    return screened(tmp_path_factory.mktemp("crowd"), tables, file_format="parquet", rules=rules), tables


def test_of_many_others_twenty_are_shown(crowded: tuple[Screened, Tables]) -> None:
    found, tables = crowded
    check(found, tables)
    many = {hit["rule"] for hit in found.hits if json.loads(hit["evidence"])["others_total"] > 20}
    assert many == {
        "sample.unregistered",
        "sample.chain_broken",
        "person.absent",
        "signatory.absent",
        "instrument.no_run",
        "raw.same_file",
        "raw.after_issue",
        "vehicle.shared_identity",
    }


def evidence_of(found: Screened, rule: str, report_id: str) -> dict[str, Any]:
    """The evidence of a rule's hit for a report."""
    texts = [hit["evidence"] for hit in found.hits if (hit["rule"], hit["report_id"]) == (rule, report_id)]
    evidence: dict[str, Any] = json.loads(texts[0])
    return evidence


def test_the_nearest_of_many_are_shown(crowded: tuple[Screened, Tables]) -> None:
    """Ten before and ten after, as far as there are so many; the break of a chain; the latest of the files."""
    found, _ = crowded
    beside = evidence_of(found, "sample.unregistered", "R07")["others"]
    assert [row["sample_no"] for row in beside] == [f"Z{number}" for number in range(-2, 18)]
    at_the_end = evidence_of(found, "sample.unregistered", "R29")["others"]
    assert [row["sample_no"] for row in at_the_end] == [f"Z{number}" for number in range(10, 30)]
    steps = [row["step"] for row in evidence_of(found, "sample.chain_broken", "R00")["others"]]
    assert steps == [*range(19, 33), *range(34, 40)]
    runs = [row["started_at"] for row in evidence_of(found, "instrument.no_run", "R07")["others"]]
    assert runs == [at(number).isoformat() for number in range(-2, 18)]
    days = [row["arrived_at"][:10] for row in evidence_of(found, "person.absent", "R00")["others"]]
    assert days == ["2022-03-02"] * 20  # the day before is of another month
    files = [row["modified_at"] for row in evidence_of(found, "raw.after_issue", "R00")["others"]]
    assert files == [at(1025 - place).isoformat() for place in range(20)]
    vehicles = evidence_of(found, "vehicle.shared_identity", "R15")["others"]
    assert vehicles[0]["report_id"] == "R15"
    assert [row["vin"] for row in vehicles[:7]] == [
        "L1AAA",
        "L0AAA",
        "L1AAA",
        "L2AAA",
        "L0AAA",
        "L1AAA",
        "L2AAA",
    ]


def test_of_one_record_behind_many_samples_the_others_are_still_found(tmp_path: Path) -> None:
    """A file of a record that fifty results cite, and of another that one cites: each is shown the other side."""
    tables = crowd()
    results = tables["results"] or []
    for row in results[:-1]:
        row["raw_record"] = "W0"
    found = screened(tmp_path, tables, file_format="parquet", rules=["raw.same_file"])
    check(found, tables)
    totals = {hit["report_id"]: json.loads(hit["evidence"])["others_total"] for hit in found.hits}
    assert totals == {f"R{number:02d}": 1 for number in range(MANY - 1)} | {"R29": MANY - 1}


def spoiled(evidence: dict[str, Any]) -> dict[str, Any]:
    """The same with every row beside it harmless."""
    return evidence | {"others": [], "others_total": 0}


BY_OTHERS = ("person.absent", "signatory.absent", "raw.same_file", "vehicle.changed_identity")


@pytest.mark.parametrize("rule", [rule for rule in SUPPLEMENTARY_PROVES if rule in BY_OTHERS])
def test_without_the_other_rows_nothing_follows(rule: str, tmp_path: Path) -> None:
    found = screened(tmp_path, read_cases(rule)[0].tables(), file_format="parquet", rules=[rule])
    evidence = next(json.loads(hit["evidence"]) for hit in found.hits)
    with pytest.raises((AssertionError, ValueError, IndexError)):
        assert SUPPLEMENTARY_PROVES[rule](spoiled(evidence))


def test_a_ledger_without_them_runs_the_other_rules_alone(tmp_path: Path) -> None:
    tables = read_cases("raw.reused")[0].tables()
    found = screened(tmp_path, tables, file_format="csv")
    assert set(SUPPLEMENTARY_CONDUCT) <= found.not_run()
    told = {entry["rule"]: entry["reason"] for entry in found.summary["not_run"]}
    assert told["sample.chain_broken"] == "absent table: sample_chain"
    assert {rule for rule, (_, needs, _) in NAIVE_RULES.items() if set(needs) & set(SUPPLEMENTARY)} == set(
        SUPPLEMENTARY_CONDUCT
    )


def test_rows_that_point_nowhere_are_counted(tmp_path: Path) -> None:
    tables = crowd() | {"people": [], "instruments": []}
    vehicles: list[Row] = tables["vehicle_tests"] or []
    tables["vehicle_tests"] = [*vehicles, vehicles[0] | {"report_id": "R-lost"}]
    found = screened(tmp_path, tables, file_format="csv", rules=["vehicle.shared_identity"])
    lost = {(row["table"], row["column"]): row["rows"] for row in found.summary["dangling"]}
    assert lost["vehicle_tests", "report_id"] == 1
    assert lost["attendance", "person_id"] == 2 * MANY
    assert lost["instrument_log", "instrument_id"] == 3 * MANY
    assert len(found.keys("vehicle.shared_identity")) == MANY


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("sample_chain", "step", 0),
        ("vehicle_tests", "attempt", 0),
        ("samples", "uscc", None),
        ("raw_files", "sha256", None),
        ("attendance", "arrived_at", None),
        ("vehicle_tests", "rated_power", float("inf")),
    ],
)
@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_what_breaks_the_format_is_refused(
    table: str, column: str, value: object, file_format: str, tmp_path: Path
) -> None:
    tables = crowd()
    rows: list[Row] = tables[table] or []
    tables[table] = [*rows[:3], rows[3] | {column: value}, *rows[4:]]
    with pytest.raises(Refused) as refused:
        screened(tmp_path, tables, file_format=file_format)
    named = [(fault.table, fault.row, fault.column) for fault in refused.value.faults]
    assert named == [(table, 4, column)]


@pytest.mark.parametrize("table", ["samples", "sample_chain", "raw_files", "vehicle_tests"])
def test_a_key_that_repeats_is_refused(table: str, tmp_path: Path) -> None:
    tables = crowd()
    rows: list[Row] = tables[table] or []
    tables[table] = [*rows, rows[0]]
    with pytest.raises(Refused) as refused:
        screened(tmp_path, tables, file_format="csv")
    assert [(fault.table, fault.row) for fault in refused.value.faults] == [(table, len(rows) + 1)]


def test_the_workbook_has_them_last_and_only_where_asked(tmp_path: Path) -> None:
    rows = {name: [EXAMPLES[name]] for name in ("institutions", "reports", "results", *SUPPLEMENTARY)}
    plain = convert(filled_template(tmp_path / "plain.xlsx", rows), tmp_path / "plain")
    assert sorted(plain) == ["institutions.csv", "reports.csv", "results.csv"]
    path = filled_template(tmp_path / "more.xlsx", rows, supplementary=True)
    found = convert(path, tmp_path / "more")
    assert set(found) - set(plain) == {f"{name}.csv" for name in SUPPLEMENTARY}
    for name in SUPPLEMENTARY:
        (row,) = found[f"{name}.csv"]
        said = {column: text.replace(" ", "T") for column, text in EXAMPLES[name].items()}
        assert {column: text.replace(" ", "T") for column, text in row.items() if text} == said
    last = [table.supplementary for table in TABLES.values()]
    assert last == sorted(last)


def test_of_rows_that_are_alike_some_stand_for_all() -> None:
    """Three of those alike in both ways, six alike in one, fifteen in all."""

    def never(row: int) -> int:
        return row

    def always(_row: int) -> int:
        return 1

    assert pool(range(50), (always, always), 3) == [0, 1, 2]
    assert pool(range(50), (always, never), 3) == [0, 1, 2, 3, 4, 5]
    assert pool(range(50), (never, never), 3) == list(range(15))
