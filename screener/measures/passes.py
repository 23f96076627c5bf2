"""passes.too_many: an institution that fails far fewer reports of a domain than others do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from screener.measures.declaration import Anomaly, Columns, Floats, Ints, Judged, Mask, reasons
from screener.measures.peers import count_peers, each_kind, kinds, medians, others_quantile
from screener.measures.tails import lower
from screener.partition import Partition

FEWEST = 100
PEERS = 8
MOST_SHARE = 0.5
WINSORISED = 0.1
MOST_DENSE = 1 << 16  # keys that are numbered by a table of all that could be, not by sorting
PASS, FAIL = 1, 2  # as intake writes conclusions


def by_domain(p: Partition, whose: Ints, domain: Ints) -> tuple[Columns, Ints]:
    """The groups of institution and domain of some rows, and the group of each row."""
    size = p.book.sizes["domain"] + 1
    key = whose.astype(np.int64) * size + domain
    names, group = numbered(key, len(p.institutions) * size)
    none = np.full(len(names), -1, np.int32)
    return {
        "uscc": p.institutions[names // size],
        "pair": none,
        "decimals": none,
        "domain": (names % size).astype(np.int32),
        "side": np.zeros(len(names), np.int8),
    }, group


def numbered(key: Ints, size: int) -> tuple[Ints, Ints]:
    """The distinct keys (each below `size`) in order, and the place of each row's among them."""
    if size > max(MOST_DENSE, 4 * len(key)):
        names, group = np.unique(key, return_inverse=True)
        return names, group
    place = np.zeros(size, np.int64)
    place[key] = 1
    names = np.flatnonzero(place)
    place[names] = np.arange(len(names))
    return names, place[key]


def conclusions(p: Partition) -> Columns:
    """Reports that pass or fail, and those that fail."""
    said = p.reports["conclusion"]
    rows = np.flatnonzero((said == PASS) | (said == FAIL))
    groups, group = by_domain(p, p.whose[rows], p.reports["domain"][rows])
    size = len(groups["uscc"])
    n = np.bincount(group, minlength=size)
    return {**groups, "rows": n, "n": n, "fails": np.bincount(group[said[rows] == FAIL], minlength=size)}


def scatter_beyond_chance(y: Floats, weight: Floats, target: Floats) -> Floats:
    """Spiegelhalter's additive over-dispersion τ² of the others about each one's target (all of one domain)."""
    found = np.zeros(len(y))
    for goal in np.unique(target).tolist():
        here = np.flatnonzero(target == goal)
        z = (y - goal) * np.sqrt(weight)
        low, high = (others_quantile(z, share)[here] for share in (WINSORISED, 1 - WINSORISED))
        ordered = np.sort(z)
        sums = np.concatenate(([0.0], np.cumsum(ordered**2)))
        below, above = np.searchsorted(ordered, low, "left"), np.searchsorted(ordered, high, "right")
        total = below * low**2 + (len(z) - above) * high**2 + sums[above] - sums[below]
        others = len(z) - 1
        phi = (total - np.clip(z[here], low, high) ** 2) / others
        all_but, squares = weight.sum() - weight[here], (weight**2).sum() - weight[here] ** 2
        found[here] = np.maximum(0, (others * phi - (others - 1)) / (all_but - squares / all_but))
    return found


@dataclass(frozen=True)
class Funnel:
    """A share of each group against a funnel about its peers' median, on the scale of arcsin √ (shape: groups)."""

    peers: Ints
    median: Floats
    tested: Mask
    beyond: Floats
    z: Floats

    @property
    def beside(self) -> dict[str, npt.NDArray[Any]]:
        """What is known of the peers."""
        return {"peers": self.peers, "peers_median": self.median, "tau_squared": self.beyond}

    def shown(self) -> dict[str, Callable[[int], object]]:
        """The same of one group, for its evidence."""
        return {
            "peers": lambda row: int(self.peers[row]),
            "peers_median": lambda row: float(self.median[row]),
            "tau_squared": lambda row: float(self.beyond[row]),
        }


def funnel(share: Floats, n: Floats, kind: Ints, able: Mask, fewest: int) -> Funnel:
    """The shares of n rows each; groups are tested that have `fewest` able peers."""
    peers, median = count_peers(kind, able), medians(share, kind, able)
    tested = able & (peers >= fewest)
    y, target, beyond = np.arcsin(np.sqrt(share)), np.arcsin(np.sqrt(median)), np.full(len(n), np.nan)
    for rows in each_kind(kind, tested):
        beyond[rows] = scatter_beyond_chance(y[rows], 4 * n[rows], target[rows])
    return Funnel(peers, median, tested, beyond, (y - target) / np.sqrt(1 / (4 * n) + beyond))


def judge(groups: Columns) -> Judged:
    """The share of reports that fail against a funnel about the peers' median, lower tail."""
    n = groups["n"].astype(np.float64)
    share, able = groups["fails"] / n, n >= FEWEST
    made = funnel(share, n, kinds(groups), able, PEERS)
    with np.errstate(divide="ignore", invalid="ignore"):
        effect = np.where(made.median > 0, share / made.median, np.nan)
    shown = {
        "n": lambda row: int(n[row]),
        "fails": lambda row: int(groups["fails"][row]),
        "share": lambda row: float(share[row]),
        **made.shown(),
    }
    why, strong = reasons(able, made.tested), effect <= MOST_SHARE
    return Judged(why, lower(made.z), effect, made.z, -effect, strong, (n, share), shown, made.beside)


MEASURES = (
    Anomaly("passes.too_many", "F2", "reports", conclusions, judge,
            ("fewer than 100 reports that pass or fail", "fewer than 8 peers"), leans=-1),
)  # fmt: skip
