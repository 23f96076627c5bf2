"""The local driver: buckets of an archive screened by threads of this process, a few at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from screener.book import Book
from screener.ledger.archive import SHARED, Archive
from screener.partition import Partition
from screener.rule import Rule
from screener.screening import Screened, screen_partition

NAME = "local"


def screen_buckets(
    archive: Archive,
    book: Book,
    rules: Sequence[Rule],
    *,
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
        return screen_partition(Partition(archive, bucket, book, compiled=compiled), rules, evidence=evidence)

    waiting: deque[Future[Screened]] = deque()
    done = 0
    with ThreadPoolExecutor(threads) as pool:
        try:
            for prepare in prepared:
                pool.submit(prepare, book)
            for bucket in buckets:
                waiting.append(pool.submit(work, bucket))
                while len(waiting) > threads or (waiting and bucket == buckets[-1]):
                    yield waiting.popleft().result()
                    done += 1
                    progress(done, len(buckets))
        finally:
            for future in waiting:
                future.cancel()
