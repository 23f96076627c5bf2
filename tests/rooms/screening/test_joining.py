"""Ledgers are joined: identifiers, people and instruments that are one, newer rows for older ones, the registry."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bureau.people.models import Unit
from bureau.registry.models import Authorisation, Institution, Staff
from bureau.registry.models.staff import Employment
from bureau.screening.ledgers.checking import FILE, OWNER, ROW
from bureau.screening.ledgers.joining import Source, join_ledgers
from bureau.screening.ledgers.registered import institution_told, write_reference
from bureau.screening.ledgers.shared import shared_in, write_shared
from screener.ledger.reading import schema
from tests.factories import (
    calibrate,
    make_capability,
    make_certificate,
    make_code,
    make_institution,
    make_instrument,
    make_site,
    record,
)

A, B = make_code(1), make_code(2)
DAY = dt.date(2022, 3, 1)
Row = dict[str, Any]
PEOPLE = [
    {"person_id": "001", "uscc": A, "employed_from": DAY, "identity": "x"},
    {
        "person_id": "002",
        "uscc": A,
        "employed_from": DAY,
        "employed_to": dt.date(2022, 3, 9),
        "identity": "y",
    },
]
OTHERS = [
    {"person_id": "001", "uscc": B, "employed_from": DAY, "identity": "x"},
    {"person_id": "002", "uscc": B, "employed_from": dt.date(2022, 4, 1), "identity": "y"},
]


def report(uscc: str, key: str, **more: Any) -> Row:
    at = dt.datetime(2022, 3, 2, 9)  # noqa: DTZ001 - ledger times are local and naive
    fields = {"report_no": key, "site_id": "S1", "domain": "food", "product": "粮食", "sample_no": key}
    return {
        "report_id": key,
        "uscc": uscc,
        "received_at": at,
        "issued_at": at,
        "cma_marked": True,
        "conclusion": "pass",
        "signatory_id": "001",
        **fields,
        **more,
    }


def result(uscc: str, key: str, of: str, **more: Any) -> Row:
    fields = {"parameter": "铅", "method": "GB", "replicate": 1, "operator_id": "002", "instrument_id": "I1"}
    return {"result_id": key, "report_id": of, OWNER: uscc, **fields, **more}


def source(folder: Path, name: str, usccs: set[str], **tables: list[Row]) -> Source:
    """A hand-in as it is kept."""
    paths = {}
    for table, rows in tables.items():
        own = [pa.field(OWNER, pa.string())] if table == "results" else []
        kept = pa.schema([*schema(table), *own, pa.field(FILE, pa.string()), pa.field(ROW, pa.int64())])
        paths[table] = folder / f"{name}-{table}.parquet"
        pq.write_table(pa.Table.from_pylist(rows, kept), paths[table])
    return Source(name, paths, frozenset(usccs))


def joined(folder: Path, *sources: Source) -> dict[str, list[Row]]:
    out = folder / "out"
    out.mkdir()
    rows = join_ledgers(sources, out, lambda *_: None)
    found = {name: pq.read_table(out / f"{name}.parquet").to_pylist() for name in rows}
    assert {name: len(lines) for name, lines in found.items()} == rows
    return found


def test_identifiers_are_the_institutions_and_one_person_keeps_one_at_each(tmp_path: Path) -> None:
    mine = source(
        tmp_path,
        "R-1",
        {A},
        people=PEOPLE,
        sites=[{"site_id": "S1", "uscc": A, "division": "150699"}],
        reports=[report(A, "1", replaces="0")],
        results=[result(A, "1", "1")],
    )
    others = source(
        tmp_path,
        "R-2",
        {B},
        people=OTHERS,
        reports=[report(B, "1")],
        results=[result(B, "1", "1"), result(B, "2", "absent", operator_id=None)],
    )
    found = joined(tmp_path, mine, others)
    assert {row["person_id"] for row in found["people"]} == {f"{A}/001", f"{B}/001", f"{A}/002", f"{B}/002"}
    assert {row["report_id"]: row["signatory_id"] for row in found["reports"]} == {
        f"{A}/1": f"{A}/001",
        f"{B}/1": f"{B}/001",
    }
    shared = shared_in(tmp_path / "out")
    one = min(f"{A}/001", f"{B}/001")
    assert (shared.people, shared.instruments) == ({f"{A}/001": one, f"{B}/001": one}, {})
    assert found["reports"][0]["site_id"] == f"{A}/S1"
    assert found["reports"][0]["replaces"] == f"{A}/0"
    assert {row["operator_id"] for row in found["results"]} == {f"{A}/002", f"{B}/002", None}
    assert found["results"][0]["instrument_id"] == f"{A}/I1"
    assert found["reports"][0]["sample_no"] == "1"


def test_instruments_of_one_name_and_number_are_one_where_places_are_compared(tmp_path: Path) -> None:
    kept = {"site_id": "S1", "name": "压力机", "capacity": 1, "portable": False}
    mine = source(
        tmp_path,
        "R-1",
        {A},
        institutions=[{"uscc": A, "name": "甲", "kind": "enterprise", "home_division": "150602"}],
        instruments=[
            {"instrument_id": "I1", "uscc": A, "serial_no": "SN-0077", **kept},
            {"instrument_id": "I2", "uscc": A, "serial_no": None, **kept},
        ],
        calibrations=[{"instrument_id": "I1", "calibrated_on": DAY, "valid_until": DAY, "passed": True}],
        reports=[],
        results=[],
    )
    others = source(
        tmp_path,
        "R-2",
        {B},
        instruments=[{"instrument_id": "Z", "uscc": B, "serial_no": "SN-0077", **kept, "capacity": 2}],
        calibrations=[{"instrument_id": "Z", "calibrated_on": DAY, "valid_until": DAY, "passed": True}],
        reports=[report(B, "1"), report(B, "2")],
        results=[result(B, "1", "1", instrument_id="Z"), result(B, "2", "2", instrument_id="other")],
    )
    found = joined(tmp_path, mine, others)
    assert {row["instrument_id"] for row in found["instruments"]} == {f"{A}/I1", f"{A}/I2", f"{B}/Z"}
    assert {row["instrument_id"] for row in found["results"]} == {f"{B}/Z", f"{B}/other"}
    assert {row["instrument_id"] for row in found["calibrations"]} == {f"{A}/I1", f"{B}/Z"}
    part = tmp_path / "part"
    part.mkdir()
    write_shared(tmp_path / "out", shared_in(tmp_path / "out"), part)
    one = min(f"{A}/I1", f"{B}/Z")
    told = {path.stem: pq.read_table(path).to_pylist() for path in part.glob("*.parquet")}
    assert [(row["instrument_id"], row["capacity"]) for row in told["instruments"]] == [(one, 2)]
    assert [(row["result_id"], row["instrument_id"]) for row in told["results"]] == [(f"{B}/1", one)]
    assert [row["report_id"] for row in told["reports"]] == [f"{B}/1"]


def test_within_one_hand_in_an_identifier_is_whose_table_it_stands_in(tmp_path: Path) -> None:
    both = source(
        tmp_path,
        "R-1",
        {A, B},
        people=[PEOPLE[0], {"person_id": "900", "uscc": B, "employed_from": DAY}],
        certificates=[{"certificate_no": "C", "uscc": B, "valid_from": DAY, "valid_to": DAY}],
        scope=[
            {"certificate_no": "C", "site_id": "S", "parameter": "铅", "method": "GB", "valid_from": DAY},
            {"certificate_no": "?", "site_id": "?", "parameter": "铅", "method": "GB", "valid_from": DAY},
        ],
        authorisations=[{"person_id": "900", "domain": "food", "valid_from": DAY}],
        reports=[report(A, "1")],
        results=[result(A, "1", "1", operator_id="900")],
    )
    found = joined(tmp_path, both)
    assert found["results"][0]["operator_id"] == f"{B}/900"
    assert [row["certificate_no"] for row in found["scope"]] == [f"{B}/C"]
    assert found["authorisations"][0]["person_id"] == f"{B}/900"


def test_only_what_counts_takes_part_and_the_newer_row_stands(tmp_path: Path) -> None:
    newer = source(
        tmp_path,
        "R-9",
        {A},
        people=[{"person_id": "001", "uscc": A, "employed_from": DAY, "employed_to": DAY}],
        methods=[{"method": "GB", "parameter": "铅", "min_minutes": 9.0}],
        reports=[report(A, "1", product="面粉"), report(A, "2")],
        results=[result(A, "1", "1"), result(A, "2", "2")],
    )
    older = source(
        tmp_path,
        "R-1",
        {A},
        people=[PEOPLE[0], {"person_id": "5", "uscc": B, "employed_from": DAY}],
        methods=[{"method": "GB", "parameter": "铅", "min_minutes": 1.0}],
        reports=[report(A, "1"), report(A, "3"), report(B, "1")],
        results=[
            result(A, "1", "1"),
            result(A, "7", "1"),
            result(A, "2", "3"),
            result(A, "8", "3"),
            result(B, "1", "1"),
        ],
    )
    found = joined(tmp_path, newer, older)
    assert [(row["report_id"], row["product"]) for row in found["reports"]] == [
        (f"{A}/1", "面粉"),
        (f"{A}/2", "粮食"),
        (f"{A}/3", "粮食"),
    ]
    assert [row["result_id"] for row in found["results"]] == [f"{A}/1", f"{A}/2", f"{A}/8"]
    assert [row["employed_to"] for row in found["people"]] == [DAY]
    assert [row["min_minutes"] for row in found["methods"]] == [9.0]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A joined ledger's small tables."""
    kept = {"site_id": f"{A}/S1", "name": "压力机", "capacity": 1, "portable": False}
    tables = {
        "institutions": [
            {"uscc": A, "name": "甲（云川）检测有限公司", "kind": "enterprise", "home_division": "990102"}
        ],
        "sites": [
            {"site_id": f"{A}/S1", "uscc": A, "division": "150699", "address": "创业路 9 号"},
            {"site_id": f"{A}/S2", "uscc": A, "division": "150699", "address": "创业路 10 号"},
        ],
        "people": [{"person_id": f"{A}/P1", "uscc": A, "employed_from": DAY, "identity": "x" * 64}],
        "instruments": [{"instrument_id": f"{A}/I1", "uscc": A, **kept}],
    }
    folder = tmp_path / "ledger"
    folder.mkdir()
    for name, rows in tables.items():
        pq.write_table(pa.Table.from_pylist(rows, schema(name)), folder / f"{name}.parquet")
    return folder


