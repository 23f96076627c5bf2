"""The naive reading of `number.duplicate` and `number.backfilled`."""

from __future__ import annotations

import datetime as dt

from .book import Book, Family, Mark, Row, hit_if

ASCII_DIGITS = "0123456789"
SEVEN_DAYS = dt.timedelta(hours=7 * 24)
NEXT = 20
ENOUGH = 3


def led_to(book: Book, report: Row) -> list[str]:
    """The reports reached by following `replaces`, up to an absent one or one already met."""
    met: list[str] = []
    following = book.report(report["replaces"])
    while following is not None and following["report_id"] not in [report["report_id"], *met]:
        met.append(following["report_id"])
        following = book.report(following["replaces"])
    return met


def duplicate(book: Book, report: Row) -> Mark | None:
    """Another report of the institution has the number, and neither leads to the other."""
    return hit_if(
        any(
            other["report_id"] != report["report_id"]
            and other["uscc"] == report["uscc"]
            and other["report_no"] == report["report_no"]
            and other["report_id"] not in led_to(book, report)
            and report["report_id"] not in led_to(book, other)
            for other in book.reports
        )
    )


def split_number(report_no: str) -> tuple[str, str]:
    """The prefix and the final run of ASCII digits, either of which may be nothing."""
    prefix = report_no.rstrip(ASCII_DIGITS)
    return prefix, report_no[len(prefix) :]


def _place(report: Row) -> tuple[int, str, dt.datetime, str]:
    """Sorts by the run as a whole number of any length: the longer is the larger, then digit by digit."""
    number = split_number(report["report_no"])[1].lstrip("0")
    return len(number), number, report["received_at"], report["report_id"]


def next_numbers(book: Book, report: Row) -> list[Row]:
    """The next twenty reports of its prefix in the order of the numbers, or those left."""
    prefix, _ = split_number(report["report_no"])
    order = sorted(
        (
            other
            for other in book.reports
            if other["uscc"] == report["uscc"]
            and split_number(other["report_no"])[0] == prefix
            and split_number(other["report_no"])[1]
        ),
        key=_place,
    )
    return order[order.index(report) + 1 :][:NEXT]


def backfilled(book: Book, report: Row) -> Mark | None:
    """At least three of the next twenty numbers were received more than seven days before it."""
    if not split_number(report["report_no"])[1]:
        return None
    after = next_numbers(book, report)
    earlier = [other for other in after if report["received_at"] - other["received_at"] > SEVEN_DAYS]
    return hit_if(len(earlier) >= ENOUGH)


NUMBERS: Family = {
    "number.duplicate": ("reports", (), duplicate),
    "number.backfilled": ("reports", (), backfilled),
}
