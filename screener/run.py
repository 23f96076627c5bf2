"""One run: a ledger or an archive in, the files of `rules.md` out."""

from __future__ import annotations

import datetime as dt
import gc
import os
import platform
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from screener import compiled, outputs
from screener.book import Book
from screener.drivers import local
from screener.ledger.archive import Archive, is_archive, open_archive, trusting
from screener.ledger.cache import archived
from screener.ledger.faults import FAULT_LIMIT, Refused
from screener.ledger.intake import BUCKET_ROWS, DEFAULT_MEMORY, Effort, Progress, no_progress, take_in
from screener.ledger.package import open_package
from screener.ledger.reference import Grounds, grounds, read_reference
from screener.ledger.workplaces import replacing
from screener.outcomes import absent_reason, outcomes
from screener.partition import Counts
from screener.phrases import Phrase
from screener.ranking import rank_institutions, rank_reports
from screener.report import write_report
from screener.rule import Rule
from screener.rules import RULES
from screener.screening import Hit, Tally

RULES_VERSION = 1
NOT_CHOSEN = "not chosen for this run"


@dataclass
class _Found:
    """What the partitions add up to."""

    hits: list[Hit]
    tallies: dict[str, Tally]
    reports: Counts


def screen(
    source: Path,
    out: Path,
    *,
    reference: Path | None = None,
    rules: Sequence[str] | None = None,
    threads: int | None = None,
    memory: int | None = None,
    archive_cache: Path | None = None,
    verify: bool = False,
    fault_limit: int = FAULT_LIMIT,
    bucket_rows: int | None = None,
    evidence: bool = True,
    progress: Progress = no_progress,
) -> dict[str, Any]:
    """Screen a ledger folder or an archive and write the run's files into `out`; returns the summary.

    `rules` limits the run to the named rules. `memory` (bytes) bounds what intake holds. `archive_cache` is the
    folder in which the archive of a ledger is kept for the next run (None: not kept). `evidence=False` is for
    counting: hits are written without evidence, and no page. Raises `Refused` when the
    ledger, the reference or an argument cannot be used, before anything is written.
    """
    began = time.monotonic()
    chosen = choose_rules(rules)
    tables = read_reference(reference, fault_limit=fault_limit) if reference is not None else {}
    threads = threads or min(os.cpu_count() or 1, 8)
    rows = bucket_rows or max(1, min(BUCKET_ROWS, (memory or DEFAULT_MEMORY) // (threads + 1) // 1024))
    effort = Effort(threads, memory or DEFAULT_MEMORY, rows, fault_limit, progress)
    with (
        _others_at_rest(),
        replacing(out, outputs.check_target) as folder,
        _opened(source, archive_cache, folder.parent, effort, verify) as archive,
    ):
        stands = grounds(archive.small, frozenset(archive.manifest["absent_tables"]), tables, archive.lexicon)
        book = _book(archive, stands)
        not_run = _not_run(chosen, stands.absent)
        running = [rule for name, rule in chosen.items() if name not in not_run]
        found = _screened(archive, book, running, threads, progress, evidence=evidence)
        run = _Run(archive, book, stands, chosen, not_run, found, reference)
        summary = run.write(folder, time.monotonic() - began)
        if evidence:
            progress("write the report", 0, 1)
            write_report(folder)
            progress("write the report", 1, 1)
    return summary


def choose_rules(names: Sequence[str] | None) -> dict[str, Rule]:
    """The named rules in the order of the specification, all of them for None."""
    unknown = sorted(set(names or ()) - set(RULES))
    if unknown:
        listed = ", ".join(RULES)
        raise Refused(
            Phrase(
                f"没有这条规则：{', '.join(unknown)}。可用的规则：{listed}",
                f"No such rule: {', '.join(unknown)}. The rules are {listed}",
            )
        )
    return {name: rule for name, rule in RULES.items() if names is None or name in names}


@contextmanager
def _others_at_rest() -> Iterator[None]:
    """Keep the collection of garbage off everything made before the run: it would stop all threads for that."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def _opened(source: Path, kept: Path | None, near: Path, effort: Effort, verify: bool) -> Iterator[Archive]:
    if is_archive(source):
        archive = open_archive(source, verify=verify)
        with trusting(archive):
            yield archive
        return
    with archived(
        open_package(source),
        kept,
        near,
        lambda package, target: take_in(package, target, effort),
        verify=verify,
    ) as archive:
        yield archive


def _book(archive: Archive, stands: Grounds) -> Book:
    return Book(
        stands.small,
        archive.lexicon,
        absent=stands.absent,
        chains=archive.chains,
        shared_instruments=archive.manifest["shared_instruments"],
        shared_people=archive.manifest["shared_people"],
    )


def _not_run(rules: dict[str, Rule], absent: frozenset[str]) -> dict[str, str]:
    lacking = {name: [table for table in rule.needs if table in absent] for name, rule in rules.items()}
    return {name: absent_reason(tables) for name, tables in lacking.items() if tables}


def _screened(
    archive: Archive,
    book: Book,
    rules: Sequence[Rule],
    threads: int,
    progress: Callable[[str, int, int], None],
    *,
    evidence: bool,
) -> _Found:
    size = book.sizes["uscc"]
    found = _Found([], {}, np.zeros(size, np.int64))
    parts = []
    for part in local.screen_buckets(
        archive,
        book,
        rules,
        threads=threads,
        compiled=compiled.wanted(archive.manifest["rows_read"]["results"]),
        evidence=evidence,
        progress=lambda done, total: progress("screen", done, total),
    ):
        found.hits += part.hits
        found.reports[part.codes] += part.reports
        parts.append((part.codes, part.tallies))
    for rule in rules:
        own = [(codes, tallies[rule.name]) for codes, tallies in parts if rule.name in tallies]
        found.tallies[rule.name] = Tally.of(size, own)
    order = {name: place for place, name in enumerate(RULES)}
    found.hits.sort(key=lambda hit: (order[hit.rule], hit.uscc, hit.report_id, hit.result_id or ""))
    return found


@dataclass(frozen=True)
class _Run:
    archive: Archive
    book: Book
    stands: Grounds
    rules: dict[str, Rule]
    not_run: dict[str, str]
    found: _Found
    reference: Path | None

    def write(self, folder: Path, seconds: float) -> dict[str, Any]:
        """Write every table and the summary into the folder."""
        institutions = self._institutions()
        names, codes = list(institutions), list(institutions.values())
        reports = dict(zip(names, self.found.reports[codes].tolist(), strict=True))
        with ThreadPoolExecutor(1) as writer:  # ranks are worked out while files are written
            told = outcomes(self.rules, self.not_run, self.found.tallies, names, codes)
            written = [
                writer.submit(outputs.write_hits, self.found.hits, self.rules, folder),
                writer.submit(outputs.write_outcomes, told, folder),
            ]
            ranked = rank_institutions(reports, self.found.hits, self.rules)
            written.append(writer.submit(outputs.write_institutions, ranked, self._names(), folder))
            outputs.write_reports(rank_reports(self.found.hits, self.rules), folder)
            summary = self._summary(told, len(institutions), seconds)
        for done in written:
            done.result()
        outputs.write_summary(summary, folder)
        return summary

    def _institutions(self) -> dict[str, int]:
        """Every institution of the table and of the reports, in order, with its code."""
        codes = np.union1d(
            self.book.small["institutions"]["uscc"], np.flatnonzero(self.found.reports)
        ).tolist()
        return dict(sorted((str(self.book.word("uscc", code)), code) for code in codes))

    def _names(self) -> dict[str, str]:
        rows = self.book.small["institutions"]
        codes = rows["uscc"].tolist()
        return {
            str(self.book.word("uscc", code)): name for code, name in zip(codes, rows["name"], strict=True)
        }

    def _summary(self, told: pa.Table, institutions: int, seconds: float) -> dict[str, Any]:
        by_rule = Counter(hit.rule for hit in self.found.hits)
        by_conduct: Counter[str] = Counter()
        for name, count in by_rule.items():
            by_conduct[self.rules[name].conduct] += count
        not_run = [{"rule": name, "reason": reason} for name, reason in self.not_run.items()]
        not_run += [{"rule": name, "reason": NOT_CHOSEN} for name in RULES if name not in self.rules]
        manifest = self.archive.manifest
        return {
            "program": outputs.PROGRAM,
            "version": version("mingjian"),
            "engine": local.NAME,
            "rules_version": RULES_VERSION,
            "versions": {
                "python": platform.python_version(),
                "numpy": np.__version__,
                "pyarrow": pa.__version__,
            },
            "content_sha256": manifest["content_sha256"],
            "ran_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "seconds": round(seconds, 3),
            "reference": None if self.reference is None else str(self.reference),
            "institutions": institutions,
            "hits": len(self.found.hits),
            "by_rule": {name: by_rule[name] for name in self.rules if name not in self.not_run},
            "by_conduct": dict(sorted(by_conduct.items())),
            "by_outcome": dict(Counter(told.column("outcome").to_pylist())),
            "not_run": not_run,
            "absent_tables": sorted(self.stands.absent),
            "rows_read": manifest["rows_read"],
            "dangling": manifest["dangling"],
            "warnings": manifest["warnings"],
            "whose_word": self.stands.whose_word,
        }