def registered(body: Institution, ledger: Path, tmp_path: Path, name: str = "ref") -> dict[str, list[Row]]:
    out = tmp_path / name
    out.mkdir()
    rows = write_reference({A: Institution.objects.get(pk=body.pk)}, ledger, out)
    return {table: pq.read_table(out / f"{table}.parquet").to_pylist() for table in rows}


@pytest.mark.django_db
def test_the_registry_is_the_reference_where_its_facts_are_whole(
    ledger: Path, tmp_path: Path, district: Unit
) -> None:
    body = make_institution(uscc=A, unit=district)
    assert set(registered(body, ledger, tmp_path, "nothing")) == {"institutions"}
    site = make_site(body, address="创业路9号")
    certificate = make_certificate(body, number="C1")
    make_capability(certificate, site=site, parameter="铅", method="GB")
    make_capability(certificate, parameter="镉", method="GB")
    instrument = make_instrument(body, own_number="I1")
    calibrate(instrument, DAY, dt.date(2023, 2, 28))
    calibrate(make_instrument(body, own_number="unknown"), DAY, DAY)
    person = Staff(name="甲", identity_hash="x" * 64, identity_tail="1234")
    record(Employment(institution=body, person=person, valid_from=DAY))
    record(Authorisation(institution=body, person=person, domain="food", valid_from=DAY))
    stranger = Staff(name="乙")
    record(Employment(institution=body, person=stranger, valid_from=DAY))
    record(Authorisation(institution=body, person=stranger, domain="food", valid_from=DAY))
    found = registered(body, ledger, tmp_path)
    assert [row["certificate_no"] for row in found["certificates"]] == [f"{A}/C1"]
    assert {(row["parameter"], row["site_id"]) for row in found["scope"]} == {
        ("铅", f"{A}/S1"),
        ("镉", f"{A}/S1"),
        ("镉", f"{A}/S2"),
    }
    assert [row["instrument_id"] for row in found["calibrations"]] == [f"{A}/I1"]
    assert [row["person_id"] for row in found["authorisations"]] == [f"{A}/P1"]


