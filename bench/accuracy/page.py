"""Draws docs/reference/accuracy.md from the figures that stand beside the rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench.accuracy.fabricators import KINDS
from screener.wording import WORDING
from screener.wording.accuracy import figures

__all__ = ["FIGURES", "PAGE", "draw", "figures"]

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "reference" / "accuracy.md"
FIGURES = ROOT / "screener" / "wording" / "accuracy.json"

HEAD = """\
# 准确度 Accuracy

由 `make accuracy` 画出，请勿手工修改；有测试比对。随机种子取自提交编号 `{commit}`（{drawn_on}），没有人能事先照着调；
`python -m bench.accuracy --commit 编号` 可以重做。出来什么就写什么，阈值是规则原文的，不随本页改动。
Drawn by `make accuracy`; a test compares. Seeds come of the commit `{commit}` ({drawn_on}), so that nobody can tune to
them; `python -m bench.accuracy --commit HASH` repeats it. Whatever comes out is printed; thresholds are those of the
rules' text and do not follow this page.

市场是虚构的：两个领域、九个参数，每家机构有自己的偏差、离散、产品构成、业务量、漂移、修约和节奏；五家里一家造假，
每家只用一种办法（`bench/accuracy/`）。真实台账与此不同，这些数字不能当作真实的检出率。
The markets are invented: two domains, nine parameters, and every institution has a bias, spread, mix of products,
volume, drift, rounding and pace of its own; one in five makes its data up, in one way (`bench/accuracy/`).
Real ledgers differ: these are no rates of detection in the field.
"""

CAUTIONS = """\
阈值照规则原文，所以差距不到一倍、或由少数大值造成的差距也算疑点；这样的疑点旁边有一句提示（决定 0039），表里两种都数。
Thresholds are those of the rules' text, so that less than twofold, or what a few large values make, is a hit, too; such
a hit has a caution beside it (decision 0039), and the table counts both.
"""

GROUPS = """\
## 造假的办法 Ways of making up

“本规则”是为这种办法写的那条规则指出的家数，“任何规则”是被任何一条指出的家数。
"Its rule" counts institutions named by the rule written for the way, "any rule" those named by any.
"""
RULE_HEAD = """\
## 各条异常 Each anomaly

找到／埋设的家数，以及被误指的诚实机构家数。 Institutions found of those planted, and honest ones named.
"""
EXACT = """\
## 矛盾 Contradictions

矛盾由台账自己判定，与样本多少无关：样例台账里埋设的行与找到的行，以及没有埋设的机构被指出的家数。
台账带有补充表和先前的台账；`reference.disagrees` 用另行埋设了差异的登记信息核对。
A contradiction is decided by the ledger alone, whatever its size: rows planted in sample ledgers and rows found, and
institutions without planted rows that were named. The ledgers have the supplementary tables and an earlier hand-in;
`reference.disagrees` is held against a register that differs in planted rows.
"""


def _table(rows: list[list[str]]) -> list[str]:
    line = "|" + "|".join(["---"] + ["--:"] * (len(rows[0]) - 1)) + "|"
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return [lines[0], line, *lines[1:], ""]


def _of(part: int, whole: int) -> str:
    return f"{part}/{whole} ({part / whole:.0%})" if whole else "—"


def draw(found: dict[str, Any]) -> str:
    """The whole page."""
    sizes = found["sizes"]
    heads = [f"{one['institutions']} × {one['reports']}" for one in sizes]
    whole = [["机构 × 报告 Institutions × reports", *heads]]
    whole.append(["台账 Ledgers", *(str(one["ledgers"]) for one in sizes)])
    caught = [
        (
            sum(kind["any"] for name, kind in one["kinds"].items() if KINDS[name][0]),
            sum(kind["planted"] for name, kind in one["kinds"].items() if KINDS[name][0]),
        )
        for one in sizes
    ]
    weighty = [
        (sum(one["kinds"][name]["weighty"] for name in KINDS if KINDS[name][0]), planted)
        for one, (_, planted) in zip(sizes, caught, strict=True)
    ]
    whole.append(["造假的被指出 Inventors named", *(_of(*pair) for pair in caught)])
    whole.append(["诚实的被误指 Honest ones named", *(_of(one["named"], one["honest"]) for one in sizes)])
    whole.append([
        "　其中不带提示的 of them without a caution：造假的 inventors · 诚实的 honest ones",
        *(
            f"{_of(*pair)} · {_of(one['named_weighty'], one['honest'])}"
            for pair, one in zip(weighty, sizes, strict=True)
        ),
    ])  # fmt: skip
    whole.append(["风险排序 AUROC of the risk", *(f"{one['auroc']:.3f}" for one in sizes)])
    ways = [["办法 Way", *(f"{head}：本规则 its rule · 任何规则 any" for head in heads)]]
    for kind, (rule, _, name) in KINDS.items():
        cells = [one["kinds"][kind] for one in sizes]
        ways.append([
            f"{name} {kind}" + (f" `{rule}`" if rule else ""),
            *(
                f"{_of(cell['found'], cell['planted']) if rule else '—'} · {cell['any']}/{cell['planted']}"
                for cell in cells
            ),
        ])  # fmt: skip
    rules = [["规则 Rule", *heads]]
    for rule in sizes[0]["rules"]:
        cells = [one["rules"][rule] for one in sizes]
        told = [
            f"{_of(cell['found'], cell['planted'])}；误指 honest {_of(cell['named'], one['honest'])}"
            for cell, one in zip(cells, sizes, strict=True)
        ]
        rules.append([f"`{rule}` {WORDING[rule].label_zh} · {WORDING[rule].label_en}", *told])
    lines = [HEAD.format(**found), *_table(whole), CAUTIONS, GROUPS, *_table(ways), RULE_HEAD, *_table(rules)]
    lines += [EXACT, *_table(_contradictions(found["contradictions"]))]
    return "\n".join(lines).rstrip() + "\n"


def _contradictions(sizes: list[dict[str, Any]]) -> list[list[str]]:
    heads = [
        f"{one['institutions']} 家 institutions, {one['results']:,} 条 results × {one['ledgers']}"
        for one in sizes
    ]
    rows = [["规则 Rule", *heads]]
    for rule in sizes[0]["rules"]:
        cells = [one["rules"][rule] for one in sizes]
        told = [
            f"{_of(cell['found'], cell['planted'])}；误指 honest {_of(cell['named'], one['honest'])}"
            for cell, one in zip(cells, sizes, strict=True)
        ]
        rows.append([f"`{rule}` {WORDING[rule].label_zh} · {WORDING[rule].label_en}", *told])
    return rows
