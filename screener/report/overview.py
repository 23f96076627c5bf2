"""The top of the page: whose word it is, the answer, five figures, what each rule said, what did not run."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from screener.charts import thin_bar
from screener.phrases import Phrase
from screener.report import anchors
from screener.report.choosing import BEHIND
from screener.report.fields import listed, mapped, number, skipped
from screener.report.markup import (
    Html,
    both,
    cell,
    code,
    count,
    filled,
    foreign,
    link,
    panel,
    row,
    table,
    words,
)
from screener.wording import WORDING
from screener.wording.terms import OUTCOMES, reason_of
from screener.wording.visible import clip

if TYPE_CHECKING:
    from screener.report.reading import Institution, Output

_LOCAL = dt.timezone(dt.timedelta(hours=8))


def whose_word(summary: dict[str, Any]) -> Html:
    """The first line: checked against a reference, or only against what the institution says of itself."""
    reference = summary.get("reference")
    if not reference:
        says = words(
            "这次筛查只对照了机构自己的陈述，没有参照库。机构把什么都写成合格的，这里看不出来。",
            "Checked only against the institutions' own statements: no reference was given. What an institution "
            "writes down as approved is taken at its word here.",
        )
        return f'<p class="whose" id="whose-word"><b>{says}</b></p>'
    says = filled(
        Phrase(
            "这次筛查对照了参照库 {reference}；参照库里有的，以参照库为准，没有的，仍是机构自己的陈述。",
            "Checked against the reference {reference}: where it holds a row its word was used, elsewhere the "
            "institutions' own statements.",
        ),
        reference=f"<code>{foreign(reference)}</code>",
    )
    return f'<p class="whose is-good" id="whose-word"><b>{says}</b></p>'


def heading(output: Output) -> Html:
    """The answer in one sentence, and what was screened when."""
    hits, total = number(output.summary, "hits"), output.institutions_total
    if hits:
        answer = filled(
            Phrase(
                "{total} 家机构里 {some} 家有疑点，共 {hits} 条，涉及 {reports} 份报告",
                "{some} of {total} institutions have hits: {hits} in all, in {reports} reports",
            ),
            total=f"{total:,}",
            some=f"{output.with_hits:,}",
            hits=f"{hits:,}",
            reports=f"{output.reports_total:,}",
        )
    else:
        answer = words(
            f"{total:,} 家机构都没有疑点；哪些规则没能查，见下表",
            f"No hits at {total:,} institutions; the table says which rules could not be tested",
        )
    return f'<div class="head" id="summary"><h1>{answer}</h1><p class="meta">{"".join(_meta(output.summary))}</p></div>'


def _meta(summary: dict[str, Any]) -> list[Html]:
    version = f"{summary.get('program', 'mingjian')} {summary.get('version', '')}".strip()
    parts = [
        words("一条疑点不说明谁做错了，要到现场看", "A hit accuses nobody: it says what to look at on site"),
        f"{words('筛查于 ', 'screened ')}{foreign(_local(str(summary.get('ran_at') or '—')))}",
        foreign(version),
        f"{words('台账校验值 ', 'ledger ')}<code>{foreign(str(summary.get('content_sha256') or '—')[:16])}</code>",
    ]
    return [f"<span>{part}</span>" for part in parts]


def _local(stamp: str) -> str:
    """An instant in the local time of the ledger; one without a zone is taken as local already."""
    try:
        at = dt.datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    if at.tzinfo is not None:
        at = at.astimezone(_LOCAL)
    return f"{at:%Y-%m-%d %H:%M}"


def strip(output: Output) -> Html:
    """Five figures, each opening its rows."""
    summary = output.summary
    skipped = {str(one.get("rule")) for one in listed(summary, "not_run")}
    ran = len(set(output.tally.tested) - skipped)
    dangling = sum(number(one, "rows") for one in listed(summary, "dangling"))
    warned = sum(number(one, "rows") for one in listed(summary, "warnings"))
    figures = (
        ("rules", words("疑点", "Hits"), number(summary, "hits"), "", words("按规则看", "by rule")),
        (
            "institutions",
            words("有疑点的机构", "Institutions with hits"),
            output.with_hits,
            output.institutions_total,
            words("按风险排序", "by risk"),
        ),
        (
            "reports",
            words("涉及的报告", "Reports with hits"),
            output.reports_total,
            number(mapped(summary, "rows_read"), "reports"),
            words("先看哪些", "which first"),
        ),
        (
            "not-run",
            words("跑了的规则", "Rules run"),
            ran,
            ran + len(skipped),
            words("没跑的为什么", "why others did not") if skipped else words("全部都跑了", "all of them"),
        ),
        (
            "dangling",
            words("悬空和提醒", "Dangling, warnings"),
            dangling + warned,
            "",
            words("哪些行", "which rows") if dangling + warned else words("没有", "none"),
        ),
    )
    cells = []
    for anchor, name, value, whole, more in figures:
        of = f" <small>/ {whole:,}</small>" if isinstance(whole, int) and whole else ""
        cells.append(
            f'<a href="#{anchor}"><span class="k">{name}</span><span class="v">{value:,}{of}</span>'
            f'<span class="s">{more}</span></a>'
        )
    return f'<nav class="strip">{"".join(cells)}</nav>'


def rules_panel(output: Output) -> Html:
    """What every rule said: institutions by answer, rows tested, hits, each number opening its institutions."""
    folded = skipped(output.summary)
    order = sorted({rule for rule, _ in output.tally.institutions} - folded, key=anchors.rule_number)
    most = max((output.tally.hits[rule] for rule in order), default=0)
    columns = [(Phrase("规则", "Rule"), ""), (Phrase("疑点", "Hits"), "num"), (Phrase("", ""), "bars")]
    columns += [(name, "num") for name in OUTCOMES.values()]
    columns.append((Phrase("查过的行", "Rows tested"), "num"))
    rows, lists = [], []
    for rule in order:
        hits = output.tally.hits[rule]
        cells = [
            cell(count(hits, anchors.behind(rule, "hit")), "num", columns[1][0]),
            cell(thin_bar(hits, most), "bars"),
        ]
        for outcome, name in OUTCOMES.items():
            institutions = output.tally.institutions[rule, outcome]
            cells.append(cell(count(institutions, anchors.behind(rule, outcome)), "num", name))
            if institutions:
                lists.append(_behind(output, rule, outcome))
        cells.append(cell(f"{output.tally.tested[rule]:,}", "num", columns[-1][0]))
        label = both(WORDING[rule].label) if rule in WORDING else ""
        rows.append(row(f"{label} {code(rule, 'muted')}", cells))
    note = words(
        "后四列数的是机构，点数字看是哪几家", "the four answers count institutions; a number opens them"
    )
    foot = words(
        "“未见异常”只写在真正查过的地方。数据不足、不适用都不等于没有问题。",
        "“Clear” stands only where something was tested. Not enough data and not applicable do not mean "
        "that all is well.",
    )
    if folded:
        told = words(f"另有 {len(folded)} 条规则没有跑", f"{len(folded)} more rules did not run")
        foot += f" {link('not-run', told)}"
    title = words("每条规则说了什么", "What each rule said")
    return panel(title, table(columns, rows, "fold"), note=note, foot=foot, anchor="rules") + "".join(lists)


def _behind(output: Output, rule: str, outcome: str) -> Html:
    """The institutions behind one number; hidden until the number is clicked."""
    links: list[Html] = []
    for one in output.institutions:
        said = output.outcomes.get(one.uscc, {}).get(rule)
        if said is None or said.outcome != outcome:
            continue
        if len(links) == BEHIND:
            break
        target = anchors.group(one.rank, rule) if outcome == "hit" else anchors.institution(one.rank)
        more = (
            f" · {said.hits:,}"
            if outcome == "hit"
            else f' <span class="muted">{both(reason_of(clip(said.reason)))}</span>'
            if said.reason
            else ""
        )
        links.append(f"<span>{link(target, called(one))}{more}</span>")
    hidden = output.tally.institutions[rule, outcome] - len(links)
    if hidden > 0:
        links.append(
            f"<span>{words(f'另有 {hidden:,} 家，见 outcomes.parquet', f'{hidden:,} more in outcomes.parquet')}</span>"
        )
    label = both(WORDING[rule].label) if rule in WORDING else foreign(rule)
    back = link("rules", words("收起", "close"))
    inside = f'<div class="body">{"".join(links)}</div>'
    return panel(
        f"{label}：{both(OUTCOMES[outcome])}",
        inside,
        note=back,
        anchor=anchors.behind(rule, outcome),
        css="rows",
    )


def called(institution: Institution) -> Html:
    """The name of an institution, its code where it has none."""
    return foreign(institution.name or institution.uscc, 40)
