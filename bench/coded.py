"""Tasks that give the other programs the archive's columns as plain Parquet: codes, times and nulls, no text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from bench.stopwatch import Stopwatch
from screener.ledger.archive import Archive, open_archive
from screener.ledger.units import NO_DAY, NO_DECIMALS, NO_TIME
from screener.partition import REPORT_COLUMNS, RESULT_COLUMNS

Column = npt.NDArray[Any]
ROW_GROUP = 122_880
#: Codes that hold within a bucket of the archive only.
LOCAL = ("sample", "number", "prefix", "raw")
#: What "empty" is in whole numbers, and what they stand for, by how the column's name ends.
KINDS: tuple[tuple[str | tuple[str, ...], int, pa.DataType | None], ...] = (
    ("_at", NO_TIME, pa.timestamp("us")),
    (("_from", "_to", "_on", "_until"), NO_DAY, pa.date32()),
    ("_days", NO_DAY, None),
    ("decimals", NO_DECIMALS, None),
)
NO_CODE = -1


def _nulled(column: Column, empty: float, kind: pa.DataType | None = None) -> pa.Array:
    mask = np.isnan(column) if np.isnan(empty) else column == empty
    array = pa.array(column, mask=mask)
    return array if kind is None else array.cast(kind)


def _plain(name: str, column: Column) -> pa.Array:
    """A column with nulls where the archive has a value set aside for "empty"."""
    if column.dtype == object:
        return pa.array(column.tolist(), pa.string())
    if column.dtype == np.bool_:
        return pa.array(column)
    if column.dtype == np.float64:
        return _nulled(column, float("nan"))
    for ending, empty, kind in KINDS:
        if name.endswith(ending):
            return _nulled(column, empty, kind)
    return _nulled(column, NO_CODE)


class _Offsets:
    """Makes codes that hold within a bucket hold everywhere."""

    def __init__(self) -> None:
        self._known = dict.fromkeys(LOCAL, 0)

    def shift(self, columns: dict[str, Column]) -> None:
        for name in LOCAL:
            if name in columns:
                codes = columns[name]
                columns[name] = np.where(codes >= 0, codes + self._known[name], codes)
                self._known[name] += int(codes.max(initial=-1)) + 1


class _Writer:
    """One Parquet file, opened with the first rows."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: pq.ParquetWriter | None = None

    def write(self, columns: dict[str, Column]) -> None:
        rows = pa.table({name: _plain(name, column) for name, column in columns.items()})
        if self._file is None:
            self._file = pq.ParquetWriter(self._path, rows.schema, compression="none")
        self._file.write_table(rows, row_group_size=ROW_GROUP)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


def _write_rows(archive: Archive, out: Path) -> None:
    offsets = _Offsets()
    reports, results = _Writer(out / "reports.parquet"), _Writer(out / "results.parquet")
    parameter_of = archive.lexicon.pairs.parts()[0]
    known = 0
    for bucket in archive.buckets:
        own = archive.columns("reports", bucket, REPORT_COLUMNS)
        tests = archive.columns("results", bucket, RESULT_COLUMNS)
        rows = own.pop("rows")
        report = np.arange(known, known + len(rows), dtype=np.int32)
        known += len(rows)
        offsets.shift(own)
        offsets.shift(tests)
        reports.write({"report": report, **own})
        spread = {"report": np.repeat(report, rows), "uscc": np.repeat(own["uscc"], rows)}
        results.write({**spread, "parameter": parameter_of[tests["pair"]], **tests})
    reports.close()
    results.close()


def write(_: Stopwatch, archive: str, out: str) -> None:
    """Write `reports`, `results` (with their report and its institution), the small tables and the corrections.

    Both are in the archive's order: reports of an institution together, results of a report together; `report`
    numbers the reports from 0, and the place in the file is the number of a result.
    """
    source, target = open_archive(Path(archive)), Path(out)
    _write_rows(source, target)
    for name, columns in source.small.items():
        rows = pa.table({column: _plain(column, values) for column, values in columns.items()})
        pq.write_table(rows, target / f"{name}.parquet")
    pq.write_table(source.chains.select(["from", "to"]), target / "chains.parquet")


def plain(_: Stopwatch, archive: str, out: str) -> None:
    """Write the columns the rules look at as they are, one Parquet file a bucket, uncompressed, nothing to decode."""
    source = open_archive(Path(archive))
    for kind, columns in (("reports", REPORT_COLUMNS), ("results", RESULT_COLUMNS)):
        (Path(out) / kind).mkdir()
        for bucket in source.buckets:
            rows = pa.table(source.columns(kind, bucket, columns))
            pq.write_table(
                rows,
                Path(out) / kind / f"{bucket}.parquet",
                compression="none",
                use_dictionary=False,
                write_statistics=False,
                row_group_size=ROW_GROUP,
            )
