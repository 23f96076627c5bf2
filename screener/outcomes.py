"""What every rule says of every institution: hit, clear, not enough data, not applicable."""

from __future__ import annotations

from dataclasses import dataclass

from screener.rule import Rule
from screener.screening import Tally

NO_KIND = "no row of the kind the rule speaks about"
NO_COLUMNS = "no row has the columns the rule compares"


@dataclass(frozen=True)
class Outcome:
    """One rule's word on one institution."""

    rule: str
    uscc: str
    outcome: str
    reason: str | None
    tested: int
    hits: int


def absent_reason(tables: list[str]) -> str:
    """Why a rule did not run."""
    return f"absent table: {', '.join(tables)}"


def outcomes(
    rules: dict[str, Rule], not_run: dict[str, str], tallies: dict[str, Tally], institutions: dict[str, int]
) -> list[Outcome]:
    """One row a rule and institution (`institutions`: uscc -> code), in the order of the rules."""
    rows = []
    for name in rules:
        for uscc, code in sorted(institutions.items()):
            if name in not_run:
                rows.append(Outcome(name, uscc, "not_applicable", not_run[name], 0, 0))
            else:
                rows.append(_outcome(name, uscc, tallies.get(name, Tally()), code))
    return rows


def _outcome(rule: str, uscc: str, tally: Tally, code: int) -> Outcome:
    hits, tested = tally.hits.get(code, 0), tally.tested.get(code, 0)
    if hits:
        return Outcome(rule, uscc, "hit", None, tested, hits)
    if tested:
        return Outcome(rule, uscc, "clear", None, tested, 0)
    if tally.kind.get(code, 0):
        return Outcome(rule, uscc, "not_enough_data", NO_COLUMNS, 0, 0)
    return Outcome(rule, uscc, "not_applicable", NO_KIND, 0, 0)
