"""A chunk of the ledger while it is being drawn: reports own consecutive runs, runs own consecutive rows."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from screener.ledger.sample.arrays import MISSING, Flags, Ints, ints, offsets, rows_of
from screener.ledger.sample.catalogue.index import catalogue
from screener.ledger.sample.season import past_weekend

NOBODY = -1  # an empty reference to a person, an instrument, a raw record or another report
PASS, FAIL, NONE = 0, 1, 2


class Columns:
    """Columns of one length that are reordered or extended together."""

    def taken(self, order: Ints) -> None:
        """Keep the rows of `order`, in that order."""
        for field in fields(self):  # type: ignore[arg-type]
            setattr(self, field.name, getattr(self, field.name)[order])

    def extended(self, order: Ints) -> None:
        """Append copies of the rows of `order`."""
        for field in fields(self):  # type: ignore[arg-type]
            column = getattr(self, field.name)
            setattr(self, field.name, np.concatenate([column, column[order]]))


@dataclass
class Reports(Columns):
    """One row per report."""

    branch: Ints
    site: Ints  # within the chunk
    product: Ints
    first_day: Ints  # of testing
    sampled: Ints  # day number or MISSING
    received: Ints  # seconds since 1970
    issued: Ints
    marked: Flags
    conclusion: Ints
    sample: Ints  # within the branch
    original: Ints  # the report this one corrects, or NOBODY
    same_number: Flags  # a correction under the number of its original
    signatory: Ints  # a person of the chunk or NOBODY
    series: Ints  # of numbers, within the chunk
    serial: Ints

    def __len__(self) -> int:
        return len(self.branch)


@dataclass
class Runs(Columns):
    """One row per stay of a report's sample on an instrument."""

    report: Ints
    template: Ints  # the catalogue's run
    method: Ints
    start: Ints  # seconds since 1970 or MISSING
    seconds: Ints  # of one interval
    step: Ints  # from one replicate's start to the next; 0 when all share one interval
    instrument: Ints  # of the chunk or NOBODY
    operator: Ints  # a person of the chunk or NOBODY
    bench: Ints  # of the chunk; where the run was planned
    record: Ints  # the run whose raw record is cited or NOBODY

    def __len__(self) -> int:
        return len(self.report)

    def last_end(self) -> Ints:
        """When the last replicate ends (MISSING where there are no times)."""
        replicates = catalogue().replicates[self.template]
        end = self.start + self.step * (replicates - 1) + self.seconds
        return np.where(self.start == MISSING, MISSING, end)


@dataclass
class Rows(Columns):
    """One row per result."""

    run: Ints
    measure: Ints
    replicate: Ints
    value: Ints  # in units of the last printed digit, or MISSING
    decimals: Ints
    kept: Flags

    def __len__(self) -> int:
        return len(self.run)


@dataclass
class Draft:
    """All of a chunk."""

    reports: Reports
    runs: Runs
    rows: Rows

    def run_starts(self) -> Ints:
        """Where the runs of each report start; length reports + 1."""
        return offsets(np.bincount(self.runs.report, minlength=len(self.reports)))

    def row_starts(self) -> Ints:
        """Where the rows of each run start; length runs + 1."""
        return offsets(np.bincount(self.rows.run, minlength=len(self.runs)))

    def rows_of_runs(self, runs: Ints) -> Ints:
        """The rows of the given runs."""
        return rows_of(self.row_starts(), ints(runs))

    def rows_of_reports(self, reports: Ints) -> Ints:
        """The rows of the given reports."""
        return self.rows_of_runs(rows_of(self.run_starts(), ints(reports)))

    def row_report(self) -> Ints:
        """Of every row its report."""
        return self.runs.report[self.rows.run]

    def arranged(self, order: Ints) -> None:
        """Put the reports in `order` and their runs and rows after them."""
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        self.reports.taken(order)
        known = self.reports.original >= 0
        self.reports.original = np.where(known, place[self.reports.original], NOBODY)
        self.runs.report = place[self.runs.report]
        runs = np.argsort(self.runs.report, kind="stable")
        self._move_runs(runs)

    def _move_runs(self, order: Ints) -> None:
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        self.runs.taken(order)
        cited = self.runs.record >= 0
        self.runs.record = np.where(cited, place[self.runs.record], NOBODY)
        self.rows.run = place[self.rows.run]
        self.rows.taken(np.argsort(self.rows.run, kind="stable"))


def first_and_last(draft: Draft) -> tuple[Ints, Ints]:
    """Of every report the first start and the last end among its runs (all of which have times)."""
    starts = draft.run_starts()[:-1]
    return np.minimum.reduceat(draft.runs.start, starts), np.maximum.reduceat(draft.runs.last_end(), starts)


def office_time(rng: np.random.Generator, day: Ints) -> Ints:
    """A moment between 09:00 and 17:30 of `day`, or of the Monday after a weekend; seconds since 1970."""
    return past_weekend(day) * 86_400 + 9 * 3600 + rng.integers(0, 8 * 3600 + 1800, len(day))
