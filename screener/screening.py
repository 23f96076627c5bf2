"""Screens one partition: every rule's hits with their evidence, and what each rule could test."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from screener.measures import Measured
from screener.partition import Counts, Partition, Rows
from screener.rule import Over, Rule, Verdict
from screener.writing import written


@dataclass
class Tally:
    """Rows of one rule by institution (shape of each: institutions): of its kind, tested, hit."""

    kind: Counts
    tested: Counts
    hits: Counts

    @classmethod
    def of(cls, institutions: int, parts: Sequence[tuple[npt.NDArray[np.int32], Tally]]) -> Tally:
        """The counts of partitions added up; each comes with the codes of its institutions."""
        whole = cls(*(np.zeros(institutions, np.int64) for _ in range(3)))
        for codes, part in parts:
            whole.kind[codes] += part.kind
            whole.tested[codes] += part.tested
            whole.hits[codes] += part.hits
        return whole


class Hit(NamedTuple):
    """One hit as it will be written."""

    hit_id: str
    rule: str
    uscc: str
    report_id: str
    result_id: str | None
    evidence: str
    parameter: str | None = None
    effect: float | None = None
    p_value: float | None = None
    q_value: float | None = None
    instrument_id: str | None = None
    person_id: str | None = None


@dataclass(frozen=True)
class Screened:
    """What came of one partition; counts are by its institutions, in the order of their codes here."""

    hits: list[Hit]
    tallies: dict[str, Tally]
    codes: npt.NDArray[np.int32]
    reports: Counts
    measured: Measured = field(default_factory=dict)
    looked: dict[str, Any] = field(default_factory=dict)


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
    found: list[tuple[Rule, Rows]] = []
    tallies: dict[str, Tally] = {}
    for rule in rules:
        if p.is_shared and not rule.across:
            continue
        verdict = rule.find(p)
        tallies[rule.name] = _tally(p, verdict, rule.over)
        if len(verdict.hits):
            found.append((rule, verdict.hits))
    hits = (_hits if evidence else _bare_hits)(p, found)
    reports = np.zeros(len(p.institutions), np.int64) if p.is_shared else p.count(None, "reports")
    return Screened(hits, tallies, p.institutions, reports)


def _tally(p: Partition, verdict: Verdict, over: Over) -> Tally:
    """Count what was hit and tested, and rows of the kind where an institution had none tested."""
    hits = none = np.zeros(len(p.institutions), np.int64)
    if len(verdict.hits):
        starts = p.report_starts if over == "reports" else p.result_starts
        places = verdict.hits.searchsorted(starts)
        hits = places[1:] - places[:-1]
    if p.is_shared:
        return Tally(none, none, hits)
    tested = None if verdict.tested is None else p.count(verdict.tested, over)
    if tested is not None and tested.all():
        return Tally(tested, tested, hits)
    kind = p.count(verdict.kind() if callable(verdict.kind) else verdict.kind, over)
    return Tally(kind, kind if tested is None else tested, hits)


def _bare_hits(p: Partition, found: Sequence[tuple[Rule, Rows]]) -> list[Hit]:
    """The hits without their evidence; the texts of all rules are fetched together."""
    if not found:
        return []
    none, of_results = np.zeros(0, np.intp), [rule.over == "results" for rule, _ in found]
    rows = np.concatenate([rows if own else none for (_, rows), own in zip(found, of_results, strict=True)])
    reports = np.concatenate(
        [p.report_of(rows) if own else rows for (_, rows), own in zip(found, of_results, strict=True)]
    )
    results = iter(p.text("results", "result_id").take(pa.array(rows)).to_pylist())
    names = p.text("reports", "report_id").take(pa.array(reports)).to_pylist()
    usccs = (str(p.book.word("uscc", code)) for code in p.reports["uscc"][reports].tolist())
    rules = (
        (rule.name, own)
        for (rule, rows), own in zip(found, of_results, strict=True)
        for _ in range(len(rows))
    )
    hits = []
    for (rule, own), uscc, name in zip(rules, usccs, names, strict=True):
        result = next(results) if own else None
        hits.append(Hit(hit_id(rule, uscc, name, result or ""), rule, uscc, name, result, "{}"))
    return hits


def _hits(p: Partition, found: Sequence[tuple[Rule, Rows]]) -> list[Hit]:
    """The hits with their evidence."""
    return [_hit(p, rule, row) for rule, rows in found for row in rows.tolist()]


def _hit(p: Partition, rule: Rule, row: int) -> Hit:
    evidence: dict[str, Any] = rule.evidence(p, row)
    own = evidence["row"]
    result = own["result_id"] if rule.over == "results" else None
    name = hit_id(rule.name, own["uscc"], own["report_id"], result or "")
    return Hit(name, rule.name, own["uscc"], own["report_id"], result, written(evidence))
