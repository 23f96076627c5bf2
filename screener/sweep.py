"""Sweeps over intervals: instruments that run too many tests at once, people in two places at once."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[Any]
CHUNK = 4096


class Bookings:
    """Tests on instruments in order of instrument and start, and how many are active when each begins.

    Arguments (shape: rows) describe non-empty half-open intervals `[start, end)`; rows of one report on one
    instrument with equal times are one test. The number of active tests rises only where a test begins, so a
    test meets an overload exactly when some test that begins during it (itself included) finds too many active.
    """

    def __init__(self, instrument: Ints, start: Ints, end: Ints, report: Ints, capacity: Ints) -> None:
        self.order = np.lexsort((report, end, start, instrument))
        i, s, e, r = (column[self.order] for column in (instrument, start, end, report))
        fresh = np.ones(len(i), bool)
        fresh[1:] = (i[1:] != i[:-1]) | (s[1:] != s[:-1]) | (e[1:] != e[:-1]) | (r[1:] != r[:-1])
        self.test = np.cumsum(fresh) - 1  # the test of each ordered row
        self.first_row = np.flatnonzero(fresh)
        self.instrument, self.start, self.end = i[fresh], s[fresh], e[fresh]
        self._count(capacity[self.order][fresh])

    def _count(self, capacity: Ints) -> None:
        begins, ends = _ranks(self.instrument, self.start, self.end)
        ordered = np.sort(ends)
        self.begun = np.searchsorted(begins, begins, "right")
        self.active = self.begun - np.searchsorted(ordered, begins, "right")
        self.crowded = np.concatenate(([0], np.cumsum(self.active > capacity)))
        self.first = np.searchsorted(begins, begins, "left")
        self.after = np.searchsorted(begins, ends, "left")

    def overloaded(self) -> Mask:
        """Which rows (in the order given) belong to a test that meets an overload."""
        over = self.crowded[self.after] > self.crowded[self.first]
        mask = np.zeros(len(self.order), bool)
        mask[self.order] = over[self.test]
        return mask

    def witness(self, test: int) -> tuple[int, int, list[int]]:
        """The first overload a test meets: the instant, how many tests are active then, and some of the others.

        The others are at most 21, those that began last; they are named as tests.
        """
        at = int(np.searchsorted(self.crowded, self.crowded[self.first[test]] + 1, "left")) - 1
        wanted, found = min(20, int(self.active[at]) - 1), list[int]()
        stop = int(self.begun[at])
        while stop > 0 and len(found) < wanted and self.instrument[stop - 1] == self.instrument[test]:
            begin = max(0, stop - CHUNK)
            here = np.arange(stop - 1, begin - 1, -1)
            same = (
                (self.instrument[here] == self.instrument[test])
                & (self.end[here] > self.start[at])
                & (here != test)
            )
            found += here[same].tolist()
            stop = begin
        return int(self.start[at]), int(self.active[at]), found[:wanted]

    def rows(self, test: int) -> Ints:
        """Rows (in the order given) of a test."""
        stop = self.first_row[test + 1] if test + 1 < len(self.first_row) else len(self.order)
        return self.order[self.first_row[test] : stop]


def _ranks(i: Ints, s: Ints, e: Ints) -> tuple[Ints, Ints]:
    """Starts and ends as whole numbers that order by instrument, then time; equal times have equal ranks."""
    times, where = np.concatenate((s, e)), np.concatenate((i, i))
    order = np.lexsort((times, where))
    times, where = times[order], where[order]
    changed = np.ones(len(order), bool)
    changed[1:] = (times[1:] != times[:-1]) | (where[1:] != where[:-1])
    rank = np.empty(len(order), np.int64)
    rank[order] = np.cumsum(changed)
    return rank[: len(i)], rank[len(i) :]


def at_several_sites(person: Ints, site: Ints) -> Mask:
    """Which rows are of people seen at more than one site (shape of all: rows); people are small whole numbers."""
    if not len(person):
        return np.zeros(0, bool)
    local = person - person.min()
    seen = np.empty(int(local.max()) + 1, site.dtype)
    seen[local] = site  # the site of some row; any other that differs shows there are several
    several = np.zeros(len(seen), bool)
    several[local[seen[local] != site]] = True
    found: Mask = several[local]
    return found


def in_two_places(person: Ints, start: Ints, end: Ints, site: Ints, *, compiled: bool = False) -> Mask:
    """Which rows overlap another row of the same person at a different site (shape of all arguments: rows).

    Rows are non-empty half-open intervals. In order of start, a row overlaps a later one of another site when the
    next row of another site begins before its end, and an earlier one when the latest end among the rows of
    other sites before it lies after its start.
    """
    order = np.lexsort((site, start, person))
    columns = (person[order], start[order], end[order], site[order])
    mask = np.zeros(len(person), bool)
    if len(person):
        mask[order] = _meets_later(*columns) | (_compiled_earlier if compiled else _meets_earlier)(*columns)
    return mask


def _compiled_earlier(p: Ints, s: Ints, e: Ints, w: Ints) -> Mask:
    from screener.compiled.sweeps import meets_earlier  # noqa: PLC0415 - loaded for large ledgers only

    return meets_earlier(p, s, e, w)


def _meets_later(p: Ints, s: Ints, e: Ints, w: Ints) -> Mask:
    change = np.flatnonzero((p[1:] != p[:-1]) | (w[1:] != w[:-1])) + 1
    following = np.concatenate((change, [len(p)]))[np.searchsorted(change, np.arange(len(p)), "right")]
    inside = following < len(p)
    following = np.where(inside, following, 0)
    return inside & (p[following] == p) & (s[following] < e)  # type: ignore[no-any-return]


def _meets_earlier(p: Ints, s: Ints, e: Ints, w: Ints) -> Mask:
    """Row by row: the two latest ends before each row, of two different sites."""
    mask = np.zeros(len(p), bool)
    person, first, second = -1, (-1, -(2**63)), (-1, -(2**63))
    for row, (who, begin, finish, site) in enumerate(
        zip(p.tolist(), s.tolist(), e.tolist(), w.tolist(), strict=True)
    ):
        if who != person:
            person, first, second = who, (-1, -(2**63)), (-1, -(2**63))
        mask[row] = (first[1] if first[0] != site else second[1]) > begin
        if site == first[0]:
            first = (site, max(finish, first[1]))
        elif finish > first[1]:
            first, second = (site, finish), first
        elif finish > second[1] or site == second[0]:
            second = (site, max(finish, second[1]))
    return mask
