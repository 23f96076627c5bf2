"""The naive reading of the rules about samples: disposed of, of another product, not registered, handed on."""

from __future__ import annotations

from .book import Book, Family, Mark, Row, hit_if


def registered(book: Book, report: Row) -> Row | None:
    """The row of the register for the report's sample."""
    for row in book.samples or []:
        if (row["uscc"], row["sample_no"]) == (report["uscc"], report["sample_no"]):
            return row
    return None


def after_disposal(book: Book, result: Row) -> Mark | None:
    """The sample was gone when the test began."""
    row = registered(book, book.report_of(result))
    if row is None or row["disposed_at"] is None or result["started_at"] is None:
        return Mark.LACKING
    return hit_if(row["disposed_at"] <= result["started_at"])


def other_product(book: Book, report: Row) -> Mark | None:
    """The sample was registered as another product."""
    row = registered(book, report)
    if row is None or row["product"] is None:
        return Mark.LACKING
    return hit_if(row["product"] != report["product"])


def unregistered(book: Book, report: Row) -> Mark | None:
    """Received between the first and the last registration of the institution, and never registered."""
    times = [
        row["registered_at"]
        for row in book.samples or []
        if row["uscc"] == report["uscc"] and row["registered_at"] is not None
    ]
    received = report["received_at"]
    if not times or not min(times) <= received <= max(times):
        return Mark.LACKING
    if (received.year, received.month) not in {(time.year, time.month) for time in times}:
        return Mark.LACKING
    return hit_if(registered(book, report) is None)


def chain_of(book: Book, report: Row) -> list[Row]:
    """The steps of the report's sample in order."""
    rows = [
        row
        for row in book.sample_chain or []
        if (row["uscc"], row["sample_no"]) == (report["uscc"], report["sample_no"])
    ]
    return sorted(rows, key=lambda row: row["step"])


def chain_breaches(steps: list[Row]) -> set[str]:
    """What is wrong with the steps, which are in order."""
    found = set()
    if [row["step"] for row in steps] != list(range(1, len(steps) + 1)):
        found.add("step_missing")
    for number in range(1, len(steps)):
        before, row = steps[number - 1], steps[number]
        if row["handed_at"] < before["handed_at"]:
            found.add("handed_backwards")
        if None not in {row["given_by"], before["taken_by"]} and row["given_by"] != before["taken_by"]:
            found.add("hands_differ")
    return found


def chain_broken(book: Book, report: Row) -> Mark | None:
    """The steps of the sample do not follow each other."""
    steps = chain_of(book, report)
    return hit_if(bool(chain_breaches(steps))) if steps else Mark.LACKING


REGISTER: Family = {
    "sample.after_disposal": ("results", ("samples",), after_disposal),
    "sample.other_product": ("reports", ("samples",), other_product),
    "sample.unregistered": ("reports", ("samples",), unregistered),
    "sample.chain_broken": ("reports", ("sample_chain",), chain_broken),
}
