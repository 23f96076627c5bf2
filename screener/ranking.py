"""Ranks reports and institutions by risk, each with the terms of its score."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from screener.anomalies import CAP, Standings
from screener.rule import Rule
from screener.screening import Hit
from screener.whole import Whole

HALF = 3 * CAP
FOUR_DECIMALS = 10_000  # of the four decimals that a term is rounded to

#: Reports with a hit, by family (the empty one: any) and institution.
Affected = dict[str, dict[str, set[str]]]

#: The terms of one institution, by family.
Terms = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class ReportRisk:
    """One report with a hit."""

    report_id: str
    uscc: str
    risk: float
    hits: int
    rules: list[str]


@dataclass(frozen=True)
class InstitutionRisk:
    """One institution; `terms` add up to the score that `risk` maps into 0 to 1."""

    uscc: str
    risk: float
    reports: int
    hits: int
    rate: float
    rank: int
    terms: list[dict[str, Any]]


def rank_reports(
    hits: Iterable[Hit], rules: Mapping[str, Rule | Whole], shares: Mapping[str, float]
) -> list[ReportRisk]:
    """Reports by the strongest contradiction each carries, then by their institution's share of anomalies.

    After that by number of hits. `shares` has every institution's share.
    """
    counts: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for hit in hits:
        if not hit.report_id:
            continue
        count = counts[hit.uscc, hit.report_id]
        count[hit.rule] = count.get(hit.rule, 0) + 1
    place = {name: at for at, name in enumerate(rules)}
    strength = {name: rule.strength for name, rule in rules.items()}
    found = [
        ReportRisk(
            report,
            uscc,
            max(map(strength.__getitem__, count)),
            sum(count.values()),
            sorted(count, key=place.__getitem__),
        )
        for (uscc, report), count in counts.items()
    ]
    return sorted(
        found,
        key=lambda report: (
            -report.risk,
            -shares[report.uscc],
            -report.hits,
            report.uscc,
            report.report_id,
        ),
    )


def rank_institutions(
    reports: dict[str, int],
    hits: Sequence[Hit],
    rules: Mapping[str, Rule | Whole],
    odd: Standings,
) -> list[InstitutionRisk]:
    """Institutions by how far their share of contradicted reports lies above their peers', family by family.

    A family's share x of an institution's n reports is compared as arcsin √x with the median of all institutions,
    scaled by √(MADN² + 1/(4n)) (the funnel of rules.md), capped at 5 and weighted by the strength of its
    strongest rule. A contradiction of no report (two employers, a reference that says otherwise) adds its strength.
    A family of anomalies adds the mean of min(|z|, 5) over all groups that were compared with peers, or min(|z|, 5)
    of the strongest hit where that is more: whoever is a little odd everywhere stands before whoever is not, and
    nobody stands higher for having more groups. Of two values of one family the greater stands. The score's terms
    add up; risk = score / (score + 15): three families at the cap give one half.
    """
    names = sorted(reports)
    number = np.array([reports[name] for name in names], np.float64)
    affected, total = _affected(hits)
    if not names:
        return []
    terms: dict[str, Terms] = {name: {} for name in names}
    place = {name: at for at, name in enumerate(names)}
    for family in dict.fromkeys(rule.family for rule in rules.values()):
        strength = max(rule.strength for rule in rules.values() if rule.family == family)
        count = np.zeros(len(names), np.float64)
        for name, concerned in affected[family].items():
            count[place[name]] = len(concerned)
        z = _above_peers(count, number)
        for at in np.flatnonzero(count > 0).tolist():
            value = round(strength * min(CAP, float(z[at])), 4)
            share = round(float(count[at] / number[at]), 6)
            terms[names[at]][family] = {
                "family": family, "term": "contradicted reports", "value": value, "reports": int(count[at]),
                "share": share, "z": round(float(z[at]), 3), "strength": strength,
            }  # fmt: skip
    for family, strengths in _of_registers(hits, rules).items():
        for name, strength in strengths.items():
            _add(terms[name], {"family": family, "term": "registers", "value": strength})
    for family, standings in odd.items():
        for name, stands in standings.items():
            if value := round(stands.value, 4):
                _add(terms[name], {"family": family, "term": "anomalies", "value": value, **stands.told()})
    return _ranked(names, reports, terms, affected, total)


def _add(terms: Terms, term: dict[str, Any]) -> None:
    """One value a family: of two the greater stands."""
    held = terms.get(term["family"])
    if held is None or held["value"] < term["value"]:
        terms[term["family"]] = term


def _of_registers(hits: Iterable[Hit], rules: Mapping[str, Rule | Whole]) -> dict[str, dict[str, float]]:
    """By family and institution, the strength of the strongest contradiction that is of no report."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for hit in hits:
        if not hit.report_id and hit.rule in rules:
            rule = rules[hit.rule]
            held = found[rule.family]
            held[hit.uscc] = max(rule.strength, held.get(hit.uscc, 0.0))
    return found


def _affected(hits: Iterable[Hit]) -> tuple[Affected, Counter[str]]:
    affected: Affected = defaultdict(lambda: defaultdict(set))
    total: Counter[str] = Counter()
    for hit in hits:
        total[hit.uscc] += 1
        if hit.report_id:
            affected[hit.rule.partition(".")[0]][hit.uscc].add(hit.report_id)
            affected[""][hit.uscc].add(hit.report_id)
    return affected, total


def _above_peers(count: npt.NDArray[np.float64], number: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    some = number > 0
    y = np.arcsin(np.sqrt(np.divide(count, number, out=np.zeros_like(count), where=some)))
    middle = np.median(y[some]) if some.any() else 0.0
    spread = 1.4826 * np.median(np.abs(y[some] - middle)) if some.any() else 0.0
    own = np.divide(0.25, number, out=np.ones_like(number), where=some)
    return np.maximum(0.0, (y - middle) / np.sqrt(spread**2 + own))


def _ranked(
    names: list[str],
    reports: dict[str, int],
    terms: Mapping[str, Terms],
    affected: Affected,
    total: Counter[str],
) -> list[InstitutionRisk]:
    # whole numbers: what the terms add up to does not depend on which is added first
    score = {
        name: sum(round(term["value"] * FOUR_DECIMALS) for term in terms[name].values()) / FOUR_DECIMALS
        for name in names
    }
    order = sorted(names, key=lambda name: (-score[name], -total[name], name))
    return [
        InstitutionRisk(
            name,
            round(score[name] / (score[name] + HALF), 6),
            reports[name],
            total[name],
            round(len(affected[""][name]) / reports[name], 6) if reports[name] else 0.0,
            rank,
            sorted(terms[name].values(), key=lambda term: -term["value"]),
        )
        for rank, name in enumerate(order, 1)
    ]
