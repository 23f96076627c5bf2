"""Counts near misses: rows that are no hit, but would be one if a single condition of the text were otherwise."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.screener.naive.book import day, employed, has_interval, in_force, in_period
from tests.screener.naive.content import members, significant_digits
from tests.screener.naive.instruments import instrument_of, run_of
from tests.screener.naive.numbers import SEVEN_DAYS, led_to, split_number
from tests.screener.near_procedures import NEAR_PROCEDURES
from tests.screener.supplementary_near import SUPPLEMENTARY_NEAR

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screener.naive import Book, Row

MINUTE = dt.timedelta(minutes=1)


def _sole(holds: bool, witnesses: int) -> bool:
    """One witness keeps it from being a hit, or nothing does but the row's own condition."""
    return witnesses == (1 if holds else 0)


def scope_uncovered(book: Book, result: Row) -> bool:
    """Covered by one row only, or uncovered on a report without the mark."""
    report, started_at = book.report_of(result), result["started_at"]
    if started_at is None:
        return bool(report["cma_marked"])
    on = day(started_at)
    covering = sum(
        (row["site_id"], row["parameter"], row["method"])
        == (report["site_id"], result["parameter"], result["method"])
        and in_force(row, on)
        and any(
            other["certificate_no"] == row["certificate_no"]
            and other["uscc"] == report["uscc"]
            and in_force(other, on)
            for other in book.certificates or []
        )
        for row in book.scope or []
    )
    return _sole(report["cma_marked"], covering)


def certificate_not_in_force(book: Book, report: Row) -> bool:
    """One certificate in force, or none on a report without the mark."""
    on = day(report["issued_at"])
    certified = sum(row["uscc"] == report["uscc"] and in_force(row, on) for row in book.certificates or [])
    return _sole(report["cma_marked"], certified)


def method_superseded(book: Book, result: Row) -> bool:
    """Superseded on a later day."""
    method = book.method_of(result)
    if method is None or result["started_at"] is None or method["superseded_on"] is None:
        return False
    return bool(day(result["started_at"]) < method["superseded_on"])


def uncalibrated(book: Book, result: Row) -> bool:
    """One calibration alone covers the day."""
    if result["instrument_id"] is None or result["started_at"] is None:
        return False
    on = day(result["started_at"])
    covering = sum(
        row["instrument_id"] == result["instrument_id"]
        and row["passed"]
        and in_period(on, row["calibrated_on"], row["valid_until"])
        for row in book.calibrations or []
    )
    return bool(covering == 1)


def double_booked(book: Book, result: Row) -> bool:
    """As many tests at once as there are places, and more than one; or one that ends as another begins."""
    instrument = instrument_of(book, result)
    if instrument is None or not has_interval(result):
        return False
    tests = {
        run_of(other): other
        for other in book.results
        if other["instrument_id"] == result["instrument_id"] and has_interval(other)
    }.values()
    if any(test["ended_at"] == result["started_at"] for test in tests):
        return True
    instants = [test["started_at"] for test in tests]
    most = max(
        sum(test["started_at"] <= instant < test["ended_at"] for test in tests)
        for instant in instants
        if result["started_at"] <= instant < result["ended_at"]
    )
    return bool(most == instrument["capacity"] and most > 1)


def elsewhere(book: Book, result: Row) -> bool:
    """Its own institution's, and either portable at another site or fixed at this one."""
    instrument = instrument_of(book, result)
    if instrument is None:
        return False
    there = instrument["site_id"] != book.report_of(result)["site_id"]
    return there is bool(instrument["portable"])


def two_places(book: Book, result: Row) -> bool:
    """An overlap at the same site, or of another person, or a bare touch at another site."""
    if result["operator_id"] is None or not has_interval(result):
        return False
    site_id = book.report_of(result)["site_id"]
    for other in book.results:
        if other is result or not has_interval(other):
            continue
        touching = other["started_at"] <= result["ended_at"] and result["started_at"] <= other["ended_at"]
        met = (
            other["operator_id"] == result["operator_id"],
            book.report_of(other)["site_id"] != site_id,
            touching,
        )
        if touching and sum(met) >= len(met) - 1:
            return True
    return False


def not_employed(book: Book, result: Row) -> bool:
    """Employed on this day, but not on the one before or the one after; or without a start."""
    if result["operator_id"] is None or result["started_at"] is None:
        return False
    uscc, on = book.report_of(result)["uscc"], day(result["started_at"])
    around = (on - dt.timedelta(days=1), on + dt.timedelta(days=1))
    return not all(employed(book, result["operator_id"], uscc, other) for other in around)


