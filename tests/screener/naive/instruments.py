"""The naive reading of `instrument.uncalibrated`, `instrument.double_booked` and `instrument.elsewhere`."""

from __future__ import annotations

from .book import Book, Family, Mark, Row, day, has_interval, has_no_instant, hit_if


def uncalibrated(book: Book, result: Row) -> Mark | None:
    """No passed calibration of the instrument covers the day the test began."""
    if result["instrument_id"] is None or result["started_at"] is None:
        return Mark.LACKING
    on = day(result["started_at"])
    calibrated = any(
        row["instrument_id"] == result["instrument_id"]
        and row["passed"]
        and row["calibrated_on"] <= on <= row["valid_until"]
        for row in book.calibrations or []
    )
    return hit_if(not calibrated)


def instrument_of(book: Book, result: Row) -> Row | None:
    for row in book.instruments or []:
        if row["instrument_id"] == result["instrument_id"]:
            return row
    return None


def run_of(result: Row) -> tuple[object, ...]:
    """Results that share all of this are one test."""
    return result["report_id"], result["instrument_id"], result["started_at"], result["ended_at"]


def double_booked(book: Book, result: Row) -> Mark | None:
    """At some instant of its interval more tests are active on the instrument than it has places.

    The number of active tests only grows where one starts, so it is enough to look at its own start and at
    the starts that lie within its interval.
    """
    instrument = instrument_of(book, result)
    if has_no_instant(result) or (instrument is None and result["instrument_id"] is not None):
        return None
    if instrument is None or not has_interval(result):
        return Mark.LACKING
    tests = {
        run_of(other): other
        for other in book.results
        if other["instrument_id"] == result["instrument_id"] and has_interval(other)
    }.values()
    instants = [test["started_at"] for test in tests]
    return hit_if(
        any(
            sum(test["started_at"] <= instant < test["ended_at"] for test in tests) > instrument["capacity"]
            for instant in instants
            if result["started_at"] <= instant < result["ended_at"]
        )
    )


def elsewhere(book: Book, result: Row) -> Mark | None:
    """The instrument belongs to another institution, or is fixed at another site."""
    instrument = instrument_of(book, result)
    if instrument is None:
        return Mark.LACKING if result["instrument_id"] is None else None
    report = book.report_of(result)
    return hit_if(
        instrument["uscc"] != report["uscc"]
        or (not instrument["portable"] and instrument["site_id"] != report["site_id"])
    )


INSTRUMENTS: Family = {
    "instrument.uncalibrated": ("results", ("calibrations",), uncalibrated),
    "instrument.double_booked": ("results", ("instruments",), double_booked),
    "instrument.elsewhere": ("results", ("instruments",), elsewhere),
}
