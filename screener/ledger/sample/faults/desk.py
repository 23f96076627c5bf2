"""The desk at which faults are made: what may still be altered, and the record of what was."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from screener.ledger.sample.arrays import MISSING, Flags, Ints, ints
from screener.ledger.sample.cast import Cast
from screener.ledger.sample.catalogue.index import Catalogue, catalogue
from screener.ledger.sample.catalogue.terms import KINDS
from screener.ledger.sample.draft import Draft
from screener.ledger.sample.schedule import Benches
from screener.ledger.sample.staff import People


@dataclass
class Planted:
    """The faults of one rule: how many, and the (report, row) pairs of the chunk that must be hits.

    Row -1 stands for a hit on the report.
    """

    faults: int = 0
    hits: list[tuple[int, int]] = field(default_factory=list)


class Desk:
    """Hands out each report of a faulty institution to one fault at most, so that no fault undoes another."""

    def __init__(
        self, rng: np.random.Generator, cast: Cast, draft: Draft, people: People, benches: Benches
    ) -> None:
        self.rng, self.cast, self.draft, self.people, self.benches = rng, cast, draft, people, benches
        self.kept: Catalogue = catalogue()
        reports = draft.reports
        self.free: Flags = cast.faulty[reports.branch] & (reports.original < 0)
        self.free[reports.original[reports.original >= 0]] = False
        self.run_start, self.row_start = draft.run_starts(), draft.row_starts()
        self.planted: dict[str, Planted] = {}

    def short(self) -> Flags:
        """Per run: timed, and over on the day it began."""
        over: Flags = (self.kinds("days") == 0) & (self.draft.runs.start != MISSING)
        return over

    def kinds(self, attribute: str) -> Ints:
        """Per run: an attribute of the kind of instrument it needs."""
        return ints([getattr(kind, attribute) for kind in KINDS])[self.kept.kind[self.draft.runs.template]]

    def reports(self, wanted: Flags, count: int) -> Ints:
        """Up to `count` reports that are wanted and free, drawn at random and no longer free."""
        found = self.rng.permutation(np.flatnonzero(wanted & self.free))[:count]
        self.free[found] = False
        return found

    def runs(self, wanted: Flags, count: int) -> Ints:
        """The same for runs, at most one of a report."""
        found = self.rng.permutation(np.flatnonzero(wanted & self.free[self.draft.runs.report]))
        found = found[: 10 * count]  # no report has ten runs, so these are of more than `count` reports
        _, first = np.unique(self.draft.runs.report[found], return_index=True)
        found = found[np.sort(first)][:count]
        self.free[self.draft.runs.report[found]] = False
        return found

    def pairs(self, first: Ints, second: Ints, count: int) -> tuple[Ints, Ints]:
        """Up to `count` of the pairs of runs whose two reports are free, each report in one pair at most."""
        report = self.draft.runs.report
        kept: list[int] = []
        for i in self.rng.permutation(len(first)).tolist():
            a, b = report[first[i]], report[second[i]]
            if len(kept) >= count:
                break
            if a != b and self.free[a] and self.free[b]:
                self.free[a] = self.free[b] = False
                kept.append(i)
        return first[ints(kept)], second[ints(kept)]

    def note_reports(self, rule: str, reports: Ints, faults: int) -> None:
        """Record hits on reports."""
        entry = self.planted.setdefault(rule, Planted())
        entry.faults += faults
        entry.hits += [(report, -1) for report in reports.tolist()]

    def note_rows(self, rule: str, rows: Ints, faults: int) -> None:
        """Record hits on results."""
        entry = self.planted.setdefault(rule, Planted())
        entry.faults += faults
        entry.hits += list(zip(self.draft.row_report()[rows].tolist(), rows.tolist(), strict=True))

    def note_runs(self, rule: str, runs: Ints, faults: int) -> None:
        """Record hits on all results of runs."""
        self.note_rows(rule, self.draft.rows_of_runs(runs), faults)

    def first_rows(self, runs: Ints) -> Ints:
        """The rows of the runs' first interval: of serial runs the first replicate, else all."""
        rows = self.draft.rows_of_runs(runs)
        together = self.draft.runs.step[self.draft.rows.run[rows]] == 0
        first: Ints = rows[together | (self.draft.rows.replicate[rows] == 1)]
        return first
