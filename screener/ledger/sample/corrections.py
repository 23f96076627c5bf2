"""Draws honest corrections: reports that replace another, for the same sample, with the values restated.

A correction states no times, instruments or operators of its own: the tests were done once, and the raw records it
cites are those of the report it corrects.
"""

from __future__ import annotations

import numpy as np

from screener.ledger.sample.arrays import DAY, MISSING, Ints, rows_of
from screener.ledger.sample.draft import NOBODY, Draft, office_time

_SHARE = 0.008  # of reports that are corrected
_AGAIN = 0.06  # of those corrected under the old number, that are corrected once more


def draw_corrections(rng: np.random.Generator, draft: Draft) -> None:
    """Append corrections of some reports, a few of which are themselves corrected."""
    chosen = np.flatnonzero(rng.random(len(draft.reports)) < _SHARE)
    if not len(chosen):
        return
    first = _append(rng, draft, chosen)
    draft.reports.same_number[first] = rng.random(len(first)) < 0.4
    again = first[draft.reports.same_number[first] & (rng.random(len(first)) < _AGAIN)]
    if len(again):
        second = _append(rng, draft, again)
        draft.reports.same_number[second] = True


def _append(rng: np.random.Generator, draft: Draft, originals: Ints) -> Ints:
    """Append a correction of each of `originals`; returns the numbers of the new reports."""
    reports, runs, rows = draft.reports, draft.runs, draft.rows
    old_runs = rows_of(draft.run_starts(), originals)
    old_rows = draft.rows_of_runs(old_runs)
    run_counts = np.diff(draft.run_starts())[originals]
    row_counts = np.diff(draft.row_starts())[old_runs]
    new = np.arange(len(reports), len(reports) + len(originals), dtype=np.int64)
    new_runs = np.arange(len(runs), len(runs) + len(old_runs), dtype=np.int64)
    new_rows = np.arange(len(rows), len(rows) + len(old_rows), dtype=np.int64)

    reports.extended(originals)
    reports.original[new] = originals
    reports.issued[new] = office_time(rng, reports.issued[originals] // DAY + rng.integers(1, 5, len(new)))
    runs.extended(old_runs)
    runs.report[new_runs] = np.repeat(new, run_counts)
    for column, empty in ((runs.start, MISSING), (runs.instrument, NOBODY), (runs.operator, NOBODY)):
        column[new_runs] = empty
    rows.extended(old_rows)
    rows.run[new_rows] = np.repeat(new_runs, row_counts)
    return new
