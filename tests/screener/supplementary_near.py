"""Near misses of the rules over the supplementary tables: one condition of the text otherwise, and it were a hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.screener.naive.book import day
from tests.screener.naive.files import file_times, hashes_of
from tests.screener.naive.presence import (
    could_be,
    institutions_of,
    rows_of_month,
    runs_of,
    there_at,
    there_on,
)
from tests.screener.naive.register import chain_of, registered
from tests.screener.naive.vehicles import changes, impossible, journeys, makers, vehicle_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screener.naive import Book, Row


def after_disposal(book: Book, result: Row) -> bool:
    """Disposed of later."""
    row = registered(book, book.report_of(result))
    return row is not None and None not in {row["disposed_at"], result["started_at"]}


def other_product(book: Book, report: Row) -> bool:
    """Registered as the same, or as none."""
    return registered(book, report) is not None


def unregistered(book: Book, report: Row) -> bool:
    """Registered, or not registered and received too early or too late."""
    return any(row["uscc"] == report["uscc"] and row["registered_at"] for row in book.samples or [])


def chain_broken(book: Book, report: Row) -> bool:
    """A whole chain of more than one step."""
    return len(chain_of(book, report)) > 1


def absent(book: Book, result: Row) -> bool:
    """There by one row alone."""
    operator, instant = result["operator_id"], result["started_at"]
    if operator is None or instant is None or not rows_of_month(book, operator, day(instant)):
        return False
    if len(institutions_of(book, operator)) > 1:
        return False
    rows = [row for row in book.attendance or [] if row["person_id"] == operator]
    return sum(there_at(row, instant) for row in rows) == 1


def signatory_absent(book: Book, report: Row) -> bool:
    """There that day by one row alone."""
    signatory, on = report["signatory_id"], day(report["issued_at"])
    rows = [row for row in book.attendance or [] if row["person_id"] == signatory]
    return sum(there_on(row, on) for row in rows) == 1


def no_run(book: Book, result: Row) -> bool:
    """One run alone could be the test."""
    if None in {result["started_at"], result["ended_at"]}:
        return False
    return sum(all(could_be(book, run, result)) for run in runs_of(book, result)) == 1


def same_file(book: Book, result: Row) -> bool:
    """The file is that of another record of the sample, or of another institution."""
    own, report = hashes_of(book, result), book.report_of(result)
    return any(
        other["raw_record"] != result["raw_record"]
        and own & hashes_of(book, other)
        and (
            book.uscc_of(other) != report["uscc"] or book.report_of(other)["sample_no"] == report["sample_no"]
        )
        for other in book.results
        if own and other is not result
    )


def after_issue(book: Book, result: Row) -> bool:
    """The last file is of the moment of issue, or of the day before."""
    return bool(file_times(book, result))


def shared_identity(book: Book, report: Row) -> bool:
    """The identity is that of two makers."""
    return len(makers(book, report)) == 2


def changed_identity(book: Book, report: Row) -> bool:
    """Another identity, too long before or after."""
    return bool(changes(book, report))


def power_differs(book: Book, report: Row) -> bool:
    """Both are there, and a twentieth apart at most."""
    row = vehicle_of(book, report)
    return row is not None and None not in {row["rated_power"], row["registered_power"]}


def impossible_travel(book: Book, report: Row) -> bool:
    """One of the two conditions is met."""
    return any(impossible(*pair).count(True) == 1 for pair in journeys(book, report))


#: rule -> whether a row that is no hit of it came near
SUPPLEMENTARY_NEAR: dict[str, Callable[[Book, Row], bool]] = {
    "sample.after_disposal": after_disposal,
    "sample.other_product": other_product,
    "sample.unregistered": unregistered,
    "sample.chain_broken": chain_broken,
    "person.absent": absent,
    "signatory.absent": signatory_absent,
    "instrument.no_run": no_run,
    "raw.same_file": same_file,
    "raw.after_issue": after_issue,
    "vehicle.shared_identity": shared_identity,
    "vehicle.changed_identity": changed_identity,
    "vehicle.power_differs": power_differs,
    "person.impossible_travel": impossible_travel,
}
