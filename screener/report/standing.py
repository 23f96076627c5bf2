"""Institutions by risk with the terms of the score, and the reports to look at first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screener.charts import thin_bar
from screener.phrases import Phrase
from screener.report import anchors
from screener.report.choosing import RANKED, REPORTS, SECTIONS
from screener.report.markup import Html, both, cell, count, foreign, link, panel, row, table, words
from screener.report.overview import called
from screener.wording import WORDING

if TYPE_CHECKING:
    from screener.report.reading import Institution, Output

#: Terms of the score by name, as far as they have words of their own.
TERMS: dict[str, Phrase] = {
    "contradiction_rate": Phrase("矛盾率", "rate of contradictions"),
    "contradictions": Phrase("矛盾率", "rate of contradictions"),
}
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
        "风险是 0 到 1 之间的排序分数，只用来决定先看谁，不是结论。",
        "Risk is a score from 0 to 1 for deciding whom to look at first; it is no conclusion.",
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
        cells = (name, f"{report['risk'] or 0:.2f}", f"{report['hits'] or 0:,}", " · ".join(rules))
        told = [cell(inside, css, label) for inside, (label, css) in zip(cells, columns[1:], strict=True)]
        rows.append(row(foreign(report["report_id"]), told))
    hidden = output.reports_total - len(rows)
    foot = (
        words(f"另有 {hidden:,} 份，见 reports.parquet。", f"{hidden:,} more in reports.parquet.")
        if hidden > 0
        else ""
    )
    inside = (
        table(columns, rows, "fold")
        if rows
        else f'<div class="body">{words("没有带疑点的报告。", "No report has a hit.")}</div>'
    )
    return panel(words("先看这些报告", "Reports to look at first"), inside, foot=foot, anchor="reports")


def terms_table(one: Institution) -> Html:
    """The terms of an institution's score, each with its value and a bar from zero."""
    terms = one.terms[:_TERMS_SHOWN]
    most = max((abs(_value(term)) for term in terms), default=0)
    rows = [
        row(
            _term(term), (cell(thin_bar(abs(_value(term)), most), "bars"), cell(f"{_value(term):.2f}", "num"))
        )
        for term in terms
    ]
    columns = [(Phrase("项", "Term"), ""), (Phrase("", ""), "bars"), (Phrase("分值", "Value"), "num")]
    return table(columns, rows) if rows else ""


def _terms_line(one: Institution) -> Html:
    told = [f"{_term(term)} {_value(term):.2f}" for term in one.terms if _value(term)]
    return " · ".join(told[:4]) or words("没有加分项", "no terms")


def _term(term: dict[str, Any]) -> Html:
    name = str(term.get("term") or term.get("family") or "")
    if name in TERMS:
        return both(TERMS[name])
    return _label(name)


def _value(term: dict[str, Any]) -> float:
    value = term.get("value")
    return float(value) if isinstance(value, int | float) else 0.0


def _label(rule: str) -> Html:
    return both(WORDING[rule].label) if rule in WORDING else foreign(rule)
