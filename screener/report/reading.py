"""What a run wrote, read as far as a page shows it: columns, not whole files, and one stretch of rows at a time."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from screener.report.choosing import RANKED, REPORTS
from screener.wording.visible import clip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SAID = ("uscc", "rule", "outcome", "reason", "tested", "hits")
_LONGEST_NAME = 200
_REASONS = 400


@dataclass(frozen=True)
class Institution:
    """A row of `institutions.parquet`."""

    uscc: str
    name: str | None
    risk: float
    reports: int
    hits: int
    rate: float
    rank: int
    terms: list[dict[str, Any]]


@dataclass(frozen=True)
class Outcome:
    """What one rule said of one institution."""

    outcome: str
    reason: str | None
    tested: int
    hits: int


@dataclass
class Tally:
    """Outcomes counted over all institutions: how many per rule and answer, rows tested, hits, reasons."""

    institutions: Counter[tuple[str, str]] = field(default_factory=Counter)
    tested: Counter[str] = field(default_factory=Counter)
    hits: Counter[str] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str, str]] = field(default_factory=Counter)


@dataclass
class Output:
    """Everything the page shows but the hits themselves."""

    summary: dict[str, Any]
    institutions: list[Institution]
    institutions_total: int
    with_hits: int
    tally: Tally
    outcomes: dict[str, dict[str, Outcome]]
    reports: list[dict[str, Any]]
    reports_total: int


def read_output(folder: Path) -> Output:
    """The output files of a run; OSError or ArrowException where one is missing or broken."""
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    institutions, total, with_hits = _institutions(folder / "institutions.parquet")
    tally, outcomes = _outcomes(folder / "outcomes.parquet", {one.uscc for one in institutions})
    reports, reports_total = _reports(folder / "reports.parquet")
    return Output(summary, institutions, total, with_hits, tally, outcomes, reports, reports_total)


def _institutions(path: Path) -> tuple[list[Institution], int, int]:
    found: list[Institution] = []
    with_hits = 0
    with pq.ParquetFile(path) as file:
        total = int(file.metadata.num_rows)
        for batch in file.iter_batches(batch_size=8192):
            with_hits += int(pc.sum(pc.greater(batch.column("hits"), 0)).as_py() or 0)
            found += [
                _institution(row)
                for row in batch.filter(pc.less_equal(batch.column("rank"), RANKED)).to_pylist()
            ]
    return sorted(found, key=lambda one: (one.rank, one.uscc))[:RANKED], total, with_hits


def _institution(row: dict[str, Any]) -> Institution:
    try:
        terms = json.loads(row["terms"] or "[]")
    except json.JSONDecodeError:
        terms = []
    name = row["name"]
    return Institution(
        uscc=row["uscc"],
        name=clip(name, _LONGEST_NAME) if name else None,
        risk=float(row["risk"] or 0),
        reports=int(row["reports"] or 0),
        hits=int(row["hits"] or 0),
        rate=float(row["rate"] or 0),
        rank=int(row["rank"] or 0),
        terms=[term for term in terms if isinstance(term, dict)] if isinstance(terms, list) else [],
    )


def _outcomes(path: Path, shown: set[str]) -> tuple[Tally, dict[str, dict[str, Outcome]]]:
    tally, outcomes = Tally(), defaultdict[str, dict[str, Outcome]](dict)
    wanted = pa.array(sorted(shown), pa.string())
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=65_536):
            _count(tally, pa.Table.from_batches([batch]))
            chosen = batch.filter(pc.is_in(batch.column("uscc"), value_set=wanted))
            said = (chosen.column(name).to_pylist() for name in _SAID)
            for uscc, rule, outcome, reason, tested, hits in zip(*said, strict=True):
                outcomes[uscc][rule] = Outcome(outcome, reason, int(tested or 0), int(hits or 0))
    return tally, dict(outcomes)


def _count(tally: Tally, rows: pa.Table) -> None:
    sums = rows.group_by(["rule", "outcome"]).aggregate(
        [("tested", "sum"), ("hits", "sum"), ("uscc", "count")]
    )
    for row in sums.to_pylist():
        tally.institutions[row["rule"], row["outcome"]] += int(row["uscc_count"])
        tally.tested[row["rule"]] += int(row["tested_sum"] or 0)
        tally.hits[row["rule"]] += int(row["hits_sum"] or 0)
    for row in rows.group_by(["rule", "outcome", "reason"]).aggregate([("uscc", "count")]).to_pylist():
        key = (row["rule"], row["outcome"], clip(row["reason"] or "", _LONGEST_NAME))
        if row["reason"] and (len(tally.reasons) < _REASONS or key in tally.reasons):
            tally.reasons[key] += int(row["uscc_count"])


def _reports(path: Path) -> tuple[list[dict[str, Any]], int]:
    with pq.ParquetFile(path) as file:
        batches: Iterator[Any] = file.iter_batches(batch_size=REPORTS)
        first = next(batches, None)
        return (first.to_pylist() if first is not None else []), int(file.metadata.num_rows)
