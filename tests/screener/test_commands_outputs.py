"""Every file a run writes has the columns, types and entries that rules.md names."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from screener import __version__
from screener.ledger.sample import write_sample
from screener.ledger.tables import TABLES
from screener.measures.declaration import Anomaly
from screener.rules import RULES
from screener.run import ALL
from tests.screener.handins import LEDGER, command, hand_in

if TYPE_CHECKING:
    from pathlib import Path

TEXT, WHOLE, NUMBER = "string", "int64", "double"
COLUMNS = {
    "outcomes": {"rule": TEXT, "uscc": TEXT, "outcome": TEXT, "reason": TEXT, "tested": WHOLE, "hits": WHOLE},
    "hits": {
        **dict.fromkeys(
            (
                *("hit_id", "rule", "grade", "conduct", "uscc", "report_id", "result_id"),
                *("parameter", "instrument_id", "person_id"),
            ),
            TEXT,
        ),
        **dict.fromkeys(("effect", "p_value", "q_value"), NUMBER),
        "evidence": TEXT,
    },
    "reports": {
        "report_id": TEXT,
        "uscc": TEXT,
        "risk": NUMBER,
        "hits": WHOLE,
        "rules": "list<element: string>",
    },
    "institutions": {
        "uscc": TEXT,
        "name": TEXT,
        "risk": NUMBER,
        "reports": WHOLE,
        "hits": WHOLE,
        "rate": NUMBER,
        "rank": WHOLE,
        "terms": TEXT,
    },
    "groups": {
        **dict.fromkeys(("rule", "uscc", "parameter", "method"), TEXT),
        "decimals": "int32",
        **dict.fromkeys(("domain", "side"), TEXT),
        "rows": WHOLE,
        **dict.fromkeys(("held", "value", "effect", "z", "q_value"), NUMBER),
        "speaks": "bool",
        **dict.fromkeys(("peers", "peers_median", "tau_squared"), NUMBER),
        "digits": "list<element: int32>",
    },
}
MAY_BE_EMPTY = {
    "outcomes": {"reason"},
    "hits": {
        "report_id",
        "result_id",
        "parameter",
        "instrument_id",
        "person_id",
        "effect",
        "p_value",
        "q_value",
    },
    "reports": set(),
    "institutions": {"name"},
    "groups": {
        *("parameter", "method", "decimals", "domain", "side", "held", "value", "effect", "z", "q_value"),
        *("peers", "peers_median", "tau_squared", "digits"),
    },
}
STATED: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("program", "version", "engine", "content_sha256", "ran_at"), str),
    **dict.fromkeys(("rules_version", "institutions", "hits"), int),
    "seconds": (int, float),
    **dict.fromkeys(("rows_read", "by_rule", "by_conduct", "whose_word"), dict),
    **dict.fromkeys(("not_run", "absent_tables", "dangling", "warnings"), list),
}
#: Rules of which the sample has faults.
PLANTED = {name for name, rule in RULES.items() if not set(rule.needs) - set(LEDGER) and not rule.asks}
OUTCOMES = {"hit", "clear", "not_enough_data", "not_applicable"}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One run of the real command over a ledger with faults of every rule planted in it."""
    folder = tmp_path_factory.mktemp("run")
    write_sample(folder / "ledger", results=6000, institutions=4)
    done = command("screen", folder / "ledger", "--out", folder / "out", data=folder / "data")
    assert done.returncode == 0, done.stderr
    return folder / "out"


def test_without_the_page_the_tables_are_the_same(out: Path, tmp_path: Path) -> None:
    done = command(
        "screen", out.parent / "ledger", "--no-page", "--out", tmp_path / "out", data=out.parent / "data"
    )
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "out") in done.stdout
    assert "index.html" not in done.stdout
    written = {file.name for file in (tmp_path / "out").iterdir()}
    assert written == {file.name for file in out.iterdir()} - {"index.html"}
    for name in COLUMNS:
        assert pq.read_table(tmp_path / "out" / f"{name}.parquet") == pq.read_table(out / f"{name}.parquet")