@pytest.mark.django_db
def test_half_a_fact_is_no_reference(ledger: Path, tmp_path: Path, district: Unit) -> None:
    body = make_institution(uscc=A, unit=district, kind="", home_division="")
    certificate = make_certificate(body, number="C1", valid_from=None)
    make_capability(certificate, parameter="铅", method="GB", site=make_site(body, address="别处"))
    instrument = make_instrument(body, own_number="I1")
    calibrate(instrument, DAY, None)  # type: ignore[arg-type] # nobody knows until when
    assert set(registered(body, ledger, tmp_path)) == {"institutions"}


def test_of_an_institution_itself_only_name_and_legal_nature_are_held_against_it() -> None:
    own = {"uscc": A, "name": "甲（云川）检测有限公司", "kind": "enterprise", "home_division": "990102"}
    spelt, other = "甲(云川)检测 有限公司", "乙检测有限公司"
    for told, differs in (
        ({"name": spelt, "kind": "", "home_division": "150602"}, set()),
        ({"name": spelt, "kind": "other"}, set()),
        ({"name": spelt, "kind": "public_institution"}, {"kind"}),
        ({"name": other}, {"name"}),
        ({"name": other, "former_names": [own["name"]]}, set()),
    ):
        [found] = institution_told(Institution(**told), own)
        assert {name for name in own if found[name] != own[name]} == differs, told
    assert institution_told(Institution(name=other), None) == []


