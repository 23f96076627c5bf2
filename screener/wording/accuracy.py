"""How well each rule does on invented ledgers, as measured: the words that stand beside it wherever it speaks."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from screener.phrases import Phrase


@cache
def figures() -> dict[str, Any]:
    """The figures as `make accuracy` wrote them."""
    found: dict[str, Any] = json.loads(
        files("screener.wording").joinpath("accuracy.json").read_text(encoding="utf-8")
    )
    return found


@cache
def accuracy_of(rule: str) -> Phrase | None:
    """What was found of what was planted, and how many honest institutions were named; None for an unknown rule."""
    found = figures()
    sizes = [one for one in found["sizes"] if rule in one["rules"]]
    if sizes:
        return _of_anomaly(rule, sizes, found["commit"], found["drawn_on"])
    samples = [one for one in found["contradictions"] if rule in one["rules"]]
    if not samples:
        return None
    planted, right, named = (
        sum(one["rules"][rule][name] for one in samples) for name in ("planted", "found", "named")
    )
    honest = sum(one["honest"] for one in samples)
    return Phrase(
        f"虚构台账里埋设 {planted:,} 处，找到 {right:,} 处；没有埋设的机构 {honest:,} 家，误指 {named:,} 家"
        f"（提交 {found['commit']}，{found['drawn_on']}）。",
        f"In invented ledgers {right:,} of {planted:,} planted faults were found, and {named:,} of {honest:,} "
        f"institutions without any were named (commit {found['commit']}, {found['drawn_on']}).",
    )


def _of_anomaly(rule: str, sizes: list[dict[str, Any]], commit: str, day: str) -> Phrase:
    zh, en = [], []
    for one in sizes:
        own = one["rules"][rule]
        right, named = f"{own['found']}/{own['planted']}", f"{own['named']}/{one['honest']}"
        zh.append(f"{one['institutions']} 家各约 {one['reports']:,} 份：找到 {right}，误指 {named}")
        en.append(
            f"{one['institutions']} with about {one['reports']:,} reports: {right} found, {named} honest ones named"
        )
    return Phrase(
        f"虚构市场里，埋设的编数机构找到几家、其余机构误指几家：{'；'.join(zh)}（提交 {commit}，{day}）。",
        f"In invented markets, of institutions that make data up and of honest ones: {'; '.join(en)} "
        f"(commit {commit}, {day}).",
    )
