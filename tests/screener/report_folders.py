"""Output folders made by hand, so that the page can be tested without a run."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from screener.measures import ANOMALIES
from tests.screener.report_evidence import OWN, SAMPLES, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Hit = tuple[str, str, Evidence]  # rule, uscc, evidence

OUTCOMES = pa.schema(
    {"rule": pa.string(), "uscc": pa.string(), "outcome": pa.string(), "reason": pa.string(),
     "tested": pa.int64(), "hits": pa.int64()}
)  # fmt: skip
TEXTS = (
    "hit_id",
    "rule",
    "grade",
    "conduct",
    "uscc",
    "report_id",
    "result_id",
    "parameter",
    "instrument_id",
    "person_id",
)
HITS = pa.schema(
    [(name, pa.string()) for name in TEXTS]
    + [(name, pa.float64()) for name in ("effect", "p_value", "q_value")]
    + [("evidence", pa.string())]
)
REPORTS = pa.schema(
    {"report_id": pa.string(), "uscc": pa.string(), "risk": pa.float64(), "hits": pa.int64(),
     "rules": pa.list_(pa.string())}
)  # fmt: skip
INSTITUTIONS = pa.schema(
    {"uscc": pa.string(), "name": pa.string(), "risk": pa.float64(), "reports": pa.int64(), "hits": pa.int64(),
     "rate": pa.float64(), "rank": pa.int64(), "terms": pa.string()}
)  # fmt: skip


def every_rule(uscc: str = OWN) -> list[Hit]:
    """One hit of each rule."""
    return [(rule, uscc, evidence) for rule, (_, evidence) in SAMPLES.items()]


def write_folder(
    folder: Path,
    hits: Iterable[Hit],
    names: dict[str, str | None] | None = None,
    **summary: Any,
) -> Path:
    """An output folder with these hits; every institution in `names` and every rule has an outcome."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [_hit(*hit) for hit in hits]
    usccs = dict.fromkeys([*(names or {OWN: "云川华衡建材检测有限公司"}), *(row["uscc"] for row in rows)])
    _write(folder / "hits.parquet", rows, HITS)
    _write(folder / "outcomes.parquet", _outcomes(rows, list(usccs)), OUTCOMES)
    by_report: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row["report_id"] is None:
            continue
        by_report.setdefault((row["report_id"], row["uscc"]), []).append(row["rule"])
    reports = [
        {"report_id": report, "uscc": uscc, "risk": 0.9, "hits": len(rules), "rules": sorted(set(rules))}
        for (report, uscc), rules in by_report.items()
    ]
    _write(folder / "reports.parquet", reports, REPORTS)
    known = names or {OWN: "云川华衡建材检测有限公司"}
    counts = {uscc: sum(row["uscc"] == uscc for row in rows) for uscc in usccs}
    ranked = sorted(usccs, key=lambda uscc: (-counts[uscc], uscc))
    term = {
        "family": "instrument",
        "term": "contradicted reports",
        "value": 3.2,
        "reports": 6,
        "share": 0.025,
        "z": 4.6,
    }
    terms = json.dumps([term, term | {"family": "person", "value": 1.1, "z": 1.2}])
    institutions = [
        {"uscc": uscc, "name": known.get(uscc), "risk": round(0.9 / rank, 2), "reports": 240, "hits": counts[uscc],
         "rate": 0.12, "rank": rank, "terms": terms}
        for rank, uscc in enumerate(ranked, start=1)
    ]  # fmt: skip
    _write(folder / "institutions.parquet", institutions, INSTITUTIONS)
    (folder / "summary.json").write_text(json.dumps(_summary(rows, len(usccs)) | summary), encoding="utf-8")
    return folder


def _hit(rule: str, uscc: str, evidence: Evidence) -> dict[str, Any]:
    row = evidence.get("row")
    row = row if isinstance(row, dict) else {}
    text = json.dumps(evidence)
    identity = hashlib.sha256(f"{rule}|{uscc}|{text}".encode()).hexdigest()[:20]
    return {
        "hit_id": identity,
        "rule": rule,
        "grade": "anomaly" if rule in ANOMALIES else "contradiction",
        "conduct": SAMPLES[rule][0] if rule in SAMPLES else "F1",
        "uscc": uscc,
        "report_id": _storable(row.get("report_id")),
        "result_id": _storable(row.get("result_id")),
        "evidence": text,
    }


def _storable(text: str | None) -> str | None:
    """What a Parquet column can hold: no lone surrogates, which only JSON can name."""
    return text.encode("utf-8", "replace").decode() if text is not None else None


def _outcomes(rows: list[dict[str, Any]], usccs: list[str]) -> list[dict[str, Any]]:
    found = []
    for uscc in usccs:
        for number, rule in enumerate(dict.fromkeys([*SAMPLES, *(row["rule"] for row in rows)])):
            hits = sum(row["uscc"] == uscc and row["rule"] == rule for row in rows)
            quiet = ("clear", "clear", "not_enough_data", "not_applicable")[number % 4]
            outcome = "hit" if hits else quiet
            reason = {
                "not_enough_data": "no row has the columns the rule compares",
                "not_applicable": "no row of the kind the rule speaks about",
            }
            tested = 2_400 if outcome in ("hit", "clear") else 0
            found.append(
                {
                    "rule": rule,
                    "uscc": uscc,
                    "outcome": outcome,
                    "reason": reason.get(outcome),
                    "tested": tested,
                    "hits": hits,
                }
            )
    return found


def _summary(rows: list[dict[str, Any]], institutions: int) -> dict[str, Any]:
    rules = [row["rule"] for row in rows]
    conducts = [row["conduct"] for row in rows]
    return {
        "program": "mingjian",
        "version": "0.1.0",
        "engine": "local",
        "rules_version": "1",
        "content_sha256": "5d41402abc4b2a76b9719d911017c592ae2f4c1b",
        "seconds": 1.8,
        "rows_read": {"institutions": institutions, "reports": 6_000, "results": 30_000},
        "institutions": institutions,
        "hits": len(rows),
        "by_rule": {rule: rules.count(rule) for rule in dict.fromkeys(rules)},
        "by_conduct": {conduct: conducts.count(conduct) for conduct in dict.fromkeys(conducts)},
        "not_run": [],
        "absent_tables": [],
        "dangling": [
            {"table": "results", "column": "report_id", "target": "reports", "rows": 3, "examples": ["rep-9001"]}
        ],
        "warnings": [
            {"table": "institutions", "column": "uscc", "message": "check character is wrong",
             "message_zh": "校验位不对", "rows": 1, "examples": [OWN]}
        ],
        "whose_word": {},
        "reference": None,
        "ran_at": "2026-11-22T10:20:30+00:00",
    }  # fmt: skip


def _write(path: Path, rows: list[dict[str, Any]], schema: pa.Schema) -> None:
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)
