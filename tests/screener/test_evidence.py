"""Each hit follows from its evidence alone, and the evidence says what the ledger says."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.screener.drawing import read_cases
from tests.screener.ledgers import SCHEMA, as_read
from tests.screener.naive import NAIVE_RULES, Book, Row, Tables
from tests.screener.proofs import PROVES, SHOWN
from tests.screener.proofs_procedures import COMPARED_PROCEDURES, CONDUCT_PROCEDURES
from tests.screener.screening import Screened, screened
from tests.screener.strategies import Ledger, Shape
from tests.screener.supplementary_proofs import (
    SUPPLEMENTARY_COMPARED,
    SUPPLEMENTARY_CONDUCT,
    SUPPLEMENTARY_KEYS,
)
from tests.screener.witnesses import STATED, WITNESSES

if TYPE_CHECKING:
    from pathlib import Path

KEYS = {
    "certificates": ("certificate_no",),
    "instruments": ("instrument_id",),
    "people": ("person_id",),
    "methods": ("method", "parameter"),
    "procedures": ("method", "parameter"),
    "prescribed_methods": ("product", "parameter", "method"),
    "environment_log": ("site_id", "at"),
    "reports": ("report_id",),
    "results": ("result_id",),
    **SUPPLEMENTARY_KEYS,
}
CONDUCT = {
    "scope.uncovered": "SCOPE",
    "certificate.not_in_force": "CERT",
    "method.superseded": "CHANGE",
    "instrument.uncalibrated": "U2",
    "instrument.double_booked": "F1",
    "instrument.elsewhere": "F1",
    "person.two_places": "F1",
    "person.not_employed": "F2",
    "signatory.unauthorised": "SIGN",
    "test.too_short": "F3",
    "sample.age": "F3",
    "dates.order": "F1",
    "items.missing": "F3",
    "raw.missing": "U4",
    "raw.reused": "F2",
    "results.copied": "F2",
    "number.duplicate": "F5",
    "number.backfilled": "F5",
    **SUPPLEMENTARY_CONDUCT,
    **CONDUCT_PROCEDURES,
}
IDENTITY = ("rule", "uscc", "report_id", "result_id", "parameter", "instrument_id", "person_id")
ALWAYS = {
    "results": ("result_id", "report_id", "report_no", "uscc", "site_id", "sample_no", "parameter", "method"),
    "reports": ("report_id", "report_no", "uscc", "site_id", "sample_no"),
}


COMPARED = {
    "scope.uncovered": "cma_marked started_at",
    "certificate.not_in_force": "cma_marked issued_at",
    "method.superseded": "started_at",
    "instrument.uncalibrated": "instrument_id started_at",
    "instrument.double_booked": "instrument_id started_at ended_at",
    "instrument.elsewhere": "instrument_id",
    "person.two_places": "operator_id started_at ended_at",
    "person.not_employed": "operator_id started_at",
    "signatory.unauthorised": "signatory_id domain issued_at",
    "test.too_short": "started_at ended_at",
    "sample.age": "sampled_on started_at",
    "dates.order": "received_at issued_at",
    "items.missing": "product",
    "raw.missing": "value decimals raw_record",
    "raw.reused": "raw_record",
    "results.copied": "product",
    "number.duplicate": "replaces received_at issued_at",
    "number.backfilled": "received_at",
    **SUPPLEMENTARY_COMPARED,
    **COMPARED_PROCEDURES,
}


def as_json(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    """A value of the ledger as evidence spells it."""
    return value.isoformat() if isinstance(value, dt.date) else value


def contradictions(shown: dict[str, Any], table: str, tables: Tables) -> list[str]:
    """Columns of a row shown that say otherwise than the ledger's row of the same key."""
    if table not in KEYS:
        return []
    rows: list[Row] = [
        row
        for row in tables[table] or []
        if all(as_json(row[column]) == shown[column] for column in KEYS[table])
    ]
    assert rows, f"{table} has no such row: {shown}"
    own = [column for column in SCHEMA[table] if column in shown]
    if any(all(as_json(row[column]) == shown[column] for column in own) for row in rows):
        return []
    return [column for column in own if as_json(rows[0][column]) != shown[column]]


