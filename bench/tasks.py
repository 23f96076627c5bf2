"""The process a task runs in, `python -m bench.tasks TASK ARGUMENTS RESULT`, and where each task is written."""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.stopwatch import CORES, Stopwatch, peak_memory

# Imported only by the process that runs the task, so that no contender pays for another's libraries.
TASKS = {
    "write sample": ("bench.ledgers", "sample"),
    "shuffle": ("bench.shuffling", "shuffle"),
    "take in": ("bench.ledgers", "archive"),
    "take in by DuckDB": ("bench.duckdb_intake", "take_in"),
    "code": ("bench.coded", "write"),
    "plain": ("bench.coded", "plain"),
    "scan": ("bench.duckdb_scan", "scan"),
    "engine": ("bench.engine", "run"),
    "DuckDB": ("bench.duckdb_rules", "run"),
    "Polars": ("bench.polars_rules", "run"),
    "pandas": ("bench.pandas_rules", "run"),
}


def warm(folder: Path) -> None:
    """Read every file of a folder once, so that the disk takes no part in what follows."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            with file.open("rb", buffering=0) as stream:
                while stream.read(1 << 22):
                    pass


def main(task: str, arguments: str, told: str) -> None:
    """Run the task and write what the stopwatch saw."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    module, name = TASKS[task]
    work: Callable[..., dict[str, Any] | None] = getattr(importlib.import_module(module), name)
    stopwatch = Stopwatch()
    said = work(stopwatch, **json.loads(arguments)) or {}
    seen = {"wall": stopwatch.wall, "cpu": stopwatch.cpu, "peak": peak_memory(), "said": said}
    Path(told).write_text(json.dumps(seen), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
