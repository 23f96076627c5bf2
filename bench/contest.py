"""Runs everything side by side, in rounds, so that a busy moment of the machine does not hit one program alone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from bench.agreement import Difference, differences, disagreements
from bench.field import Field
from bench.shelf import scratch
from bench.stopwatch import Measured, measure, measure_command
from bench.times import Times

ROUNDS = 3
#: What takes long, or has no bar, is measured less often.
FEWER = {"Polars": 1, "pandas": 1, "intake": 2, "DuckDB intake": 2}
LARGEST_IN_MEMORY = 20_000_000  # results that pandas is given at most

Run = Callable[[], Measured]


def entrants(grounds: Field) -> dict[str, Run]:
    """Everybody who is measured, in the order of a round."""
    coded = str(grounds.coded)

    def engine(name: str, archive: Path, kind: str = "hits") -> Run:
        place = {"archive": str(archive), "first": str(grounds.tenth), "out": f"engine-{name}"}
        return lambda: measure("engine", **place, kind=kind)

    running: dict[str, Run] = {
        "scan": lambda: measure("scan", plain=str(grounds.plain)),
        "hits": engine("hits", grounds.ordered),
        "everything": engine("everything", grounds.ordered, "everything"),
        "page": engine("page", grounds.ordered, "page"),
        "DuckDB": lambda: measure("DuckDB", coded=coded, out="DuckDB"),
        "tenth": engine("tenth", grounds.tenth),
        "shuffled": engine("shuffled", grounds.shuffled),
        "giant": engine("giant", grounds.giant(grounds.giant_size)),
        "giant tenth": engine("giant-tenth", grounds.giant(grounds.giant_size // 10)),
        "Polars": lambda: measure("Polars", coded=coded, out="Polars"),
        "pandas": lambda: measure("pandas", coded=coded, out="pandas"),
        "intake": lambda: _intake(grounds),
        "DuckDB intake": lambda: measure("take in by DuckDB", ledger=str(grounds.csv)),
        "small ledger": lambda: _small_ledger(grounds),
    }
    if grounds.size > LARGEST_IN_MEMORY:
        del running["pandas"]
    return running


def race(grounds: Field, times: Times) -> None:
    """Measure every entrant as often as it is due; what they wrote stays where they said."""
    grounds.prepare()
    running = entrants(grounds)
    for number in range(ROUNDS):
        grounds.tell(f"第 {number + 1} 轮，共 {ROUNDS} 轮 round {number + 1} of {ROUNDS}")
        for name, run in running.items():
            if times.count(name) <= number < FEWER.get(name, ROUNDS):
                times.add(name, run())


def _intake(grounds: Field) -> Measured:
    target = scratch("intake")
    target.mkdir()
    return measure("take in", ledger=str(grounds.csv), out=str(target))


def _small_ledger(grounds: Field) -> Measured:
    """The command as a user types it, its archive not kept from an earlier run, its code compiled already."""
    command = str(Path(sys.executable).parent / "mingjian")
    source = str(grounds.small_csv)

    def once() -> Measured:
        out, kept = scratch("small"), scratch("small-kept")
        return measure_command([command, "screen", source, "--out", str(out)], {"MINGJIAN_DATA": str(kept)})

    once()
    return once()


def compare(grounds: Field, times: Times) -> dict[str, list[Difference]]:
    """Hits that somebody makes and the engine does not, or the other way round, by who it is."""
    ours = Path(times.said("hits", "out"))
    found = {}
    for name in ("DuckDB", "Polars", "pandas"):
        if times.count(name):
            rules = list(times.latest(name).said["rules"])
            found[name] = disagreements(ours, Path(times.said(name, "out")), rules, grounds.ordered)
    for name in ("everything", "page", "shuffled"):
        found[name] = differences(ours, Path(times.said(name, "out")))
    return found
