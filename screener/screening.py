"""Screens one partition: every rule's hits with their evidence, and what each rule could test."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from screener.partition import Counts, Partition
from screener.rule import Over, Rule, Verdict


@dataclass
class Tally:
    """Rows of one rule by institution (shape of each: institutions): of its kind, tested, hit."""

    kind: Counts
    tested: Counts
    hits: Counts

    @classmethod
    def of(cls, institutions: int) -> Tally:
        """Nothing counted yet."""
        return cls(*(np.zeros(institutions, np.int64) for _ in range(3)))

    def add(self, codes: npt.NDArray[np.int32], other: Tally) -> None:
        """Take in a partition's counts; `codes` says which institutions they are of."""
        self.kind[codes] += other.kind
        self.tested[codes] += other.tested
        self.hits[codes] += other.hits


@dataclass(frozen=True)
class Hit:
    """One hit as it will be written."""

    hit_id: str
    rule: str
    uscc: str
    report_id: str
    result_id: str | None
    evidence: str


@dataclass(frozen=True)
class Screened:
    """What came of one partition; counts are by its institutions, in the order of their codes here."""

    hits: list[Hit]
    tallies: dict[str, Tally]
    codes: npt.NDArray[np.int32]
    reports: Counts


def hit_id(rule: str, uscc: str, report_id: str = "", result_id: str = "", *more: str) -> str:
    """The name a hit keeps from run to run.

    The first 20 hexadecimal digits of SHA-256 over `rule|uscc|report_id|result_id|parameter|instrument_id|person_id`.
    """
    parts = (rule, uscc, report_id, result_id, *more, *("",) * (3 - len(more)))
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:20]


def screen_partition(p: Partition, rules: Sequence[Rule], *, evidence: bool = True) -> Screened:
    """Run the rules over a partition; the bucket of shared rows runs only rules across institutions, for hits alone.

    `evidence=False` leaves the evidence of hits empty.
    """
    found: list[Hit] = []
    tallies: dict[str, Tally] = {}
    for rule in rules:
        if p.is_shared and not rule.across:
            continue
        verdict = rule.find(p)
        tallies[rule.name] = _tally(p, verdict, rule.over)
        if evidence:
            found += [_hit(p, rule, row) for row in verdict.hits.tolist()]
        elif len(verdict.hits):
            found += _bare_hits(p, rule, verdict.hits)
    reports = np.zeros(len(p.institutions), np.int64) if p.is_shared else p.count(None, "reports")
    return Screened(found, tallies, p.institutions, reports)


def _tally(p: Partition, verdict: Verdict, over: Over) -> Tally:
    """Count what was hit and tested, and rows of the kind where an institution had none tested."""
    tally = Tally.of(len(p.institutions))
    if len(verdict.hits):
        starts = p.report_starts if over == "reports" else p.result_starts
        tally.hits = np.diff(np.searchsorted(verdict.hits, starts))
    if p.is_shared:
        return tally
    if verdict.tested is not None:
        tally.tested = tally.kind = p.count(verdict.tested, over)
        if tally.tested.all():
            return tally
    kind = verdict.kind() if callable(verdict.kind) else verdict.kind
    tally.kind = p.count(kind, over)
    if verdict.tested is None:
        tally.tested = tally.kind
    return tally


def _bare_hits(p: Partition, rule: Rule, rows: npt.NDArray[np.intp]) -> list[Hit]:
    """The hits without their evidence."""
    of_results = rule.over == "results"
    reports = p.report_of(rows) if of_results else rows
    usccs = [str(p.book.word("uscc", code)) for code in p.reports["uscc"][reports].tolist()]
    names = _texts(p.report_texts, "report_id", reports)
    results = _texts(p.result_texts, "result_id", rows) if of_results else [None] * len(rows)
    return [
        Hit(hit_id(rule.name, uscc, name, result or ""), rule.name, uscc, name, result, "{}")
        for uscc, name, result in zip(usccs, names, results, strict=True)
    ]


def _texts(rows: pa.Table, column: str, wanted: npt.NDArray[np.intp]) -> list[Any]:
    found: list[Any] = rows.column(column).take(pa.array(wanted)).to_pylist()
    return found


def _hit(p: Partition, rule: Rule, row: int) -> Hit:
    evidence: dict[str, Any] = rule.evidence(p, row)
    own = evidence["row"]
    result = own["result_id"] if rule.over == "results" else None
    return Hit(
        hit_id(rule.name, own["uscc"], own["report_id"], result or ""),
        rule.name,
        own["uscc"],
        own["report_id"],
        result,
        json.dumps(evidence, ensure_ascii=False, separators=(",", ":")),
    )
