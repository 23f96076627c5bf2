"""Periods of different owners that share a day, in one group: which do, and with which others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass

from screener.evidence import MOST_OTHERS


@dataclass(frozen=True, order=True)
class Period:
    """Days from first to last, both held, of one owner; `name` settles the order of equal ones."""

    first: int
    last: int
    name: str
    owner: int
    row: int


class Group:
    """The periods of what should be one; those that hold no day take no part."""

    def __init__(self, periods: list[Period]) -> None:
        self.ordered = sorted(one for one in periods if one.first <= one.last)
        count = len(self.ordered)
        self._next = [count] * count  # the next in order that another owner has
        for at in range(count - 2, -1, -1):
            same = self.ordered[at + 1].owner == self.ordered[at].owner
            self._next[at] = self._next[at + 1] if same else at + 1
        self._reach: list[int] = []  # the last day of any so far
        for one in self.ordered:
            self._reach.append(max(one.last, self._reach[-1]) if self._reach else one.last)
        self._days: dict[int | None, tuple[list[int], list[int]]] = {}

    def meeting(self) -> list[int]:
        """Places in `ordered` of periods that share a day with one of another owner."""
        found = []
        longest: dict[int, int] = {}  # of at most two owners: the last days that reach farthest
        for at, one in enumerate(self.ordered):
            before = any(last >= one.first for owner, last in longest.items() if owner != one.owner)
            after = self._next[at] < len(self.ordered) and self.ordered[self._next[at]].first <= one.last
            if before or after:
                found.append(at)
            longest[one.owner] = max(one.last, longest.get(one.owner, one.last))
            if len(longest) > 2:
                del longest[min(longest, key=longest.__getitem__)]
        return found

    def others(self, at: int) -> tuple[list[Period], int]:
        """Some of the periods that share a day with this one and have another owner, and how many there are."""
        own, found = self.ordered[at], list[Period]()
        place = self._next[at]
        while len(found) < MOST_OTHERS and place < len(self.ordered):
            other = self.ordered[place]
            if other.first > own.last:
                break
            differs = other.owner != own.owner
            found += [other] if differs else []
            place = place + 1 if differs else self._next[place]
        place = at - 1
        while len(found) < MOST_OTHERS and place >= 0 and self._reach[place] >= own.first:
            other = self.ordered[place]
            if other.owner != own.owner and other.last >= own.first:
                found.append(other)
            place -= 1
        return sorted(found, key=lambda one: (one.name, one.row)), self._total(own)

    def _total(self, own: Period) -> int:
        return self._meet(None, own) - self._meet(own.owner, own)

    def _meet(self, owner: int | None, own: Period) -> int:
        if not self._days:
            days: dict[int | None, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
            for one in self.ordered:
                for key in (None, one.owner):
                    days[key][0].append(one.first)
                    days[key][1].append(one.last)
            self._days = {key: (firsts, sorted(lasts)) for key, (firsts, lasts) in days.items()}
        firsts, lasts = self._days[owner]
        return bisect_right(firsts, own.last) - bisect_left(lasts, own.first)
