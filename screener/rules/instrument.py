"""Rules about the instrument a result names: calibrated, its own, and not busy with more tests than it can run."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from screener.evidence import MOST_OTHERS, book_rows, case, in_order, other_results, result_row
from screener.ledger.units import date_text, time_text
from screener.partition import Mask, Partition
from screener.rule import Rule, Verdict, hits_of
from screener.sweep import Bookings

Rows = npt.NDArray[np.intp]


def uncalibrated(p: Partition) -> Verdict:
    """Results started on a day no successful calibration of their instrument covers."""
    instrument = p.results["instrument_id"]
    tested = (instrument >= 0) & p.has_start
    return Verdict(hits_of(tested & ~_calibrated(p, tested)), None, tested)


def _calibrated(p: Partition, wanted: Mask) -> Mask:
    periods, instrument = p.book.calibrations, p.results["instrument_id"]
    if p.compiled:
        from screener.compiled.lookups import covered  # noqa: PLC0415 - loaded for large ledgers only

        keyed = (instrument, p.started_day, wanted)
        return covered(periods.offset, *periods.days, *keyed)
    return periods.covers(instrument, p.started_day)


def elsewhere(p: Partition) -> Verdict:
    """Results on an instrument of another institution, or on a fixed one of another site."""
    instrument, book = p.results["instrument_id"], p.book.instruments
    known = book.known(instrument)
    foreign = book.get("uscc", instrument, -1) != p.of_report("uscc")
    away = ~book.get("portable", instrument, True) & (
        book.get("site_id", instrument, -1) != p.of_report("site_id")
    )
    return Verdict(hits_of(known & (foreign | away)), known | (instrument < 0), known)


def bookings(p: Partition) -> tuple[Rows, Bookings]:
    """The results that occupy an instrument in this partition, and their tests."""
    instrument = p.results["instrument_id"]
    known = p.book.instruments.known(instrument)
    wanted = p.has_interval & known & (p.book.shared_instruments[instrument] == p.is_shared)
    rows = hits_of(_suspect(p, wanted) if p.compiled else wanted)
    times = (p.results["started_at"][rows], p.results["ended_at"][rows])
    capacity = p.book.instruments.get("capacity", instrument[rows], 0)
    return rows, Bookings(instrument[rows], *times, p.report[rows], capacity)


def _suspect(p: Partition, wanted: Mask) -> Mask:
    """Wanted rows on instruments that may be overloaded; a test can only meet others on its own instrument."""
    from screener.compiled.sweeps import suspects  # noqa: PLC0415 - loaded for large ledgers only

    instrument = p.results["instrument_id"]
    if not len(instrument):
        return wanted
    low, high = int(instrument.min()), int(instrument.max())
    times = (p.results["started_at"], p.results["ended_at"])
    capacity = p.book.instruments.column("capacity", 0)
    suspected = suspects(instrument, *times, p.report, wanted, capacity, low, high)
    return wanted & suspected[instrument - low] if suspected.any() else np.zeros(len(wanted), bool)


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
    own = np.array(in_order(p, "calibrations", own), np.intp)
    distance = np.maximum(
        rows["calibrated_on"][own].astype(np.int64) - day, day - rows["valid_until"][own].astype(np.int64)
    )
    nearest = own[np.argsort(distance, kind="stable")]
    row = result_row(p, result, "instrument_id", "started_at")
    return case(row, book_rows(p, "calibrations", nearest[:MOST_OTHERS]), len(own), on=date_text(day))


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
    others = [
        min(rows[booked.rows(test)].tolist(), key=lambda row: str(names[row].as_py())) for test in tests
    ]
    times = ("started_at", "ended_at")
    return case(
        result_row(p, result, "instrument_id", *times),
        other_results(p, others, "instrument_id", *times),
        active - 1,
        capacity=capacity,
        at=time_text(at),
        active=active,
    )


OWN = ("instruments",)
RULES = (
    Rule("instrument.uncalibrated", "U2", "results", ("calibrations",), 0.4, uncalibrated, _uncalibrated),
    Rule("instrument.double_booked", "F1", "results", OWN, 0.9, double_booked, _double_booked, across=True),
    Rule("instrument.elsewhere", "F1", "results", OWN, 0.8, elsewhere, _elsewhere),
)
