"""limit.bunching: more values just inside a limit than just outside it, compared with the peers."""

from __future__ import annotations

import numpy as np

from screener.measures.declaration import Again, Anomaly, Columns, Floats, Ints, Judged, Mask, reasons
from screener.measures.groups import MOST_CELLS, Groups, cells_of, deviation, groups_of
from screener.measures.peers import count_peers, kinds, medians
from screener.measures.ratios import ratio
from screener.measures.tails import upper
from screener.partition import Partition

FEWEST = 100
FEWEST_BESIDE = 20
PEERS = 5
LEAST_EFFECT = 2.0
BANDS = 4
LOW, HIGH = 1, 2
COUNTED = ("near", "inside", "outside")


def _inside(groups: Groups, side: int, rows: Ints) -> Floats:
    """How far inside its limit each value lies, negative outside; not a number where there is no limit."""
    value = groups.values[rows]
    if side == LOW:
        found: Floats = value - groups.partition.results["limit_low"][groups.rows[rows]]
        return found
    return np.asarray(groups.partition.results["limit_high"][groups.rows[rows]] - value, np.float64)


def limits(p: Partition) -> Columns:
    """How many values of each group have a limit, and their standard deviation; each side of a limit its own."""
    groups = groups_of(p)
    sides = [_side(groups, side) for side in (LOW, HIGH)]
    return {name: np.concatenate([side[name] for side in sides]) for name in sides[0]}


def _side(groups: Groups, side: int) -> Columns:
    size = len(groups.sizes)
    limit = groups.partition.results["limit_low" if side == LOW else "limit_high"]
    if groups.partition.compiled:
        from screener.compiled.groups import limited as kernel  # noqa: PLC0415 - loaded for large ledgers only

        n, spread = kernel(groups.values, groups.rows, limit, groups.starts)
    else:
        limited = np.flatnonzero(~np.isnan(limit[groups.rows]))
        group = groups.group[limited]
        n, spread = np.bincount(group, minlength=size), deviation(groups.values[limited], group, size)
    some = n > 0
    made = groups.columns(some, n[some])
    made["side"][:] = side
    return {**made, "place": np.flatnonzero(some), "n": n[some], "spread": spread[some]}


def _candidates(groups: Columns) -> Mask:
    able: Mask = (groups["n"] >= FEWEST) & np.isfinite(groups["spread"])
    return able


def bands(groups: Columns) -> Floats:
    """Half the peers' median standard deviation; not a number where it cannot be told or is none."""
    kind, able = kinds(groups), _candidates(groups)
    found = np.where(count_peers(kind, able) >= PEERS, medians(groups["spread"], kind, able) / 2, np.nan)
    return np.where(found > 0, found, np.nan)


def look(p: Partition, places: Ints, found: Columns, band: Floats) -> Columns:
    """Values within four bands of the limit, within one inside it, and within one outside it."""
    most, cells = cells_of(p)
    if p.compiled and cells <= MOST_CELLS:
        return _looked(p, found, band, (most, cells))
    groups = groups_of(p)
    counted = {name: np.zeros(len(places), np.int64) for name in COUNTED}
    for side in (LOW, HIGH):
        wanted = np.flatnonzero((found["side"] == side) & ~np.isnan(band))
        size = len(groups.sizes)
        width = np.full(size, np.nan)
        width[places[wanted]] = band[wanted]
        rows = np.flatnonzero(np.repeat(~np.isnan(width), groups.sizes))
        group = groups.group[rows]
        inside, reach = _inside(groups, side, rows), width[group]
        tests = {
            "near": np.abs(inside) <= BANDS * reach,
            "inside": (inside >= 0) & (inside <= reach),
            "outside": (inside < 0) & (-inside <= reach),
        }
        for name, passed in tests.items():
            counted[name][wanted] = np.bincount(group[passed], minlength=size)[places[wanted]]
    return dict(counted)


def _looked(p: Partition, found: Columns, band: Floats, cells: tuple[int, int]) -> Columns:
    """The same by one pass over the results as they stand: the groups need not be made again for it."""
    from screener.compiled.groups import beside  # noqa: PLC0415 - loaded for large ledgers only

    wanted = np.flatnonzero(~np.isnan(band))
    order = np.argsort(p.institutions)
    body = order[np.searchsorted(p.institutions, found["uscc"][wanted], sorter=order)]
    wanted, body = wanted[by_body := np.argsort(body, kind="stable")], body[by_body]
    cell = found["pair"][wanted].astype(np.int64) * cells[0] + found["decimals"][wanted]
    own = p.results
    columns = own["value"], own["limit_low"], own["limit_high"], own["pair"], own["decimals"]
    sides = (found["side"][wanted] == HIGH).astype(np.int64)
    near = beside(p.result_starts, columns, (body, cell, sides, band[wanted]), cells, BANDS)
    counted = np.zeros((len(band), len(COUNTED)), np.int64)
    counted[wanted] = near
    return {name: counted[:, at] for at, name in enumerate(COUNTED)}


def judge(groups: Columns) -> Judged:
    """Values inside over values outside, against the peers', upper tail."""
    band = bands(groups)
    near, inside, outside = (groups[name].astype(np.float64) for name in ("near", "inside", "outside"))
    known = ~np.isnan(band)
    able = known & (near >= FEWEST) & (inside + outside >= FEWEST_BESIDE)
    value, variance = (inside + 0.5) / (outside + 0.5), 1 / (inside + 0.5) + 1 / (outside + 0.5)
    made = ratio(groups, value, variance, able)
    enough = _candidates(groups) & (~known | (near >= FEWEST))
    why = reasons(enough, known, able, made.compared.count >= PEERS)
    z = made.compared.z
    shown = made.shown()
    for name in ("n", "near", "inside", "outside"):
        shown[name] = lambda row, name=name: int(groups[name][row])  # type: ignore[misc]
    shown["band"] = lambda row: float(band[row])
    shown["side"] = lambda row: "low" if groups["side"][row] == LOW else "high"
    return Judged(
        why,
        upper(z),
        made.effect,
        z,
        made.effect,
        made.effect >= LEAST_EFFECT,
        (near, value),
        shown,
        made.beside(),
    )


MEASURES = (
    Anomaly("limit.bunching", "F2", "results", limits, judge,
            ("fewer than 100 values near the limit", "fewer than 5 peers to set the band",
             "fewer than 20 values beside the limit", "fewer than 5 peers"),
            Again(bands, look, COUNTED), leans=1),
)  # fmt: skip
