"""Periods of days per key, closed at both ends, and whether one of them covers a day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from screener.ledger.units import NO_DAY

OPEN = 2**31 - 1  # "still in force": later than any day the format can write
_SHIFT = np.int64(2**31)

Days = npt.NDArray[np.int32]
Keys = npt.NDArray[Any]


def until(days: Days) -> Days:
    """Last days of periods, an empty one meaning "still in force"."""
    return np.where(days == NO_DAY, OPEN, days).astype(np.int32)


@dataclass(frozen=True)
class Periods:
    """Disjoint periods sorted by key and first day; `first` packs key and first day into one number."""

    first: npt.NDArray[np.int64]
    key: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]

    @classmethod
    def of(cls, keys: Keys, valid_from: Days, valid_to: Days) -> Periods:
        """Periods `[valid_from, valid_to]` per key (shape: rows); overlapping ones are joined, empty ones dropped."""
        kept = np.flatnonzero(valid_to >= valid_from)
        keys, start, end = (
            keys[kept].astype(np.int64),
            valid_from[kept].astype(np.int64),
            valid_to[kept].astype(np.int64),
        )
        packed_start = (keys << 32) + (start + _SHIFT)
        order = np.argsort(packed_start, kind="stable")
        keys, packed_start = keys[order], packed_start[order]
        packed_end = (keys << 32) + (end[order] + _SHIFT)
        reach = np.maximum.accumulate(packed_end) if len(packed_end) else packed_end
        begins = np.ones(len(keys), bool)
        begins[1:] = packed_start[1:] > reach[:-1]
        where = np.flatnonzero(begins)
        ends = np.concatenate((where[1:] - 1, [len(keys) - 1])) if len(where) else where
        last = (reach[ends] & np.int64(0xFFFFFFFF)) - _SHIFT
        return cls(packed_start[where], keys[where], last)

    @cached_property
    def offset(self) -> npt.NDArray[np.int64]:
        """Where the periods of each key begin, for keys that are small whole numbers (shape: greatest key + 2)."""
        empty = int(self.key.searchsorted(0))  # keys below nought are empty ones
        return np.concatenate(([empty], empty + np.cumsum(np.bincount(self.key[empty:]))))

    @cached_property
    def days(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """First and last day of each period."""
        return (self.first & np.int64(0xFFFFFFFF)) - _SHIFT, self.last

    def covers(self, keys: Keys, days: Days) -> npt.NDArray[np.bool_]:
        """Whether some period of each key holds the day (shape: rows); negative keys have none."""
        if not len(self.first):
            return np.zeros(len(days), bool)
        keys = keys.astype(np.int64)
        packed = (keys << 32) + (days.astype(np.int64) + _SHIFT)
        at = np.searchsorted(self.first, packed, side="right") - 1
        some = at >= 0
        at = np.where(some, at, 0)
        found: npt.NDArray[np.bool_] = some & (keys >= 0) & (self.key[at] == keys) & (days <= self.last[at])
        return found
