"""Screens markets and samples whose seeds come of a commit, and counts who was found and who was named."""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from bench.accuracy.fabricators import KINDS
from bench.accuracy.ledger import ONE_IN, credit_code, market, write
from screener import screen
from screener.ledger.sample import write_sample
from screener.measures import ANOMALIES
from screener.rules import RULES

#: Institutions, reports of each, ledgers.
SIZES = ((20, 60, 9), (60, 300, 3), (150, 2000, 1))
#: Institutions and results of the ledgers with contradictions, ledgers.
SAMPLES = ((12, 30_000, 3), (60, 150_000, 1))


def seed_of(commit: str, *more: object) -> list[int]:
    """Numbers that nobody can choose beforehand: they come of the commit."""
    digest = hashlib.sha256("|".join(map(str, (commit[:12], *more))).encode()).digest()
    return [int.from_bytes(digest[at : at + 4], "big") for at in (0, 4, 8, 12)]


def auroc(bad: Iterable[float], good: Iterable[float]) -> float:
    """How often one that invents has the higher risk than an honest one; equal ones count half."""
    bad, good = list(bad), list(good)
    wins = sum((one > other) + 0.5 * (one == other) for one in bad for other in good)
    return wins / (len(bad) * len(good))


def markets(commit: str, institutions: int, reports: int, ledgers: int) -> dict[str, Any]:
    """What comes of the markets of one size."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    named: Counter[str] = Counter()
    honest = at_all = 0
    areas = []
    for number in range(ledgers):
        labs = market(
            seed_of(commit, institutions, reports, number),
            institutions,
            reports,
            number * (institutions // ONE_IN),
        )
        with tempfile.TemporaryDirectory() as folder:
            write(labs, Path(folder) / "ledger")
            screen(Path(folder) / "ledger", Path(folder) / "out")
            rules, risk = _told(Path(folder) / "out")
        for lab in labs:
            own = rules[credit_code(lab.number)]
            if lab.kind:
                kinds[lab.kind].update(planted=1, found=KINDS[lab.kind][0] in own, any=bool(own))
            else:
                honest, at_all = honest + 1, at_all + bool(own)
                named.update(own)
        areas.append(
            auroc(
                (risk[credit_code(lab.number)] for lab in labs if lab.kind),
                (risk[credit_code(lab.number)] for lab in labs if not lab.kind),
            )
        )
    by_rule = {
        rule: {
            name: sum(kinds[kind][name] for kind, (aim, *_) in KINDS.items() if aim == rule)
            for name in ("planted", "found")
        }
        | {"named": named[rule]}
        for rule in ANOMALIES
    }
    return {
        "institutions": institutions, "reports": reports, "ledgers": ledgers, "honest": honest, "named": at_all,
        "auroc": round(sum(areas) / len(areas), 4), "rules": by_rule,
        "named_by": {rule: count for rule, count in sorted(named.items()) if rule in RULES},
        "kinds": {kind: {name: kinds[kind][name] for name in ("planted", "found", "any")} for kind in KINDS},
    }  # fmt: skip


def _told(out: Path) -> tuple[dict[str, set[str]], dict[str, float]]:
    """The rules that name each institution, and its risk."""
    rules: dict[str, set[str]] = defaultdict(set)
    for hit in pq.read_table(out / "hits.parquet", columns=["rule", "uscc"]).to_pylist():
        rules[hit["uscc"]].add(hit["rule"])
    ranked = pq.read_table(out / "institutions.parquet", columns=["uscc", "risk"]).to_pylist()
    return rules, {row["uscc"]: row["risk"] for row in ranked}


def samples(commit: str, institutions: int, results: int, ledgers: int) -> dict[str, Any]:
    """What comes of ledgers with planted contradictions: rows planted and found, honest institutions named."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    honest = at_all = 0
    for number in range(ledgers):
        [seed, *_] = seed_of(commit, "sample", institutions, results, number)
        with tempfile.TemporaryDirectory() as folder:
            planted = write_sample(
                Path(folder) / "ledger",
                results=results,
                institutions=institutions,
                seed=seed,
                file_format="parquet",
            )
            screen(Path(folder) / "ledger", Path(folder) / "out", rules=list(RULES))
            hits = pq.read_table(
                Path(folder) / "out" / "hits.parquet", columns=["rule", "uscc", "report_id", "result_id"]
            ).to_pylist()
            owners = dict(
                zip(
                    *(
                        pq.read_table(Path(folder) / "ledger" / "reports.parquet").column(name).to_pylist()
                        for name in ("report_id", "uscc")
                    ),
                    strict=True,
                )
            )
        keys = {(hit["rule"], hit["report_id"], hit["result_id"]) for hit in hits}
        guilty = {owners[report] for rows in planted.values() for report, _ in rows}
        innocent = set(owners.values()) - guilty
        honest += len(innocent)
        at_all += len({hit["uscc"] for hit in hits} & innocent)
        for rule in RULES:
            rows = planted.get(rule, [])
            found[rule].update(
                planted=len(rows),
                found=sum((rule, *row) in keys for row in rows),
                named=len({hit["uscc"] for hit in hits if hit["rule"] == rule} & innocent),
            )
    by_rule = {rule: {name: found[rule][name] for name in ("planted", "found", "named")} for rule in RULES}
    return {
        "institutions": institutions, "results": results, "ledgers": ledgers, "honest": honest, "named": at_all,
        "rules": by_rule,
    }  # fmt: skip
