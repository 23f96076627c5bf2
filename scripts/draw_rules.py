"""Draws docs/reference/rules.md from the rules' declarations, their words and the drawn tables that test them."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # run by path, so the tests' tables are not yet in reach

from screener.measures import ANOMALIES  # noqa: E402 - after the path is set
from screener.rules import RULES  # noqa: E402 - after the path is set
from screener.wholes import WHOLES  # noqa: E402 - after the path is set
from screener.wording import WORDING  # noqa: E402 - after the path is set
from screener.wording.cautions import CAUTIONS  # noqa: E402 - after the path is set
from screener.wording.terms import WHYS  # noqa: E402 - after the path is set
from tests.screener.drawing import MARK, Case, Table, read_cases, read_statement  # noqa: E402 - after the path

if TYPE_CHECKING:
    from screener.measures.declaration import Anomaly
    from screener.rule import Rule
    from screener.whole import Whole

PAGE = ROOT / "docs" / "reference" / "rules.md"
MARKS = {"hit": "● 疑点 hit", "near": "○ 相近 near", "": ""}
OVER = {
    "results": "检测结果 results",
    "reports": "报告 reports",
    "people": "人员 people",
    "instruments": "设备 instruments",
    "invoices": "开票记录 invoices",
    "reference": "台账与参照库 ledger and reference",
}
ASKS = {"reference": "参照库 a reference", "earlier": "以前交来的台账 an earlier hand-in"}
GRADES = {"contradiction": "矛盾 contradiction", "anomaly": "异常 anomaly"}
OUTCOMES = {
    "hit": "hit 有疑点",
    "clear": "clear 未见",
    "not_enough_data": "not_enough_data 数据不足",
    "not_applicable": "not_applicable 不适用",
}
FORMATS: dict[tuple[str, ...], str] = {
    ("csv",): "仅 CSV · CSV only",
    ("parquet",): "仅 Parquet · Parquet only",
}

HEAD = """\
# The rules 筛查规则

由 `make docs` 从规则声明和测试所用的数据画出，请勿手工修改；有测试比对。
Drawn by `make docs` from the rules' declarations and the rows that test them; a test compares.

每条规则先用一句话说明，再画出若干小台账：● 是必须报出的疑点，○ 是只差一点、不得报出的行；
没有标记的行只作陪衬，也不得报出。
引擎与另一份独立写成的朴素实现都必须恰好得到这些标记，从 CSV 和从 Parquet 读入都一样。
Each rule is said in one sentence and drawn as small ledgers: ● must be a hit, ○ is the near miss beside it and
must not be; a row without a mark is there for company and must not be either. The engine and a second, naive
implementation must both give exactly these marks, from CSV and from Parquet.

没有画出的列取无关紧要的值；没有画出的表在那份台账中不存在（机构、场所除外）。空格子是空；`""` 是零长度文本，也是空；
`␠` 是一个空格，不是空。机构以字母代替统一社会信用代码；`(a)` 代替文本 a 的 SHA-256，`(a)^` 是它的大写。
A column that is not drawn holds a value that does not matter; a table that is not drawn is absent from that ledger
(institutions and sites apart). An empty cell is empty; `""` is text of length zero, and empty too; `␠` is a blank,
which is not. A letter stands for an institution's credit code, `(a)` for the SHA-256 of the text a, `(a)^` for the
same in capitals.

疑点不是结论，更不是违法认定：行为代码只说它指向哪类行为，要由执法人员现场核实。
A hit is never a verdict: the code of conduct says what it points to, and an officer checks it on site.
"""

ODD = """\
## 异常 Anomalies

异常不是台账自相矛盾，而是和同行相比少见。同行是其他机构的同类分组（参数、方法、小数位相同，或领域相同），
且满足规则自己的最低数量。除另有说明外，z = (ln X − med)/√(MADN² + v)，med、MADN（1.4826 × 中位绝对偏差）
取自同行的 ln X；q 值按 Benjamini–Hochberg 对一次运行中该规则核对的全部分组计算。q ≤ 0.01 且效应够大才报。
每家机构（或机构与参数）每条规则一条疑点，其余分组列在证据里。
An anomaly is not a contradiction but rare among peers: the groups of the other institutions of the same kind
(parameter, method and decimals, or domain) that meet the rule's own minimum. Unless said otherwise
z = (ln X − med)/√(MADN² + v), with med and MADN (1.4826 × median absolute deviation) of the peers' ln X; q values are
Benjamini–Hochberg's over all groups that the rule tested in the run. It speaks where q ≤ 0.01 and the effect is large
enough: one hit for an institution, or an institution and a parameter, and the evidence lists its other groups.

