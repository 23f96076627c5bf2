"""The rules of a giant partition are shared out among threads; what is found stays the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from screener import screen
from screener.drivers import local
from screener.ledger.sample import write_sample
from screener.once import once

TABLES = ("hits", "outcomes", "reports", "institutions")


def _tables(folder: Path) -> dict[str, list[dict[str, Any]]]:
    return {name: pq.read_table(folder / f"{name}.parquet").to_pylist() for name in TABLES}


@pytest.mark.parametrize("evidence", [True, False])
@pytest.mark.parametrize("compiled", ["0", "1"])
def test_sharing_out_changes_nothing(
    compiled: str, evidence: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGJIAN_COMPILED", compiled)
    write_sample(tmp_path / "ledger", results=6000, institutions=4)
    screen(tmp_path / "ledger", tmp_path / "alone", threads=1, evidence=evidence)
    monkeypatch.setattr(local, "GIANT", 1)
    screen(tmp_path / "ledger", tmp_path / "shared", threads=3, evidence=evidence)
    assert _tables(tmp_path / "shared") == _tables(tmp_path / "alone")


class _Body:
    worked = 0

    @once
    def weight(self) -> int:
        """How heavy it is."""
        self.worked += 1
        return 7


def test_a_property_is_worked_out_once() -> None:
    body = _Body()
    assert (body.weight, body.weight, body.worked) == (7, 7, 1)
    assert isinstance(_Body.weight, once)
    assert _Body.weight.__doc__ == "How heavy it is."