def signatory_unauthorised(book: Book, report: Row) -> bool:
    """One authorisation alone carries the signature."""
    on = day(report["issued_at"])
    authorised = sum(
        row["person_id"] == report["signatory_id"] and row["domain"] == report["domain"] and in_force(row, on)
        for row in book.authorisations or []
    )
    return bool(authorised == 1)


def too_short(book: Book, result: Row) -> bool:
    """Long enough by a minute at most."""
    method = book.method_of(result)
    if method is None or method["min_minutes"] is None or None in {result["started_at"], result["ended_at"]}:
        return False
    return bool((result["ended_at"] - result["started_at"]) / MINUTE - method["min_minutes"] <= 1)


def sample_age(book: Book, result: Row) -> bool:
    """On the youngest or the oldest day that is allowed."""
    method, sampled_on = book.method_of(result), book.report_of(result)["sampled_on"]
    if method is None or sampled_on is None or result["started_at"] is None:
        return False
    age = (day(result["started_at"]) - sampled_on).days
    return age in {method["min_age_days"], method["max_age_days"]}


def dates_order(book: Book, report: Row) -> bool:
    """Two times that should follow each other are the same."""
    received_at, issued_at = report["received_at"], report["issued_at"]
    return issued_at == received_at or any(
        result["started_at"] == received_at
        or result["ended_at"] == issued_at
        or (result["started_at"] is not None and result["started_at"] == result["ended_at"])
        for result in book.results_of(report)
    )


def items_missing(book: Book, report: Row) -> bool:
    """A required parameter has one value only, or the product asks for nothing."""
    values = [row["parameter"] for row in book.results_of(report) if row["value"] is not None]
    required = {
        row["parameter"] for row in book.product_requirements or [] if row["product"] == report["product"]
    }
    return any(values.count(parameter) == 1 for parameter in required)


def raw_missing(_book: Book, result: Row) -> bool:
    """A value with its record, or neither."""
    return (result["value"] is None) is (result["raw_record"] is None)


def raw_reused(book: Book, result: Row) -> bool:
    """The same record in the same sample, or at another institution."""
    if result["raw_record"] is None:
        return False
    report = book.report_of(result)
    return any(
        other is not result
        and other["raw_record"] == result["raw_record"]
        and (
            (book.report_of(other)["uscc"] == report["uscc"])
            is (book.report_of(other)["sample_no"] == report["sample_no"])
        )
        for other in book.results
    )


def results_copied(book: Book, report: Row) -> bool:
    """All conditions but one are met with some other report."""
    own = members(book, report)
    if not own:
        return False
    digits = sum(significant_digits(value, decimals) for _, _, value, decimals in own)
    for other in book.reports:
        if other is report:
            continue
        met = (
            other["uscc"] == report["uscc"],
            other["product"] == report["product"],
            other["sample_no"] != report["sample_no"],
            members(book, other) == own,
            len(own) >= 4,
            digits >= 12,
        )
        if met.count(False) == 1:
            return True
    return False


def duplicate(book: Book, report: Row) -> bool:
    """The same number in the same chain, or at another institution."""
    for other in book.reports:
        if other is report or other["report_no"] != report["report_no"]:
            continue
        related = other["report_id"] in led_to(book, report) or report["report_id"] in led_to(book, other)
        if related is (other["uscc"] == report["uscc"]):
            return True
    return False


def backfilled(book: Book, report: Row) -> bool:
    """Some report of its prefix was received more than seven days before it, or seven days exactly."""
    prefix, run = split_number(report["report_no"])
    return bool(run) and any(
        other["uscc"] == report["uscc"]
        and split_number(other["report_no"])[0] == prefix
        and report["received_at"] - other["received_at"] >= SEVEN_DAYS
        for other in book.reports
    )


#: rule -> whether a row that is no hit of it came near
NEAR: dict[str, Callable[[Book, Row], bool]] = {
    "scope.uncovered": scope_uncovered,
    "certificate.not_in_force": certificate_not_in_force,
    "method.superseded": method_superseded,
    "instrument.uncalibrated": uncalibrated,
    "instrument.double_booked": double_booked,
    "instrument.elsewhere": elsewhere,
    "person.two_places": two_places,
    "person.not_employed": not_employed,
    "signatory.unauthorised": signatory_unauthorised,
    "test.too_short": too_short,
    "sample.age": sample_age,
    "dates.order": dates_order,
    "items.missing": items_missing,
    "raw.missing": raw_missing,
    "raw.reused": raw_reused,
    "results.copied": results_copied,
    "number.duplicate": duplicate,
    "number.backfilled": backfilled,
    **SUPPLEMENTARY_NEAR,
    **NEAR_PROCEDURES,
}
