"""Tasks that write the sample ledgers and take them into archives."""

from __future__ import annotations

from pathlib import Path

from bench.stopwatch import CORES, Stopwatch
from bench.tasks import warm
from screener.ledger.intake import Effort, take_in
from screener.ledger.package import open_package
from screener.ledger.sample import write_sample


def sample(_: Stopwatch, out: str, results: int, institutions: int, file_format: str) -> None:
    """Write a ledger with planted faults."""
    write_sample(Path(out), results=results, institutions=institutions, file_format=file_format)


def archive(stopwatch: Stopwatch, ledger: str, out: str) -> None:
    """Take a ledger into an archive; timed."""
    warm(Path(ledger))
    with stopwatch:
        take_in(open_package(Path(ledger)), Path(out), Effort(threads=CORES))
