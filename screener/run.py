"""One run: a ledger or an archive in, the files of `rules.md` out."""

from __future__ import annotations

import datetime as dt
import os
import platform
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from screener import compiled, outputs
from screener.anomalies import Found, joined, judge_groups
from screener.book import Book
from screener.drivers import local
from screener.ledger.archive import Archive, is_archive, open_archive, trusting
from screener.ledger.cache import archived
from screener.ledger.faults import FAULT_LIMIT, Refused
from screener.ledger.intake import BUCKET_ROWS, DEFAULT_MEMORY, Effort, Progress, no_progress, take_in
from screener.ledger.package import open_package
from screener.ledger.reference import Grounds, grounds, read_reference
from screener.ledger.workplaces import replacing
from screener.measures import ANOMALIES
from screener.measures.declaration import Anomaly, Columns, Floats
from screener.outcomes import NOT_GIVEN, absent_reason, outcomes
from screener.overall import judge_registers
from screener.partition import Counts
from screener.phrases import Phrase
from screener.ranking import rank_institutions, rank_reports
from screener.report import own_rows, write_report
from screener.rest import others_at_rest
from screener.rule import Rule
from screener.rules import RULES
from screener.screening import Hit, Tally
from screener.whole import Whole
from screener.wholes import WHOLES
from screener.wholes.disagreeing import of_nobody

AnyRule = Rule | Whole | Anomaly
Registers = tuple[list[Hit], dict[str, Tally]]

RULES_VERSION = 2
NOT_CHOSEN = "not chosen for this run"

#: Every rule by name: the contradictions, then the anomalies, each in the order of the specification.
ALL: dict[str, AnyRule] = {**RULES, **WHOLES, **ANOMALIES}


@dataclass
class _Found:
    """What the partitions add up to."""

    hits: list[Hit]
    tallies: dict[str, Tally]
    reports: Counts
    odd: Found


