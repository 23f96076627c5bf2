"""Each hit follows from its evidence alone, and the evidence says what the ledger says."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.screener.drawing import read_cases
from tests.screener.ledgers import SCHEMA, as_read
from tests.screener.naive import NAIVE_RULES, Row, Tables
from tests.screener.proofs import PROVES, SHOWN
from tests.screener.screening import Screened, screened
from tests.screener.strategies import Ledger, Shape

if TYPE_CHECKING:
    from pathlib import Path

KEYS = {
    "certificates": ("certificate_no",),
    "instruments": ("instrument_id",),
    "people": ("person_id",),
    "methods": ("method", "parameter"),
    "reports": ("report_id",),
    "results": ("result_id",),
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
}
IDENTITY = ("rule", "uscc", "report_id", "result_id", "parameter", "instrument_id", "person_id")
ALWAYS = {
    "results": ("result_id", "report_id", "report_no", "uscc", "site_id", "sample_no", "parameter", "method"),
    "reports": ("report_id", "report_no", "uscc", "site_id", "sample_no"),
}


def as_json(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    """A value of the ledger as evidence spells it."""
    return value.isoformat() if isinstance(value, dt.date) else value


def contradictions(shown: dict[str, Any], table: str, tables: Tables) -> list[str]:
    """Columns of a row shown that say otherwise than the ledger's row of the same key."""
    if table not in KEYS:
        return []
    rows: list[Row] = [
        row for row in tables[table] or [] if all(row[column] == shown[column] for column in KEYS[table])
    ]
    assert rows, f"{table} has no such row: {shown}"
    own = [column for column in SCHEMA[table] if column in shown]
    if any(all(as_json(row[column]) == shown[column] for column in own) for row in rows):
        return []
    return [column for column in own if as_json(rows[0][column]) != shown[column]]


def check(found: Screened, tables: Tables, *, reference: bool = False) -> int:
    """Prove every hit; the number of them."""
    for hit in found.hits:
        evidence = json.loads(hit["evidence"])
        rule, over = hit["rule"], NAIVE_RULES[hit["rule"]][0]
        assert (hit["grade"], hit["conduct"]) == ("contradiction", CONDUCT[rule])
        identity = "|".join(hit[column] or "" for column in IDENTITY)
        assert hit["hit_id"] == hashlib.sha256(identity.encode()).hexdigest()[:20]
        assert [hit[column] for column in ("effect", "p_value", "q_value")] == [None] * 3
        assert set(ALWAYS[over]) <= set(evidence["row"])
        assert evidence["row"]["report_id"] == hit["report_id"]
        assert evidence["row"].get("result_id") == hit["result_id"]
        assert len(evidence["others"]) == min(SHOWN, evidence["others_total"])
        assert contradictions(evidence["row"], over, tables) == []
        for other in evidence["others"]:
            assert reference or contradictions(other, other["table"], tables) == []
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
        check(found, as_read(tables, file_format), reference=case.has_reference())


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
    found = screened(tmp_path, tables, file_format=shape.file_format)
    assert check(found, as_read(tables, shape.file_format)) > 500


def test_the_first_twenty_others_are_shown(tmp_path: Path) -> None:
    """One record cited for thirty samples: thirty hits, each with twenty others of twenty-nine."""
    ledger = Ledger(Shape(1, 1, 30, 1, "parquet", frozenset(), frozenset(), None, plain=True))
    tables = ledger.tables()
    reports, results = tables["reports"] or [], (tables["results"] or [])[:1]
    for number, report in enumerate(reports):
        report["sample_no"] = f"Y{number}"
    tables["results"] = [
        results[0] | {"result_id": f"r{number}", "report_id": report["report_id"], "raw_record": "W"}
        for number, report in enumerate(reports)
    ]
    found = screened(tmp_path, tables, file_format="parquet")
    reused = [json.loads(hit["evidence"]) for hit in found.hits if hit["rule"] == "raw.reused"]
    assert [(len(evidence["others"]), evidence["others_total"]) for evidence in reused] == [(SHOWN, 29)] * 30
    assert check(found, tables) >= 30


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
