"""Earlier hand-ins as a user gives them: ledgers or archives, several of them, and broken ones."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from screener import Refused, screen
from tests.screener.handins import LEDGER, command, hand_in, run, with_cell

if TYPE_CHECKING:
    from pathlib import Path

RULES = ["ledger.changed"]


def changed(out: Path) -> dict[str, dict[str, Any]]:
    """The evidence of every hit, by report."""
    hits = pq.read_table(out / "hits.parquet").to_pylist()
    return {hit["report_id"]: json.loads(hit["evidence"]) for hit in hits}


def test_a_ledger_and_an_archive_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = hand_in(tmp_path / "ledger", results=with_cell("results", 1, "value", "600"))
    earlier, archive = hand_in(tmp_path / "earlier"), tmp_path / "archive"
    assert run(monkeypatch, "en", "ledger", "archive", earlier, "--out", archive) == (0, "")
    found = []
    for before in (earlier, archive):
        screen(ledger, tmp_path / "out", earlier=[before], rules=RULES)
        found.append(changed(tmp_path / "out"))
    assert found[0] == found[1]
    assert list(found[0]) == ["R1"]
    [row] = found[0]["R1"]["others"]
    assert row["columns"] == [{"column": "value", "before": 561.5, "after": 600.0}]


def test_the_first_that_differs_is_shown_and_the_others_counted(tmp_path: Path) -> None:
    ledger = hand_in(tmp_path / "ledger", reports=with_cell("reports", 2, "conclusion", "fail"))
    same = hand_in(tmp_path / "same", reports=with_cell("reports", 2, "conclusion", "fail"))
    others = [hand_in(tmp_path / name) for name in ("one", "two")]
    told = screen(ledger, tmp_path / "out", earlier=[same, *others], rules=RULES)
    evidence = changed(tmp_path / "out")["R2"]
    assert (evidence["hand_in"], evidence["hand_ins"]) == (2, 2)
    assert evidence["hand_in_sha256"] == told["earlier"][1]
    assert evidence["row"]["columns"] == [{"column": "conclusion", "before": "none", "after": "fail"}]


def test_the_same_ledger_again_says_nothing(tmp_path: Path) -> None:
    ledger = hand_in(tmp_path / "ledger")
    screen(ledger, tmp_path / "out", earlier=[ledger], rules=RULES, archive_cache=tmp_path / "kept")
    outcomes = pq.read_table(tmp_path / "out" / "outcomes.parquet").to_pylist()
    assert [(row["outcome"], row["tested"]) for row in outcomes] == [("clear", 2)]


def test_spelling_a_table_otherwise_changes_nothing(tmp_path: Path) -> None:
    """Order of rows and columns, zeros, and spelling of truths are no change."""
    lines = LEDGER["reports"].splitlines()
    told = "\n".join([lines[0], *reversed(lines[1:])]).replace("P1,0,none", "P1,FALSE,none") + "\n"
    ledger = hand_in(tmp_path / "ledger", reports=told)
    assert screen(ledger, tmp_path / "out", earlier=[hand_in(tmp_path / "one")], rules=RULES)["hits"] == 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_broken_one_is_named(language: str, tmp_path: Path) -> None:
    ledger, data = hand_in(tmp_path / "ledger"), tmp_path / "data"
    broken = hand_in(tmp_path / "last-month", reports=with_cell("reports", 1, "issued_at", "2022"))
    done = command(
        *("screen", ledger, "--earlier", broken, "--out", tmp_path / "out"), data=data, language=language
    )
    assert done.returncode == 2
    said = next(line for line in done.stderr.splitlines() if "last-month" in line)
    assert said.startswith({"zh": f"以前交来的 {broken}：", "en": f"Handed in before, {broken}: "}[language])
    assert not (tmp_path / "out").exists()


def test_one_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="nowhere"):
        screen(hand_in(tmp_path / "ledger"), tmp_path / "out", earlier=[tmp_path / "nowhere"])
