"""Counts, row by row, the other rows that the evidence of a hit must speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.screener.naive.book import has_interval, overlap
from tests.screener.naive.content import members
from tests.screener.naive.numbers import led_to, next_numbers
from tests.screener.supplementary_proofs import SUPPLEMENTARY_STATED, SUPPLEMENTARY_WITNESSES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screener.naive import Book, Row


def certificates(book: Book, report: Row) -> int:
    """The certificates of the institution."""
    return sum(row["uscc"] == report["uscc"] for row in book.certificates or [])


def calibrations(book: Book, result: Row) -> int:
    """The calibrations of the instrument."""
    return sum(row["instrument_id"] == result["instrument_id"] for row in book.calibrations or [])


def one(_book: Book, _row: Row) -> int:
    """The row of `methods` or of `instruments`."""
    return 1


def none(_book: Book, _row: Row) -> int:
    """No other row is involved."""
    return 0


def meetings(book: Book, result: Row) -> int:
    """The results of the operator at other sites that overlap."""
    site_id = book.report_of(result)["site_id"]
    return sum(
        bool(other["operator_id"] == result["operator_id"])
        and book.report_of(other)["site_id"] != site_id
        and has_interval(other)
        and overlap(result, other)
        for other in book.results
    )


def _staff(book: Book, person_id: str | None) -> int:
    return sum(row["person_id"] == person_id for row in book.people or [])


def staff(book: Book, result: Row) -> int:
    """The row of `people`, or none."""
    return _staff(book, result["operator_id"])


def fields(book: Book, report: Row) -> int:
    """The authorisations of the signatory and the row of `people`."""
    person_id = report["signatory_id"]
    authorisations: int = sum(row["person_id"] == person_id for row in book.authorisations or [])
    return authorisations + _staff(book, person_id)


def _breaks(result: Row, report: Row) -> bool:
    started_at, ended_at = result["started_at"], result["ended_at"]
    early = started_at is not None and started_at < report["received_at"]
    late = ended_at is not None and ended_at > report["issued_at"]
    backwards = started_at is not None and ended_at is not None and ended_at < started_at
    return bool(early or late or backwards)


def breaches(book: Book, report: Row) -> int:
    """The results of the report that break the order."""
    return sum(_breaks(result, report) for result in book.results_of(report))


def citations(book: Book, result: Row) -> int:
    """The results of the institution's other samples that cite the record."""
    report = book.report_of(result)
    return sum(
        other["raw_record"] == result["raw_record"]
        and book.report_of(other)["uscc"] == report["uscc"]
        and book.report_of(other)["sample_no"] != report["sample_no"]
        for other in book.results
    )


def copies(book: Book, report: Row) -> int:
    """The reports with the same values on other samples."""
    own = members(book, report)
    return sum(
        (other["uscc"], other["product"]) == (report["uscc"], report["product"])
        and other["sample_no"] != report["sample_no"]
        and members(book, other) == own
        for other in book.reports
    )


def namesakes(book: Book, report: Row) -> int:
    """The reports of the number to which no chain leads."""
    return sum(
        other is not report
        and (other["uscc"], other["report_no"]) == (report["uscc"], report["report_no"])
        and other["report_id"] not in led_to(book, report)
        and report["report_id"] not in led_to(book, other)
        for other in book.reports
    )


def _requirements(book: Book, report: Row) -> dict[str, Any]:
    """What the product requires, and which of it has a value."""
    required = sorted(
        row["parameter"] for row in book.product_requirements or [] if row["product"] == report["product"]
    )
    valued = {result["parameter"] for result in book.results_of(report) if result["value"] is not None}
    return {
        "required": required,
        "present": [parameter for parameter in required if parameter in valued],
        "missing": [parameter for parameter in required if parameter not in valued],
    }


def _corrected(book: Book, report: Row) -> dict[str, Any]:
    """The reports that this one corrects, directly or not."""
    corrected = led_to(book, report)
    return {"chain": corrected[:20], "chain_total": len(corrected)}


def followers(book: Book, report: Row) -> int:
    """The next twenty reports of the prefix, or those left."""
    return len(next_numbers(book, report))


#: rule -> what its evidence says besides the rows, exactly
STATED: dict[str, Callable[[Book, Row], dict[str, Any]]] = {
    "items.missing": _requirements,
    "number.duplicate": _corrected,
    **SUPPLEMENTARY_STATED,
}

#: rule -> how many other rows there are, of which evidence shows the first twenty
WITNESSES: dict[str, Callable[[Book, Row], int]] = {
    "certificate.not_in_force": certificates,
    "method.superseded": one,
    "instrument.uncalibrated": calibrations,
    "instrument.elsewhere": one,
    "person.two_places": meetings,
    "person.not_employed": staff,
    "signatory.unauthorised": fields,
    "test.too_short": one,
    "sample.age": one,
    "dates.order": breaches,
    "items.missing": none,
    "raw.missing": none,
    "raw.reused": citations,
    "results.copied": copies,
    "number.duplicate": namesakes,
    "number.backfilled": followers,
    **SUPPLEMENTARY_WITNESSES,
}
