"""What methods demand of the surroundings, and the readings of a site that lie in a test's time."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from screener.index import pack, position
from screener.ledger.coding import Coded

Codes = npt.NDArray[np.int32]
Times = npt.NDArray[np.int64]
Rows = npt.NDArray[np.intp]

LIMITS = ("temperature_low", "temperature_high", "humidity_low", "humidity_high")


@dataclass(frozen=True)
class Bounds:
    """The different sets of bounds that methods have, and which of them each (parameter, method) has, -1 for none.

    `limits`: lowest and highest temperature, lowest and highest humidity; not a number where there is no bound.
    """

    limits: npt.NDArray[np.float64]
    of_pair: Codes

    @classmethod
    def of(cls, procedures: Coded, pairs: int) -> Bounds:
        """The bounds of `procedures`; the last place of `of_pair` answers for no pair at all."""
        table = np.stack([procedures[name] for name in LIMITS], axis=1)
        some = np.flatnonzero(~np.isnan(table).all(axis=1))
        different, which = np.unique(table[some], axis=0, return_inverse=True)
        of_pair = np.full(pairs + 1, -1, np.int32)
        of_pair[procedures["pair"][some]] = which.reshape(-1)
        return cls(different, of_pair)


@dataclass(frozen=True)
class Readings:
    """Rows of `environment_log` by site and time: `order` is the row of each place, `at` its time."""

    order: Rows
    site: Codes
    at: Times
    temperature: npt.NDArray[np.float64]
    humidity: npt.NDArray[np.float64]
    _held: dict[int, tuple[Rows, Rows]] = field(default_factory=dict)

    @classmethod
    def of(cls, log: Coded) -> Readings:
        """Put the readings in order."""
        order = np.lexsort((log["at"], log["site_id"]))
        site, at, temperature, humidity = (
            log[name][order] for name in ("site_id", "at", "temperature", "humidity")
        )
        return cls(order, site, at, temperature, humidity)

    def between(self, sites: Codes, start: Times, end: Times) -> tuple[Rows, Rows]:
        """The range of places with `start <= at < end` at each site (shape: rows)."""
        began, ended = (np.zeros(len(sites), np.intp) for _ in range(2))
        order = np.argsort(sites, kind="stable")
        cuts = np.flatnonzero(np.diff(sites[order])) + 1
        for rows in np.split(order, cuts) if len(order) else ():
            first, last = np.searchsorted(self.site, [sites[rows[0]], sites[rows[0]] + 1])
            own = self.at[first:last]
            began[rows] = first + own.searchsorted(start[rows])
            ended[rows] = first + own.searchsorted(end[rows])
        return began, ended

    def held_against(self, bounds: Bounds, number: int) -> tuple[Rows, Rows]:
        """Places whose reading says something of what a set of bounds bounds, and those that lie outside."""
        made = self._held.get(number)
        if made is None:
            read, beyond = (np.zeros(len(self.at), bool) for _ in range(2))
            for values, (low, high) in zip(
                (self.temperature, self.humidity), bounds.limits[number].reshape(2, 2), strict=True
            ):
                if not (np.isnan(low) and np.isnan(high)):
                    read |= ~np.isnan(values)
                    beyond |= (values < low) | (values > high)
            made = self._held[number] = np.flatnonzero(read), np.flatnonzero(beyond)
        return made


@dataclass(frozen=True)
class Prescribed:
    """Methods prescribed for a product and a parameter; an entry is one product and parameter."""

    coded: Coded
    sizes: dict[str, int]

    def __bool__(self) -> bool:
        return len(self.coded["product"]) > 0

    @cached_property
    def _entries(self) -> npt.NDArray[np.int64]:
        return np.unique(pack(self.coded["product"], self.coded["parameter"]))

    @cached_property
    def _methods(self) -> npt.NDArray[np.int64]:
        return np.unique(
            pack(self.entry(self.coded["product"], self.coded["parameter"]), self.coded["method"])
        )

    @cached_property
    def products(self) -> npt.NDArray[np.bool_]:
        """Whether anything is prescribed, by product."""
        known = np.zeros(self.sizes["product"] + 1, bool)
        known[self.coded["product"]] = True
        return known

    def entry(self, product: Codes, parameter: Codes) -> Codes:
        """The entry of each product and parameter, -1 where there is none (shape: rows)."""
        return position(self._entries, pack(product, parameter))

    def allows(self, entry: Codes, method: Codes) -> npt.NDArray[np.bool_]:
        """Whether each entry names the method (shape: rows)."""
        return position(self._methods, pack(entry, method)) >= 0

    def rows_of(self, entry: int) -> list[int]:
        """Rows of the table under an entry."""
        of: Any = self.entry(self.coded["product"], self.coded["parameter"])
        found: list[int] = np.flatnonzero(of == entry).tolist()
        return found
