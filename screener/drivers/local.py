"""The local driver: buckets of an archive screened by threads of this process, a few at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from screener.book import Book
from screener.ledger.archive import SHARED, Archive
from screener.ledger.intake import BUCKET_ROWS
from screener.measures import Measured, measure
from screener.measures import look_again as again
from screener.measures.declaration import Anomaly, Columns, Floats
from screener.partition import Partition
from screener.rule import Rule
from screener.screening import Screened, screen_partition
from screener.whole import Whole

NAME = "local"
GIANT = 8 * BUCKET_ROWS  # results of one institution that are worth more than one thread

Done = TypeVar("Done")


def screen_buckets(
    archive: Archive,
    book: Book,
    rules: Sequence[Rule],
    *,
    anomalies: Sequence[Anomaly] = (),
    wholes: Sequence[Whole] = (),
    threads: int,
    compiled: bool = False,
    evidence: bool = True,
    progress: Callable[[int, int], None],
) -> Iterator[Screened]:
    """What came of each bucket, in order; at most one more bucket than there are threads is in memory."""
    buckets = archive.buckets + ([SHARED] if archive.manifest["shared"] else [])
    # While one thread prepares, the others do what needs no preparing.
    prepared = [rule.prepare for rule in rules if rule.prepare is not None]
    rules = sorted(rules, key=lambda rule: rule.prepare is not None)

    def work(bucket: str) -> Screened:
        p = Partition(archive, bucket, book, compiled=compiled)
        found = _screened(p, rules, threads, evidence=evidence)
        found = replace(found, looked=_looked(p, wholes))
        return replace(found, measured=measure(p, anomalies)) if anomalies else found

    return _shared_out(work, buckets, threads, progress, [partial(prepare, book) for prepare in prepared])


def _looked(p: Partition, wholes: Sequence[Whole]) -> dict[str, Any]:
    """What rules over registers have to know of a partition; what several institutions share stands elsewhere, too."""
    looks = {rule.name: rule.look for rule in wholes if rule.look is not None and not p.is_shared}
    return {name: look.of(p) for name, look in looks.items() if look.wanted(p.book)}


def _screened(p: Partition, rules: Sequence[Rule], threads: int, *, evidence: bool) -> Screened:
    """What came of a partition; the rules of a giant one are shared out, since nothing else is left to do beside it."""
    if threads == 1 or len(p.results["pair"]) < GIANT:
        return screen_partition(p, rules, evidence=evidence)
    p.settle()
    shares = [rules[at::threads] for at in range(threads)]
    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(lambda share: screen_partition(p, share, evidence=evidence), shares))
    hits = [hit for part in parts for hit in part.hits]
    return replace(
        parts[0], hits=hits, tallies={name: one for part in parts for name, one in part.tallies.items()}
    )


def look_again(
    archive: Archive,
    book: Book,
    wanted: Mapping[str, dict[str, tuple[Columns, Floats]]],
    *,
    threads: int,
    compiled: bool = False,
    progress: Callable[[int, int], None],
) -> Iterator[Measured]:
    """What a second look at each of the wanted buckets adds, in their order."""

    def work(bucket: str) -> Measured:
        return again(Partition(archive, bucket, book, compiled=compiled), wanted[bucket])

    return _shared_out(work, list(wanted), threads, progress)


def _shared_out(
    work: Callable[[str], Done],
    buckets: Sequence[str],
    threads: int,
    progress: Callable[[int, int], None],
    before: Sequence[Callable[[], object]] = (),
) -> Iterator[Done]:
    waiting: deque[Future[Done]] = deque()
    done = 0
    with ThreadPoolExecutor(threads) as pool:
        try:
            for prepare in before:
                pool.submit(prepare)
            for bucket in buckets:
                waiting.append(pool.submit(work, bucket))
                while len(waiting) > threads or (waiting and bucket == buckets[-1]):
                    yield waiting.popleft().result()
                    done += 1
                    progress(done, len(buckets))
        finally:
            for future in waiting:
                future.cancel()
