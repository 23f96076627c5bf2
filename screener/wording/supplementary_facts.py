"""What the evidence of supplementary tables and registers says, as words for the places of titles and meanings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from screener.phrases import Phrase
from screener.wording.supplementary import BREACHES
from screener.wording.terms import COLUMNS, TABLES
from screener.wording.visible import clip

Evidence = Mapping[str, Any]
Facts = dict[str, Phrase]


def _chain(evidence: Evidence, _row: Evidence) -> Facts:
    found = evidence.get("breaches")
    known = [BREACHES[name] for name in found if name in BREACHES] if isinstance(found, list) else []
    return {"breaches": Phrase("、".join(one.zh for one in known), ", ".join(one.en for one in known))}


def _travel(evidence: Evidence, _row: Evidence) -> Facts:
    facts: Facts = {}
    km, hours = evidence.get("km"), evidence.get("hours")
    if isinstance(km, int | float):
        facts["km"] = Phrase(f"{km:,.1f}", f"{km:,.1f}")
    if isinstance(hours, int | float):
        minutes = round(hours * 60)
        facts["gap"] = Phrase(f"{minutes:,} 分钟", f"{minutes:,} min")
    others = evidence.get("others")
    first = others[0] if isinstance(others, list) and others else {}
    if isinstance(first, Mapping) and first.get("person_id"):
        name = clip(str(first["person_id"]))
        facts["sampler"] = Phrase(name, name)
    return facts


def _difference(evidence: Evidence, _row: Evidence) -> Facts:
    """Which columns of which tables differ: each row of the ledger stands before those of the reference."""
    others = evidence.get("others")
    rows = [one for one in others if isinstance(one, Mapping)] if isinstance(others, list) else []
    said: dict[Phrase, None] = {}
    for place, row in enumerate(rows):
        table = TABLES.get(str(row.get("table")))
        if table is None or row.get("said_by") != "ledger":
            continue
        held = rows[place + 1] if place + 1 < len(rows) else {}
        if held.get("said_by") != "reference" or held.get("table") != row["table"]:
            said[Phrase(f"{table.zh}（参照库没有这一行）", f"{table.en} (no such row in the reference)")] = (
                None
            )
            continue
        names = [
            name for name in row if name in COLUMNS and name != "said_by" and row[name] != held.get(name)
        ]
        unlike = [COLUMNS[name] for name in names]
        zh, en = "、".join(one.zh for one in unlike), ", ".join(one.en.lower() for one in unlike)
        said[Phrase(f"{table.zh}（{zh}）", f"{table.en} ({en})")] = None
    return {"what": Phrase("、".join(one.zh for one in said), "; ".join(one.en for one in said))}


#: rule -> the words that its evidence does not hold as they are said
SPECIAL: dict[str, Callable[[Evidence, Evidence], Facts]] = {
    "sample.chain_broken": _chain,
    "person.impossible_travel": _travel,
    "reference.disagrees": _difference,
}
