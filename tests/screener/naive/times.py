"""The naive reading of `test.too_short`, `sample.age` and `dates.order`."""

from __future__ import annotations

import datetime as dt

from .book import Book, Family, Mark, Row, day, hit_if

MICROSECOND = dt.timedelta(microseconds=1)
MICROSECONDS_A_MINUTE = 6e7


def too_short(book: Book, result: Row) -> Mark | None:
    """The test took fewer minutes than its method needs."""
    method = book.method_of(result)
    if (
        result["started_at"] is None
        or result["ended_at"] is None
        or method is None
        or method["min_minutes"] is None
    ):
        return Mark.LACKING
    microseconds = (result["ended_at"] - result["started_at"]) // MICROSECOND
    return hit_if(microseconds / MICROSECONDS_A_MINUTE < method["min_minutes"])


def sample_age(book: Book, result: Row) -> Mark | None:
    """The sample was younger or older than its method allows when the test began."""
    sampled_on = book.report_of(result)["sampled_on"]
    method = book.method_of(result)
    if sampled_on is None or result["started_at"] is None or method is None:
        return Mark.LACKING
    youngest, oldest = method["min_age_days"], method["max_age_days"]
    if youngest is None and oldest is None:
        return Mark.LACKING
    age = (day(result["started_at"]) - sampled_on).days
    return hit_if((youngest is not None and age < youngest) or (oldest is not None and age > oldest))


def dates_order(book: Book, report: Row) -> Mark | None:
    """Issued before it was received, or a test before receipt, backwards, or after issue."""
    received_at, issued_at = report["received_at"], report["issued_at"]
    if issued_at < received_at:
        return Mark.HIT
    for result in book.results_of(report):
        started_at, ended_at = result["started_at"], result["ended_at"]
        if started_at is not None and started_at < received_at:
            return Mark.HIT
        if started_at is not None and ended_at is not None and ended_at < started_at:
            return Mark.HIT
        if ended_at is not None and ended_at > issued_at:
            return Mark.HIT
    return Mark.CLEAR


TIMES: Family = {
    "test.too_short": ("results", ("methods",), too_short),
    "sample.age": ("results", ("methods",), sample_age),
    "dates.order": ("reports", (), dates_order),
}
