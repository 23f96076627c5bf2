"""Small tables in the archive's form: identifiers as codes, days as whole numbers, other text as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from screener.ledger.columns import Type
from screener.ledger.tables import TABLES
from screener.ledger.units import NO_DAY, days_of, flags_of, integers_of, numbers_of, times_of
from screener.ledger.words import KIND_NAMES, KINDS, Pairs, Words

SMALL = tuple(name for name in TABLES if name not in ("reports", "results"))

Coded = Mapping[str, npt.NDArray[Any]]


class Lexicon:
    """All dictionaries of a ledger together."""

    def __init__(self, words: dict[str, Words] | None = None, pairs: Pairs | None = None) -> None:
        self.words = words or {kind: Words() for kind in KIND_NAMES}
        self.pairs = pairs or Pairs()

    def encode(self, column: str, values: pa.Array | pa.ChunkedArray) -> npt.NDArray[np.int32]:
        """Codes for a column of identifiers, by the kind of word the column holds."""
        return self.words[KINDS[column]].encode(values)

    def code(self, table: str, rows: pa.Table) -> Coded:
        """A small table as arrays (shape: rows), one a column; text that is no identifier becomes objects."""
        coded: dict[str, npt.NDArray[Any]] = {}
        for column in TABLES[table].columns:
            values = rows.column(column.name)
            if column.name in KINDS:
                coded[column.name] = self.encode(column.name, values)
            elif column.type is Type.DATE:
                coded[column.name] = days_of(values)
            elif column.type is Type.TIMESTAMP:
                coded[column.name] = times_of(values)
            elif column.type is Type.INTEGER:
                coded[column.name] = integers_of(values, NO_DAY)
            elif column.type is Type.NUMBER:
                coded[column.name] = numbers_of(values)
            elif column.type is Type.BOOL:
                coded[column.name] = flags_of(values)
            else:
                coded[column.name] = np.array(values.to_pylist(), object)
        if "parameter" in coded and "method" in coded:
            coded["pair"] = self.pairs.encode(coded["parameter"], coded["method"])
        return coded


def to_arrow(coded: Coded) -> pa.Table:
    """The arrays as an Arrow table, for the archive."""
    return pa.table(
        {n: pa.array(a.tolist(), pa.string()) if a.dtype == object else pa.array(a) for n, a in coded.items()}
    )


class Columns(Mapping[str, npt.NDArray[Any]]):
    """The arrays again, each made when it is first asked for: most text is for the evidence of a few hits."""

    def __init__(self, rows: pa.Table) -> None:
        self._rows = rows
        self._made: dict[str, npt.NDArray[Any]] = {}

    def __getitem__(self, name: str) -> npt.NDArray[Any]:
        made = self._made.get(name)
        if made is None:
            column = self._rows.column(name)
            text = pa.types.is_string(column.type)
            made = np.array(column.to_pylist(), object) if text else column.to_numpy()
            self._made[name] = made
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows.column_names)

    def __len__(self) -> int:
        return int(self._rows.num_columns)