def _rows(out: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(out / f"{name}.parquet").to_pylist()
    return rows


def _summary(out: Path) -> dict[str, Any]:
    summary: dict[str, Any] = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    return summary


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_and_types(name: str, out: Path) -> None:
    table = pq.read_table(out / f"{name}.parquet")
    assert {field.name: str(field.type) for field in table.schema} == COLUMNS[name]
    assert table.num_rows > 0
    for column in set(COLUMNS[name]) - MAY_BE_EMPTY[name]:
        assert table.column(column).null_count == 0, column


def test_nothing_else_is_written(out: Path) -> None:
    files = {f"{name}.parquet" for name in COLUMNS} | {"summary.json", "index.html"}
    assert {path.name for path in out.iterdir()} == files


def test_hits(out: Path) -> None:
    hits = _rows(out, "hits")
    assert {hit["rule"] for hit in hits} == PLANTED
    assert len({hit["hit_id"] for hit in hits}) == len(hits)
    for hit in hits:
        rule = RULES[hit["rule"]]
        assert (hit["grade"], hit["conduct"]) == ("contradiction", rule.conduct)
        assert (hit["result_id"] is not None) == (rule.over == "results")
        assert hit["report_id"]
        keys = ("rule", "uscc", "report_id", "result_id", "parameter", "instrument_id", "person_id")
        text = "|".join(hit[key] or "" for key in keys)
        assert hit["hit_id"] == hashlib.sha256(text.encode()).hexdigest()[:20]
        evidence = json.loads(hit["evidence"])
        assert evidence["row"]["report_id"] == hit["report_id"]
        assert evidence["row"]["uscc"] == hit["uscc"]
        assert len(evidence["others"]) <= 20
        assert evidence["others_total"] >= len(evidence["others"])
        unused = ("parameter", "instrument_id", "person_id", "effect", "p_value", "q_value")
        assert [hit[name] for name in unused] == [None] * 6


def test_outcomes(out: Path) -> None:
    outcomes, hits = _rows(out, "outcomes"), _rows(out, "hits")
    institutions = [row["uscc"] for row in _rows(out, "institutions")]
    assert sorted((row["rule"], row["uscc"]) for row in outcomes) == sorted(
        (rule, uscc) for rule in ALL for uscc in institutions
    )
    for row in outcomes:
        found = sum(hit["rule"] == row["rule"] and hit["uscc"] == row["uscc"] for hit in hits)
        assert row["hits"] == found
        assert row["outcome"] in OUTCOMES
        assert (row["outcome"] == "hit") == (found > 0)
        if row["rule"] in RULES:
            assert (row["reason"] is None) == (row["outcome"] in {"hit", "clear"})
        assert (row["tested"] > 0) == (row["outcome"] in {"hit", "clear"})
        assert row["tested"] >= row["hits"]


def test_reports_and_institutions_are_ranked(out: Path) -> None:
    reports, institutions, hits = (_rows(out, name) for name in ("reports", "institutions", "hits"))
    assert {row["report_id"] for row in reports} == {hit["report_id"] for hit in hits}
    assert [row["risk"] for row in reports] == sorted((row["risk"] for row in reports), reverse=True)
    assert sum(row["hits"] for row in reports) == len(hits) == sum(row["hits"] for row in institutions)
    assert [row["rank"] for row in institutions] == sorted(row["rank"] for row in institutions)
    assert [row["risk"] for row in institutions] == sorted(
        (row["risk"] for row in institutions), reverse=True
    )
    for row in (*reports, *institutions):
        assert 0 <= row["risk"] <= 1
    for row in institutions:
        assert row["rate"] >= 0
        for term in json.loads(row["terms"]):
            assert {"family", "term", "value"} <= term.keys()


def test_summary(out: Path) -> None:
    summary, hits = _summary(out), _rows(out, "hits")
    for entry, kind in STATED.items():
        assert isinstance(summary[entry], kind), entry
    assert summary["reference"] is None
    assert (summary["program"], summary["version"]) == ("mingjian", __version__)
    assert len(summary["content_sha256"]) == 64
    assert {name for name, rows in summary["rows_read"].items() if rows} == set(LEDGER)
    assert summary["rows_read"]["institutions"] == summary["institutions"] == 4
    assert summary["hits"] == len(hits) == sum(summary["by_rule"].values())
    assert sum(summary["by_conduct"].values()) == len(hits)
    not_run = {entry["rule"] for entry in summary["not_run"]}
    assert summary["by_rule"] == {
        rule: sum(hit["rule"] == rule for hit in hits) for rule in ALL if rule not in not_run
    }
    assert set(summary["absent_tables"]) == set(TABLES) - set(LEDGER)
    assert not_run == {
        name
        for name, rule in ALL.items()
        if set(rule.needs) & set(summary["absent_tables"]) or (not isinstance(rule, Anomaly) and rule.asks)
    }


def test_the_summary_of_a_run_with_gaps(tmp_path: Path) -> None:
    ledger = hand_in(
        tmp_path / "ledger",
        people=None,
        methods=None,
        institutions=LEDGER["institutions"].replace("X", "Y").replace("150602", "15"),
        reports=LEDGER["reports"].replace("building_materials", "bricks").replace("S1", "S9"),
        results=LEDGER["results"].replace("R2", "R9"),
    )
    done = command(
        "screen",
        ledger,
        "--out",
        tmp_path / "out",
        "--rules",
        "raw.missing,test.too_short",
        data=tmp_path / "data",
    )
    assert done.returncode == 0
    summary = _summary(tmp_path / "out")
    assert set(summary["absent_tables"]) & set(LEDGER) == {"methods", "people"}
    reasons = {entry["rule"]: entry["reason"] for entry in summary["not_run"]}
    assert set(reasons) == set(ALL) - {"raw.missing"}
    assert "methods" in reasons["test.too_short"]
    assert summary["by_rule"] == {"raw.missing": 0}
    lost = {(item["table"], item["column"]): item for item in summary["dangling"]}
    assert lost["results", "report_id"] == {
        "table": "results",
        "column": "report_id",
        "target": "reports.report_id",
        "rows": 1,
        "examples": ["R9"],
    }
    assert lost["reports", "site_id"]["rows"] == lost["reports", "uscc"]["rows"] == 2
    odd = {(item["table"], item["column"]): item for item in summary["warnings"]}
    assert odd["institutions", "uscc"]["rows"] == 1
    assert odd["institutions", "home_division"]["examples"] == ["15"]
    assert odd["reports", "domain"]["examples"] == ["bricks"]
    for item in odd.values():
        assert item["message"]
        assert item["message_zh"]
