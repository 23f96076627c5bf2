"""Rules about vehicles: one electronic identity on several makers' cars, two of one car, a power that differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from screener.book import Book
from screener.evidence import MOST_OTHERS, book_rows, case, report_row
from screener.index import Index, pack, position
from screener.ledger.units import NO_TIME
from screener.partition import Mask, Partition
from screener.rule import Rule, Verdict, hits_of
from screener.texts import codes_of, identities_of

NEEDS = ("vehicle_tests",)
MAKERS = 3
MAKER_LETTERS = 3  # of a VIN: the world manufacturer identifier of ISO 3780
SPAN = 30 * 24 * 3600 * 1_000_000  # microseconds
SHARE = 0.05

Codes = npt.NDArray[np.int32]
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Vehicles:
    """Rows of `vehicle_tests` in the order of their reports' codes, with texts as numbers (shape of all: rows).

    `identity` is that of CAL ID and CVN together, in the order of their texts, -1 where one of them says nothing.
    """

    reports: npt.NDArray[np.int64]
    row: Rows
    identity: Codes
    vin: Codes
    maker: Codes

    @classmethod
    def of(cls, book: Book) -> Vehicles:
        """Read `vehicle_tests`; rows whose report is absent take no part."""
        rows = book.small["vehicle_tests"]
        row = np.argsort(rows["report"], kind="stable")
        row = row[int(np.searchsorted(rows["report"][row], 0)) :]
        cal_id, cvn = (identities_of(rows[name][row].tolist()) for name in ("cal_id", "cvn"))
        _, identity = np.unique(pack(cal_id, cvn), return_inverse=True)
        vins = rows["vin"][row].tolist()
        makers = codes_of(vin[:MAKER_LETTERS] for vin in vins)
        said = (cal_id >= 0) & (cvn >= 0)
        return cls(
            rows["report"][row].astype(np.int64),
            row,
            np.where(said, identity, -1).astype(np.int32),
            codes_of(vins),
            makers,
        )


def _vehicles(p: Partition) -> Vehicles:
    found: Vehicles = p.book.keep("vehicles", Vehicles.of)
    return found


def _places(p: Partition) -> Codes:
    """The place in `Vehicles` of each report, -1 where it is of no vehicle (shape: reports)."""

    def find() -> Codes:
        return position(_vehicles(p).reports, p.reports["code"].astype(np.int64))

    found: Codes = p.keep("_vehicles", find)
    return found


def _of(p: Partition, column: npt.NDArray[Any], empty: float) -> npt.NDArray[Any]:
    """A column of `vehicle_tests` by report, `empty` for those of no vehicle."""
    return np.append(column[_vehicles(p).row], column.dtype.type(empty))[_places(p)]


def _identities(p: Partition) -> Codes:
    found: Codes = np.append(_vehicles(p).identity, np.int32(-1))[_places(p)]
    return found


def shared_identity(p: Partition) -> Verdict:
    """Reports of vehicles whose CAL ID and CVN the institution found on vehicles of several makers."""
    identity, kind = _identities(p), _places(p) >= 0
    rows = hits_of(identity >= 0)
    key = pack(p.whose[rows], identity[rows])
    maker = _vehicles(p).maker[_places(p)[rows]]
    distinct, group = np.unique(key, return_inverse=True)
    makers = np.bincount(np.unique(pack(group, maker)) >> 32, minlength=len(distinct))
    return Verdict(rows[makers[group] >= MAKERS], kind, identity >= 0)


@dataclass(frozen=True)
class Line:
    """Tests with an identity and a time, by institution and VIN, then by time (shape: such tests).

    `before` and `after`: the nearest test of the vehicle with another identity, as a place in `report`, -1 where none
    lies within 30 days. `place`: where each report of the partition stands in `report`.
    """

    place: Rows
    report: Rows
    before: Rows
    after: Rows

    @classmethod
    def of(cls, p: Partition, tested: Mask) -> Line:
        """Order the tests of a partition."""
        rows, vehicles = hits_of(tested), _vehicles(p)
        vin, identity = vehicles.vin[_places(p)[rows]], _identities(p)[rows]
        at = _of(p, p.book.small["vehicle_tests"]["tested_at"], NO_TIME)[rows]
        order = np.lexsort((identity, at, vin, p.whose[rows]))
        rows, identity, at = rows[order], identity[order], at[order]
        car = pack(p.whose[rows], vin[order])
        starts = np.ones(len(rows), bool)
        starts[1:] = (car[1:] != car[:-1]) | (identity[1:] != identity[:-1])
        begin = np.flatnonzero(starts)
        run = np.cumsum(starts) - 1
        before = begin[run] - 1
        after = np.append(begin[1:], len(rows))[run] if len(rows) else before
        place = np.full(len(tested), -1, np.intp)
        place[rows] = np.arange(len(rows))
        return cls(place, rows, _near(before, car, at), _near(after, car, at))


def _near(other: Rows, car: npt.NDArray[np.int64], at: npt.NDArray[np.int64]) -> Rows:
    """The other place where it is of the same car and no more than 30 days away, else -1."""
    inside = (other >= 0) & (other < len(car))
    place = np.where(inside, other, 0)
    near = inside & (car[place] == car) & (np.abs(at[place] - at) <= SPAN) if len(car) else inside
    return np.where(near, other, -1)


def _dated(p: Partition) -> Mask:
    times = _of(p, p.book.small["vehicle_tests"]["tested_at"], NO_TIME)
    found: Mask = (_identities(p) >= 0) & (times != NO_TIME)
    return found


def changed_identity(p: Partition) -> Verdict:
    """Reports of a vehicle whose CAL ID or CVN was another at a test within 30 days."""
    tested = _dated(p)
    line: Line = p.keep("vehicle_line", lambda: Line.of(p, tested))
    hits = np.sort(line.report[(line.before >= 0) | (line.after >= 0)])
    return Verdict(hits, _places(p) >= 0, tested)


def power_differs(p: Partition) -> Verdict:
    """Reports of vehicles tested with a rated power more than 5 % away from the registered one."""
    rows = p.book.small["vehicle_tests"]
    rated, registered = (_of(p, rows[name], np.nan) for name in ("rated_power", "registered_power"))
    tested = ~np.isnan(rated) & (registered > 0)
    with np.errstate(over="ignore"):  # what is beyond every number differs, too
        differs = np.abs(rated - registered) > SHARE * registered
    return Verdict(hits_of(tested & differs), _places(p) >= 0, tested)


def _rows(p: Partition, reports: list[int]) -> list[dict[str, Any]]:
    """The rows of `vehicle_tests` of some reports, each with the institution that tested."""
    rows = _vehicles(p).row[_places(p)[reports]].tolist()
    shown = book_rows(p, "vehicle_tests", rows)
    return [
        row | {"uscc": p.book.word("uscc", int(p.reports["uscc"][report]))}
        for row, report in zip(shown, reports, strict=True)
    ]


def _shared_identity(p: Partition, report: int) -> dict[str, object]:
    """The report's own row, one of every other maker, then the rest, in order of the reports' identifiers."""
    identity = _identities(p)
    index = p.keep("identity_index", lambda: Index.of(pack(p.whose, identity)))
    key = int(pack(p.whose[report], identity[report]))
    group, total, makers = p.keep(f"identity_{key}", lambda: _group(p, index.rows(key)))
    others = [other for other in group if other != report][: MOST_OTHERS - 1]
    shown = _rows(p, [report, *others])
    names = {name: shown[0][name] for name in ("cal_id", "cvn")}
    return case(report_row(p, report), shown, total, **names, makers=makers)


def _group(p: Partition, reports: Rows) -> tuple[list[int], int, int]:
    """Some reports of one identity: of each maker the first two, then others; how many, and of how many makers."""
    names, places = p.text("reports", "report_id"), _places(p)
    ordered = sorted(reports.tolist(), key=lambda row: str(names[row].as_py()))
    seen: dict[int, int] = {}
    nth = []
    for row in ordered:
        maker = int(_vehicles(p).maker[places[row]])
        nth.append(seen.get(maker, 0))
        seen[maker] = nth[-1] + 1
    first = sorted(range(len(ordered)), key=lambda place: min(nth[place], 2))
    return [ordered[place] for place in first[: 2 * MOST_OTHERS]], len(ordered), len(seen)


def _changed_identity(p: Partition, report: int) -> dict[str, object]:
    line: Line = p.keep("vehicle_line", lambda: Line.of(p, _dated(p)))
    place = int(line.place[report])
    others = [int(line.report[at]) for at in (line.before[place], line.after[place]) if at >= 0]
    shown = _rows(p, [report, *others])
    return case(report_row(p, report), shown, vin=shown[0]["vin"])


def _power_differs(p: Partition, report: int) -> dict[str, object]:
    shown = _rows(p, [report])
    names = ("vin", "rated_power", "registered_power")
    return case(report_row(p, report), shown, **{name: shown[0][name] for name in names})


RULES = (
    Rule("vehicle.shared_identity", "F2", "reports", NEEDS, 0.7, shared_identity, _shared_identity),
    Rule("vehicle.changed_identity", "F4", "reports", NEEDS, 0.6, changed_identity, _changed_identity),
    Rule("vehicle.power_differs", "F3", "reports", NEEDS, 0.5, power_differs, _power_differs),
)
