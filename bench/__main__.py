"""`python -m bench`: makes the ledgers, measures everybody, compares the hits, prints the bars; SIZE results (1e7)."""

from __future__ import annotations

import os
import sys
import time

from rich.console import Console
from rich.table import Table

from bench import page
from bench.bars import GIB, Bar, bars
from bench.contest import compare, race
from bench.field import Field
from bench.shelf import clear_scratch
from bench.times import Times

DEFAULT_SIZE = "1e7"
LEAST = 100_000
LARGEST_GIANT = 20_000_000


def _stated(name: str, otherwise: str) -> int:
    """A number of results from the environment, written 10000000 or 1e7."""
    return max(LEAST, int(float(os.environ.get(name) or otherwise)))


def _seconds(console: Console, times: Times) -> None:
    shown = Table(title="中位数 Medians")
    for name in ("", "秒 s", "CPU 秒 s", "内存 GiB", "次 runs"):
        shown.add_column(name, justify="left" if not name else "right")
    for name, runs in times.runs.items():
        held = times.peak(name) / GIB
        shown.add_row(
            name, f"{times.wall(name):.2f}", f"{times.cpu(name):.2f}", f"{held:.2f}", str(len(runs))
        )
    console.print(shown)


def _bars(console: Console, found: list[Bar]) -> None:
    shown = Table(title="比值与指标 Ratios and bars")
    shown.add_column("比什么 What", overflow="fold")
    for name in ("比值 Ratio", "CPU", "指标 Bar", "结论 Verdict"):
        shown.add_column(name, no_wrap=True)
    for bar in found:
        shown.add_row(f"{bar.what}", bar.ratio, bar.cpu, bar.limit, bar.verdict)
    console.print(shown)


def main() -> int:
    """Run the bench; 1 when two programs do not find the same hits, 0 otherwise, whatever the bars."""
    console, began = Console(), time.monotonic()
    size = _stated("SIZE", DEFAULT_SIZE)

    def tell(what: str) -> None:
        console.print(f"[{time.monotonic() - began:4.0f} s] {what}", markup=False)

    giant = _stated("GIANT", str(min(size, LARGEST_GIANT)))
    grounds, times = Field(size, giant, tell), Times.of(f"{size}-{giant}")
    race(grounds, times)
    _seconds(console, times)
    unequal = {name: found for name, found in compare(grounds, times).items() if found}
    for name, found in unequal.items():
        console.print(f"疑点不同 Different hits: {name}", *map(str, found), sep="\n  ", markup=False)
    if unequal:
        return 1
    console.print("疑点完全相同。 Everybody finds the same hits.")
    told = list(bars(grounds, times))
    _bars(console, told)
    page.write(told, os.environ.get("SIZE") or DEFAULT_SIZE)
    times.finish()
    clear_scratch()
    tell("完成 done")
    return 0


if __name__ == "__main__":
    sys.exit(main())
