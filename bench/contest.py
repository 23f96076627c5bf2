"""Runs everything side by side, in rounds, so that a busy moment of the machine does not hit one program alone."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench.agreement import Difference, differences, disagreements
from bench.field import Field
from bench.shelf import scratch
from bench.stopwatch import Measured, measure, measure_command

ROUNDS = 3
INTAKE_ROUNDS = 2
LARGEST_IN_MEMORY = 20_000_000  # results that pandas is given at most


@dataclass
class Times:
    """Every run of every entrant."""

    runs: dict[str, list[Measured]] = field(default_factory=dict)

    def add(self, name: str, run: Measured) -> Measured:
        """Keep a run."""
        self.runs.setdefault(name, []).append(run)
        return run

    def wall(self, name: str) -> float:
        """Median wall seconds."""
        return median(run.wall for run in self.runs[name])

    def cpu(self, name: str) -> float:
        """Median CPU seconds."""
        return median(run.cpu for run in self.runs[name])

    def peak(self, name: str) -> int:
        """Most memory of any run, in bytes."""
        return max(run.peak for run in self.runs[name])

    def said(self, name: str, key: str) -> str:
        """What the latest run said."""
        return str(self.runs[name][-1].said[key])

    def rows(self, name: str) -> int:
        """How many results the run screened."""
        return int(self.runs[name][-1].said["rows"])

    def has(self, name: str) -> bool:
        """Whether the entrant ran."""
        return name in self.runs


def _engine(name: str, archive: Path, small: Path, *, evidence: bool) -> Measured:
    out = f"engine-{name}"
    return measure("engine", archive=str(archive), small=str(small), out=out, evidence=int(evidence))


def _round(grounds: Field) -> Iterator[tuple[str, Measured]]:
    ordered, small = grounds.ordered, grounds.small
    yield "scan", measure("scan", archive=str(ordered))
    hits = _engine("hits", ordered, small, evidence=False)
    yield "hits", hits
    # The engine may not offer to leave the evidence out: then there is nothing else to measure.
    yield "everything", _engine("everything", ordered, small, evidence=True) if hits.said["bare"] else hits
    yield "DuckDB", measure("DuckDB", coded=str(grounds.coded), out="DuckDB")
    for name, archive in (
        ("tenth", grounds.tenth),
        ("shuffled", grounds.shuffled),
        ("giant", grounds.giant(grounds.giant_size)),
        ("giant tenth", grounds.giant(grounds.giant_size // 10)),
    ):
        yield name, _engine(name.replace(" ", "-"), archive, small, evidence=False)


def race(grounds: Field, times: Times) -> None:
    """Measure every entrant; what they wrote stays where they said."""
    grounds.prepare()
    for number in range(ROUNDS):
        grounds.tell(f"round {number + 1} of {ROUNDS}")
        for name, run in _round(grounds):
            times.add(name, run)
    grounds.tell("Polars")
    times.add("Polars", measure("Polars", coded=str(grounds.coded), out="Polars"))
    if grounds.size <= LARGEST_IN_MEMORY:
        grounds.tell("pandas")
        times.add("pandas", measure("pandas", coded=str(grounds.coded), out="pandas"))
    grounds.tell("intake")
    for _ in range(INTAKE_ROUNDS):
        target = scratch("intake")
        target.mkdir()
        times.add("intake", measure("take in", ledger=str(grounds.csv), out=str(target)))
        times.add("DuckDB intake", measure("take in by DuckDB", ledger=str(grounds.csv)))
    grounds.tell("small ledger")
    for _ in range(ROUNDS + 1):  # the first one compiles what is not compiled yet
        times.runs["small ledger"] = [*times.runs.get("small ledger", [])[-(ROUNDS - 1) :], _small(grounds)]


def _small(grounds: Field) -> Measured:
    """The command as a user types it, its archive not kept from an earlier run."""
    out, data = scratch("small"), scratch("small-kept")
    shutil.rmtree(data, ignore_errors=True)
    command = str(Path(sys.executable).parent / "mingjian")
    arguments = [command, "screen", str(grounds.small_csv), "--out", str(out), "--threads", "2"]
    return measure_command("small ledger", arguments, {"MINGJIAN_DATA": str(data)})


def compare(grounds: Field, times: Times) -> dict[str, list[Difference]]:
    """Hits that somebody makes and the engine does not, or the other way round, by who it is."""
    ours = Path(times.said("hits", "out"))
    found = {}
    for name in ("DuckDB", "Polars", "pandas"):
        if times.has(name):
            rules = list(times.runs[name][-1].said["rules"])
            found[name] = disagreements(ours, Path(times.said(name, "out")), rules, grounds.ordered)
    found["everything"] = differences(ours, Path(times.said("everything", "out")))
    found["shuffled"] = differences(ours, Path(times.said("shuffled", "out")))
    return found
