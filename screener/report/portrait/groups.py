"""`groups.parquet` read for pictures: an institution's groups, and the same group of every peer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from pathlib import Path

Row = dict[str, Any]
_KIND = ("rule", "parameter", "method", "decimals", "domain", "side")


class Groups:
    """What the anomalies of a run measured of every group that they could test."""

    def __init__(self, table: pa.Table) -> None:
        self.table = table.combine_chunks()
        self._kind = _codes(pc.binary_join_element_wise(*map(self._text, _KIND), "\x1f"))
        self._uscc = _codes(self._text("uscc"))
        texts = self._text("uscc").unique().to_pylist()
        self._told: dict[str, dict[str, list[Row]]] = {}
        self._rows: dict[str, list[int]] = {text: [] for text in texts}
        order = np.argsort(self._uscc, kind="stable")
        ends = np.searchsorted(self._uscc[order], range(1, len(texts)))
        for text, rows in zip(texts, np.split(order, ends), strict=bool(texts)):
            self._rows[text] = rows.tolist()

    def _text(self, name: str) -> pa.Array:
        column = self.table.column(name)
        return pc.fill_null(column.cast(pa.string()), "").combine_chunks()

    def of(self, uscc: str) -> dict[str, list[Row]]:
        """The groups of an institution by rule; of each those that speak first, then by distance from the peers."""
        if uscc in self._told:
            return self._told[uscc]
        found = self._told[uscc] = {}
        rows = self._rows.get(uscc, [])
        for place, row in zip(rows, self.table.take(rows).to_pylist() if rows else [], strict=True):
            found.setdefault(row["rule"], []).append(row | {"place": place})
        for some in found.values():
            some.sort(key=_strength)
        return found

    def peers(self, row: Row) -> list[Row]:
        """The same group of every other institution."""
        same = np.flatnonzero(self._kind == self._kind[row["place"]])
        return list(self.table.take(same[same != row["place"]]).to_pylist())


def _strength(row: Row) -> tuple[bool, float, str]:
    far = row["z"] if row["z"] is not None else row["effect"] or 0.0
    return (not row["speaks"], -abs(far), str(row["parameter"]))


def _codes(column: pa.Array) -> Any:  # noqa: ANN401 - whole numbers (shape: rows)
    return column.dictionary_encode().indices.to_numpy(zero_copy_only=False)


def read_groups(path: Path) -> Groups | None:
    """The groups of a run; None for a folder that an earlier program wrote, which kept none."""
    return Groups(pq.read_table(path)) if path.is_file() else None
