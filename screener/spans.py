"""Spans of time in groups: how late those that have begun reach, and the rows of a group around an instant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from screener.index import position
from screener.ledger.units import NO_TIME

Groups = npt.NDArray[np.int64]
Times = npt.NDArray[np.int64]
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Reach:
    """Of the spans of each group, how late those that have begun by an instant reach.

    Starts and ends are held as places among the distinct ones, so that a group and a time fit into one number.
    """

    groups: Groups
    starts: Times
    ends: Times
    begun: npt.NDArray[np.int64]  # group and start, ascending (shape: spans)
    furthest: npt.NDArray[np.int64]  # the latest end of the group until there (shape: spans)

    @classmethod
    def of(cls, groups: Groups, start: Times, end: Times) -> Reach:
        """Spans from `start` to `end` (shape: rows), in any order; one may end before it starts."""
        distinct, group = np.unique(groups, return_inverse=True)
        starts, first = np.unique(start, return_inverse=True)
        ends, last = np.unique(end, return_inverse=True)
        begun = group.astype(np.int64) * (len(starts) + 1) + first
        order = np.argsort(begun, kind="stable")
        size = max(len(ends), 1)
        furthest = np.maximum.accumulate(group.astype(np.int64)[order] * size + last[order]) % size
        return cls(distinct, starts, ends, begun[order], furthest)

    def latest(self, groups: Groups, instants: Times) -> Times:
        """The latest end among the group's spans that start at the instant or before; NO_TIME where there is none."""
        if not len(self.begun):
            return np.full(len(groups), NO_TIME, np.int64)
        group = position(self.groups, groups).astype(np.int64) * (len(self.starts) + 1)
        at = np.searchsorted(self.begun, group + np.searchsorted(self.starts, instants, "right")) - 1
        some = (at >= 0) & (group >= 0) & (self.begun[at] >= group)
        return np.where(some, self.ends[self.furthest[at]], NO_TIME)


@dataclass(frozen=True)
class Timeline:
    """Rows by group and, within one, by time."""

    order: Rows
    groups: npt.NDArray[Any]
    times: Times

    @classmethod
    def of(cls, groups: npt.NDArray[Any], times: Times, *more: npt.NDArray[Any]) -> Timeline:
        """Sort rows (shape of all: rows); `more` decides between rows of one time, so that files cannot."""
        order = np.lexsort((*reversed(more), times, groups))
        return cls(order, groups[order], times[order])

    def around(self, group: int, instant: int, most: int) -> tuple[Rows, int]:
        """At most so many rows of the group, about half of them before the instant; and how many it has."""
        first, last = (int(place) for place in np.searchsorted(self.groups, [group, group + 1]))
        at = first + int(np.searchsorted(self.times[first:last], instant, "right"))
        begin = max(first, min(at - most // 2, last - most))
        return self.order[begin : min(begin + most, last)], last - first