两条规则的效应以 z 计而不是倍数，它们的疑点旁边可能有提示（证据的 `cautions`，决定 0039）：`less_than_twofold`
是统计量与同行中位数相差不到一倍；`values_span_decades` 是标准差大于各样品均值（不计正负号）的平均数的 1.5 倍。
一条疑点的各组都有提示才算，列出的是最强一组的。
Beside hits of the two rules whose effect is a z and no ratio a caution may stand (`cautions` of the evidence, decision
0039): `less_than_twofold`, the statistic lies within a factor of two of the median peer; `values_span_decades`, the
standard deviation is more than 1.5 times the mean of the samples' means without their signs. A hit has one only where
each of its groups has; those of the strongest group are listed.
"""


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _lines(rows: list[list[str]]) -> list[str]:
    """Rows as a Markdown table, the first of them the header, aligned also where the text is Chinese."""
    widths = [max(3, *(_width(row[number]) for row in rows)) for number in range(len(rows[0]))]

    def line(row: list[str]) -> str:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        return f"| {' | '.join(padded)} |"

    rule = f"|{'|'.join('-' * (width + 2) for width in widths)}|"
    return [line(rows[0]), rule, *(line(row) for row in rows[1:])]


def _table(table: Table) -> list[str]:
    names = {MARK: "", "outcome": "回答 outcome"}
    rows = [[names.get(column, column) for column in table.columns]]
    for row in table.rows:
        shown = row | {MARK: MARKS[row.get(MARK, "")], "outcome": OUTCOMES.get(row.get("outcome", ""), "")}
        rows.append([shown[column] for column in table.columns])
    if table.name == "hits":
        return ["疑点 The hits", "", *_lines(rows), ""]
    word = "（参照库 reference）" if table.reference else "（以前交来的 earlier）" if table.earlier else ""
    return [f"`{table.name}`{word}", "", *_lines(rows), ""]


def _case(case: Case) -> list[str]:
    only = FORMATS.get(case.formats)
    lines = [f"### {case.title_zh} · {case.title_en}", ""]
    lines += [f"*{only}*", ""] if only else []
    for sentence in case.prose:
        lines += [sentence, ""]
    for table in case.drawn:
        lines += _table(table)
    return lines


def _section(rule: Rule | Whole) -> list[str]:
    words = WORDING[rule.name]
    chinese, english = read_statement(rule.name)
    needs = "、".join([*(f"`{table}`" for table in rule.needs), *filter(None, [ASKS.get(rule.asks)])]) or "—"
    lines = [f"## `{rule.name}` {words.label_zh} · {words.label_en}", "", chinese, "", english, ""]
    lines += [
        f"- 等级 Grade: {GRADES[rule.grade]}",
        f"- 针对 Speaks of: {OVER[rule.over]}",
        f"- 指向行为 Conduct: {rule.conduct}",
        f"- 没有这些表则不运行 Does not run without: {needs}",
        "",
    ]
    for case in read_cases(rule.name):
        lines += _case(case)
    return lines


def _anomaly(anomaly: Anomaly) -> list[str]:
    words = WORDING[anomaly.name]
    chinese, english = read_statement(anomaly.name)
    return [
        f"## `{anomaly.name}` {words.label_zh} · {words.label_en}",
        "",
        chinese,
        "",
        english,
        "",
        f"- 等级 Grade: {GRADES[anomaly.grade]}",
        f"- 核对 Looks at: {OVER[anomaly.over]}",
        f"- 指向行为 Conduct: {anomaly.conduct}",
        f"- 数据不足 Not enough data: {'；'.join(f'{WHYS[why]} {why}' for why in anomaly.whys)}",
        *(f"- 提示 Caution `{name}`: {CAUTIONS[name].zh} {CAUTIONS[name].en}" for name in anomaly.cautions),
        "",
    ]


def _contents() -> list[str]:
    rows = [["规则 Rule", "名称 Title", "行为 Conduct", "针对 Speaks of"]]
    spoken: list[Rule | Whole | Anomaly] = [*RULES.values(), *WHOLES.values(), *ANOMALIES.values()]
    for rule in spoken:
        words = WORDING[rule.name]
        title = f"{words.label_zh} · {words.label_en}"
        rows.append([f"`{rule.name}`", title, rule.conduct, OVER[rule.over]])
    return [*_lines(rows), ""]


def draw() -> str:
    """The whole page as Markdown."""
    lines = [HEAD, *_contents()]
    spoken: list[Rule | Whole] = [*RULES.values(), *WHOLES.values()]
    for rule in spoken:
        lines += _section(rule)
    lines.append(ODD)
    for anomaly in ANOMALIES.values():
        lines += _anomaly(anomaly)
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    """Writes the page anew."""
    PAGE.write_text(draw(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