def check(found: Screened, tables: Tables, reference: Tables | None = None) -> int:
    """Prove every hit; the number of them."""
    book = Book(tables, reference)
    rows = {row["result_id"]: row for row in book.results}
    for hit in found.hits:
        evidence = json.loads(hit["evidence"])
        rule, over = hit["rule"], NAIVE_RULES[hit["rule"]][0]
        assert (hit["grade"], hit["conduct"]) == ("contradiction", CONDUCT[rule])
        identity = "|".join(hit[column] or "" for column in IDENTITY)
        assert hit["hit_id"] == hashlib.sha256(identity.encode()).hexdigest()[:20]
        assert [hit[column] for column in ("effect", "p_value", "q_value")] == [None] * 3
        assert {*ALWAYS[over], *COMPARED[rule].split()} <= set(evidence["row"])
        assert evidence["row"]["report_id"] == hit["report_id"]
        assert evidence["row"].get("result_id") == hit["result_id"]
        assert len(evidence["others"]) == min(SHOWN, evidence["others_total"])
        assert contradictions(evidence["row"], over, tables) == []
        for other in evidence["others"]:
            assert other["table"] != over or set(COMPARED[rule].split()) <= set(other)
            assert reference or contradictions(other, other["table"], tables) == []
        row = book.report(hit["report_id"]) if over == "reports" else rows[hit["result_id"]]
        if rule in WITNESSES and row is not None:
            assert evidence["others_total"] == WITNESSES[rule](book, row), f"{rule}: {evidence}"
        if rule in STATED and row is not None:
            stated = STATED[rule](book, row)
            assert {name: evidence[name] for name in stated} == stated
        assert PROVES[rule](evidence), f"{rule} does not follow from {evidence}"
    return len(found.hits)


@pytest.mark.parametrize("rule", NAIVE_RULES)
def test_the_hits_of_the_drawn_tables_follow_from_their_evidence(rule: str, tmp_path: Path) -> None:
    for number, case in enumerate(read_cases(rule)):
        tables = case.tables()
        reference = case.tables(reference=True) if case.has_reference() else None
        file_format = case.formats[-1]
        found = screened(
            tmp_path / str(number), tables, file_format=file_format, reference=reference, rules=[rule]
        )
        check(found, as_read(tables, file_format), reference)


@pytest.mark.parametrize("seed", range(4))
def test_the_hits_of_random_ledgers_follow_from_their_evidence(seed: int, tmp_path: Path) -> None:
    shape = Shape(
        seed=seed,
        institutions=1 + 2 * seed,
        reports=120,
        pool=2,
        file_format=("csv", "parquet")[seed % 2],
        absent=frozenset(),
        reference=frozenset(),
        bucket_rows=None,
        plain=True,
    )
    tables = Ledger(shape).tables()
    found = screened(tmp_path, tables, file_format=shape.file_format, rules=list(NAIVE_RULES))
    assert check(found, as_read(tables, shape.file_format)) > 500


