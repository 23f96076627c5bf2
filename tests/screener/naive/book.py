"""The ledger as the naive rules see it: plain rows, the reference's word already taken, and the words of the text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from enum import Enum
from typing import Any

Row = dict[str, Any]
Tables = dict[str, list[Row] | None]

#: The columns by which a reference's rows take the place of the ledger's.
REFERENCE_KEYS = {
    "institutions": ("uscc",),
    "certificates": ("uscc",),
    "scope": ("certificate_no",),
    "authorisations": ("person_id",),
    "calibrations": ("instrument_id",),
    "methods": ("method", "parameter"),
    "product_requirements": ("product", "parameter"),
    "procedures": ("method", "parameter"),
    "prescribed_methods": ("product", "parameter"),
}


class Mark(Enum):
    """What a rule says of one row of the kind it names; of any other row it says None."""

    HIT = "hit"
    CLEAR = "clear"
    LACKING = "not_enough_data"


Judge = Callable[["Book", Row], Mark | None]
Family = dict[str, tuple[str, tuple[str, ...], Judge]]


class Book:
    """The tables of one ledger, None where absent; results whose report is absent are left out."""

    def __init__(self, tables: Tables, reference: Tables | None = None) -> None:
        def word(name: str) -> list[Row] | None:
            own, others = tables.get(name), (reference or {}).get(name)
            if others is None or name not in REFERENCE_KEYS:
                return own
            key = REFERENCE_KEYS[name]
            held = [[row[column] for column in key] for row in others]
            return [row for row in own or [] if [row[column] for column in key] not in held] + others

        self.certificates = word("certificates")
        self.scope = word("scope")
        self.instruments = word("instruments")
        self.calibrations = word("calibrations")
        self.people = word("people")
        self.authorisations = word("authorisations")
        self.methods = word("methods")
        self.product_requirements = word("product_requirements")
        self.samples = word("samples")
        self.sample_chain = word("sample_chain")
        self.attendance = word("attendance")
        self.instrument_log = word("instrument_log")
        self.raw_files = word("raw_files")
        self.vehicle_tests = word("vehicle_tests")
        self.samplings = word("samplings")
        self._remembered: dict[str, Any] = {}
        self.procedures = word("procedures")
        self.prescribed_methods = word("prescribed_methods")
        self.environment_log = word("environment_log")
        self.reports = word("reports") or []
        self._report_by_id = {report["report_id"]: report for report in self.reports}
        self.results = [row for row in word("results") or [] if row["report_id"] in self._report_by_id]
        self._results_by_report: dict[str, list[Row]] = {}
        for result in self.results:
            self._results_by_report.setdefault(result["report_id"], []).append(result)
        named = [row["uscc"] for row in word("institutions") or []]
        self.usccs = sorted({*named, *(report["uscc"] for report in self.reports)})

    def remember(self, name: str, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - whoever asks knows what it is
        """What has been looked up before."""
        if name not in self._remembered:
            self._remembered[name] = make()
        return self._remembered[name]

    def report_of(self, result: Row) -> Row:
        """The report that a result is joined to."""
        return self._report_by_id[result["report_id"]]

    def report(self, report_id: str | None) -> Row | None:
        """The report of this identifier, None when it is absent."""
        return self._report_by_id.get(report_id) if report_id is not None else None

    def results_of(self, report: Row) -> list[Row]:
        """The results of a report."""
        return self._results_by_report.get(report["report_id"], [])

    def uscc_of(self, row: Row) -> str:
        """The institution of a report or a result is the report's."""
        return str(self._report_by_id[row["report_id"]]["uscc"])

    def method_of(self, result: Row) -> Row | None:
        """The row of `methods` for the result's method and parameter."""
        for row in self.methods or []:
            if row["method"] == result["method"] and row["parameter"] == result["parameter"]:
                return row
        return None


def day(instant: dt.datetime) -> dt.date:
    """The calendar day of an instant."""
    return instant.date()


def in_period(on: dt.date, first: dt.date, last: dt.date | None) -> bool:
    """Periods of days are closed at both ends; an empty end means still in force."""
    return first <= on and (last is None or on <= last)


def in_force(row: Row, on: dt.date) -> bool:
    """In force on a day; a certificate that was ended is not, from that day on."""
    ended_on = row.get("ended_on")
    return in_period(on, row["valid_from"], row["valid_to"]) and (ended_on is None or on < ended_on)


def employed(book: Book, person_id: str, uscc: str, on: dt.date) -> bool:
    """Some row of `people` is this person, in this institution, employed on the day."""
    return any(
        row["person_id"] == person_id
        and row["uscc"] == uscc
        and in_period(on, row["employed_from"], row["employed_to"])
        for row in book.people or []
    )


def has_interval(result: Row) -> bool:
    """Both times present and `started_at < ended_at`: active at some instant."""
    return (
        result["started_at"] is not None
        and result["ended_at"] is not None
        and result["started_at"] < result["ended_at"]
    )


def has_no_instant(result: Row) -> bool:
    """Both times present and the end not after the start: active at no instant."""
    return (
        result["started_at"] is not None
        and result["ended_at"] is not None
        and result["ended_at"] <= result["started_at"]
    )


def overlap(one: Row, other: Row) -> bool:
    """Some instant lies in both half-open intervals, neither of which is empty."""
    return bool(one["started_at"] < other["ended_at"] and other["started_at"] < one["ended_at"])


def hit_if(condition: bool) -> Mark:
    """The mark of a row that could be tested."""
    return Mark.HIT if condition else Mark.CLEAR
