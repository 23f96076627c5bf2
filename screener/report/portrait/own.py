"""The rows of one institution as arrays, from a bucket of an archive or from tables of the format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from screener.ledger.units import NO_TIME, numbers_of, times_of
from screener.partition import Partition

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from screener.book import Book
    from screener.ledger.archive import Archive

Codes = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Times = npt.NDArray[np.int64]
_NONE = np.zeros(0, np.int32)


@dataclass(frozen=True)
class Named:
    """Texts that come again and again: `codes` are places in `names`, -1 where a cell is empty (shape: rows)."""

    codes: Codes
    names: list[str]

    def place(self, name: str) -> int:
        """The code of a name; -2, which no row has, where it does not occur."""
        return self.names.index(name) if name in self.names else -2


@dataclass(frozen=True)
class Own:
    """Reports and results of one institution; `report` is the row of a result's report (shape: results).

    Times are microseconds since 1970-01-01 local time, `NO_TIME` where empty; other numbers NaN where empty.
    """

    report_no: pa.Array
    received: Times
    report: Codes
    parameter: Named
    method: Named
    instrument: Named
    operator: Named
    started: Times
    ended: Times
    value: Floats
    low: Floats
    high: Floats


def own_rows(archive: Archive, book: Book, uscc: str) -> Own | None:
    """The rows of an institution in an archive; None where it has no report."""
    places: dict[int, tuple[str, int, int]] = book.keep("places_of_reports", lambda _: _places(archive))
    found = places.get(book.lexicon.words["uscc"].code(uscc))
    return None if found is None else _of_partition(Partition(archive, found[0], book), *found[1:])


def _places(archive: Archive) -> dict[int, tuple[str, int, int]]:
    """By the code of an institution: its bucket, and from where to where its reports stand there."""
    found = {}
    for bucket in archive.buckets:
        uscc = archive.columns("reports", bucket, ("uscc",))["uscc"]
        ends = np.append(np.flatnonzero(uscc[1:] != uscc[:-1]) + 1, len(uscc)) if len(uscc) else uscc
        begins = np.append(0, ends[:-1])[: len(ends)]
        for code, first, last in zip(uscc[begins].tolist(), begins.tolist(), ends.tolist(), strict=True):
            found[code] = bucket, first, last
    return found


def _of_partition(p: Partition, first: int, last: int) -> Own:
    """Reports of an institution stand together, and so do their results."""
    begin, end = int(p.first_result[first]), int(p.first_result[last])
    rows = {name: column[begin:end] for name, column in p.results.items()}
    pairs, place = _distinct(rows["pair"])

    def part(name: str) -> Named:
        words = [p.book.pair_word(pair, name) or "" for pair in pairs]
        distinct = list(dict.fromkeys(words))
        codes = np.array([distinct.index(word) for word in words], np.int32)
        return Named(codes[place] if len(codes) else _NONE, distinct)

    return Own(
        p.text("reports", "report_no").slice(first, last - first),
        p.reports["received_at"][first:last],
        np.repeat(np.arange(last - first, dtype=np.int32), p.reports["rows"][first:last]),
        part("parameter"),
        part("method"),
        _named(rows["instrument_id"], p.book, "instrument"),
        _named(rows["operator_id"], p.book, "person"),
        rows["started_at"],
        rows["ended_at"],
        rows["value"],
        rows["limit_low"],
        rows["limit_high"],
    )


def _named(codes: Codes, book: Book, kind: str) -> Named:
    distinct, place = _distinct(codes)
    return Named(place, [str(book.word(kind, code)) for code in distinct])


def _distinct(codes: Codes) -> tuple[list[int], Codes]:
    """The codes that occur, and the place of each row's among them, -1 for an empty one; nothing is sorted."""
    there = np.zeros(int(codes.max(initial=-1)) + 2, bool)
    there[codes] = True  # the last place answers for the empty code -1
    there[-1] = False
    place = np.cumsum(there, dtype=np.int32) - 1
    place[-1] = -1
    return np.flatnonzero(there).tolist(), place[codes]


def own_of(reports: pa.Table, results: pa.Table, plain: Callable[[str], str] = str) -> Own:
    """The rows of an institution from tables with the format's columns; `plain` gives identifiers as they are shown."""
    ids = reports.column("report_id").combine_chunks()
    place = pc.fill_null(pc.index_in(results.column("report_id").combine_chunks(), value_set=ids), -1)
    results = results.filter(pc.greater_equal(place, 0))
    place = place.filter(pc.greater_equal(place, 0))
    times = {name: times_of(results.column(name)) for name in ("started_at", "ended_at")}
    numbers = {name: numbers_of(results.column(name)) for name in ("value", "limit_low", "limit_high")}
    named = {
        name: _encoded(results.column(name), plain)
        for name in ("parameter", "method", "instrument_id", "operator_id")
    }
    return Own(
        reports.column("report_no").combine_chunks(),
        times_of(reports.column("received_at")),
        place.to_numpy().astype(np.int32),
        named["parameter"],
        named["method"],
        named["instrument_id"],
        named["operator_id"],
        times["started_at"],
        times["ended_at"],
        numbers["value"],
        numbers["limit_low"],
        numbers["limit_high"],
    )


def _encoded(column: Any, plain: Callable[[str], str]) -> Named:  # noqa: ANN401 - a column of Arrow
    encoded = column.combine_chunks().dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
    names: Sequence[Any] = encoded.dictionary.to_pylist()
    return Named(codes, [plain(str(name)) for name in names])


def known(times: Times) -> npt.NDArray[np.bool_]:
    """Which instants are there."""
    there: npt.NDArray[np.bool_] = times != NO_TIME
    return there
