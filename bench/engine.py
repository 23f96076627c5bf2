"""The engine's own run: an archive screened in a process whose compiled code is loaded."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from bench.shelf import scratch
from bench.stopwatch import CORES, Stopwatch
from bench.tasks import warm
from screener import screen
from screener.rules import RULES

COMPILED = "MINGJIAN_COMPILED"
#: What a run does: look for contradictions and write the hits alone; every rule, evidence and ranks; the page, too.
KINDS: dict[str, dict[str, Any]] = {
    "hits": {"evidence": False, "rules": list(RULES)},
    "everything": {"page": False},
    "page": {},
}


def run(stopwatch: Stopwatch, archive: str, first: str, out: str, kind: str) -> dict[str, Any]:
    """Screen the archive; `first` is a smaller one that is screened before, untimed."""
    options: dict[str, Any] = {"threads": CORES} | KINDS[kind]
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
    }
