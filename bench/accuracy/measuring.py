"""Screens markets and samples whose seeds come of a commit, and counts who was found and who was named."""

from __future__ import annotations

import hashlib
import json
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
from screener.wholes import WHOLES

DISAGREES = "reference.disagrees"
#: Institutions, reports of each, ledgers: enough honest institutions to tell 2 of a hundred from 5.
SIZES = ((20, 60, 30), (60, 300, 20), (150, 2000, 5))
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
    honest = at_all = weighty = 0
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
            rules, mild, risk = _told(Path(folder) / "out")
        for lab in labs:
            own, light = rules[credit_code(lab.number)], mild[credit_code(lab.number)]
            if lab.kind:
                kinds[lab.kind].update(
                    planted=1, found=KINDS[lab.kind][0] in own, any=bool(own), weighty=bool(own - light)
                )
            else:
                honest, at_all, weighty = honest + 1, at_all + bool(own), weighty + bool(own - light)
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
        "named_weighty": weighty, "auroc": round(sum(areas) / len(areas), 4), "rules": by_rule,
        "named_by": {rule: count for rule, count in sorted(named.items()) if rule in RULES},
        "kinds": {kind: {name: kinds[kind][name] for name in ("planted", "found", "any", "weighty")} for kind in KINDS},
    }  # fmt: skip


def _told(out: Path) -> tuple[dict[str, set[str]], dict[str, set[str]], dict[str, float]]:
    """The rules that name each institution, those that do so with a caution only, and its risk."""
    rules: dict[str, set[str]] = defaultdict(set)
    weighty: dict[str, set[str]] = defaultdict(set)
    for hit in pq.read_table(out / "hits.parquet", columns=["rule", "uscc", "evidence"]).to_pylist():
        rules[hit["uscc"]].add(hit["rule"])
        if not json.loads(hit["evidence"]).get("cautions"):
            weighty[hit["uscc"]].add(hit["rule"])
    mild = defaultdict(set, {uscc: own - weighty[uscc] for uscc, own in rules.items()})
    ranked = pq.read_table(out / "institutions.parquet", columns=["uscc", "risk"]).to_pylist()
    return rules, mild, {row["uscc"]: row["risk"] for row in ranked}


def samples(commit: str, institutions: int, results: int, ledgers: int) -> dict[str, Any]:
    """What comes of ledgers with planted contradictions: rows planted and found, honest institutions named."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    honest = at_all = 0
    for number in range(ledgers):
        [seed, *_] = seed_of(commit, "sample", institutions, results, number)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            planted = write_sample(
                folder / "ledger", results=results, institutions=institutions, seed=seed, file_format="parquet",
                supplementary=True, beside=folder / "beside",
            )  # fmt: skip
            hits = _contradictions(folder)
            rows = pq.read_table(
                folder / "ledger" / "reports.parquet", columns=["report_id", "uscc"]
            ).to_pylist()
        owners = {row["report_id"]: row["uscc"] for row in rows}
        keys = {(hit["rule"], *_about(hit)) for hit in hits}
        guilty = {owners.get(whose, whose) for some in planted.values() for whose, _ in some}
        innocent = set(owners.values()) - guilty
        honest += len(innocent)
        at_all += len({hit["uscc"] for hit in hits} & innocent)
        for rule, some in planted.items():
            found[rule].update(
                planted=len(some),
                found=sum((rule, *one) in keys for one in some),
                named=len({hit["uscc"] for hit in hits if hit["rule"] == rule} & innocent),
            )
    by_rule = {
        rule: {name: found[rule][name] for name in ("planted", "found", "named")}
        for rule in (*RULES, *WHOLES)
    }
    return {
        "institutions": institutions, "results": results, "ledgers": ledgers, "honest": honest, "named": at_all,
        "rules": by_rule,
    }  # fmt: skip


def _contradictions(folder: Path) -> list[dict[str, Any]]:
    """The hits of all contradictions.

    The reference has a run of its own: where it is given its word counts, and other rules would speak of other rows.
    """
    ledger, beside = folder / "ledger", folder / "beside"
    own = [rule for rule in (*RULES, *WHOLES) if rule != DISAGREES]
    screen(ledger, folder / "own", rules=own, earlier=[beside / "earlier"], evidence=False)
    screen(ledger, folder / "register", rules=[DISAGREES], reference=beside / "reference", evidence=False)
    return [
        hit for run in ("own", "register") for hit in pq.read_table(folder / run / "hits.parquet").to_pylist()
    ]


def _about(hit: dict[str, Any]) -> tuple[str, str | None]:
    """What a hit is told by: report and result, or institution and what of it a register names."""
    if hit["rule"] in WHOLES:
        return hit["uscc"], hit["parameter"] or hit["instrument_id"] or hit["person_id"] or ""
    return hit["report_id"], hit["result_id"]
