"""A partition against an earlier hand-in: which reports are in both, and which of their columns and results differ.

Of the earlier hand-in one bucket at a time is looked at, so a comparison holds what two partitions hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from screener.book import Book
from screener.ledger.archive import Archive
from screener.ledger.tables import TABLES
from screener.ledger.words import KINDS
from screener.partition import Partition

Mask = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]
Codes = npt.NDArray[np.int32]

UNKNOWN = -2  # a word that the ledger does not have; -1 is an empty cell
TEXTS = frozenset(("report_id", "report_no", "sample_no", "replaces", "result_id", "raw_record"))
KEYS = frozenset(("report_id", "result_id"))
REPORT_CELLS = tuple(c.name for c in TABLES["reports"].columns if c.name not in KEYS | {"uscc"})
RESULT_CELLS = tuple(c.name for c in TABLES["results"].columns if c.name not in KEYS)


class Earlier:
    """An earlier hand-in, as far as a ledger's own words can be found in it."""

    def __init__(self, archive: Archive, book: Book) -> None:
        self.archive, self.book = archive, Book(archive.small, archive.lexicon)
        self._words = book.lexicon.words
        self._found: dict[str, Codes] = {}

    def known(self, kind: str) -> Codes:
        """By the code of each word here, its code in the ledger; last the place of the empty code -1."""
        if kind not in self._found:
            own = self._words[kind].find(pa.array(self.archive.lexicon.words[kind].texts(), pa.string()))
            self._found[kind] = np.append(np.where(own < 0, UNKNOWN, own), -1).astype(np.int32)
        return self._found[kind]

    @cached_property
    def bucket_of(self) -> npt.NDArray[np.int64]:
        """The bucket of each institution, by its code here; -1 where it has no report."""
        found = np.full(len(self.known("uscc")), -1, np.int64)
        for place, bucket in enumerate(self.archive.buckets):
            found[self.archive.columns("reports", bucket, ("uscc",))["uscc"]] = place
        return found

    def partitions(self, institutions: Codes) -> Iterator[Partition]:
        """The buckets with reports of any of these institutions, by their codes in the ledger."""
        here = np.isin(self.known("uscc"), institutions) & (self.bucket_of >= 0)
        for place in np.unique(self.bucket_of[here]).tolist():
            yield Partition(self.archive, self.archive.buckets[place], self.book)


@dataclass(frozen=True)
class Pairs:
    """Rows that are in both: of the ledger's partition, ascending, and of the earlier one in the same order."""

    own: Rows
    earlier: Rows


class Comparison:
    """What one bucket of an earlier hand-in and a partition say of the same reports."""

    def __init__(self, p: Partition, old: Partition, words: Earlier) -> None:
        self.p, self.old, self._words = p, old, words
        self.reports = self._same_reports()
        own, earlier = self._results_of(p, self.reports.own), self._results_of(old, self.reports.earlier)
        self.results = self._same_results(own, earlier)
        self.added = np.setdiff1d(own, self.results.own, assume_unique=True)
        self.gone = np.setdiff1d(earlier, self.results.earlier, assume_unique=True)
        self.report_cells = {name: self._differ("reports", name, self.reports) for name in REPORT_CELLS}
        self.result_cells = {name: self._differ("results", name, self.results) for name in RESULT_CELLS}

    def _same_reports(self) -> Pairs:
        ids = (one.text("reports", "report_id") for one in (self.p, self.old))
        pairs = _matched(*ids)
        uscc = self._words.known("uscc")[self.old.reports["uscc"][pairs.earlier]]
        same = self.p.reports["uscc"][pairs.own] == uscc
        return Pairs(pairs.own[same], pairs.earlier[same])

    @staticmethod
    def _results_of(p: Partition, reports: Rows) -> Rows:
        held = np.zeros(len(p.reports["uscc"]), bool)
        held[reports] = True
        return np.flatnonzero(np.repeat(held, p.reports["rows"]))

    def _same_results(self, own: Rows, earlier: Rows) -> Pairs:
        ids = (
            one.text("results", "result_id").take(pa.array(rows))
            for one, rows in ((self.p, own), (self.old, earlier))
        )
        found = _matched(*ids)
        pairs = Pairs(own[found.own], earlier[found.earlier])
        place = np.full(len(self.old.reports["uscc"]), -1, np.int64)
        place[self.reports.earlier] = self.reports.own
        same = place[self.old.report_of(pairs.earlier)] == self.p.report_of(pairs.own)
        return Pairs(pairs.own[same], pairs.earlier[same])

    def _differ(self, table: str, name: str, pairs: Pairs) -> Mask:
        """Which of the pairs say otherwise in this column; two empty cells say the same."""
        own, old = (
            self._cells(self.p, table, name, pairs.own),
            self._cells(self.old, table, name, pairs.earlier),
        )
        if name in TEXTS:
            unlike: Mask = pc.not_equal(own, old).to_numpy(zero_copy_only=False)
            return unlike
        if name in KINDS:
            old = self._words.known(KINDS[name])[old]
        if name == "decimals":  # CSV fills it where a hand-in leaves it empty, Parquet does not
            return np.asarray((own != old) & (own >= 0) & (old >= 0))
        different = own != old
        if own.dtype.kind == "f":
            different &= ~(np.isnan(own) & np.isnan(old))
        return np.asarray(different)

    @staticmethod
    def _cells(p: Partition, table: str, name: str, rows: Rows) -> Any:  # noqa: ANN401 - as the column is
        if name in TEXTS:
            return pc.fill_null(p.text(table, name).take(pa.array(rows)), "")
        if name in ("parameter", "method"):
            pair = p.results["pair"][rows]
            return (p.book.parameter_of if name == "parameter" else p.book.method_of)[pair]
        if name == "unit":
            return p.archive.columns("results", p.bucket, ("unit",))["unit"][rows]
        return (p.reports if table == "reports" else p.results)[name][rows]

    @cached_property
    def unlike(self) -> tuple[Mask, Mask]:
        """Which pairs of reports, and which pairs of results, differ in some column."""
        return (
            np.logical_or.reduce(list(self.report_cells.values())),
            np.logical_or.reduce(list(self.result_cells.values())),
        )

    @cached_property
    def changed(self) -> Rows:
        """The partition's reports, ascending, that differ themselves or in their results."""
        reports, results = self.unlike
        place = np.full(len(self.old.reports["uscc"]), -1, np.int64)
        place[self.reports.earlier] = self.reports.own
        parts = (
            self.reports.own[reports],
            self.p.report_of(self.results.own[results]),
            self.p.report_of(self.added),
            place[self.old.report_of(self.gone)],
        )
        return np.unique(np.concatenate(parts)).astype(np.intp)


def _matched(own: pa.Array, earlier: pa.Array) -> Pairs:
    """Where the same text stands in both; in each a text stands once."""
    place = pc.index_in(earlier, value_set=own)
    met = np.flatnonzero(place.is_valid().to_numpy(zero_copy_only=False))
    rows = place.drop_null().to_numpy().astype(np.intp)
    order = np.argsort(rows, kind="stable")
    return Pairs(rows[order], met[order])


def compared(p: Partition) -> list[tuple[int, Comparison]]:
    """The partition against every earlier hand-in that tells of its institutions, with the place of each."""
    hand_ins: list[Earlier] = p.book.keep(
        "earlier", lambda book: [Earlier(archive, book) for archive in book.earlier]
    )
    return [
        (place, Comparison(p, old, earlier))
        for place, earlier in enumerate(hand_ins)
        for old in earlier.partitions(p.institutions)
    ]
