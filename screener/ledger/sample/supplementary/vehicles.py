"""What the lines of a vehicle test read of the cars: identities of their control units, and rated power."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from screener.ledger.sample.arrays import DAY, Flags, Ints, ints
from screener.ledger.sample.catalogue.index import catalogue
from screener.ledger.sample.chunk import Chunk
from screener.ledger.sample.draft import first_and_last
from screener.ledger.sample.entries import report_names
from screener.ledger.sample.faults import Desk
from screener.ledger.sample.lettering import digits, fixed, hashes, labelled, whole
from screener.ledger.sample.sheets import Sheet

_MAKERS = ("LFV", "LSV", "LGX", "LVS", "LHG", "LB3", "LSG", "LDC", "LGB", "LBE", "LVG", "LS5")
_MODELS = 9  # of a maker; each has one identity
_OWN = 1 << 30  # identities and cars from here on are of planted faults
_RETESTED = 0.04
_NEAR = 20 * DAY


@dataclass
class Vehicles:
    """One row per report on a vehicle, corrections included."""

    report: Ints
    car: Ints
    maker: Ints
    identity: Ints  # negative: not read
    attempt: Ints
    tested: Ints
    rated: Ints  # kW
    registered: Ints


def draw(rng: np.random.Generator, chunk: Chunk) -> Vehicles:
    """Cars that come once, a few twice; a correction speaks of the car of its original."""
    reports = chunk.draft.reports
    driven = np.array([p.drive_in for p in catalogue().products])[reports.product]
    first, _ = first_and_last(chunk.draft)
    size = len(reports)
    again = np.flatnonzero(driven & (reports.original < 0))
    order = again[np.lexsort((first[again], reports.product[again], reports.branch[again]))]
    before, after = order[:-1], order[1:]
    same = (reports.branch[before] == reports.branch[after]) & (
        reports.product[before] == reports.product[after]
    )
    same &= rng.random(len(same)) < _RETESTED
    same[1:] &= ~same[:-1]
    car, attempt = np.arange(size, dtype=np.int64), np.ones(size, dtype=np.int64)
    car[after[same]], attempt[after[same]] = before[same], 2
    for _ in range(2):  # a correction of a correction
        corrected = reports.original >= 0
        for column in (car, attempt, first):
            column[corrected] = column[reports.original[corrected]]
    maker, model = rng.integers(0, len(_MAKERS), size)[car], rng.integers(0, _MODELS, size)[car]
    power = rng.integers(55, 260, size)[car]
    own = np.flatnonzero(driven)
    read = rng.random(size)[car] < 0.92
    return Vehicles(
        own,
        car[own],
        maker[own],
        np.where(read, maker * _MODELS + model, -1)[own],
        attempt[own],
        first[own],
        power[own],
        power[own],
    )


def sheets(chunk: Chunk, drawn: Vehicles) -> dict[str, Sheet]:
    """vehicle_tests; none where no institution of the chunk tests vehicles."""
    if not len(drawn.report):
        return {}
    number = chunk.cast.branches[0].number
    read = drawn.identity >= 0
    codes = hashes(np.where(read, drawn.identity, 0) + np.where(drawn.identity >= _OWN, number << 32, 0))
    size = len(drawn.report)
    makers = np.array([list(name.encode()) for name in _MAKERS], dtype=np.uint8)
    cal_id = fixed(size, "CAL", digits(drawn.identity % 10**6, 6), codes[:, 8:11])
    unread = pa.array(~read)
    empty = pa.scalar(None, pa.string())
    part = digits(ints([number] * size), 6)
    return {
        "vehicle_tests": {
            "report_id": labelled(report_names(chunk.cast, chunk.draft), drawn.report),
            "vin": fixed(size, makers[drawn.maker], "A2", part, digits(drawn.car % 10**6, 6)),
            "attempt": whole(drawn.attempt, pa.int32()),
            "tested_at": whole(drawn.tested, pa.timestamp("us")),
            "cal_id": pa.compute.if_else(unread, empty, cal_id),
            "cvn": pa.compute.if_else(unread, empty, fixed(size, codes[:, :8])),
            "rated_power": pa.array(drawn.rated.astype(float)),
            "registered_power": pa.array(drawn.registered.astype(float)),
        }
    }  # fmt: skip


def _ordered(desk: Desk, drawn: Vehicles) -> Ints:
    """Rows of free reports on vehicles by branch, product and time."""
    reports = desk.draft.reports
    free = np.flatnonzero(desk.free[drawn.report] & ~_twice(drawn))
    return free[
        np.lexsort(
            (drawn.tested[free], reports.product[drawn.report[free]], reports.branch[drawn.report[free]])
        )
    ]


def _twice(drawn: Vehicles) -> Flags:
    """Rows of cars that come more than once."""
    _, car, count = np.unique(drawn.car, return_inverse=True, return_counts=True)
    found: Flags = count[car] > 1
    return found


def shared_identity(desk: Desk, drawn: Vehicles, count: int) -> None:
    """Let one small box answer for the cars of three makers."""
    branch = desk.draft.reports.branch
    planted = 0
    waiting: dict[int, list[int]] = {}
    for row in desk.rng.permutation(_ordered(desk, drawn)).tolist():
        some = waiting.setdefault(int(branch[drawn.report[row]]), [])
        if planted >= count:
            break
        if drawn.maker[row] not in drawn.maker[some]:
            some.append(row)
        if len(some) == 3:
            planted += 1
            drawn.identity[some] = _OWN + planted
            desk.free[drawn.report[some]] = False
            desk.note_reports("vehicle.shared_identity", drawn.report[some], 1)
            some.clear()


def changed_identity(desk: Desk, drawn: Vehicles, count: int) -> None:
    """Bring another car, or another control unit, to the second test."""
    runs, branch = desk.draft.runs, desk.draft.reports.branch
    order = _ordered(desk, drawn)
    a, b = order[:-1], order[1:]
    fits = (branch[drawn.report[a]] == branch[drawn.report[b]]) & (drawn.tested[b] - drawn.tested[a] < _NEAR)
    start = desk.run_start
    first, second = desk.pairs(start[drawn.report[a[fits]]], start[drawn.report[b[fits]]], count)
    a, b = (np.searchsorted(drawn.report, runs.report[some]) for some in (first, second))
    drawn.car[b], drawn.maker[b], drawn.attempt[b] = drawn.car[a], drawn.maker[a], 2
    drawn.identity[a] = np.where(drawn.identity[a] < 0, drawn.maker[a] * _MODELS, drawn.identity[a])
    drawn.identity[b] = _OWN + 500_000 + np.arange(len(b))
    desk.note_reports("vehicle.changed_identity", drawn.report[np.concatenate([a, b])], len(a))


def power_differs(desk: Desk, drawn: Vehicles, count: int) -> None:
    """Load the car as if it had less power than it is registered with."""
    wanted = np.zeros(len(desk.draft.reports), dtype=bool)
    wanted[drawn.report] = True
    found = desk.reports(wanted, count)
    row = np.searchsorted(drawn.report, found)
    drawn.rated[row] = drawn.registered[row] * desk.rng.integers(60, 90, len(row)) // 100
    desk.note_reports("vehicle.power_differs", found, len(found))
