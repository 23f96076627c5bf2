"""A fingerprint only finds candidates: reports are copies when their results are equal, one by one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.parquet as pq
import pytest

from screener import screen
from screener.ledger.sample import write_sample
from screener.rules import copies

if TYPE_CHECKING:
    from screener.partition import Partition

RULE = ["results.copied"]


def test_equal_fingerprints_are_not_yet_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_sample(tmp_path / "ledger", results=6_000, institutions=6, seed=2)
    screen(tmp_path / "ledger", tmp_path / "right", rules=RULE)
    counted = copies.fingerprints

    def all_alike(p: Partition) -> tuple[np.ndarray[tuple[int], np.dtype[np.uint64]], copies.Ints]:
        total, count = counted(p)
        return np.zeros(len(total), np.uint64), count

    monkeypatch.setattr(copies, "fingerprints", all_alike)
    screen(tmp_path / "ledger", tmp_path / "alike", rules=RULE)
    right, alike = (pq.read_table(tmp_path / name / "hits.parquet") for name in ("right", "alike"))
    assert right.num_rows
    assert alike.equals(right)
