"""The naive reading of `person.two_places`, `person.not_employed` and `signatory.unauthorised`."""

from __future__ import annotations

from .book import (
    Book,
    Family,
    Mark,
    Row,
    day,
    employed,
    has_interval,
    has_no_instant,
    hit_if,
    in_force,
    overlap,
)


def two_places(book: Book, result: Row) -> Mark | None:
    """Another result of the operator, at another site, has an interval that overlaps this one."""
    if has_no_instant(result):
        return None
    if result["operator_id"] is None or not has_interval(result):
        return Mark.LACKING
    site_id = book.report_of(result)["site_id"]
    return hit_if(
        any(
            other["operator_id"] == result["operator_id"]
            and book.report_of(other)["site_id"] != site_id
            and has_interval(other)
            and overlap(result, other)
            for other in book.results
        )
    )


def not_employed(book: Book, result: Row) -> Mark | None:
    """The operator is unknown, belongs to another institution, or was not employed that day."""
    if result["operator_id"] is None or result["started_at"] is None:
        return Mark.LACKING
    uscc = book.report_of(result)["uscc"]
    return hit_if(not employed(book, result["operator_id"], uscc, day(result["started_at"])))


def signatory_unauthorised(book: Book, report: Row) -> Mark | None:
    """Nobody signed, or somebody without the field that day, or somebody not employed here that day."""
    signatory_id = report["signatory_id"]
    if signatory_id is None:
        return Mark.HIT
    on = day(report["issued_at"])
    authorised = any(
        row["person_id"] == signatory_id and row["domain"] == report["domain"] and in_force(row, on)
        for row in book.authorisations or []
    )
    return hit_if(not authorised or not employed(book, signatory_id, report["uscc"], on))


PEOPLE: Family = {
    "person.two_places": ("results", (), two_places),
    "person.not_employed": ("results", ("people",), not_employed),
    "signatory.unauthorised": ("reports", ("authorisations", "people"), signatory_unauthorised),
}
