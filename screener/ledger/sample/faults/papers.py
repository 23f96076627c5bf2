"""Faults in the papers: dates, signatures, certificates, required items, copied values and report numbers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from screener.ledger.sample.arrays import DAY, MISSING, Ints, ints
from screener.ledger.sample.draft import NOBODY, first_and_last
from screener.ledger.sample.faults.desk import Desk
from screener.ledger.sample.fingerprints import weighed
from screener.ledger.sample.numbering import GAP
from screener.ledger.sample.season import ENDED_ON

_GAPS_TRIED = 200  # voided numbers of a branch considered for numbers written in later
_SURE = 6  # reports after the gap that must be a week older, where the rule asks for 3


def not_in_force(desk: Desk, count: int) -> None:
    """Issue under the CMA mark after the certificate had ended."""
    reports = desk.draft.reports
    found = desk.reports(reports.marked, count)
    day = ENDED_ON + desk.rng.integers(0, 6, len(found))
    reports.issued[found] = day * DAY + desk.rng.integers(9 * 3600, 17 * 3600, len(found))
    reports.signatory[found] = desk.people.head[reports.branch[found]]
    desk.note_reports("certificate.not_in_force", found, len(found))


def unauthorised(desk: Desk, count: int) -> None:
    """Leave a report unsigned, or signed by somebody gone, or by an operator without authority."""
    reports, runs = desk.draft.reports, desk.draft.runs
    found = desk.reports(np.ones(len(reports), dtype=bool), count)
    operator = runs.operator[desk.run_start[found]]
    leaver = desk.people.leaver[reports.branch[found]]
    turn = np.arange(len(found)) % 3
    reports.signatory[found] = np.where(turn == 0, NOBODY, np.where(turn == 1, leaver, operator))
    desk.note_reports("signatory.unauthorised", found, len(found))


def disordered(desk: Desk, count: int) -> None:
    """Issue a report before its last test ended, or start its first test before the sample came in."""
    reports = desk.draft.reports
    timed = reports.original < 0
    first, last = first_and_last(desk.draft)
    found = desk.reports(timed, count)
    hours = desk.rng.integers(20, 180, len(found)) * 60
    early = np.arange(len(found)) % 2 == 0
    reports.issued[found] = np.where(early, last[found] - hours, reports.issued[found])
    reports.received[found] = np.where(early, reports.received[found], first[found] + hours)
    desk.note_reports("dates.order", found, len(found))


def items_missing(desk: Desk, count: int) -> None:
    """Leave out a required parameter: the values, or the whole rows where the report has others."""
    rows, kept = desk.draft.rows, desk.kept
    scoped = np.array([product.scoped for product in kept.products])
    found = desk.reports(scoped[desk.draft.reports.product], count)
    required = np.array([measure.required for measure in kept.measures])
    for i, report in enumerate(found.tolist()):
        own = desk.draft.rows_of_reports(ints([report]))
        measures = np.unique(rows.measure[own])
        choice = measures[required[measures]]
        left_out = own[rows.measure[own] == choice[desk.rng.integers(len(choice))]]
        if i % 2 and len(measures) > 1:
            rows.kept[left_out] = False
        else:
            rows.value[left_out] = MISSING
    desk.note_reports("items.missing", found, len(found))


def copied(desk: Desk, count: int) -> None:
    """Give a sample the values of another one of the same product."""
    draft, reports, rows = desk.draft, desk.draft.reports, desk.draft.rows
    order = np.flatnonzero(desk.free & weighed(draft))
    order = order[np.lexsort((reports.received[order], reports.product[order], reports.branch[order]))]
    first, second = order[:-1], order[1:]
    alike = (reports.product[first] == reports.product[second]) & (
        reports.branch[first] == reports.branch[second]
    )
    a, b = desk.pairs(desk.run_start[first[alike]], desk.run_start[second[alike]], count)
    a, b = draft.runs.report[a], draft.runs.report[b]
    rows.value[draft.rows_of_reports(b)] = rows.value[draft.rows_of_reports(a)]
    reports.conclusion[b] = reports.conclusion[a]
    desk.note_reports("results.copied", np.concatenate([a, b]), len(a))


def duplicate_number(desk: Desk, count: int) -> None:
    """Put the number of the report before on another report."""
    reports = desk.draft.reports
    order = np.flatnonzero(desk.free)
    first, second = order[:-1], order[1:]
    near = (reports.series[first] == reports.series[second]) & (
        reports.serial[second] - reports.serial[first] < 5
    )
    starts = desk.run_start
    a, b = desk.pairs(starts[first[near]], starts[second[near]], count)
    a, b = desk.draft.runs.report[a], desk.draft.runs.report[b]
    reports.serial[b] = reports.serial[a]
    desk.note_reports("number.duplicate", np.concatenate([a, b]), len(a))


def _gaps(desk: Desk, branch: int) -> tuple[Ints, Ints]:
    """Voided serials of a branch, and when a sample must have come in to be clearly out of place there."""
    reports = desk.draft.reports
    own = np.flatnonzero((reports.branch == branch) & (reports.original < 0))
    own = own[np.argsort(reports.serial[own], kind="stable")]
    serials = reports.serial[own]
    gaps = np.arange(GAP + 1, serials[-1], GAP + 1)
    gaps = desk.rng.permutation(gaps[: len(gaps) * 3 // 4 + 1])[:_GAPS_TRIED]
    bounds = []
    for gap in gaps.tolist():
        place = int(np.searchsorted(serials, gap, side="right"))
        after = np.sort(reports.received[own[place : place + GAP - 3]])
        bounds.append(int(after[_SURE - 1]) + 7 * DAY + DAY // 2 if len(after) >= _SURE else -MISSING - 1)
    return gaps, ints(bounds)


def backfilled(desk: Desk, count: int) -> None:
    """Write a late report into a number that was voided weeks before."""
    reports = desk.draft.reports
    branches = desk.rng.permutation(np.flatnonzero(desk.cast.faulty)).tolist()
    found: list[int] = []
    for i, branch in enumerate(branches):
        share = -(-(count - len(found)) // (len(branches) - i))  # of what is left to plant
        gaps, bounds = _gaps(desk, branch)
        for gap, bound in zip(gaps.tolist(), bounds.tolist(), strict=True):
            if share <= 0:
                break
            taken = desk.reports((reports.branch == branch) & (reports.received > bound), 1)
            reports.serial[taken] = gap
            found += taken.tolist()
            share -= len(taken)
    desk.note_reports("number.backfilled", ints(found), len(found))


PAPER_FAULTS: dict[str, Callable[[Desk, int], None]] = {
    "number.backfilled": backfilled,
    "results.copied": copied,
    "number.duplicate": duplicate_number,
    "certificate.not_in_force": not_in_force,
    "items.missing": items_missing,
    "dates.order": disordered,
    "signatory.unauthorised": unauthorised,
}
