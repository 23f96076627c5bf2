"""Institutions by risk with the terms of the score, and the reports to look at first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screener.charts import thin_bar
from screener.phrases import Phrase
from screener.report import anchors
from screener.report.choosing import RANKED, REPORTS, SECTIONS
from screener.report.fields import number
from screener.report.markup import Html, both, cell, count, foreign, link, panel, row, table, words
from screener.report.overview import called
from screener.rules import RULES
from screener.wording import WORDING
from screener.wording.terms import FAMILIES

if TYPE_CHECKING:
    from screener.report.reading import Institution, Output

_TERMS_SHOWN = 12


def institutions_panel(output: Output) -> Html:
    """Every institution in order of risk, as far as the page goes."""
    columns = [
        (Phrase("机构", "Institution"), ""),
        (Phrase("风险", "Risk"), "num"),
        (Phrase("", ""), "bars"),
        (Phrase("疑点", "Hits"), "num"),
        (Phrase("报告", "Reports"), "num"),
        (Phrase("有疑点的报告", "Reports with hits"), "num"),
        (Phrase("分数从哪里来", "Where the score comes from"), ""),
    ]
    rows = []
    for one in output.institutions:
        name = (
            f'{link(anchors.institution(one.rank), called(one))}<span class="sub">{foreign(one.uscc)}</span>'
        )
        if one.rank > SECTIONS:
            name = f'{called(one)}<span class="sub">{foreign(one.uscc)}</span>'
        values = (
            f"{one.risk:.2f}",
            thin_bar(one.risk, 1),
            count(one.hits, anchors.institution(one.rank) if one.rank <= SECTIONS else ""),
            f"{one.reports:,}",
            f"{one.rate:.1%}",
            _terms_line(one),
        )
        cells = [cell(inside, css, label) for inside, (label, css) in zip(values, columns[1:], strict=True)]
        rows.append(row(f'<span class="muted">{one.rank}</span> {name}', cells))
    hidden = output.institutions_total - len(rows)
    foot = words(
        "风险是 0 到 1 之间的排序分数，由右边各项相加后折算，只用来决定先看谁，不是结论。",
        "Risk is a score from 0 to 1, made of the terms at the right; it decides whom to look at first and "
        "concludes nothing.",
    )
    if hidden > 0:
        foot += words(
            f"这里列前 {RANKED} 家，另有 {hidden:,} 家见 institutions.parquet。",
            f" {hidden:,} more in institutions.parquet.",
        )
    return panel(
        words("机构排序", "Institutions by risk"),
        table(columns, rows, "fold"),
        foot=foot,
        anchor="institutions",
    )


def reports_panel(output: Output) -> Html:
    """The reports of highest risk, each leading to its institution."""
    ranks = {one.uscc: one for one in output.institutions}
    rows = []
    columns = [
        (Phrase("报告 ID", "Report ID"), ""),
        (Phrase("机构", "Institution"), ""),
        (Phrase("风险", "Risk"), "num"),
        (Phrase("疑点", "Hits"), "num"),
        (Phrase("哪些规则", "Which rules"), ""),
    ]
    for report in output.reports[:REPORTS]:
        one = ranks.get(report["uscc"])
        rank = one.rank if one is not None and one.rank <= SECTIONS else 0
        name = link(anchors.institution(rank), called(one)) if one and rank else foreign(report["uscc"])
        rules = [
            link(anchors.group(rank, rule), _label(rule)) if rank else _label(rule)
            for rule in (report["rules"] or [])[:_TERMS_SHOWN]
        ]
        risk = f'{report["risk"] or 0:.2f}<span class="sub">{_strongest(report["rules"] or [])}</span>'
        cells = (name, risk, f"{report['hits'] or 0:,}", " · ".join(rules))
        told = [cell(inside, css, label) for inside, (label, css) in zip(cells, columns[1:], strict=True)]
        rows.append(row(foreign(report["report_id"]), told))
    hidden = output.reports_total - len(rows)
    foot = words(
        "报告的风险就是它最强的一条矛盾有多强（写在数字下面）；一样强的，先看机构异常所占的份额，再看疑点的多少。",
        "A report's risk is the strength of the strongest contradiction it carries, named below the figure; among "
        "equals the institution's share of anomalies decides, then the number of hits.",
    )
    if hidden > 0:
        foot += words(f"另有 {hidden:,} 份，见 reports.parquet。", f" {hidden:,} more in reports.parquet.")
    inside = (
        table(columns, rows, "fold")
        if rows
        else f'<div class="body">{words("没有带疑点的报告。", "No report has a hit.")}</div>'
    )
    return panel(words("先看这些报告", "Reports to look at first"), inside, foot=foot, anchor="reports")


def _strongest(rules: list[str]) -> Html:
    """The rule whose strength is the report's risk."""
    known = [rule for rule in rules if rule in RULES]
    return _label(max(known, key=lambda rule: RULES[rule].strength)) if known else ""


def terms_table(one: Institution) -> Html:
    """The terms of an institution's score: how many reports, how far above the others, what that adds."""
    rows = []
    for term in one.terms[:_TERMS_SHOWN]:
        share, above = term.get("share"), term.get("z") or term.get("mean")
        told = f"{number(term, 'reports'):,}" if "reports" in term else "—"
        told += f' <span class="muted">({share:.1%})</span>' if isinstance(share, int | float) else ""
        cells = (
            cell(told, "num"),
            cell(f"{above:.1f}" if isinstance(above, int | float) else "—", "num"),
            cell(f"{_value(term):.2f}", "num"),
        )
        rows.append(row(_term(term), cells))
    columns = [
        (Phrase("哪一类", "Family"), ""),
        (Phrase("涉及报告", "Reports"), "num"),
        (Phrase("高出同行（z）", "Above peers (z)"), "num"),
        (Phrase("加分", "Adds"), "num"),
    ]
    return table(columns, rows) if rows else ""


def _terms_line(one: Institution) -> Html:
    told = [f"{_term(term)} {_value(term):.1f}" for term in one.terms if _value(term) > _ordinary(term)]
    more = f" · +{len(told) - 4}" if len(told) > 4 else ""
    return " · ".join(told[:4]) + more or words("没有突出之处", "nothing stands out")


def _ordinary(term: dict[str, Any]) -> float:
    """What a term comes to where there is nothing in it: a distance from peers of one is what chance makes."""
    return 1.0 if term.get("term") == "anomalies" else 0.0


def _term(term: dict[str, Any]) -> Html:
    family = str(term.get("family") or term.get("term") or "")
    return both(FAMILIES[family]) if family in FAMILIES else foreign(family)


def _value(term: dict[str, Any]) -> float:
    value = term.get("value")
    return float(value) if isinstance(value, int | float) else 0.0


def _label(rule: str) -> Html:
    return both(WORDING[rule].label) if rule in WORDING else foreign(rule)
