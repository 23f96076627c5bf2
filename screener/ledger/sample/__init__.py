"""A believable, entirely invented report ledger, honest or with planted faults, of any size."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from screener.ledger.sample.cast import chunks, draw_branches
from screener.ledger.sample.chunk import draw_chunk
from screener.ledger.sample.quota import Planted, Quota
from screener.ledger.sample.sheets import references
from screener.ledger.sample.supplementary import supplementary_references
from screener.ledger.sample.writing import LedgerWriter

__all__ = ["SUPPLEMENTED", "Quota", "write_sample"]

#: Results up to which the command writes the supplementary tables without being asked.
SUPPLEMENTED = 1_000_000

Progress = Callable[[str, int, int], None]


def _silent(*_: object) -> None:
    """No progress is shown."""


def write_sample(
    out: Path,
    *,
    results: int = 30_000,
    institutions: int = 12,
    seed: int = 1,
    planted: bool = True,
    file_format: str = "csv",
    supplementary: bool = False,
    beside: Path | None = None,
    progress: Progress | None = None,
) -> Planted:
    """Write a ledger folder of about `results` results to `out`; the same arguments give the same bytes.

    Returns what must be hits, by rule: (report_id, result_id), result_id None for rules over reports; of rules over
    registers (uscc, the parameter, instrument or person). Without `planted` the ledger has no contradiction and every
    list is empty. Faults stand only in some institutions (a quarter of a small ledger) and may bring hits of other
    rules with them there. `supplementary` adds the tables that further rules read, and faults of those. `beside` is
    a folder for what goes with the ledger: `earlier`, a hand-in before it, and `reference`, the register's word.
    `progress` is called with (stage, results written, results in all). Raises ValueError for an unknown format or a
    size that is not positive.
    """
    if file_format not in ("csv", "parquet"):
        raise ValueError(f"file_format is 'csv' or 'parquet', not {file_format!r}")
    if results < 1 or institutions < 1:
        raise ValueError("a sample needs at least one result and one institution")
    branches = draw_branches(results, institutions, seed, planted)
    quota = Quota(branches, results, seed, supplementary=supplementary, beside=beside is not None)
    total, written, last = sum(b.results for b in branches), 0, -1
    prints = np.empty(0, dtype=np.uint64)
    with ExitStack() as held:
        folders = {"own": out} | (
            {name: beside / name for name in ("earlier", "reference")} if beside else {}
        )
        writers = {
            name: held.enter_context(LedgerWriter(path, file_format)) for name, path in folders.items()
        }
        writers["own"].write(references() | (supplementary_references() if supplementary else {}))
        for cast in chunks(branches):
            if int(cast.institution[0]) != last:
                prints = prints[:0]
            chunk = draw_chunk(seed, cast, prints)
            for name, sheets in quota.planted_in(chunk, as_text=file_format == "csv").items():
                writers[name].write(sheets)
            carried = len(cast.branches) == int(np.count_nonzero(cast.institution == last))
            prints = np.concatenate([prints, chunk.prints]) if carried else chunk.prints
            last = int(cast.institution[-1])
            written += sum(b.results for b in cast.branches)
            (progress or _silent)("sample", written, total)
    return quota.planted
