"""The template in LibreOffice: it opens, keeps its drop-downs, and what is read from it is the same."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from screener.ledger.filled.example import EXAMPLES
from tests.rooms.registry.office import convert as written_anew
from tests.screener.filled import convert, filled_template

pytestmark = pytest.mark.full


def _lists(path: Path) -> dict[str, set[str]]:
    """By sheet what its drop-downs offer."""
    return {
        sheet.title: {
            str(one.formula1) for one in sheet.data_validations.dataValidation if one.type == "list"
        }
        for sheet in openpyxl.load_workbook(path).worksheets
    }


def test_the_template_survives_libreoffice(tmp_path: Path) -> None:
    rows = {name: [EXAMPLES[name]] for name in ("institutions", "certificates", "reports", "results")}
    path = filled_template(tmp_path / "报告台账.xlsx", rows)
    (tmp_path / "anew").mkdir()
    anew = written_anew(path, "xlsx", tmp_path / "anew")
    assert convert(anew, tmp_path / "two") == convert(path, tmp_path / "one")
    before, after = _lists(path), _lists(anew)
    assert after == before
    assert '"合格,不合格,不判定"' in after["检验检测报告 reports"]
    assert '"是,否"' in after["检验检测报告 reports"]
    (certificate,) = convert(anew, tmp_path / "three")["certificates.csv"]
    assert certificate["certificate_no"] == "010000000001"
    book = openpyxl.load_workbook(anew)
    assert book.sheetnames[0].startswith("填写说明")
    assert {book["检验检测报告 reports"][f"{letter}2"].number_format for letter in "BC"} == {"@"}
