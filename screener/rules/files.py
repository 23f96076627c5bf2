"""Rules about the files behind raw records: one file behind several records, and files later than the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from screener.book import Book
from screener.evidence import MOST_OTHERS, book_rows, case, other_results, result_row
from screener.index import Index, pack, position
from screener.ledger.units import NO_TIME, time_text
from screener.partition import Mask, Partition
from screener.rule import Rule, Verdict, hits_of
from screener.texts import digests_of

NEEDS = ("raw_files",)
Codes = npt.NDArray[np.int32]
Rows = npt.NDArray[np.intp]
Packed = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Files:
    """Rows of `raw_files` by institution and raw record (packed, ascending), with what is compared of them."""

    keys: Packed
    offset: Rows
    order: Rows
    digest: Codes  # of the rows in order; -1 where the text is no hash that means anything
    words: list[str]
    latest: npt.NDArray[np.int64]  # by key: the latest time of its files, NO_TIME where none is known
    has_digest: Mask  # by key

    @classmethod
    def of(cls, book: Book) -> Files:
        """Read `raw_files`."""
        rows = book.small["raw_files"]
        packed = pack(rows["uscc"], rows["raw_record"])
        order = np.argsort(packed, kind="stable")
        keys, offset = np.unique(packed[order], return_index=True)
        digest, words = digests_of(rows["sha256"][order].tolist())
        times = np.where(rows["modified_at"] != NO_TIME, rows["modified_at"], rows["created_at"])[order]
        latest = np.maximum.reduceat(times, offset) if len(keys) else times
        has = np.logical_or.reduceat(digest >= 0, offset) if len(keys) else np.zeros(0, bool)
        return cls(keys, np.append(offset, len(order)), order, digest, words, latest, has)


def _files(p: Partition) -> npt.NDArray[np.int32]:
    """Where each raw record of the partition has its files (a place of `Files.keys`), -1 where it has none.

    Shape: raw records, and one more for the empty one.
    """

    def find() -> npt.NDArray[np.int32]:
        files: Files = p.book.keep("raw_files", Files.of)
        raw = p.results["raw"]
        rows = hits_of(raw >= 0)
        one = np.zeros(int(raw.max(initial=-1)) + 1, np.intp)
        one[raw[rows]] = rows  # one result that cites the record
        record, report = p.coded("results", "raw_record")[one], p.report_of(one)
        place = position(files.keys, pack(p.reports["uscc"][report], record))
        return np.append(np.where(record < 0, -1, place), -1).astype(np.int32)

    found: npt.NDArray[np.int32] = p.keep("_raw_files", find)
    return found


def after_issue(p: Partition) -> Verdict:
    """Results whose raw record has a file changed, or else made, after the report was issued."""
    files: Files = p.book.keep("raw_files", Files.of)
    latest = np.append(files.latest, NO_TIME)[_files(p)][p.results["raw"]]
    tested = latest != NO_TIME
    return Verdict(hits_of(tested & (latest > p.of_report("issued_at"))), None, tested)


@dataclass(frozen=True)
class Shared:
    """Which records and samples a file stands behind.

    `pairs`: distinct record and sample of the partition's results, packed, ascending, of records that have files.
    Then, for every pair and each of its files: the pair, the file within its institution, its hash, and how many
    results of another record and another sample have the file too.
    """

    pairs: Packed
    pair: Rows
    file: Rows
    digest: Codes
    others: npt.NDArray[np.int64]

    @classmethod
    def of(cls, p: Partition) -> Shared:
        """Put together what a partition cites and the files it has for it."""
        files: Files = p.book.keep("raw_files", Files.of)
        rows = hits_of(_files(p)[p.results["raw"]] >= 0)
        packed = _pairs(p, rows)
        pairs, first, counts = np.unique(packed, return_index=True, return_counts=True)
        place = _files(p)[pairs >> 32]
        held = files.offset[place + 1] - files.offset[place]
        pair = np.repeat(np.arange(len(pairs)), held)
        within = np.arange(len(pair)) - np.repeat(np.cumsum(held) - held, held)
        digest = files.digest[files.offset[place][pair] + within]
        held_once = np.unique(pack(pair, digest)[digest >= 0])  # one hash may stand there in capitals, too
        pair, digest = held_once >> 32, (held_once & 0xFFFFFFFF).astype(np.int32)
        owner = p.whose[p.report_of(rows[first])]
        _, file = np.unique(pack(owner[pair], digest), return_inverse=True)
        record, sample = pairs[pair] >> 32, pairs[pair] & 0xFFFFFFFF
        results = counts[pair]
        alike = [_summed(keys, results) for keys in (file, pack(file, record), pack(file, sample))]
        return cls(pairs, pair, file, digest, alike[0] - alike[1] - alike[2] + results)


def _pairs(p: Partition, rows: Rows) -> Packed:
    return pack(p.results["raw"][rows], p.reports["sample"][p.report_of(rows)])


def _summed(keys: npt.NDArray[Any], counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The counts of all rows with the same key (shape: rows)."""
    distinct, inverse = np.unique(keys, return_inverse=True)
    total = np.zeros(len(distinct), np.int64)
    np.add.at(total, inverse, counts)
    found: npt.NDArray[np.int64] = total[inverse]
    return found


