"""Whose columns they are: guesses, identifiers that a mapping makes, and faults in a file that was mapped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from screener.ledger.filled.guessing import guessed, likely_table
from screener.ledger.filled.mappings import Columns
from tests.screener.filled import convert, faults, minimal, workbook


def test_guesses() -> None:
    heads = ["单号", "检测项目", "检测依据", "检测结果", "检测员", "", "仪器设备编号", "审核"]
    assert guessed("results", heads) == [
        "report_id", "parameter", "method", "value", "operator_id", "", "instrument_id", "",
    ]  # fmt: skip
    assert guessed("results", ["检测值", "结果"])[0] == "value"  # what is known is not guessed again
    assert guessed("results", ["检测值", "结果"]).count("value") == 1
    assert likely_table(heads) == "results"
    assert likely_table(["报告编号", "样品名称", "签发日期", "收样日期", "判定"]) == "reports"


def test_identifiers_that_a_mapping_makes(tmp_path: Path) -> None:
    results: list[list[object]] = [
        ["单号", "项目", "依据", "值"],
        ["B1", "强度", "GB 1", 1.5],
        ["B1", "强度", "GB 1", 2.5],
        ["B1", "含水", "GB 2", ""],
    ]
    book: dict[str, Any] = {**minimal(), "results": results}
    mapping = Columns("results", {"单号": "report_id", "项目": "parameter", "依据": "method", "值": "value"})
    found = convert(
        workbook(tmp_path / "t.xlsx", book),
        tmp_path / "out",
        lambda name, _header: mapping if name == "results" else None,
    )["results.csv"]
    assert [(one["result_id"], one["replicate"]) for one in found] == [
        ("B1/强度/1", "1"), ("B1/强度/2", "2"), ("B1/含水/1", "1"),
    ]  # fmt: skip


@pytest.mark.parametrize("constant", ["91150602MA0EXAMPL9", "９１150602MA0EXAMPL9"])
def test_a_report_is_known_by_its_number_and_rows_say_alike(constant: str, tmp_path: Path) -> None:
    header, row = minimal()["reports"]
    told = {
        str(word): cell for word, cell in zip(header, row, strict=True) if word not in {"report_id", "uscc"}
    }
    book = minimal() | {"reports": [list(told), list(told.values())]}
    mapping = Columns("reports", {}, {}, {"uscc": constant})
    chosen = lambda name, _header: mapping if name == "reports" else None  # noqa: E731 - one line of a test
    (report,) = convert(workbook(tmp_path / "t.xlsx", book), tmp_path / "out", chosen)["reports.csv"]
    assert (report["report_id"], report["uscc"]) == (report["report_no"], "91150602MA0EXAMPL9")
    told["issued_at"] = "后天"
    book["reports"] = [list(told), list(told.values())]
    (fault,) = faults(workbook(tmp_path / "f.xlsx", book), tmp_path / "two", chosen)
    assert (fault.row, fault.column, fault.value) == (2, "issued_at", "后天")


def test_a_key_used_twice_and_columns_that_are_missing_say_how_to_mend_it(tmp_path: Path) -> None:
    header, row = minimal()["reports"]
    found = faults(workbook(tmp_path / "t.xlsx", minimal(reports=[header, row, row])), tmp_path / "a")
    assert [(one.row, one.column) for one in found] == [(3, "report_id")]
    assert "stands once" in found[0].cure.en
    short = [[*header][1:], [*row][1:]]
    (lacking,) = faults(workbook(tmp_path / "s.xlsx", minimal(reports=short)), tmp_path / "b")
    assert (lacking.row, lacking.column) == (None, "report_id")
    assert "which of your columns" in lacking.cure.en
    twice = [[*header, "报告编号"], [*row, "x"]]
    (double,) = faults(workbook(tmp_path / "d.xlsx", minimal(reports=twice)), tmp_path / "c")
    assert (double.column, double.cure.en) == ("report_no", "remove or rename one of the columns")
