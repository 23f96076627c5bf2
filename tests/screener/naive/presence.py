"""The naive reading of `person.absent`, `signatory.absent` and `instrument.no_run`."""

from __future__ import annotations

import datetime as dt

from .book import Book, Family, Mark, Row, day, hit_if

DAY = dt.timedelta(days=1)


def rows_of_month(book: Book, person_id: str | None, on: dt.date) -> list[Row]:
    """The person's attendance that began in the calendar month of the day."""
    return [
        row
        for row in book.attendance or []
        if row["person_id"] == person_id
        and (row["arrived_at"].year, row["arrived_at"].month) == (on.year, on.month)
    ]


def institutions_of(book: Book, operator: str) -> set[str]:
    """Those in whose reports the operator tested."""

    def every() -> dict[str | None, set[str]]:
        found: dict[str | None, set[str]] = {}
        for result in book.results:
            found.setdefault(result["operator_id"], set()).add(book.uscc_of(result))
        return found

    known: dict[str | None, set[str]] = book.remember("institutions", every)
    return known[operator]


def has_left(row: Row) -> bool:
    """A departure that is not after the arrival says nothing."""
    return row["left_at"] is not None and row["left_at"] > row["arrived_at"]


def there_at(row: Row, instant: dt.datetime) -> bool:
    """Present from the arrival to the departure, without one until the end of the day."""
    if has_left(row):
        return bool(row["arrived_at"] <= instant < row["left_at"])
    return row["arrived_at"] <= instant and day(row["arrived_at"]) == day(instant)


def there_on(row: Row, on: dt.date) -> bool:
    """Present at some time of the day; the days of arrival and departure count whole."""
    last = day(row["left_at"]) if has_left(row) else day(row["arrived_at"])
    return day(row["arrived_at"]) <= on <= last


def absent(book: Book, result: Row) -> Mark | None:
    """The operator was not there when the test began."""
    operator, instant = result["operator_id"], result["started_at"]
    if operator is None or instant is None or not rows_of_month(book, operator, day(instant)):
        return Mark.LACKING
    if len(institutions_of(book, operator)) > 1:
        return Mark.LACKING
    rows = [row for row in book.attendance or [] if row["person_id"] == operator]
    return hit_if(not any(there_at(row, instant) for row in rows))


def signatory_absent(book: Book, report: Row) -> Mark | None:
    """The signatory was not there on the day of issue."""
    signatory, on = report["signatory_id"], day(report["issued_at"])
    if signatory is None or not rows_of_month(book, signatory, on):
        return Mark.LACKING
    rows = [row for row in book.attendance or [] if row["person_id"] == signatory]
    return hit_if(not any(there_on(row, on) for row in rows))


def runs_of(book: Book, result: Row) -> list[Row]:
    """The runs in the log of the result's instrument."""
    if result["instrument_id"] is None:
        return []
    return [row for row in book.instrument_log or [] if row["instrument_id"] == result["instrument_id"]]


def could_be(book: Book, run: Row, result: Row) -> list[bool]:
    """Whether the run is of the sample or of none named, began in time, and ended late enough."""
    sample_no = book.report_of(result)["sample_no"]
    return [
        run["sample_no"] is None or run["sample_no"] == sample_no,
        run["started_at"] <= result["ended_at"],
        result["started_at"] <= run["ended_at"],
    ]


def no_run(book: Book, result: Row) -> Mark | None:
    """No run of the log could be the test."""
    started_at, ended_at, runs = result["started_at"], result["ended_at"], runs_of(book, result)
    if started_at is None or ended_at is None or ended_at < started_at or not runs:
        return Mark.LACKING
    if started_at < min(run["started_at"] for run in runs) or ended_at > max(run["ended_at"] for run in runs):
        return Mark.LACKING
    months = {(run["started_at"].year, run["started_at"].month) for run in runs}
    if (started_at.year, started_at.month) not in months:
        return Mark.LACKING
    return hit_if(not any(all(could_be(book, run, result)) for run in runs))


PRESENCE: Family = {
    "person.absent": ("results", ("attendance",), absent),
    "signatory.absent": ("reports", ("attendance",), signatory_absent),
    "instrument.no_run": ("results", ("instrument_log",), no_run),
}