def test_supplementary_tables_follow_what_they_name(tmp_path: Path) -> None:
    """Rows of a person, an instrument or a report are those of its institution; samples keep their numbers."""
    when = dt.datetime.fromisoformat("2022-03-01T08:00:00")
    sampled = {"person_id": "001", "arrived_at": when, "left_at": when, "latitude": 39.0, "longitude": 110.0}
    mine = source(
        tmp_path,
        "R-1",
        {A},
        people=PEOPLE,
        samples=[{"uscc": A, "sample_no": "1"}, {"uscc": B, "sample_no": "1"}],
        attendance=[{"person_id": "002", "arrived_at": when}, {"person_id": "nobody", "arrived_at": when}],
        instrument_log=[{"instrument_id": "I1", "started_at": when, "ended_at": when, "sample_no": "1"}],
        vehicle_tests=[{"report_id": key, "vin": "LAA1", "attempt": 1} for key in ("1", "2", "absent")],
        samplings=[{"report_id": "1", **sampled}, {"report_id": "2", **sampled}],
        invoices=[{"uscc": who, "invoice_no": "F1", "line": 1, "report_no": "1"} for who in (A, B)],
        reports=[report(A, "1"), report(B, "2")],
        results=[],
    )
    others = source(tmp_path, "R-2", {B}, people=OTHERS, reports=[report(B, "1")], results=[])
    found = joined(tmp_path, mine, others)
    assert [(row["uscc"], row["sample_no"]) for row in found["samples"]] == [(A, "1")]
    assert [(row["uscc"], row["report_no"]) for row in found["invoices"]] == [(A, "1")]
    assert [row["person_id"] for row in found["attendance"]] == [f"{A}/002", f"{A}/nobody"]
    assert [row["instrument_id"] for row in found["instrument_log"]] == [f"{A}/I1"]
    assert [row["report_id"] for row in found["vehicle_tests"]] == [f"{A}/1", f"{A}/absent"]
    assert [(row["report_id"], row["person_id"]) for row in found["samplings"]] == [(f"{A}/1", f"{A}/001")]
