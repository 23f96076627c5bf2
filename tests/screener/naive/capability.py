"""The naive reading of `scope.uncovered`, `certificate.not_in_force` and `method.superseded`."""

from __future__ import annotations

import datetime as dt

from .book import Book, Family, Mark, Row, day, hit_if, in_force


def scope_uncovered(book: Book, result: Row) -> Mark | None:
    """No scope row of the site, parameter and method in force that day on a certificate in force that day."""
    report = book.report_of(result)
    if not report["cma_marked"]:
        return None
    if result["started_at"] is None:
        return Mark.LACKING
    on = day(result["started_at"])
    covered = any(
        row["site_id"] == report["site_id"]
        and row["parameter"] == result["parameter"]
        and row["method"] == result["method"]
        and in_force(row, on)
        and _on_certificate(book, row["certificate_no"], report["uscc"], on)
        for row in book.scope or []
    )
    return hit_if(not covered)


def _on_certificate(book: Book, certificate_no: str, uscc: str, on: dt.date) -> bool:
    return any(
        row["certificate_no"] == certificate_no and row["uscc"] == uscc and in_force(row, on)
        for row in book.certificates or []
    )


def certificate_not_in_force(book: Book, report: Row) -> Mark | None:
    """No certificate of the institution is in force on the day of issue."""
    if not report["cma_marked"]:
        return None
    on = day(report["issued_at"])
    certified = any(row["uscc"] == report["uscc"] and in_force(row, on) for row in book.certificates or [])
    return hit_if(not certified)


def method_superseded(book: Book, result: Row) -> Mark | None:
    """The method was superseded on or before the day the test began."""
    method = book.method_of(result)
    if result["started_at"] is None or method is None:
        return Mark.LACKING
    superseded_on = method["superseded_on"]
    return hit_if(superseded_on is not None and superseded_on <= day(result["started_at"]))


CAPABILITY: Family = {
    "scope.uncovered": ("results", ("scope", "certificates"), scope_uncovered),
    "certificate.not_in_force": ("reports", ("certificates",), certificate_not_in_force),
    "method.superseded": ("results", ("methods",), method_superseded),
}
