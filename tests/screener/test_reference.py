"""Whose word is it: what a reference holds replaces what the ledger says of the same key, and the summary says so."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from screener import Refused, screen
from screener.ledger.tables import TABLES
from screener.run import ALL
from tests.screener.handins import BODY, LEDGER, command, hand_in, rows_of, run, text_of, with_cell
from tests.screener.ledgers import uscc

if TYPE_CHECKING:
    from pathlib import Path

OTHER = uscc(2)
REPLACING = (
    "institutions",
    "certificates",
    "scope",
    "calibrations",
    "authorisations",
    "methods",
    "product_requirements",
    "procedures",
    "prescribed_methods",
)
#: Rules that want a table, or a hand-in, that this ledger never has.
LATER = {
    "ledger.changed",
    "replicates.missing",
    "method.not_prescribed",
    "conditions.outside",
    "reference.disagrees",
}


def _table(table: str, *rows: dict[str, str]) -> str:
    """The CSV of some rows; what they do not say is as in the first row of the ledger."""
    first = rows_of(table)[0]
    return text_of([{**first, **row} for row in rows], first)


def _folder(folder: Path, **tables: str) -> Path:
    return hand_in(folder, **{**dict.fromkeys(LEDGER), **tables})


def _hits(tmp_path: Path, rule: str, reference: dict[str, str] | None, **ledger: Any) -> int:
    """How many hits a rule has, without a reference for None."""
    source = hand_in(tmp_path / "ledger", **ledger)
    office = None if reference is None else _folder(tmp_path / "reference", **reference)
    summary = screen(source, tmp_path / "out", reference=office, rules=[rule])
    found = pq.read_table(tmp_path / "out" / "hits.parquet").num_rows
    assert found == summary["hits"]
    return int(found)


# rule, the reference, hits with it; there is none without it
REPLACED: dict[str, tuple[str, dict[str, str], int]] = {
    "certificates of the body": (
        "certificate.not_in_force",
        {"certificates": _table("certificates", {"certificate_no": "C9", "valid_to": "2022-01-01"})},
        1,
    ),
    "certificates of another": (
        "certificate.not_in_force",
        {"certificates": _table("certificates", {"uscc": OTHER, "valid_to": "2022-01-01"})},
        0,
    ),
    "scope of the certificate": ("scope.uncovered", {"scope": _table("scope", {"parameter": "伸长率"})}, 1),
    "scope of another": ("scope.uncovered", {"scope": _table("scope", {"certificate_no": "C9"})}, 0),
    "calibrations of the instrument": (
        "instrument.uncalibrated",
        {"calibrations": _table("calibrations", {"valid_until": "2022-06-01"})},
        2,
    ),
    "calibrations of another": (
        "instrument.uncalibrated",
        {"calibrations": _table("calibrations", {"instrument_id": "I9", "passed": "false"})},
        0,
    ),
    "authorisations of the person": (
        "signatory.unauthorised",
        {"authorisations": _table("authorisations", {"domain": "food"})},
        2,
    ),
    "authorisations of another": (
        "signatory.unauthorised",
        {"authorisations": _table("authorisations", {"person_id": "P9", "domain": "food"})},
        0,
    ),
    "the method of the parameter": (
        "test.too_short",
        {"methods": _table("methods", {"min_minutes": "31"})},
        1,
    ),
    "the method of another parameter": (
        "test.too_short",
        {"methods": _table("methods", {"parameter": "冷弯", "min_minutes": "31"})},
        0,
    ),
    "a requirement more": (
        "items.missing",
        {"product_requirements": _table("product_requirements", {"parameter": "冷弯"})},
        1,
    ),
    "a requirement again": ("items.missing", {"product_requirements": _table("product_requirements", {})}, 0),
}


@pytest.mark.parametrize("case", REPLACED)
def test_its_rows_take_the_place_of_the_ledgers(case: str, tmp_path: Path) -> None:
    rule, reference, hits = REPLACED[case]
    assert _hits(tmp_path, rule, None) == 0
    assert _hits(tmp_path, rule, reference) == hits


def test_it_can_clear_what_the_ledger_alone_would_accuse(tmp_path: Path) -> None:
    ended = {"certificates": with_cell("certificates", 1, "ended_on", "2022-01-01")}
    assert _hits(tmp_path, "certificate.not_in_force", None, **ended) == 1
    assert _hits(tmp_path, "certificate.not_in_force", {"certificates": LEDGER["certificates"]}, **ended) == 0


def test_a_table_that_only_the_reference_holds_is_present(tmp_path: Path) -> None:
    ledger = hand_in(tmp_path / "ledger", methods=None, calibrations=None, product_requirements=None)
    alone = screen(ledger, tmp_path / "out")
    new = {name for name, table in TABLES.items() if table.supplementary}
    assert {*alone["absent_tables"]} - new == {"calibrations", "methods", "product_requirements"}
    later = LATER | {name for name, rule in ALL.items() if set(rule.needs) & new}
    assert {entry["rule"] for entry in alone["not_run"]} - later == {
        "method.superseded",
        "instrument.uncalibrated",
        "test.too_short",
        "sample.age",
        "items.missing",
    }
    header = LEDGER["product_requirements"].splitlines()[0] + "\n"
    office = _folder(tmp_path / "reference", methods=LEDGER["methods"], product_requirements=header)
    told = screen(ledger, tmp_path / "out", reference=office)
    assert {*told["absent_tables"]} - new == {"calibrations"}
    assert {entry["rule"] for entry in told["not_run"]} - later == {"instrument.uncalibrated"}
    outcomes = pq.read_table(tmp_path / "out" / "outcomes.parquet").to_pylist()
    assert {row["outcome"] for row in outcomes if row["rule"] == "items.missing"} == {"not_applicable"}


def test_the_summary_says_whose_word_was_used(tmp_path: Path) -> None:
    office = _folder(
        tmp_path / "reference",
        certificates=_table("certificates", {}, {"certificate_no": "C7", "uscc": OTHER}),
        methods=_table("methods", {"parameter": "伸长率"}, {"parameter": "冷弯"}),
        people=LEDGER["people"],  # not one of the tables an office answers for
    )
    told = screen(hand_in(tmp_path / "ledger"), tmp_path / "out", reference=office)
    assert told == json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert told["reference"] == str(office)
    assert tuple(told["whose_word"]) == REPLACING
    assert told["whose_word"]["certificates"] == {
        "reference": sorted([BODY, OTHER]),
        "reference_rows": 2,
        "ledger_rows": 0,
        "replaced_rows": 1,
    }
    assert told["whose_word"]["methods"]["reference"] == ["GB 1 | 伸长率", "GB 1 | 冷弯"]
    assert told["whose_word"]["methods"]["ledger_rows"] == 1
    assert told["whose_word"]["scope"] == {"reference": [], "ledger_rows": 2}


def test_without_one_the_summary_says_so(tmp_path: Path) -> None:
    told = screen(hand_in(tmp_path / "ledger"), tmp_path / "out")
    assert told["reference"] is None
    assert {tuple(word["reference"]) for word in told["whose_word"].values()} == {()}


@pytest.mark.parametrize("with_reference", [True, False])
def test_the_first_line_of_the_page_says_so_in_both_languages(with_reference: bool, tmp_path: Path) -> None:
    office = _folder(tmp_path / "office", certificates=LEDGER["certificates"]) if with_reference else None
    screen(hand_in(tmp_path / "ledger"), tmp_path / "out", reference=office)
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    body = page[page.index("<main") :]
    first = re.sub(r"<[^>]+>", "", body[: body.index("</p>")])
    if with_reference:
        assert "这次筛查对照了参照库" in first
        assert "Checked against the reference" in first
        assert str(office)[:30] in first  # a long path is cut short
    else:
        assert "只对照了机构自己的陈述" in first
        assert "Checked only against the institutions' own statements" in first.replace("&#x27;", "'")


def test_a_reference_stands_beside_an_archive_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger, archive = hand_in(tmp_path / "ledger"), tmp_path / "archive"
    assert run(monkeypatch, "en", "ledger", "archive", ledger, "--out", archive) == (0, "")
    office = _folder(tmp_path / "office", scope=_table("scope", {"parameter": "伸长率"}))
    told = screen(archive, tmp_path / "out", reference=office)
    assert told["by_rule"]["scope.uncovered"] == 1


def test_the_kept_archive_knows_nothing_of_the_reference(tmp_path: Path) -> None:
    ledger, data = hand_in(tmp_path / "ledger"), tmp_path / "data"
    office = _folder(tmp_path / "office", scope=_table("scope", {"parameter": "伸长率"}))
    hits = [
        screen(ledger, tmp_path / "out", reference=reference, archive_cache=data)["by_rule"][
            "scope.uncovered"
        ]
        for reference in (None, office, None)
    ]
    assert hits == [0, 1, 0]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_reference_that_breaks_the_format_is_refused(language: str, tmp_path: Path) -> None:
    spoiled = _table("certificates", {"valid_to": "2022"}, {}, {})
    office = _folder(tmp_path / "office", certificates=spoiled)
    done = command(
        "screen",
        hand_in(tmp_path / "ledger"),
        *("--reference", office, "--out", tmp_path / "out"),
        data=tmp_path / "data",
        language=language,
    )
    said = {
        "en": [
            "The reference breaks the format in 3 places; nothing was screened and nothing was written:",
            "  certificates (certificates.csv), data row 1, valid_to = '2022': expected a date such as 2022-06-01",
        ],
        "zh": [
            "参考文件夹有 3 处不合格式，没有筛查，也没有写出任何文件：",
            "  certificates (certificates.csv), 数据第 1 行, valid_to = '2022'：应为 2022-06-01 这样的日期",
        ],
    }
    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert lines[:2] == said[language]
    assert ["C1" in line for line in lines[2:]] == [True, True]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger", "office"]


@pytest.mark.parametrize("case", ["none", "no descriptor", "a file"])
def test_a_reference_that_is_no_folder_of_the_format(case: str, tmp_path: Path) -> None:
    office = tmp_path / "office"
    if case == "no descriptor":
        office.mkdir()
    elif case == "a file":
        office.write_text("x", encoding="utf-8")
    with pytest.raises(Refused, match="office"):
        screen(hand_in(tmp_path / "ledger"), tmp_path / "out", reference=office)
    assert not (tmp_path / "out").exists()


def test_a_reference_need_not_hold_the_tables_a_ledger_must(tmp_path: Path) -> None:
    office = _folder(tmp_path / "office")
    assert screen(hand_in(tmp_path / "ledger"), tmp_path / "out", reference=office)["reference"] == str(
        office
    )


def test_what_is_nobodys_stands_in_the_summary_alone(tmp_path: Path) -> None:
    """A method that the reference tells otherwise is no institution's, nor is scope of a certificate of nobody's."""
    office = _folder(
        tmp_path / "reference",
        methods=_table("methods", {"min_minutes": "31"}),
        product_requirements=_table("product_requirements", {}),
        scope=_table("scope", {"parameter": "伸长率", "certificate_no": "C9"}),
    )
    ledger = hand_in(tmp_path / "ledger", scope=_table("scope", {"certificate_no": "C9"}))
    told = screen(ledger, tmp_path / "out", reference=office, rules=["reference.disagrees"])
    assert told["hits"] == 0
    assert {table: one["rows"] for table, one in told["reference_differs"].items()} == {
        "methods": 1,
        "scope": 1,
    }
    ours, theirs = told["reference_differs"]["methods"]["shown"]
    assert (ours["said_by"], theirs["said_by"], theirs["min_minutes"]) == ("ledger", "reference", 31.0)
    assert screen(ledger, tmp_path / "out")["reference_differs"] == {}
