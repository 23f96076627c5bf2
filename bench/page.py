"""Writes the ratios, never the seconds, into the page on performance."""

from __future__ import annotations

import os
from collections.abc import Sequence

from bench.bars import Bar
from bench.shelf import ROOT

PAGE = ROOT / "docs" / "reference" / "performance.md"
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"


def table(bars: Sequence[Bar], size: str) -> str:
    """The Markdown between the marks."""
    lines = [
        f"`make bench SIZE={size}`，{os.cpu_count()} 核。 {os.cpu_count()} cores.",
        "",
        "| 比什么 What | 比值 Ratio | CPU 时间比值 of CPU time | 指标 Bar | 结论 Verdict |",
        "|---|--:|--:|--:|---|",
    ]
    lines += [f"| {bar.what} | {bar.ratio} | {bar.cpu} | {bar.limit} | {bar.verdict} |" for bar in bars]
    return "\n".join(lines)


def write_registry(lines: Sequence[str], database: str) -> None:
    """Replace what stands between the marks of the registry on this database."""
    _between("\n".join(lines), f"<!-- registry {database}: begin -->", f"<!-- registry {database}: end -->")


def write(bars: Sequence[Bar], size: str) -> None:
    """Replace what stands between the marks of the engine."""
    _between(table(bars, size), BEGIN, END)


def _between(words: str, begin: str, end: str) -> None:
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    PAGE.write_text(f"{before}{begin}\n{words}\n{end}{after}", encoding="utf-8")
