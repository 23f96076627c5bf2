"""Screens one partition: every rule's hits with their evidence, and what each rule could test."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from screener.partition import Partition
from screener.rule import Over, Rule, Verdict


@dataclass
class Tally:
    """Rows of one rule by institution (code): of its kind, tested, hit."""

    kind: dict[int, int] = field(default_factory=dict)
    tested: dict[int, int] = field(default_factory=dict)
    hits: dict[int, int] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        """Take another partition's counts in."""
        for mine, theirs in ((self.kind, other.kind), (self.tested, other.tested), (self.hits, other.hits)):
            for code, count in theirs.items():
                mine[code] = mine.get(code, 0) + count


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
    """What came of one partition."""

    hits: list[Hit]
    tallies: dict[str, Tally]
    reports: dict[int, int]


def hit_id(rule: str, uscc: str, report_id: str = "", result_id: str = "", *more: str) -> str:
    """The name a hit keeps from run to run.

    The first 20 hexadecimal digits of SHA-256 over `rule|uscc|report_id|result_id|parameter|instrument_id|person_id`.
    """
    parts = (rule, uscc, report_id, result_id, *more, *("",) * (3 - len(more)))
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:20]


def screen_partition(p: Partition, rules: Sequence[Rule]) -> Screened:
    """Run the rules over a partition; the bucket of shared rows runs only rules across institutions, for hits alone."""
    found: list[Hit] = []
    tallies: dict[str, Tally] = {}
    for rule in rules:
        if p.is_shared and not rule.across:
            continue
        verdict = rule.find(p)
        tally = Tally(
            hits=_counted(p, _mask(verdict.hits, rule.over, p), rule.over) if len(verdict.hits) else {}
        )
        if not p.is_shared:
            _count_tested(p, verdict, rule.over, tally)
        tallies[rule.name] = tally
        found += [_hit(p, rule, int(row)) for row in verdict.hits]
    reports = {} if p.is_shared else _counted(p, None, "reports")
    return Screened(found, tallies, reports)


def _count_tested(p: Partition, verdict: Verdict, over: Over, tally: Tally) -> None:
    """Count what was tested, and rows of the kind where an institution had none tested."""
    if verdict.tested is not None:
        tally.tested = _counted(p, verdict.tested, over)
        if len(tally.tested) == len(p.institutions):
            tally.kind = tally.tested
            return
    kind = verdict.kind() if callable(verdict.kind) else verdict.kind
    tally.kind = _counted(p, kind, over)
    if verdict.tested is None:
        tally.tested = tally.kind


def _mask(rows: npt.NDArray[np.intp], over: str, p: Partition) -> npt.NDArray[np.bool_]:
    mask = np.zeros(len(p.reports["uscc"]) if over == "reports" else len(p.results["pair"]), bool)
    mask[rows] = True
    return mask


def _counted(p: Partition, mask: npt.NDArray[np.bool_] | None, over: str) -> dict[int, int]:
    counts: dict[int, int] = {}
    for code, count in zip(p.institutions.tolist(), p.count(mask, over).tolist(), strict=True):
        if count:
            counts[code] = counts.get(code, 0) + count
    return counts


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
