"""person.impossible_travel: one person sampled at two places between which nobody travels in the time there was."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from screener.book import Book
from screener.evidence import book_rows, case, report_row
from screener.index import Index, position
from screener.partition import Mask, Partition
from screener.rule import Rule, Verdict, hits_of
from screener.texts import ordered_codes, ranks_of

EARTH_KM = 6371.0088  # mean radius, IUGG
NEAR_KM = 1.0
KM_AN_HOUR = 120.0
MICROSECONDS_AN_HOUR = 3_600_000_000

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]
Codes = npt.NDArray[np.int64]


def distance(latitude: tuple[Floats, Floats], longitude: tuple[Floats, Floats]) -> Floats:
    """Great-circle distances in km by the haversine formula; degrees in (shape of all: pairs)."""
    (low, high), (west, east) = (map(np.radians, pair) for pair in (latitude, longitude))
    half = np.sin((high - low) / 2) ** 2 + np.cos(low) * np.cos(high) * np.sin((east - west) / 2) ** 2
    found: Floats = 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    return found


@dataclass(frozen=True)
class Journeys:
    """Samplings with a report and a place on earth, by person and time (rows of `samplings`, and their reports).

    `from_` and `to`: places of the two samplings of every journey that nobody makes, with km and hours. `named`,
    `placed` and `far`: the reports with samplings, with positions, at the end of such a journey; each ascending.
    """

    row: Rows
    report: npt.NDArray[np.int32]
    from_: Rows
    to: Rows
    km: Floats
    hours: Floats
    named: Codes
    placed: Codes
    far: Codes

    @classmethod
    def of(cls, book: Book) -> Journeys:
        """Read `samplings`."""
        rows = book.small["samplings"]
        row = _in_order(book, np.flatnonzero(_placed(book)))
        report, person = rows["report"][row], rows["person_id"][row]
        lat, lon = (rows[name][row] for name in ("latitude", "longitude"))
        km = distance((lat[:-1], lat[1:]), (lon[:-1], lon[1:]))
        gap = np.maximum(rows["arrived_at"][row][1:] - rows["left_at"][row][:-1], 0)
        hours = gap / MICROSECONDS_AN_HOUR
        far = (person[1:] == person[:-1]) & (km > NEAR_KM) & (km > KM_AN_HOUR * hours)
        at = np.flatnonzero(far)
        reports = (rows["report"][rows["report"] >= 0], report, np.concatenate((report[at], report[at + 1])))
        named, placed, met = (np.unique(some).astype(np.int64) for some in reports)
        return cls(row, report, at, at + 1, km[at], hours[at], named, placed, met)


def _placed(book: Book) -> Mask:
    """Rows of a report that is there, with a position on earth; both nought is a receiver that had none."""
    rows = book.small["samplings"]
    lat, lon = rows["latitude"], rows["longitude"]
    on_earth = (np.abs(lat) <= 90) & (np.abs(lon) <= 180) & ((lat != 0) | (lon != 0))
    found: Mask = (rows["report"] >= 0) & on_earth
    return found


def _in_order(book: Book, placed: Rows) -> Rows:
    """The rows by person, then by arrival, departure, report and position."""
    rows = book.small["samplings"]
    arrived, left, lat, lon = (
        rows[name][placed] for name in ("arrived_at", "left_at", "latitude", "longitude")
    )
    person = ranks_of(book.lexicon.words["person"].texts())[rows["person_id"][placed]]
    report = ordered_codes(rows["report_id"][placed].tolist())
    found: Rows = placed[np.lexsort((lon, lat, report, left, arrived, person))]
    return found


def _journeys(p: Partition) -> Journeys:
    found: Journeys = p.book.keep("journeys", Journeys.of)
    return found


def impossible_travel(p: Partition) -> Verdict:
    """Reports whose sampler came from, or went to, a place too far away for the time between."""
    journeys, code = _journeys(p), p.reports["code"].astype(np.int64)
    far, named, placed = (
        position(codes, code) >= 0 for codes in (journeys.far, journeys.named, journeys.placed)
    )
    return Verdict(hits_of(far), named, placed)


def _evidence(p: Partition, report: int) -> dict[str, object]:
    """The first journey of the report: both samplings in order of time."""
    journeys, code = _journeys(p), int(p.reports["code"][report])
    ends = p.book.keep("journey_ends", lambda _: _ends(journeys))
    first = int((ends.rows(code) % len(journeys.from_)).min())
    places = [int(journeys.from_[first]), int(journeys.to[first])]
    shown = book_rows(p, "samplings", journeys.row[places].tolist())
    km, hours = float(journeys.km[first]), float(journeys.hours[first])
    return case(report_row(p, report), shown, km=km, hours=hours)


def _ends(journeys: Journeys) -> Index:
    """Journeys by the reports at both ends."""
    return Index.of(np.concatenate((journeys.report[journeys.from_], journeys.report[journeys.to])))


RULES = (
    Rule("person.impossible_travel", "F1", "reports", ("samplings",), 0.8, impossible_travel, _evidence),
)
