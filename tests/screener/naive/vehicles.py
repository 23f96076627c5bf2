"""The naive reading of the rules about vehicles, and of `person.impossible_travel`."""

from __future__ import annotations

import datetime as dt
import itertools
import math
import string

from .book import Book, Family, Mark, Row, hit_if

THIRTY_DAYS = dt.timedelta(hours=30 * 24)
LETTERS = set(string.ascii_letters + string.digits)
EARTH_KM = 6371.0088


def vehicle_of(book: Book, report: Row) -> Row | None:
    """The vehicle that the report is of."""
    vehicles = book.remember("vehicles", lambda: {row["report_id"]: row for row in book.vehicle_tests or []})
    row: Row | None = vehicles.get(report["report_id"])
    return row


def says_something(text: str | None) -> bool:
    """At least four letters and digits, a digit among them, not all the same."""
    plain = [letter for letter in text or "" if letter in LETTERS]
    return len(plain) >= 4 and bool(set(plain) & set(string.digits)) and len(set(plain)) > 1


def identity(row: Row | None) -> tuple[str, str] | None:
    """CAL ID and CVN together, None where one of them says nothing."""
    if row is None or not (says_something(row["cal_id"]) and says_something(row["cvn"])):
        return None
    return row["cal_id"], row["cvn"]


def tests_at(book: Book, uscc: str) -> list[Row]:
    """The vehicles of the institution's reports."""
    found = (vehicle_of(book, report) for report in book.reports if report["uscc"] == uscc)
    return [row for row in found if row is not None]


def makers(book: Book, report: Row) -> set[str]:
    """The makers of the vehicles that the institution found with the identity of this one."""
    own = identity(vehicle_of(book, report))
    return {row["vin"][:3] for row in tests_at(book, report["uscc"]) if own and identity(row) == own}


def shared_identity(book: Book, report: Row) -> Mark | None:
    """Three makers, one identity."""
    row = vehicle_of(book, report)
    if row is None:
        return None
    return Mark.LACKING if identity(row) is None else hit_if(len(makers(book, report)) >= 3)


def changes(book: Book, report: Row) -> list[Row]:
    """Tests of the vehicle at the institution that found another identity, however far apart."""
    row = vehicle_of(book, report)
    if row is None or identity(row) is None or row["tested_at"] is None:
        return []
    return [
        other
        for other in tests_at(book, report["uscc"])
        if other["vin"] == row["vin"]
        and other["tested_at"] is not None
        and identity(other) not in (None, identity(row))
    ]


def changed_identity(book: Book, report: Row) -> Mark | None:
    """Another identity within thirty days."""
    row = vehicle_of(book, report)
    if row is None:
        return None
    if identity(row) is None or row["tested_at"] is None:
        return Mark.LACKING
    return hit_if(
        any(abs(other["tested_at"] - row["tested_at"]) <= THIRTY_DAYS for other in changes(book, report))
    )


def power_differs(book: Book, report: Row) -> Mark | None:
    """More than a twentieth away from what is registered."""
    row = vehicle_of(book, report)
    if row is None:
        return None
    rated, registered = row["rated_power"], row["registered_power"]
    if rated is None or registered is None or registered <= 0:
        return Mark.LACKING
    return hit_if(abs(rated - registered) > 0.05 * registered)


def has_place(row: Row) -> bool:
    """A position on earth, and not the nought of a receiver that had none."""
    latitude, longitude = row["latitude"], row["longitude"]
    return abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0, 0)


def placed(book: Book) -> list[Row]:
    """Samplings of reports that are there, at places that are, in order of time."""
    rows = [
        row for row in book.samplings or [] if book.report(row["report_id"]) is not None and has_place(row)
    ]
    names = ("arrived_at", "left_at", "report_id", "latitude", "longitude")
    return sorted(rows, key=lambda row: [row[name] for name in names])


def kilometres(one: Row, other: Row) -> float:
    """The way along a great circle."""
    low, high = math.radians(one["latitude"]), math.radians(other["latitude"])
    turn = math.radians(other["longitude"] - one["longitude"])
    half = math.sin((high - low) / 2) ** 2 + math.cos(low) * math.cos(high) * math.sin(turn / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(half, 1.0)))


def hours_between(one: Row, other: Row) -> float:
    """The time from leaving the one to arriving at the other, nought where they overlap."""
    gap: dt.timedelta = other["arrived_at"] - one["left_at"]
    return max(gap / dt.timedelta(hours=1), 0.0)


def journeys(book: Book, report: Row) -> list[tuple[Row, Row]]:
    """Ways of one person from one sampling to the next, one of the two for the report."""
    rows, found = book.remember("placed", lambda: placed(book)), []
    for person in {row["person_id"] for row in rows if row["report_id"] == report["report_id"]}:
        own = [row for row in rows if row["person_id"] == person]
        found += [
            (one, other)
            for one, other in itertools.pairwise(own)
            if report["report_id"] in {one["report_id"], other["report_id"]}
        ]
    return found


def impossible(one: Row, other: Row) -> list[bool]:
    """Far apart, and faster than 120 km an hour."""
    way = kilometres(one, other)
    return [way > 1, way > 120 * hours_between(one, other)]


def impossible_travel(book: Book, report: Row) -> Mark | None:
    """Nobody travels like that."""
    own = [row for row in book.samplings or [] if row["report_id"] == report["report_id"]]
    if not own:
        return None
    if not any(has_place(row) for row in own):
        return Mark.LACKING
    return hit_if(any(all(impossible(*pair)) for pair in journeys(book, report)))


VEHICLES: Family = {
    "vehicle.shared_identity": ("reports", ("vehicle_tests",), shared_identity),
    "vehicle.changed_identity": ("reports", ("vehicle_tests",), changed_identity),
    "vehicle.power_differs": ("reports", ("vehicle_tests",), power_differs),
    "person.impossible_travel": ("reports", ("samplings",), impossible_travel),
}
