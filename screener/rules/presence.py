"""Rules that hold work and signatures against attendance: the operator or the signatory was not there."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from screener.book import Book
from screener.evidence import MOST_OTHERS, book_rows, case, report_row, result_row
from screener.index import pack, position
from screener.ledger.units import MICROSECONDS_A_DAY, date_text, day_of, month_of
from screener.partition import Mask, Partition
from screener.periods import Periods
from screener.rule import Rule, Verdict, hits_of
from screener.spans import Reach, Timeline

NEEDS = ("attendance",)

Days = npt.NDArray[np.int32]
Times = npt.NDArray[np.int64]


def _ends(book: Book) -> Times:
    """When each presence ends; one without a departure, or with none after the arrival, ends with its day."""
    rows = book.small["attendance"]
    midnight = (day_of(rows["arrived_at"]).astype(np.int64) + 1) * MICROSECONDS_A_DAY
    return np.where(rows["left_at"] > rows["arrived_at"], rows["left_at"], midnight)


def _months(book: Book) -> npt.NDArray[np.int64]:
    """Person and month of every row of `attendance`, packed (shape: rows)."""
    rows = book.small["attendance"]
    return pack(rows["person_id"], month_of(day_of(rows["arrived_at"])))


def _known(book: Book) -> npt.NDArray[np.int64]:
    return np.unique(_months(book))


def _reach(book: Book) -> Reach:
    rows = book.small["attendance"]
    return Reach.of(rows["person_id"].astype(np.int64), rows["arrived_at"], _ends(book))


def _days(book: Book) -> Periods:
    """Days on which each person was there, the day of arrival and the day of departure included."""
    rows = book.small["attendance"]
    arrived = day_of(rows["arrived_at"])
    left = np.where(rows["left_at"] > rows["arrived_at"], rows["left_at"], rows["arrived_at"])
    return Periods.of(rows["person_id"], arrived, day_of(left))


def _recorded(p: Partition, person: npt.NDArray[np.int32], days: Days) -> Mask:
    """Whether attendance was taken of each person in the month of the day; the person must be named."""
    months = np.full(len(person), -1, np.int64)
    named = np.flatnonzero(person >= 0)
    months[named] = pack(person[named], month_of(days[named]))
    return position(p.book.keep("attendance_known", _known), months) >= 0


def absent(p: Partition) -> Verdict:
    """Results whose operator had arrived and not left at no time that holds their start."""
    operator, started = p.results["operator_id"], p.results["started_at"]
    # Attendance of somebody who tests for several institutions may be that of one of them only.
    compared = p.has_start & ~p.book.shared_people[operator]
    tested = compared & _recorded(p, np.where(compared, operator, -1), p.started_day)
    rows = hits_of(tested)
    reach: Reach = p.book.keep("attendance_reach", _reach)
    latest = reach.latest(operator[rows].astype(np.int64), started[rows])
    return Verdict(rows[latest <= started[rows]], None, tested)


def signatory_absent(p: Partition) -> Verdict:
    """Reports whose signatory was not there on the day of issue."""
    signatory = p.reports["signatory_id"]
    tested = _recorded(p, signatory, p.issued_day)
    there = p.book.keep("attendance_days", _days).covers(signatory, p.issued_day)
    return Verdict(hits_of(tested & ~there), None, tested)


def _timeline(book: Book) -> Timeline:
    rows = book.small["attendance"]
    return Timeline.of(_months(book), rows["arrived_at"], rows["left_at"])


def _shown(p: Partition, person: int, day: int, instant: int) -> tuple[list[dict[str, object]], int]:
    """Rows of attendance of the person and month around the instant, and how many there are."""
    group = int(pack(person, month_of(np.array([day], np.int32)))[0])
    rows, total = p.book.keep("attendance_timeline", _timeline).around(group, instant, MOST_OTHERS)
    return book_rows(p, "attendance", rows.tolist()), total


def _absent(p: Partition, result: int) -> dict[str, object]:
    day, started = int(p.started_day[result]), int(p.results["started_at"][result])
    others, total = _shown(p, int(p.results["operator_id"][result]), day, started)
    return case(result_row(p, result, "operator_id", "started_at"), others, total, on=date_text(day))


def _signatory_absent(p: Partition, report: int) -> dict[str, object]:
    day, issued = int(p.issued_day[report]), int(p.reports["issued_at"][report])
    others, total = _shown(p, int(p.reports["signatory_id"][report]), day, issued)
    return case(report_row(p, report, "signatory_id", "issued_at"), others, total, on=date_text(day))


RULES = (
    Rule("person.absent", "F2", "results", NEEDS, 0.7, absent, _absent),
    Rule("signatory.absent", "F5", "reports", NEEDS, 0.4, signatory_absent, _signatory_absent),
)