def _shared(p: Partition) -> Shared:
    found: Shared = p.keep("shared_files", lambda: Shared.of(p))
    return found


def same_file(p: Partition) -> Verdict:
    """Results whose record has a file that another record, cited for another sample, has too."""
    files: Files = p.book.keep("raw_files", Files.of)
    tested = np.append(files.has_digest, False)[_files(p)][p.results["raw"]]
    return Verdict(_sharing(p), None, tested)


def _sharing(p: Partition) -> Rows:
    """Rows of results that are hits."""

    def find() -> Rows:
        shared = _shared(p)
        hit = np.zeros(len(shared.pairs) + 1, bool)
        hit[shared.pair[shared.others > 0]] = True
        rows = hits_of(_files(p)[p.results["raw"]] >= 0)
        found: Rows = rows[hit[position(shared.pairs, _pairs(p, rows))]]
        return found

    kept: Rows = p.keep("same_files", find)
    return kept


def pool(
    rows: Sequence[int], alike: tuple[Callable[[int], int], Callable[[int], int]], most: int
) -> list[int]:
    """Some of the rows: whichever row is left out with all that is like it in one way or the other, `most` remain.

    At most `most` of those alike in both ways are taken, twice as many of those alike in one, five times in all.
    """
    taken: Counter[tuple[str, int, int]] = Counter()
    kept: list[int] = []
    for row in rows:
        one, other = alike[0](row), alike[1](row)
        names = (("both", one, other), ("one", one, 0), ("other", other, 0))
        if (
            taken[names[0]] < most
            and max(taken[names[1]], taken[names[2]]) < 2 * most
            and len(kept) < 5 * most
        ):
            taken.update(names)
            kept.append(row)
    return kept


def _group(p: Partition, file: int) -> list[int]:
    """Some of the hits whose record has the file, in order of their names."""
    shared, hits = _shared(p), _sharing(p)
    index = p.keep("same_file_index", lambda: Index.of(position(shared.pairs, _pairs(p, hits))))
    by_file = p.keep("files_index", lambda: Index.of(shared.file))
    pairs = shared.pair[by_file.rows(file)].tolist()
    names = p.text("results", "result_id")
    rows = [row for pair in pairs for row in hits[index.rows(pair)].tolist()]
    rows.sort(key=lambda row: str(names[row].as_py()))
    ways = (lambda row: int(p.results["raw"][row]), lambda row: int(p.reports["sample"][p.report_of(row)]))
    return pool(rows, ways, MOST_OTHERS)


def _same_file(p: Partition, result: int) -> dict[str, object]:
    """The hash that comes first of those shared, and results on other samples whose record has the file."""
    shared, files = _shared(p), p.book.keep("raw_files", Files.of)
    pair = int(position(shared.pairs, _pairs(p, np.array([result])))[0])
    own = np.arange(*np.searchsorted(shared.pair, [pair, pair + 1]))
    at = min(own[shared.others[own] > 0].tolist(), key=lambda place: str(files.words[shared.digest[place]]))
    file = int(shared.file[at])
    record, sample = int(shared.pairs[pair] >> 32), int(shared.pairs[pair] & 0xFFFFFFFF)
    rows = [
        row
        for row in p.keep(f"same_file_{file}", lambda: _group(p, file))
        if p.results["raw"][row] != record and p.reports["sample"][p.report_of(row)] != sample
    ]
    row = result_row(p, result, "raw_record")
    others = other_results(p, rows[:MOST_OTHERS], "raw_record")
    return case(row, others, int(shared.others[at]), sha256=files.words[shared.digest[at]])


def _after_issue(p: Partition, result: int) -> dict[str, object]:
    files: Files = p.book.keep("raw_files", Files.of)
    place = int(_files(p)[p.results["raw"][result]])
    rows = files.order[files.offset[place] : files.offset[place + 1]]
    table = p.book.small["raw_files"]
    times = np.where(table["modified_at"] != NO_TIME, table["modified_at"], table["created_at"])[rows]
    told = zip(times.tolist(), table["sha256"][rows], rows.tolist(), strict=True)
    latest = sorted(told, key=lambda file: (-file[0], file[1]))
    shown = book_rows(p, "raw_files", [row for _, _, row in latest[:MOST_OTHERS]])
    row = result_row(p, result, "raw_record", "issued_at")
    return case(row, shown, len(rows), file_time=time_text(times.max()))


RULES = (
    Rule("raw.same_file", "F2", "results", NEEDS, 0.7, same_file, _same_file),
    Rule("raw.after_issue", "F2", "results", NEEDS, 0.6, after_issue, _after_issue),
)