def crowd_rows(
    report: dict[str, Any], result: dict[str, Any]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Thirty reports under one number, on thirty samples at thirty sites, and their results."""
    instants = [dt.datetime.fromisoformat(f"2022-03-05T08:{number:02d}:00") for number in range(30)]
    same = {
        "report_no": "N-1",
        "domain": "food",
        "signatory_id": "P1",
        "received_at": instants[0],
        "issued_at": instants[29],
    }
    reports = [
        report | same | {"report_id": f"R{number:02d}", "sample_no": f"Y{number}", "site_id": f"S{number}"}
        for number in range(30)
    ]
    alike = {"instrument_id": "I1", "operator_id": "P1", "value": 1234.5, "decimals": 1, "printed": "1234.5"}
    results = [
        result
        | alike
        | {"result_id": f"r{number:02d}-{part}", "report_id": f"R{number:02d}", "parameter": f"p{part}"}
        | {"raw_record": f"W{part}", "ended_at": dt.datetime.fromisoformat("2022-03-06T08:00:00")}
        | {"started_at": instants[number] if part else instants[0] - dt.timedelta(days=1)}
        for number in range(30)
        for part in range(25 if number == 0 else 4)
    ]
    return reports, results


def crowd() -> Tables:
    """Thirty reports of one institution with everything against each other, and thirty rows that do not help."""
    case = read_cases("results.copied")[0].tables()
    (code,) = {row["uscc"] for row in case["institutions"] or []}
    days = [dt.date(2021, 1, 1) + dt.timedelta(days=number) for number in range(30)]
    reports, results = crowd_rows((case["reports"] or [])[0], (case["results"] or [])[0])
    span = [{"valid_from": day, "valid_to": day} for day in days]
    found: Tables = dict.fromkeys(SCHEMA)
    instrument = {"instrument_id": "I1", "uscc": code, "site_id": "S1", "name": "I", "capacity": 2}
    return found | {
        "institutions": case["institutions"],
        "reports": reports,
        "results": results,
        "certificates": [
            {"certificate_no": f"C{number}", "uscc": code, "ended_on": None} | span[number]
            for number in range(30)
        ],
        "scope": [
            {"certificate_no": f"C{number}", "site_id": f"S{number % 3}", "parameter": "p1", "method": "m"}
            | span[number]
            for number in range(30)
        ],
        "instruments": [instrument | {"portable": True, "serial_no": None}],
        "calibrations": [
            {"instrument_id": "I1", "calibrated_on": day, "valid_until": day, "passed": True}
            for day in [*days, dt.date(2022, 4, 1)]
        ],
        "people": [
            {"person_id": "P1", "uscc": code, "employed_from": days[0], "employed_to": None, "identity": None}
        ],
        "authorisations": [
            {"person_id": "P1", "domain": ("tank", "food")[number % 2]} | span[number] for number in range(30)
        ],
    }


def test_of_many_others_twenty_are_shown(tmp_path: Path) -> None:
    tables = crowd()
    found = screened(tmp_path, tables, file_format="parquet", rules=list(NAIVE_RULES))
    check(found, tables)
    crowded = {hit["rule"] for hit in found.hits if json.loads(hit["evidence"])["others_total"] > SHOWN}
    assert crowded == {
        "certificate.not_in_force",
        "scope.uncovered",
        "instrument.uncalibrated",
        "instrument.double_booked",
        "person.two_places",
        "signatory.unauthorised",
        "dates.order",
        "raw.reused",
        "results.copied",
        "number.duplicate",
    }


def test_the_nearest_of_many_come_first(tmp_path: Path) -> None:
    """The signatory's row and own field, the scope of the own site, the calibrations by their distance."""
    found = screened(tmp_path, crowd(), file_format="parquet")
    evidence = {hit["rule"]: json.loads(hit["evidence"])["others"] for hit in found.hits}
    signed = evidence["signatory.unauthorised"]
    assert [other["table"] for other in signed] == ["people"] + ["authorisations"] * 19
    assert [other["domain"] for other in signed[1:]] == ["food"] * 15 + ["tank"] * 4
    nearest = [other["calibrated_on"] for other in evidence["instrument.uncalibrated"][:3]]
    assert nearest == ["2022-04-01", "2021-01-30", "2021-01-29"]
    covered = next(
        json.loads(hit["evidence"])
        for hit in found.hits
        if hit["rule"] == "scope.uncovered" and hit["result_id"] == "r01-1"
    )
    assert [other["site_id"] for other in covered["others"][:11]] == ["S1"] * 10 + ["S0"]


def spoiled(value: Any) -> Any:  # noqa: ANN401 - whatever the evidence holds
    """The same with every set of others emptied and every witness made harmless."""
    return value | {"others": [], "others_total": 0}


def test_without_the_other_rows_nothing_follows(tmp_path: Path) -> None:
    """The proof really needs the rows it is given."""
    by_others = ("person.two_places", "raw.reused", "results.copied", "number.duplicate", "number.backfilled")
    for rule in by_others:
        case = read_cases(rule)[0]
        found = screened(tmp_path / rule, case.tables(), file_format="parquet", rules=[rule])
        evidence = next(json.loads(hit["evidence"]) for hit in found.hits if hit["rule"] == rule)
        assert not PROVES[rule](spoiled(evidence))
