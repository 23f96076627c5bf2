"""Task that writes a ledger anew with its reports and its results in random order."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.stopwatch import Stopwatch

PILE = 1_500_000  # rows put in order at a time
SHUFFLED = ("reports", "results")


def shuffle(_: Stopwatch, ledger: str, out: str) -> None:
    """Deal the rows of a Parquet ledger onto random piles, then shuffle pile after pile."""
    source, target = Path(ledger), Path(out)
    shutil.copytree(source, target, dirs_exist_ok=True)
    rng = np.random.default_rng(1)
    for name in SHUFFLED:
        _shuffle(source / f"{name}.parquet", target / f"{name}.parquet", rng)


def _shuffle(source: Path, target: Path, rng: np.random.Generator) -> None:
    with pq.ParquetFile(source) as file:
        piles = -(-file.metadata.num_rows // PILE)
        folder = target.with_suffix(".piles")
        folder.mkdir()
        _deal(file, folder, piles, rng)
        with pq.ParquetWriter(target, file.schema_arrow, compression="zstd", compression_level=1) as writer:
            for pile in range(piles):
                with pa.OSFile(str(folder / str(pile))) as stream:
                    rows = pa.ipc.open_stream(stream).read_all()
                writer.write_table(rows.take(pa.array(rng.permutation(rows.num_rows))))
        shutil.rmtree(folder)


def _deal(file: pq.ParquetFile, folder: Path, piles: int, rng: np.random.Generator) -> None:
    writers = [pa.ipc.new_stream(str(folder / str(pile)), file.schema_arrow) for pile in range(piles)]
    for batch in file.iter_batches(batch_size=262_144):
        pile = rng.integers(0, piles, batch.num_rows)
        for number, writer in enumerate(writers):
            writer.write_batch(batch.take(pa.array(np.flatnonzero(pile == number))))
    for writer in writers:
        writer.close()
