"""Keeps honest reports from being equal by chance, and gives every raw record a number or hash of its own."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from screener.ledger.sample.arrays import MISSING, Flags, Ints
from screener.ledger.sample.catalogue.index import catalogue
from screener.ledger.sample.draft import Draft

Words = npt.NDArray[np.uint64]

_LEAST_MEMBERS, _LEAST_DIGITS = 4, 12  # from which equal sets of values count as copied


def mixed(values: npt.NDArray[np.int64] | Words) -> Words:
    """A bijection of 64-bit words that spreads neighbouring numbers (the finaliser of splitmix64)."""
    x = values.astype(np.uint64)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def weighed(draft: Draft) -> Flags:
    """Of every report whether it has so many values and digits that an equal one would be a copy."""
    rows, report, reports = draft.rows, draft.row_report(), len(draft.reports)
    valued = rows.value != MISSING
    members = np.bincount(report, weights=valued, minlength=reports)
    digits = np.floor(np.log10(np.where(valued, np.maximum(rows.value, 1), 1))) + 1
    total = np.bincount(report, weights=np.where(valued, digits, 0), minlength=reports)
    return (members >= _LEAST_MEMBERS) & (total >= _LEAST_DIGITS)


def _fingerprints(draft: Draft, institution: Ints) -> Words:
    """A word per report that is the same for equal sets of values of one institution and product."""
    rows, reports = draft.rows, draft.reports
    place = (catalogue().parameter[rows.measure] * 64 + rows.replicate) * 8 + rows.decimals
    words = mixed(place * (1 << 40) + rows.value)
    words[rows.value == MISSING] = 0
    total = np.zeros(len(reports), dtype=np.uint64)
    np.add.at(total, draft.row_report(), words)
    return mixed(total ^ mixed(institution * 1024 + reports.product))


def _collided(prints: Words, heavy: Flags, seen: Words) -> Ints:
    """The reports whose fingerprint an earlier report has; `seen` is sorted."""
    chosen = np.flatnonzero(heavy)
    order = chosen[np.argsort(prints[chosen], kind="stable")]
    again = np.zeros(len(order), dtype=bool)
    again[1:] = prints[order][1:] == prints[order][:-1]
    if len(seen):
        place = np.minimum(np.searchsorted(seen, prints[order]), len(seen) - 1)
        again |= seen[place] == prints[order]
    return np.sort(order[again])


def make_distinct(draft: Draft, institution: Ints, seen: Words) -> Words:
    """Raise last digits until no two reports that could count as copies are equal.

    `institution` is per report, `seen` the fingerprints of earlier chunks. Returns the fingerprints of this chunk's
    last institution.
    """
    rows = draft.rows
    report = draft.row_report()
    seen = np.sort(seen)
    rounds = 0
    while True:
        prints, heavy = _fingerprints(draft, institution), weighed(draft)
        collided = _collided(prints, heavy, seen)
        if not len(collided):
            last_body: Words = prints[institution == institution[-1]]
            return last_body
        rounds += 1
        valued = draft.rows_of_reports(collided)
        valued = valued[rows.value[valued] != MISSING]
        last = np.flatnonzero(np.append(np.diff(report[valued]) != 0, True))
        rows.value[valued[last]] += rounds
