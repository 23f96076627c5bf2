"""Runs one task in a process of its own and tells its wall time, its CPU time and its peak memory."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bench.shelf import ROOT, shelf

#: Cores everybody is given, whatever the machine has.
CORES = 2


def _cpu() -> float:
    """CPU seconds of this process and of those it has waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


@dataclass
class Stopwatch:
    """Times the block it is entered for; used in the process that does the work."""

    wall: float = 0.0
    cpu: float = 0.0
    _began: tuple[float, float] = field(default=(0.0, 0.0), repr=False)

    def __enter__(self) -> Self:
        self._began = time.perf_counter(), _cpu()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.wall += time.perf_counter() - self._began[0]
        self.cpu += _cpu() - self._began[1]


@dataclass(frozen=True)
class Measured:
    """One run of a task: seconds of wall and CPU time, peak memory in bytes, and what the task returned."""

    task: str
    wall: float
    cpu: float
    peak: int
    said: dict[str, Any]


def peak_memory() -> int:
    """Most bytes this process (or one it has waited for) held in memory.

    `ru_maxrss` of a child also counts what its parent held when it was started, so Linux's own count comes first.
    """
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                own = int(line.split()[1])
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) * 1024


def measure(task: str, **arguments: str | int) -> Measured:
    """Run a task of `bench.tasks` in a fresh process; raises when it fails."""
    with tempfile.TemporaryDirectory(dir=shelf()) as folder:
        told = Path(folder) / "told.json"
        command = [sys.executable, "-m", "bench.tasks", task, json.dumps(arguments), str(told)]
        # Polars learns its number of threads from here only.
        subprocess.run(command, cwd=ROOT, check=True, env=os.environ | {"POLARS_MAX_THREADS": str(CORES)})
        return Measured(task, **json.loads(told.read_text(encoding="utf-8")))


def measure_command(command: list[str], environment: dict[str, str]) -> Measured:
    """Run a command of the project as a user would; its whole life counts, from start to exit."""
    began = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        complaint = process.stderr.read().decode() if process.stderr else ""
    if process.returncode:
        raise RuntimeError(f"{command}: {complaint}")
    wall = time.perf_counter() - began
    return Measured(command[0], wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, {})
