"""A believable, entirely invented report ledger, honest or with planted faults, of any size."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from screener.ledger.sample.cast import Branch, chunks, draw_branches
from screener.ledger.sample.chunk import Chunk, draw_chunk
from screener.ledger.sample.faults import FAULTS, plant
from screener.ledger.sample.sheets import references
from screener.ledger.sample.writing import LedgerWriter

__all__ = ["write_sample"]

_SMALL = 30_000  # results from which every rule gets its full number of faults
_FAULTS = 6  # of each rule in a small ledger
_RATE = 1e-5  # faults of each rule per result in a large one, which bring hits on 0.06 % of the results

Progress = Callable[[str, int, int], None]


def write_sample(
    out: Path,
    *,
    results: int = 30_000,
    institutions: int = 12,
    seed: int = 1,
    planted: bool = True,
    file_format: str = "csv",
    progress: Progress | None = None,
) -> dict[str, list[tuple[str, str | None]]]:
    """Write a ledger folder of about `results` results to `out`; the same arguments give the same bytes.

    Returns what must be hits, by rule: (report_id, result_id), result_id None for rules over reports. Without
    `planted` the ledger has no contradiction and every list is empty. Faults stand only in some institutions (a
    quarter of a small ledger) and may bring hits of other rules with them there. `progress` is called with (stage,
    results written, results in all). Raises ValueError for an unknown format or a size that is not positive.
    """
    if file_format not in ("csv", "parquet"):
        raise ValueError(f"file_format is 'csv' or 'parquet', not {file_format!r}")
    if results < 1 or institutions < 1:
        raise ValueError("a sample needs at least one result and one institution")
    branches = draw_branches(results, institutions, seed, planted)
    quota = Quota(branches, results)
    total, written, last = sum(b.results for b in branches), 0, -1
    prints = np.empty(0, dtype=np.uint64)
    with LedgerWriter(out, file_format) as writer:
        writer.write(references())
        for cast in chunks(branches):
            if int(cast.institution[0]) != last:
                prints = prints[:0]
            chunk = draw_chunk(seed, cast, prints)
            quota.plant(chunk)
            writer.write(chunk.sheets(as_text=file_format == "csv"))
            carried = len(cast.branches) == int(np.count_nonzero(cast.institution == last))
            prints = np.concatenate([prints, chunk.prints]) if carried else chunk.prints
            last = int(cast.institution[-1])
            written += sum(b.results for b in cast.branches)
            if progress is not None:
                progress("sample", written, total)
    return quota.planted


class Quota:
    """How many faults of each rule are due by now, in step with the faulty institutions' results."""

    def __init__(self, branches: list[Branch], results: int) -> None:
        self.faults = max(1, round(_FAULTS * min(1.0, results / _SMALL)), round(_RATE * results))
        self.total = sum(b.results for b in branches if b.institution.faulty)
        self.passed = 0
        self.made = dict.fromkeys(FAULTS, 0)
        self.planted: dict[str, list[tuple[str, str | None]]] = {rule: [] for rule in FAULTS}

    def plant(self, chunk: Chunk) -> None:
        """Plant in the chunk what is due, and keep the identifiers of the hits."""
        own = sum(b.results for b in chunk.cast.branches if b.institution.faulty)
        if not own:
            return
        self.passed += own
        due = -(-self.faults * self.passed // self.total)
        desk = chunk.desk()
        plant(desk, {rule: due - made for rule, made in self.made.items()})
        for rule, entry in desk.planted.items():
            self.made[rule] += entry.faults
            self.planted[rule] += chunk.names(entry.hits)
