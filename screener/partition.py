"""A partition: the reports and results of whole institutions as NumPy columns, and the book they are checked by."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from screener.book import Book
from screener.ledger.archive import SHARED, Archive, in_one_piece
from screener.ledger.units import NO_TIME, day_of
from screener.ledger.words import KINDS
from screener.once import once

REPORT_COLUMNS = (
    *(
        "code",
        "uscc",
        "site_id",
        "domain",
        "product",
        "signatory_id",
        "sampled_on",
        "received_at",
        "issued_at",
    ),
    *("cma_marked", "conclusion", "sample", "number", "prefix", "serial", "rows"),
)
RESULT_COLUMNS = (
    *(
        "pair",
        "instrument_id",
        "operator_id",
        "started_at",
        "ended_at",
        "replicate",
        "decimals",
        "value",
        "limit_low",
        "limit_high",
        "raw",
    ),
)

FEW = 500  # institutions in a partition that are counted one by one

Mask = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]
Column = npt.NDArray[Any]
Counts = npt.NDArray[np.int64]


NONE: Rows = np.zeros(0, np.intp)


class Partition:
    """Columns of one bucket; reports of an institution stand together, and results of a report.

    `reports` and `results` map column names to arrays (shape: rows). Times are microseconds, days are days
    since 1970-01-01, codes are whole numbers; -1, NO_DAY, NO_TIME and NaN mean empty (`screener.ledger.units`).
    """

    def __init__(self, archive: Archive, bucket: str, book: Book, *, compiled: bool = False) -> None:
        self.archive, self.bucket, self.book, self.compiled = archive, bucket, book, compiled
        self.is_shared = bucket == SHARED
        self.reports = archive.columns("reports", bucket, REPORT_COLUMNS)
        self.results = archive.columns("results", bucket, RESULT_COLUMNS)

    @once
    def report(self) -> npt.NDArray[np.int32]:
        """The report (row) of every result."""
        rows = self.reports["rows"]
        return np.repeat(np.arange(len(rows), dtype=np.int32), rows)

    def report_of(self, rows: Any) -> Any:  # noqa: ANN401 - as NumPy says: one for one, an array for an array
        """The report (row) of one result, or of some."""
        return self.first_result.searchsorted(rows, "right") - 1

    def report_at(self, row: int) -> int:
        """The report (row) of one result; a view answers a single question sooner than an array does."""
        return bisect_right(self._ends, row) - 1

    @once
    def _ends(self) -> memoryview:
        return memoryview(self.first_result)  # type: ignore[arg-type]  # an array is a buffer

    @once
    def first_result(self) -> npt.NDArray[np.int64]:
        """Where each report's results begin, and the end of the last (shape: reports + 1)."""
        return np.concatenate(([0], np.cumsum(self.reports["rows"], dtype=np.int64)))

    @once
    def bounds(self) -> npt.NDArray[np.uint64]:
        """`first_result` for compiled kernels: a row that cannot be negative need not be counted from the end."""
        return self.first_result.view(np.uint64)

    @once
    def pair(self) -> npt.NDArray[np.uint32]:
        """The (parameter, method) of each result, for compiled kernels, for the same reason."""
        return self.results["pair"].view(np.uint32)

    @once
    def report_starts(self) -> npt.NDArray[np.int64]:
        """Where each institution's reports begin, and the end (shape: institutions + 1)."""
        uscc = self.reports["uscc"]
        if not len(uscc):
            return np.zeros(1, np.int64)
        return np.concatenate(([0], np.flatnonzero(uscc[1:] != uscc[:-1]) + 1, [len(uscc)]))

    @once
    def result_starts(self) -> npt.NDArray[np.int64]:
        """Where each institution's results begin, and the end (shape: institutions + 1)."""
        return self.first_result[self.report_starts]

    @once
    def institutions(self) -> npt.NDArray[np.int32]:
        """Codes of the institutions, in order."""
        return self.reports["uscc"][self.report_starts[:-1]]

    def of_report(self, column: str) -> Column:
        """A column of `reports`, spread over its results."""
        spread: Column = self.keep(
            f"_spread_{column}", lambda: np.repeat(self.reports[column], self.reports["rows"])
        )
        return spread

    def keep(self, name: str, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - a rule knows what it kept
        """What a rule worked out, kept for its evidence."""
        if name not in self.__dict__:
            self.__dict__[name] = make()
        return self.__dict__[name]

    def settle(self) -> None:
        """Work out what most rules ask for, before several threads would each do it."""
        for name in ("bounds", "whose", "has_interval", "has_value", "started_day", "issued_day"):
            getattr(self, name)

    def forget(self, name: str) -> None:
        """Let go of what was kept under this name, if anything."""
        self.__dict__.pop(name, None)

    @once
    def whose(self) -> npt.NDArray[np.int32]:
        """The institution of each report, as a number from 0 within the partition."""
        return np.repeat(np.arange(len(self.institutions), dtype=np.int32), np.diff(self.report_starts))

    @once
    def _presence(self) -> tuple[Mask, Mask, Mask, Mask, npt.NDArray[np.int32]]:
        """What each result has, and the day it was started, in one pass."""
        from screener.compiled.rows import presence  # noqa: PLC0415 - loaded for large ledgers only

        return presence(self.results["started_at"], self.results["ended_at"], self.results["value"])

    @once
    def started_day(self) -> npt.NDArray[np.int32]:
        """Calendar day on which each result was started."""
        return self._presence[4] if self.compiled else day_of(self.results["started_at"])

    @once
    def issued_day(self) -> npt.NDArray[np.int32]:
        """Calendar day on which each report was issued."""
        if self.compiled:
            from screener.compiled.rows import days  # noqa: PLC0415 - loaded for large ledgers only

            return days(self.reports["issued_at"])
        return day_of(self.reports["issued_at"])

    @once
    def has_start(self) -> Mask:
        """Whether each result says when it was started."""
        if self.compiled:
            return self._presence[0]
        found: Mask = self.results["started_at"] != NO_TIME
        return found

    @once
    def has_times(self) -> Mask:
        """Whether each result says both when it was started and when it ended."""
        if self.compiled:
            return self._presence[1]
        found: Mask = self.has_start & (self.results["ended_at"] != NO_TIME)
        return found

    @once
    def has_interval(self) -> Mask:
        """Whether each result occupies some time: `started_at < ended_at`."""
        if self.compiled:
            return self._presence[2]
        found: Mask = self.has_times & (self.results["started_at"] < self.results["ended_at"])
        return found

    @once
    def has_value(self) -> Mask:
        """Whether each result has a value."""
        if self.compiled:
            return self._presence[3]
        found: Mask = ~np.isnan(self.results["value"])
        return found

    @once
    def parameter(self) -> npt.NDArray[np.int32]:
        """The parameter of each result."""
        return self.parameter_of(slice(None))

    def parameter_of(self, rows: Any) -> npt.NDArray[np.int32]:  # noqa: ANN401 - whatever NumPy takes rows by
        """The parameter of some results."""
        found: npt.NDArray[np.int32] = self.book.parameter_of[self.results["pair"][rows]]
        return found

    def text(self, table: str, column: str) -> pa.Array:
        """A text column of `reports` or `results`, in one piece."""
        piece = self._texts.get((table, column))
        if piece is None:
            rows: pa.Table = self.keep(f"_{table}_texts", lambda: self.archive.texts(table, self.bucket))
            piece = self._texts[table, column] = in_one_piece(rows.column(column))
        return piece

    def coded(self, table: str, column: str) -> npt.NDArray[np.int32]:
        """The codes of a text column, -1 where it is empty or stands in none of the small tables (shape: rows)."""

        def codes() -> npt.NDArray[np.int32]:
            return self.book.lexicon.words[KINDS[column]].find(self.text(table, column))

        found: npt.NDArray[np.int32] = self.keep(f"_{table}_{column}_codes", codes)
        return found

    @once
    def _texts(self) -> dict[tuple[str, str], pa.Array]:
        return {}

    def count(self, mask: Mask | Counts | None, over: str) -> Counts:
        """How many rows of each institution the mask holds, all of them for None; counts are passed on.

        Shape: institutions.
        """
        starts = self.report_starts if over == "reports" else self.result_starts
        if mask is None:
            return np.diff(starts)
        if mask.dtype != np.bool_:
            return mask.astype(np.int64, copy=False)
        if self.compiled:
            from screener.compiled.rows import counted  # noqa: PLC0415 - loaded for large ledgers only

            return counted(mask.view(np.uint8), starts)
        if len(starts) > FEW:
            return np.diff(np.concatenate(([0], np.cumsum(mask, dtype=np.int64)))[starts])
        cuts = starts.tolist()
        return np.array([np.count_nonzero(mask[a:b]) for a, b in itertools.pairwise(cuts)], np.int64)
