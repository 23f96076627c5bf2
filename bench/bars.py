"""The bars: what each ratio is, how far it may go, and whether it did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.field import Field
from bench.times import Times

LARGE = 50_000_000  # results from which the bars for large ledgers hold
GIB = 2**30
SMALL_SECONDS = 4.0
MOST_HITS = 0.001


@dataclass(frozen=True)
class Bar:
    """One line of the table; `passed` is None where there is no bar."""

    what: str
    ratio: str
    cpu: str = ""
    limit: str = ""
    passed: bool | None = None

    @property
    def verdict(self) -> str:
        """The verdict in words, in both languages."""
        return {True: "达标 met", False: "未达标 missed", None: ""}[self.passed]


@dataclass(frozen=True)
class Ratios:
    """Ratios of the medians of two entrants, of wall and of CPU time; the wall time decides."""

    times: Times

    def faster(self, what: str, slow: str, *, least: float | None = None) -> Bar:
        """How many times faster the engine's hits are than `slow`."""
        wall, cpu = self._both(slow, "hits")
        limit, passed = ("", None) if least is None else (f"≥ {least:g}", wall >= least)
        return Bar(what, f"{wall:.1f}", f"{cpu:.1f}", limit, passed)

    def over(self, what: str, name: str, other: str, *, most: float | None = None, scale: float = 1.0) -> Bar:
        """How many times the time of `other` `name` takes; `scale` evens out how many results they had."""
        wall, cpu = (scale * ratio for ratio in self._both(name, other))
        limit, passed = ("", None) if most is None else (f"≤ {most:g}", wall <= most)
        return Bar(what, f"{wall:.2f}", f"{cpu:.2f}", limit, passed)

    def grown(self, what: str, name: str, other: str, *, most: float) -> Bar:
        """How the time grows from a tenth of the results, as if it were exactly a tenth."""
        scale = 10 * self.times.rows(other) / self.times.rows(name)
        return self.over(what, name, other, most=most, scale=scale)

    def memory(self, what: str, name: str, *, most: float | None = None) -> Bar:
        """Peak memory, in GiB."""
        held = self.times.peak(name) / GIB
        limit, passed = ("", None) if most is None else (f"≤ {most:g} GiB", held <= most)
        return Bar(what, f"{held:.2f} GiB", "", limit, passed)

    def _both(self, name: str, other: str) -> tuple[float, float]:
        times = self.times
        return times.wall(name) / times.wall(other), times.cpu(name) / times.cpu(other)


def bars(grounds: Field, times: Times) -> Iterator[Bar]:
    """Every line of the table, in order."""
    of, large = Ratios(times), grounds.size >= LARGE
    hits = int(times.said("hits", "hits")) / times.rows("hits")
    yield Bar("疑点占结果行 hits, of all results", f"{hits:.3%}", "", f"≤ {MOST_HITS:.1%}", hits <= MOST_HITS)
    yield from _against_others(of, large=large)
    yield from _of_other_shapes(of)
    yield of.over(
        "CSV 读入成存档，比 DuckDB CSV to archive, over DuckDB", "intake", "DuckDB intake", most=2.5
    )
    yield of.memory("读入的内存峰值 peak memory of intake", "intake", most=2.0)
    share = times.cpu("small ledger") / SMALL_SECONDS
    what = (
        "3 万条结果，从 CSV 到报告，占许可的 CPU 时间 30,000 results, CSV to report, of the CPU time allowed"
    )
    yield Bar(what, "", f"{share:.2f}", "≤ 1", share <= 1)


def _against_others(of: Ratios, *, large: bool) -> Iterator[Bar]:
    times = of.times
    yield of.faster(
        "18 条矛盾，比 DuckDB SQL 快 18 contradictions, faster than DuckDB SQL",
        "DuckDB",
        least=15 if large else 8,
    )
    yield of.faster("同上，比 Polars 快 the same, faster than Polars", "Polars")
    if times.count("pandas"):
        count = len(times.latest("pandas").said["rules"])
        yield of.faster(
            f"同上，比 pandas 快（它只做 {count} 条） the same, faster than pandas doing {count} of them",
            "pandas",
        )
    most = 3 if large else 4
    yield of.over("18 条矛盾，比裸扫描 18 contradictions, over the bare scan", "hits", "scan", most=most)
    what = "全部规则，加上证据和排名，比裸扫描 every rule, evidence and ranking, over the bare scan"
    yield of.over(what, "everything", "scan", most=8)
    yield of.over("再加上供阅读的网页 and the page for reading", "page", "scan")
    yield of.memory("18 条矛盾的内存峰值 peak memory, 18 contradictions", "hits", most=1.5 if large else None)
    yield of.memory("DuckDB SQL 的内存峰值 peak memory, DuckDB SQL", "DuckDB")


def _of_other_shapes(of: Ratios) -> Iterator[Bar]:
    rows = of.times.rows("giant")
    yield of.grown("结果多十倍 ten times the results", "hits", "tenth", most=11)
    yield of.over("行序打乱，比有序 rows shuffled, over ordered", "shuffled", "hits", most=2)
    what = f"一家机构 {rows:,} 条结果，比其十分之一 one institution of {rows:,} results, over a tenth of them"
    yield of.grown(what, "giant", "giant tenth", most=11)
    scale = of.times.rows("hits") / rows
    yield of.over(
        "同上，每条结果，比多家机构 the same, a result, over many institutions", "giant", "hits", scale=scale
    )
    yield of.memory("同上，内存峰值 the same, peak memory", "giant", most=3.0)
