"""What stands behind the figures: rules that did not run, conducts, dangling rows, warnings, whose word was used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screener.charts import thin_bar
from screener.phrases import Phrase
from screener.report.fields import listed, mapped, number, skipped
from screener.report.markup import Html, both, cell, code, count, foreign, panel, row, table, words
from screener.wording import WORDING
from screener.wording.terms import CONDUCTS, TABLES, reason_of
from screener.wording.visible import clip

if TYPE_CHECKING:
    from screener.report.reading import Output

_EXAMPLES = 5
_LISTED = 60


def background(output: Output) -> Html:
    """What did not run, what would be at issue, what was read and what dangles."""
    summary = output.summary
    return (
        f'<div class="cols">{_not_run(summary)}{_conducts(output)}</div>'
        f'<div class="cols">{_dangling(summary)}{_warnings(summary)}</div>'
        f'<div class="cols">{_read(summary)}{_words_used(summary)}</div>'
    )


def _not_run(summary: dict[str, Any]) -> Html:
    folded = skipped(summary)
    rest = [one for one in listed(summary, "not_run") if str(one.get("rule")) not in folded]
    items = [_skipped(one) for one in rest[:_LISTED]]
    if folded:
        told = [_skipped(one) for one in listed(summary, "not_run") if str(one.get("rule")) in folded]
        head = words(
            f"{len(folded)} 条规则没有跑：用到的表或资料没有提供",
            f"{len(folded)} rules did not run: the tables or papers they need were not handed in",
        )
        inside = f'<ul class="list">{"".join(told)}</ul>'
        items.append(f"<li><details><summary>{head}</summary>{inside}</details></li>")
    absent = [_named(name) for name in listed(summary, "absent_tables")]
    foot = words("没有提供的表：", "Tables not handed in: ") + " · ".join(absent) if absent else ""
    inside = _items(items, words("全部规则都跑了。", "Every rule ran."))
    return panel(words("没有跑的规则", "Rules that did not run"), inside, foot=foot, anchor="not-run")


def _skipped(one: dict[str, Any]) -> Html:
    rule = str(one.get("rule"))
    label = both(WORDING[rule].label) if rule in WORDING else foreign(rule)
    reason = both(reason_of(clip(str(one.get("reason")), 120)))
    return f'<li>{label} {code(rule, "muted")}<span class="sub">{reason}</span></li>'


def _conducts(output: Output) -> Html:
    numbers = {
        code: value for code, value in mapped(output.summary, "by_conduct").items() if isinstance(value, int)
    }
    most = max(numbers.values(), default=0)
    rows = []
    for conduct, value in sorted(numbers.items(), key=lambda item: (-item[1], item[0])):
        if value:
            name = both(CONDUCTS[conduct]) if conduct in CONDUCTS else foreign(conduct)
            bar = cell(thin_bar(value, most), "bars")
            rows.append(row(f"{name} {code(conduct, 'muted')}", (bar, cell(count(value, "rules"), "num"))))
    columns = [(Phrase("行为", "Conduct"), ""), (Phrase("", ""), "bars"), (Phrase("疑点", "Hits"), "num")]
    inside = table(columns, rows) if rows else _items([], words("没有疑点。", "No hits."))
    note = words("只是线头，现场查实前不作数", "a direction to look in, nothing more before a visit")
    return panel(words("如果查实，可能涉及什么", "What it may be about, if confirmed"), inside, note=note)


def _dangling(summary: dict[str, Any]) -> Html:
    items = []
    for one in listed(summary, "dangling")[:_LISTED]:
        place = f"{code(_place(one))} → {code(one.get('target'))}"
        rows = number(one, "rows")
        items.append(f"<li>{place} {words(f'{rows:,} 行', f'{rows:,} rows')}{_examples(one)}</li>")
    note = words(
        "指向台账里没有的行；照样数，不参加用得着另一边的规则", "they point to rows the ledger lacks"
    )
    inside = _items(items, words("没有悬空的行。", "No row dangles."))
    return panel(words("悬空的行", "Dangling rows"), inside, note=note, anchor="dangling")


def _warnings(summary: dict[str, Any]) -> Html:
    items = []
    for one in listed(summary, "warnings")[:_LISTED]:
        message = words(str(one.get("message_zh") or one.get("message")), str(one.get("message")))
        place = code(_place(one))
        rows = number(one, "rows")
        items.append(f"<li>{message} {place} {words(f'{rows:,} 行', f'{rows:,} rows')}{_examples(one)}</li>")
    inside = _items(items, words("没有提醒。", "No warnings."))
    return panel(
        words("提醒", "Warnings"), inside, note=words("不影响筛查", "they stop nothing"), anchor="warnings"
    )


def _named(table_name: str) -> Html:
    return both(TABLES[table_name]) if table_name in TABLES else foreign(table_name)


def _place(one: dict[str, Any]) -> str:
    return f"{one.get('table')}.{one.get('column')}"


def _examples(one: dict[str, Any]) -> Html:
    found = listed(one, "examples")
    if not found:
        return ""
    shown = " · ".join(f"<code>{foreign(example)}</code>" for example in found[:_EXAMPLES])
    return f'<span class="sub">{words("例如 ", "for example ")}{shown}</span>'


def _read(summary: dict[str, Any]) -> Html:
    numbers = mapped(summary, "rows_read")
    rows = [
        row(f"{_named(name)} {code(name, 'muted')}", [cell(count(value), "num")])
        for name, value in numbers.items()
        if isinstance(value, int)
    ]
    columns = [(Phrase("表", "Table"), ""), (Phrase("行数", "Rows"), "num")]
    engine, rules = foreign(summary.get("engine") or "—"), foreign(summary.get("rules_version") or "—")
    seconds = summary.get("seconds")
    took = (
        words(f"用时 {seconds:.1f} 秒 · ", f"{seconds:.1f} s · ") if isinstance(seconds, int | float) else ""
    )
    foot = f"{took}{words('引擎', 'engine')} {engine} · {words('规则版本', 'rules')} {rules}"
    return panel(words("读到了什么", "What was read"), table(columns, rows), foot=foot, anchor="read")


def _words_used(summary: dict[str, Any]) -> Html:
    items = []
    for name, used in (mapped(summary, "whose_word") if summary.get("reference") else {}).items():
        if not isinstance(used, dict):
            continue
        keys = listed(used, "reference")
        own = number(used, "ledger_rows") or number(used, "ledger")
        label = _named(name)
        told = words(
            f"{len(keys):,} 家（项）用参照库，{own:,} 用台账",
            f"{len(keys):,} by the reference, {own:,} by the ledger",
        )
        shown = " · ".join(f"<code>{foreign(key)}</code>" for key in keys[:_EXAMPLES])
        items.append(f'<li>{label} {told}{f"""<span class="sub">{shown}</span>""" if shown else ""}</li>')
    inside = _items(items, words("全部用台账自己的说法。", "The ledger's own word throughout."))
    return panel(words("用了谁的说法", "Whose word was used"), inside)


def _items(items: list[Html], nothing: Html) -> Html:
    return f'<div class="body"><ul class="list">{"".join(items) or f"<li>{nothing}</li>"}</ul></div>'
