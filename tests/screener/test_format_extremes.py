"""Values at the edge of what the format can write are screened like any others."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from screener import screen
from tests.screener.handins import LEDGER, hand_in, rows_of, text_of, with_cell
from tests.screener.ledgers import uscc

if TYPE_CHECKING:
    from pathlib import Path

Cells = dict[str, str]


def _reports(*changes: Cells) -> str:
    first = rows_of("reports")[0]
    return text_of([{**first, **change} for change in changes], first)


def _results(*changes: Cells) -> str:
    first = rows_of("results")[0]
    return text_of([{**first, "result_id": f"T{n}", **change} for n, change in enumerate(changes)], first)


def _hits(out: Path, rule: str) -> list[dict[str, Any]]:
    hits = [hit for hit in pq.read_table(out / "hits.parquet").to_pylist() if hit["rule"] == rule]
    for hit in hits:
        hit["evidence"] = json.loads(hit["evidence"])
    return hits


def _copies(tmp_path: Path, value: str, decimals: str, members: int = 4) -> list[dict[str, Any]]:
    """Two reports of one product on two samples with the same results."""
    reports = _reports({}, {"report_id": "R2", "report_no": "A-2", "sample_no": "Y2"})
    results = _results(
        *(
            {"report_id": report, "replicate": str(n), "value": value, "decimals": decimals}
            for report in ("R1", "R2")
            for n in range(1, members + 1)
        )
    )
    began = time.monotonic()
    screen(hand_in(tmp_path / "ledger", reports=reports, results=results), tmp_path / "out")
    assert time.monotonic() - began < 20
    return _hits(tmp_path / "out", "results.copied")


@pytest.mark.parametrize(
    ("value", "decimals", "digits"),
    [
        ("1.5", str(2**31 - 1), 4 * 2**31),
        ("0", str(2**31 - 1), None),
        ("5e-324", str(2**31 - 1), 4 * (2**31 - 1 - 323)),
        ("1e308", "0", 4 * 309),
        ("-1e308", str(2**31 - 1), 4 * (309 + 2**31 - 1)),
        ("1e308", "", 4 * 309),
        ("-0", "3", None),
        ("0.0049", "2", None),
        ("100", "0", 4 * 3),
        ("99", "0", None),
    ],
)
def test_copies_of_extreme_values(value: str, decimals: str, digits: int | None, tmp_path: Path) -> None:
    hits = _copies(tmp_path, value, decimals)
    assert len(hits) == (0 if digits is None else 2)
    for hit in hits:
        assert hit["evidence"]["digits"] == digits
    assert (tmp_path / "out" / "index.html").stat().st_size < 10 * 2**20


def test_minus_nought_is_nought(tmp_path: Path) -> None:
    reports = _reports({}, {"report_id": "R2", "sample_no": "Y2"})
    values = [("R1", "-0.0"), ("R2", "0.0")]
    results = _results(
        *(
            {
                "report_id": report,
                "replicate": str(n),
                "value": value if n == 1 else f"12{n}.5",
                "decimals": "1",
            }
            for report, value in values
            for n in range(1, 6)
        )
    )
    screen(hand_in(tmp_path / "ledger", reports=reports, results=results), tmp_path / "out")
    assert len(_hits(tmp_path / "out", "results.copied")) == 2


def test_identifiers_of_ten_kilobytes(tmp_path: Path) -> None:
    long = "号" * 3400
    changes = {
        table: text.replace("R1", f"{long}R1").replace("I1,", f"{long}I1,").replace("P1", f"{long}P1")
        for table, text in LEDGER.items()
    }
    changes["results"] = changes["results"].replace("N-1", f"{long}N-1").replace("T1", f"{long}T1")
    plain = screen(hand_in(tmp_path / "plain"), tmp_path / "out")
    told = screen(hand_in(tmp_path / "ledger", **changes), tmp_path / "out")
    assert told["by_rule"] == plain["by_rule"]
    assert told["dangling"] == []


def test_report_numbers_of_ten_thousand_digits(tmp_path: Path) -> None:
    """Eight reports; the one numbered first came in last, so three of those after it came earlier."""
    number = 10**9999
    received = ["2022-06-30", *(f"2022-06-0{n}" for n in range(1, 8))]
    days = [
        {
            "report_id": f"R{n}",
            "report_no": ("A-0" if n % 2 else "A-") + _written(number, n),
            "received_at": f"{day}T08:00:00",
        }
        for n, day in enumerate(received)
    ]
    results = LEDGER["results"].splitlines()[0] + "\n"
    screen(hand_in(tmp_path / "ledger", reports=_reports(*days), results=results), tmp_path / "out")
    hits = _hits(tmp_path / "out", "number.backfilled")
    assert [hit["report_id"] for hit in hits] == ["R0"]
    assert hits[0]["evidence"]["number"] == _written(number, 0)


def _written(number: int, more: int) -> str:
    """10^9999 + more in digits; Python refuses to print so long a number."""
    assert number == 10**9999
    return f"1{more:09999d}"


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_the_first_and_the_last_year(year: str, tmp_path: Path) -> None:
    changed = {
        table: text.replace("2022-", f"{year}-").replace("2020-", "0001-").replace("2026-01-01", "9999-12-31")
        for table, text in LEDGER.items()
    }
    changed["reports"] = changed["reports"].replace("-06-03 17:00:00", "-01-01 00:00:00")
    changed["certificates"] = changed["certificates"].replace(",\n", ",0001-01-01\n")
    screen(hand_in(tmp_path / "ledger", **changed), tmp_path / "out")
    (hit,) = (hit for hit in _hits(tmp_path / "out", "dates.order") if hit["report_id"] == "R1")
    assert hit["evidence"]["row"]["issued_at"] == f"{year}-01-01T00:00:00"
    assert len(_hits(tmp_path / "out", "certificate.not_in_force")) == 1
    assert "Traceback" not in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_periods_and_intervals_as_long_as_can_be(tmp_path: Path) -> None:
    """One test that runs from the first second of the calendar to the last meets every other on its instrument."""
    rows = rows_of("results")
    rows[0] |= {"started_at": "0001-01-01T00:00:00", "ended_at": "9999-12-31T23:59:59"}
    rows[1] |= {"report_id": "R2"}
    told = screen(hand_in(tmp_path / "ledger", results=text_of(rows, rows[0])), tmp_path / "out")
    assert told["by_rule"]["instrument.double_booked"] == 2
    assert told["by_rule"]["dates.order"] == 1


@pytest.mark.parametrize("compiled", ["0", "1"])
@pytest.mark.parametrize(
    ("least", "hits"), [("1e308", 1), ("-1e308", 0), ("5e-324", 0), ("30.000000000000004", 1)]
)
def test_durations_as_long_and_as_short_as_can_be(
    least: str, hits: int, compiled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGJIAN_COMPILED", compiled)
    ledger = hand_in(tmp_path / "ledger", methods=with_cell("methods", 1, "min_minutes", least))
    assert screen(ledger, tmp_path / "out", rules=["test.too_short"])["hits"] == hits


def test_a_nul_is_a_character_like_any_other(tmp_path: Path) -> None:
    reports = _reports({"report_id": "R\0"}, {"report_id": "R", "sample_no": "Y\0"}, {"report_id": "R\0\0"})
    results = _results({"report_id": "R\0", "raw_record": "N"}, {"report_id": "R", "raw_record": "N"})
    told = screen(hand_in(tmp_path / "ledger", reports=reports, results=results), tmp_path / "out")
    assert told["rows_read"]["reports"] == 3
    assert told["dangling"] == []
    assert sorted(hit["report_id"] for hit in _hits(tmp_path / "out", "raw.reused")) == ["R", "R\0"]


def test_many_institutions_in_many_buckets(tmp_path: Path) -> None:
    bodies = [uscc(n) for n in range(1, 40)]
    institutions = text_of(
        [{**rows_of("institutions")[0], "uscc": body} for body in bodies], rows_of("institutions")[0]
    )
    reports = _reports(*({"report_id": f"R{n}", "uscc": body} for n, body in enumerate(bodies)))
    results = _results(*({"report_id": f"R{n}", "raw_record": ""} for n in range(len(bodies))))
    ledger = hand_in(tmp_path / "ledger", institutions=institutions, reports=reports, results=results)
    for rows, memory in ((1, None), (7, None), (None, None), (3, 1)):  # with one byte all goes through files
        told = screen(ledger, tmp_path / "out", bucket_rows=rows, memory=memory)
        assert told["by_rule"]["raw.missing"] == told["institutions"] == len(bodies)


def test_markup_in_a_ledger_is_text_in_the_page(tmp_path: Path) -> None:
    spoiled = "<script>alert(1)</script>"
    results = with_cell("results", 1, "raw_record", "").replace("561.5", "561.5").replace("MPa", spoiled)
    ledger = hand_in(
        tmp_path / "ledger", results=results, reports=LEDGER["reports"].replace("A-001", spoiled)
    )
    screen(ledger, tmp_path / "out")
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert spoiled not in page
    assert "&lt;script&gt;alert(1)" in page
