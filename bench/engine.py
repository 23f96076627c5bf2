"""The engine's own run: an archive screened in a process whose compiled code is loaded."""

from __future__ import annotations

import inspect
import os
from pathlib import Path
from typing import Any

from bench.shelf import scratch
from bench.stopwatch import CORES, Stopwatch
from bench.tasks import warm
from screener import screen
from screener.rules import RULES

COMPILED = "MINGJIAN_COMPILED"
#: The engine can be asked to write hits without their evidence: then it looks for contradictions alone.
BARE = "evidence" in inspect.signature(screen).parameters


def run(stopwatch: Stopwatch, archive: str, first: str, out: str, evidence: int) -> dict[str, Any]:
    """Screen the archive; `first` is a smaller one that is screened before, untimed."""
    bare = {"evidence": False, "rules": list(RULES)}
    options: dict[str, Any] = {"threads": CORES} | ({} if evidence or not BARE else bare)
    warm(Path(archive))
    os.environ[COMPILED] = "1"  # a small ledger would do without
    screen(Path(first), scratch("warm-up"), **options)
    del os.environ[COMPILED]
    target = scratch(out)
    with stopwatch:
        summary = screen(Path(archive), target, **options)
    return {
        "hits": summary["hits"],
        "rows": summary["rows_read"]["results"],
        "out": str(target),
        "bare": BARE and not evidence,
    }
