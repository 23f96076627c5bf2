"""Rules about the instrument a result names: calibrated, its own, and not busy with more tests than it can run."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from screener.evidence import book_rows, case, other_results, result_row
from screener.ledger.units import date_text, time_text
from screener.partition import Partition
from screener.rule import Rule, Verdict, hits_of
from screener.sweep import Bookings

Rows = npt.NDArray[np.intp]


def uncalibrated(p: Partition) -> Verdict:
    """Results started on a day no successful calibration of their instrument covers."""
    instrument = p.results["instrument_id"]
    tested = (instrument >= 0) & p.has_start
    covered = p.book.calibrations.covers(instrument, p.started_day)
    return Verdict(hits_of(tested & ~covered), None, tested)


def elsewhere(p: Partition) -> Verdict:
    """Results on an instrument of another institution, or on a fixed one of another site."""
    instrument, book = p.results["instrument_id"], p.book.instruments
    known = book.known(instrument)
    foreign = book.get("uscc", instrument, -1) != p.of_report("uscc")
    away = ~book.get("portable", instrument, True) & (book.get("site_id", instrument, -1) != p.of_report("site_id"))
    return Verdict(hits_of(known & (foreign | away)), known | (instrument < 0), known)


def bookings(p: Partition) -> tuple[Rows, Bookings]:
    """The results that occupy an instrument in this partition, and their tests."""
    instrument = p.results["instrument_id"]
    known = p.book.instruments.known(instrument)
    rows = hits_of(p.has_interval & known & (p.book.shared_instruments[instrument] == p.is_shared))
    capacity = p.book.instruments.get("capacity", instrument[rows], 1)
    times = (p.results["started_at"][rows], p.results["ended_at"][rows])
    return rows, Bookings(instrument[rows], *times, p.report[rows], capacity)


def double_booked(p: Partition) -> Verdict:
    """Results of tests during which an instrument ran more tests at once than it can."""
    instrument = p.results["instrument_id"]
    known = p.book.instruments.known(instrument)
    kind = (p.has_interval | ~p.has_times) & (known | (instrument < 0))
    rows, booked = p.keep("bookings", lambda: bookings(p))
    return Verdict(rows[booked.overloaded()], kind, p.has_interval & known)


def _uncalibrated(p: Partition, result: int) -> dict[str, object]:
    rows, day = p.book.small["calibrations"], int(p.started_day[result])
    own = p.book.calibrations_by_instrument.rows(int(p.results["instrument_id"][result]))
    distance = np.maximum(rows["calibrated_on"][own].astype(np.int64) - day, day - rows["valid_until"][own].astype(np.int64))
    nearest = own[np.argsort(distance, kind="stable")]
    row = result_row(p, result, "instrument_id", "started_at")
    return case(row, book_rows(p, "calibrations", nearest[:20]), len(own), on=date_text(day))


def _elsewhere(p: Partition, result: int) -> dict[str, object]:
    instrument = p.book.instruments.row[p.results["instrument_id"][result]]
    return case(result_row(p, result, "instrument_id"), book_rows(p, "instruments", [instrument]))


def _double_booked(p: Partition, result: int) -> dict[str, object]:
    instrument = int(p.results["instrument_id"][result])
    capacity = int(p.book.instruments.get("capacity", np.array([instrument]), 1)[0])
    rows, booked = p.keep("bookings", lambda: bookings(p))
    place = p.keep("booking_places", lambda: np.argsort(booked.order))[np.searchsorted(rows, result)]
    at, active, tests = booked.witness(int(booked.test[place]))
    names = p.result_texts.column("result_id")
    others = [min(rows[booked.rows(test)].tolist(), key=lambda row: str(names[row].as_py())) for test in tests]
    times = ("started_at", "ended_at")
    return case(
        result_row(p, result, "instrument_id", *times),
        other_results(p, others, "instrument_id", *times),
        active - 1,
        capacity=capacity,
        at=time_text(at),
        active=active,
    )


def _rule(name: str, conduct: str, needs: str, strength: float, find: Any, evidence: Any, **more: Any) -> Rule:
    return Rule(name, conduct, "results", (needs,), strength, find, evidence, **more)


RULES = (
    _rule("instrument.uncalibrated", "U2", "calibrations", 0.4, uncalibrated, _uncalibrated),
    _rule("instrument.double_booked", "F1", "instruments", 0.9, double_booked, _double_booked, across=True),
    _rule("instrument.elsewhere", "F1", "instruments", 0.8, elsewhere, _elsewhere),
)