def screen(
    source: Path,
    out: Path,
    *,
    reference: Path | None = None,
    earlier: Sequence[Path] = (),
    rules: Sequence[str] | None = None,
    threads: int | None = None,
    memory: int | None = None,
    archive_cache: Path | None = None,
    verify: bool = False,
    fault_limit: int = FAULT_LIMIT,
    bucket_rows: int | None = None,
    evidence: bool = True,
    page: bool = True,
    progress: Progress = no_progress,
) -> dict[str, Any]:
    """Screen a ledger folder or an archive and write the run's files into `out`; returns the summary.

    `earlier`: ledgers or archives handed in before. `rules` limits the run to the named rules. `memory` (bytes)
    bounds what intake holds. `archive_cache` is the folder in which the archive of a ledger is kept for the next run
    (None: not kept). `evidence=False` is for counting: hits without evidence, and no page. `page=False` leaves out
    `index.html` alone, for a program that reads the tables. Raises `Refused`, before anything is written, where
    something given cannot be used.
    """
    began = time.monotonic()
    chosen = choose_rules(rules)
    tables = read_reference(reference, fault_limit=fault_limit) if reference is not None else {}
    threads = threads or min(os.cpu_count() or 1, 8)
    rows = bucket_rows or max(1, min(BUCKET_ROWS, (memory or DEFAULT_MEMORY) // (threads + 1) // 1024))
    effort = Effort(threads, memory or DEFAULT_MEMORY, rows, fault_limit, progress)
    with others_at_rest(), replacing(out, outputs.check_target) as folder, ExitStack() as held:
        reading = partial(_opened, kept=archive_cache, near=folder.parent, effort=effort, verify=verify)
        archive = held.enter_context(reading(source))
        before = [held.enter_context(_named(path, reading)) for path in earlier]
        stands = grounds(archive.small, frozenset(archive.manifest["absent_tables"]), tables, archive.lexicon)
        book = _book(archive, stands, before)
        not_run = _not_run(chosen, stands.absent, reference=reference is not None, earlier=bool(earlier))
        running = [rule for name, rule in chosen.items() if name not in not_run]
        found = _Screening(archive, book, threads, progress).of(running, evidence=evidence)
        run = _Run(archive, book, stands, chosen, not_run, found, reference)
        summary = run.write(folder, time.monotonic() - began)
        if evidence and page:
            progress("write the report", 0, 1)
            write_report(folder, partial(own_rows, archive, book))
            progress("write the report", 1, 1)
    return summary


def choose_rules(names: Sequence[str] | None) -> dict[str, AnyRule]:
    """The named rules in the order of the specification, all of them for None."""
    unknown = sorted(set(names or ()) - set(ALL))
    if unknown:
        listed = ", ".join(ALL)
        raise Refused(
            Phrase(
                f"没有这条规则：{', '.join(unknown)}。可用的规则：{listed}",
                f"No such rule: {', '.join(unknown)}. The rules are {listed}",
            )
        )
    return {name: rule for name, rule in ALL.items() if names is None or name in names}


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


@contextmanager
def _named(path: Path, reading: Callable[[Path], AbstractContextManager[Archive]]) -> Iterator[Archive]:
    """An earlier hand-in opened; what is wrong with it says which one it is."""
    with ExitStack() as held:
        try:
            archive = held.enter_context(reading(path))
        except Refused as refused:
            zh, en = refused.message
            message = Phrase(f"以前交来的 {path}：{zh}", f"Handed in before, {path}: {en}")
            raise Refused(message, refused.faults, refused.more) from None
        yield archive


def _book(archive: Archive, stands: Grounds, earlier: Sequence[Archive] = ()) -> Book:
    return Book(
        stands.small,
        archive.lexicon,
        absent=stands.absent,
        chains=archive.chains,
        shared_instruments=archive.manifest["shared_instruments"],
        shared_people=archive.manifest["shared_people"],
        own=stands.own,
        reference=stands.told,
        earlier=earlier,
    )


def _not_run(rules: dict[str, AnyRule], absent: frozenset[str], **given: bool) -> dict[str, str]:
    found = {}
    for name, rule in rules.items():
        lacking = [table for table in rule.needs if table in absent]
        asks = "" if isinstance(rule, Anomaly) else rule.asks
        if asks and not given[asks]:
            found[name] = NOT_GIVEN[asks]
        elif lacking:
            found[name] = absent_reason(lacking)
    return found


_PLACES = {name: place for place, name in enumerate(ALL)}


def _in_order(hit: Hit) -> tuple[Any, ...]:
    more = (hit.result_id, hit.parameter, hit.instrument_id, hit.person_id)
    return _PLACES[hit.rule], hit.uscc, hit.report_id, *(one or "" for one in more)


@dataclass(frozen=True)
class _Screening:
    """The buckets of an archive gone through once, and again where an anomaly needs it."""

    archive: Archive
    book: Book
    threads: int
    progress: Progress

    def of(self, running: Sequence[AnyRule], *, evidence: bool) -> _Found:
        """What the rules find in all buckets together."""
        rules = [rule for rule in running if isinstance(rule, Rule)]
        anomalies = [rule for rule in running if isinstance(rule, Anomaly)]
        wholes = [rule for rule in running if isinstance(rule, Whole)]
        size = self.book.sizes["uscc"]
        found = _Found([], {}, np.zeros(size, np.int64), Found())
        tallied = []
        measured: dict[str, list[Columns]] = {anomaly.name: [] for anomaly in anomalies}
        looked: dict[str, list[Any]] = {rule.name: [] for rule in wholes}
        for part in local.screen_buckets(
            self.archive,
            self.book,
            rules,
            anomalies=anomalies,
            wholes=wholes,
            threads=self.threads,
            compiled=self._compiled,
            evidence=evidence,
            progress=lambda done, total: self.progress("screen", done, total),
        ):
            found.hits += part.hits
            found.reports[part.codes] += part.reports
            tallied.append((part.codes, part.tallies))
            for name, columns in part.measured.items():
                measured[name].append(columns)
            for name, seen in part.looked.items():
                looked[name].append(seen)
        for rule in rules:
            own = [(codes, tallies[rule.name]) for codes, tallies in tallied if rule.name in tallies]
            found.tallies[rule.name] = Tally.of(size, own)
        found.odd, (hits, tallies) = self._judged(
            anomalies,
            measured,
            partial(judge_registers, wholes, self.book, looked, evidence=evidence),
            evidence,
        )
        found.hits += hits
        found.tallies |= tallies
        found.hits += found.odd.hits
        found.hits.sort(key=_in_order)
        return found

    def _judged(
        self,
        anomalies: Sequence[Anomaly],
        measured: dict[str, list[Columns]],
        registers: Callable[[], Registers],
        every: bool,
    ) -> tuple[Found, Registers]:
        """What the anomalies come to, each family by itself, and the registers, beside each other."""
        families: dict[str, list[Anomaly]] = {}
        for anomaly in anomalies:
            families.setdefault(anomaly.family, []).append(anomaly)

        def judge(some: Sequence[Anomaly]) -> Found:
            sheets = {anomaly.name: joined(measured[anomaly.name]) for anomaly in some}
            return judge_groups(some, sheets, self.book, every=every)

        self._look_again([anomaly for anomaly in anomalies if anomaly.again is not None], measured)
        with ThreadPoolExecutor(self.threads) as beside:
            parts = [beside.submit(judge, some) for some in families.values()]
            said = beside.submit(registers)
            found = Found.of([part.result() for part in parts])
            return found.in_order(anomalies), said.result()

    @property
    def _compiled(self) -> bool:
        return compiled.wanted(self.archive.manifest["rows_read"]["results"])

    def _look_again(self, anomalies: Sequence[Anomaly], measured: dict[str, list[Columns]]) -> None:
        """Add to what was measured what only a second look can tell; buckets without anything to see are left out."""
        wanted: dict[str, dict[str, tuple[Columns, Floats]]] = {}
        for anomaly in anomalies:
            if anomaly.again is None:
                continue
            parts = measured[anomaly.name]
            sizes = np.cumsum([len(part["uscc"]) for part in parts])
            planned = np.split(anomaly.again.plan(joined(parts)), sizes[:-1])
            for bucket, part, plan in zip(self.archive.buckets, parts, planned, strict=True):
                part.update({name: np.zeros(len(plan), np.int64) for name in anomaly.again.adds})
                if not np.isnan(plan).all():
                    wanted.setdefault(bucket, {})[anomaly.name] = (part, plan)
        seen = local.look_again(
            self.archive,
            self.book,
            wanted,
            threads=self.threads,
            compiled=self._compiled,
            progress=lambda done, total: self.progress("look again", done, total),
        )
        for part_of, added in zip(wanted.values(), seen, strict=True):
            for name, columns in added.items():
                part_of[name][0].update(columns)


@dataclass(frozen=True)
class _Run:
    archive: Archive
    book: Book
    stands: Grounds
    rules: dict[str, AnyRule]
    not_run: dict[str, str]
    found: _Found
    reference: Path | None

    def write(self, folder: Path, seconds: float) -> dict[str, Any]:
        """Write every table and the summary into the folder."""
        institutions = self._institutions()
        names, codes = list(institutions), list(institutions.values())
        reports = dict(zip(names, self.found.reports[codes].tolist(), strict=True))
        odd = self.found.odd
        contradictions = {name: rule for name, rule in self.rules.items() if not isinstance(rule, Anomaly)}
        with ThreadPoolExecutor(2) as writer:  # ranks are worked out while files are written
            written = [  # what takes longest first
                writer.submit(outputs.write_groups, odd.groups, self.book, folder),
                writer.submit(outputs.write_hits, self.found.hits, self.rules, folder),
            ]
            told = outcomes(self.rules, self.not_run, (self.found.tallies, odd.answers), names, codes)
            written.append(writer.submit(outputs.write_outcomes, told, folder))
            ranked = rank_institutions(reports, self.found.hits, contradictions, odd.standings)
            written.append(writer.submit(outputs.write_institutions, ranked, self._names(), folder))
            shares = odd.shares(names, codes)
            outputs.write_reports(rank_reports(self.found.hits, contradictions, shares), folder)
            summary = self._summary(told, len(institutions), seconds)
        outputs.finish(written)
        outputs.write_summary(summary, folder)
        return summary

    def _institutions(self) -> dict[str, int]:
        """Every institution of the table and of the reports, in order, with its code."""
        own = np.concatenate((self.book.small["institutions"]["uscc"], np.flatnonzero(self.found.reports)))
        spoken = {
            self.book.lexicon.words["uscc"].code(hit.uscc) for hit in self.found.hits if not hit.report_id
        }
        codes = sorted(spoken | set(own.tolist()))
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
        not_run += [{"rule": name, "reason": NOT_CHOSEN} for name in ALL if name not in self.rules]
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
            "earlier": [one.manifest["content_sha256"] for one in self.book.earlier],
            "reference_differs": of_nobody(self.book),
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
