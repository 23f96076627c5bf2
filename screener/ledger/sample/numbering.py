"""Gives reports their numbers, in order of receipt, and puts the chunk in that order.

A correction under a fresh number is registered when it is made but states when the sample came in, weeks before its
neighbours. So that this does not look like a number written in later, at most two of any 20 numbers are such.
"""

from __future__ import annotations

import numpy as np

from screener.ledger.sample.arrays import DAY, Ints, positions
from screener.ledger.sample.cast import Cast
from screener.ledger.sample.draft import Draft
from screener.ledger.sample.staff import DOMAINS, report_domains

GAP = 17  # after so many numbers one was voided
_APART = 10  # originals between two corrections under fresh numbers
_LATE = 2 * DAY  # longest time a sample waited at the desk before it was numbered


def number_reports(rng: np.random.Generator, cast: Cast, draft: Draft) -> None:
    """Set series and serial of every report, and arrange the draft in the order of registration."""
    reports = draft.reports
    styles = np.array([branch.institution.habits.numbering for branch in cast.branches])
    own = np.where(styles[reports.branch] == 1, report_domains(draft), 0)
    reports.series = reports.branch * len(DOMAINS) + own
    registered = reports.received + (rng.random(len(reports)) ** 3 * _LATE).astype(np.int64)
    fresh = (reports.original >= 0) & ~reports.same_number
    registered = np.where(fresh, reports.issued, registered)
    for _ in range(2):  # a correction of a correction follows a report that has its place by then
        same = reports.same_number
        registered[same] = registered[reports.original[same]]
    _spread_out(draft, registered)
    same = reports.same_number
    registered[same] = registered[reports.original[same]]

    order = np.lexsort((np.arange(len(reports)), registered, reports.series))
    numbered = order[~reports.same_number[order]]
    rank = positions(reports.series[numbered])
    reports.serial[numbered] = rank + rank // GAP + 1
    for _ in range(2):
        reports.serial[same] = reports.serial[reports.original[same]]
    draft.arranged(np.lexsort((reports.original, registered, reports.branch)))


def _spread_out(draft: Draft, registered: Ints) -> None:
    """Let corrections keep their original's number where fresh ones would stand too close together."""
    reports = draft.reports
    originals = reports.original < 0
    key = reports.series * (1 << 40) + registered
    standing = np.sort(key[originals])
    fresh = np.flatnonzero(~originals & ~reports.same_number)
    fresh = fresh[np.argsort(key[fresh], kind="stable")]
    place = np.searchsorted(standing, key[fresh])
    series, last = -1, 0
    for report, here, own in zip(fresh.tolist(), place.tolist(), reports.series[fresh].tolist(), strict=True):
        if own == series and here - last < _APART:
            reports.same_number[report] = True
        else:
            series, last = own, here
