"""Whole ledgers nobody expects: none, one, a claim without rows, a hundred thousand overlaps, encodings mixed.

Each of the large ones is of a size that a run in quadratic time would not end within the time that a test is given.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path

import pytest

from screener import Refused, screen
from screener.ledger.filled.example import EXAMPLES
from tests.screener.filled import changed, convert, faults, minimal, workbook
from tests.screener.handins import LEDGER, describe, hand_in, rows_of, text_of

MANY = 100_000
SECOND = dt.timedelta(seconds=1)
HEADERS = {name: f"{text.splitlines()[0]}\n" for name, text in LEDGER.items()}


def test_a_ledger_of_none(tmp_path: Path) -> None:
    found = screen(hand_in(tmp_path / "ledger", **HEADERS), tmp_path / "out")
    assert (found["institutions"], found["rows_read"]["results"], found["hits"]) == (0, 0, 0)


def test_a_ledger_of_one_institution_without_a_report(tmp_path: Path) -> None:
    tables = HEADERS | {"institutions": LEDGER["institutions"]}
    found = screen(hand_in(tmp_path / "ledger", **tables), tmp_path / "out")
    assert (found["rows_read"]["institutions"], found["hits"]) == (1, 0)


@pytest.mark.parametrize("content", [b"", HEADERS["results"].encode()], ids=["empty", "a header"])
def test_a_claim_of_a_billion_rows_with_nothing_behind_it(content: bytes, tmp_path: Path) -> None:
    folder = hand_in(tmp_path / "ledger", results=content)
    claim = [{"name": name, "path": f"{name}.csv", "rowCount": 10**9, "bytes": 10**12} for name in LEDGER]
    describe(folder, claim)
    if content:
        assert screen(folder, tmp_path / "out")["rows_read"]["results"] == 0
        return
    with pytest.raises(Refused) as refused:
        screen(folder, tmp_path / "out")
    assert "row of column names" in refused.value.faults[0].expected.en


def _results(number: int, **cells: str) -> str:
    first = rows_of("results")[0] | {"raw_record": "", "decimals": "1"} | cells
    return text_of(({**first, "result_id": f"T{n}", "replicate": str(n + 1)} for n in range(number)), first)


@pytest.mark.full
def test_an_instrument_with_a_hundred_thousand_overlapping_tests(tmp_path: Path) -> None:
    began = dt.datetime(2022, 6, 2, 9)  # noqa: DTZ001 - a ledger's times know no zone
    first = rows_of("results")[0] | {"ended_at": "2022-06-03T16:00:00"}
    rows = (
        {
            **first,
            "result_id": f"T{n}",
            "started_at": (began + n * SECOND).isoformat(),
            "replicate": str(n + 1),
        }
        for n in range(MANY)
    )
    folder = hand_in(tmp_path / "ledger", results=text_of(rows, first))
    found = screen(folder, tmp_path / "out", rules=["instrument.double_booked", "person.two_places"])
    assert found["hits"] == MANY  # every test of an overload is one; five thousand million pairs are none


@pytest.mark.full
def test_a_report_with_a_hundred_thousand_results_and_every_rule(tmp_path: Path) -> None:
    values = {"instrument_id": "", "operator_id": "", "started_at": "", "ended_at": ""}
    found = screen(hand_in(tmp_path / "ledger", results=_results(MANY, **values)), tmp_path / "out")
    assert found["rows_read"]["results"] == MANY
    assert (tmp_path / "out" / "index.html").stat().st_size < 20 << 20


def test_values_and_times_nobody_measures(tmp_path: Path) -> None:
    first = rows_of("results")[0]
    strange = [
        {"value": "NaN", "decimals": ""},
        {"value": "1e308", "decimals": "0"},
        {"value": "-1e308", "limit_low": "1e308", "limit_high": "-1e308"},
        {"value": "5e-324", "decimals": "2147483647"},
        {"started_at": "2022-06-02T09:30:00", "ended_at": "2022-06-02T09:00:00"},
    ]
    rows = [{**first, "result_id": f"T{n}", **cells} for n, cells in enumerate(strange)]
    found = screen(hand_in(tmp_path / "ledger", results=text_of(rows, first)), tmp_path / "out")
    assert found["rows_read"]["results"] == len(strange)
    assert found["hits"] >= 1  # the test that ended before it began


@pytest.mark.parametrize("value", ["inf", "1e309", "-Infinity"])
def test_no_value_is_infinite(value: str, tmp_path: Path) -> None:
    rows = rows_of("results")
    rows[0]["value"] = value
    with pytest.raises(Refused) as refused:
        screen(hand_in(tmp_path / "ledger", results=text_of(rows, rows[0])), tmp_path / "out")
    assert "finite" in refused.value.faults[0].expected.en
    (fault,) = faults(
        workbook(tmp_path / "t.xlsx", minimal(results=changed("results", value=value))), tmp_path / "w"
    )
    assert (fault.column, fault.row) == ("value", 2)


def test_a_workbook_with_identifiers_of_ten_kilobytes(tmp_path: Path) -> None:
    long = "甲" * 10_000
    book = minimal(reports=changed("reports", report_id=long), results=changed("results", report_id=long))
    (result,) = convert(workbook(tmp_path / "t.xlsx", book), tmp_path / "out")["results.csv"]
    assert result["report_id"] == long
    longer = minimal(reports=changed("reports", issued_at="9" * 10_000))
    (fault,) = faults(workbook(tmp_path / "l.xlsx", longer), tmp_path / "two")
    assert len(str(fault)) < 400


def test_a_table_that_mixes_encodings(tmp_path: Path) -> None:
    given = []
    for name in ("institutions", "reports", "results"):
        path = tmp_path / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([EXAMPLES[name], EXAMPLES[name].values()])
        given.append(path)
    lines = given[1].read_bytes().splitlines(keepends=True)
    second = (
        ",".join(EXAMPLES["reports"].values()).replace("BG-2022-0001", "BG-2").replace("混凝土", "砂\u3400浆")
    )
    given[1].write_bytes(b"".join([*lines, second.encode("gb18030"), b"\xff\xff\r\n"]))
    found = faults(given, tmp_path / "out")
    assert {(one.file, one.row) for one in found if "UTF-8" in one.expected.en} == {("reports.csv", 2)}
    assert any("CSV UTF-8" in one.cure.zh for one in found)


@pytest.mark.full
def test_a_sheet_of_twenty_thousand_rows_is_read_once(tmp_path: Path) -> None:
    """Each row is asked for once, and each cell is put right once: what is done grows as the sheet does."""
    rows = [list(EXAMPLES["results"])]
    rows += [
        [*(EXAMPLES["results"] | {"result_id": f"r{n}", "replicate": str(n)}).values()]
        for n in range(1, 20_001)
    ]
    found = convert(workbook(tmp_path / "t.xlsx", minimal(results=rows)), tmp_path / "out")
    assert len(found["results.csv"]) == 20_000
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    assert {one["name"] for one in package["resources"]} == {"institutions", "reports", "results"}
