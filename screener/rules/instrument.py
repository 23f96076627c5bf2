"""Rules about the instrument a result names: calibrated, its own, and not busy with more tests than it can run."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from screener.evidence import MOST_OTHERS, book_rows, case, in_order, other_results, result_row
from screener.ledger.units import date_text, time_text
from screener.partition import NONE, Counts, Mask, Partition
from screener.rule import Rule, Verdict, hits_of
from screener.sweep import Bookings

Rows = npt.NDArray[np.intp]


def uncalibrated(p: Partition) -> Verdict:
    """Results started on a day no successful calibration of their instrument covers."""
    instrument = p.results["instrument_id"]
    periods = p.book.calibrations
    if p.compiled:
        from screener.compiled.lookups import uncovered  # noqa: PLC0415 - loaded for large ledgers only

        rows = (instrument, p.started_day, p.has_start)
        hits, counts = uncovered(p.result_starts, periods.offset, *periods.days, *rows)
        return Verdict(hits, None, counts)
    tested = (instrument >= 0) & p.has_start
    return Verdict(hits_of(tested & ~periods.covers(instrument, p.started_day)), None, tested)


def elsewhere(p: Partition) -> Verdict:
    """Results on an instrument of another institution, or on a fixed one of another site."""
    instrument, book = p.results["instrument_id"], p.book.instruments
    if p.compiled:
        from screener.compiled import rows  # noqa: PLC0415 - loaded for large ledgers only

        own = (book.column("uscc", -1), book.column("site_id", -1), book.column("portable", True), book.held)
        reports = (p.bounds, p.whose, p.reports["uscc"], p.reports["site_id"])
        hits, counts = rows.elsewhere(*reports, instrument, *own)
        return Verdict(hits, lambda: book.known(instrument) | (instrument < 0), counts)
    known = book.known(instrument)
    foreign = book.get("uscc", instrument, -1) != p.of_report("uscc")
    away = ~book.get("portable", instrument, True) & (
        book.get("site_id", instrument, -1) != p.of_report("site_id")
    )
    return Verdict(hits_of(known & (foreign | away)), lambda: known | (instrument < 0), known)


def bookings(p: Partition) -> tuple[Rows, Bookings, Mask | Counts]:
    """Results that occupy an instrument this partition answers for, their tests, and which (or how many) occupy any."""
    instrument = p.results["instrument_id"]
    rows, tested = _suspects(p) if p.compiled else _occupying(p)
    times = (p.results["started_at"][rows], p.results["ended_at"][rows])
    capacity = p.book.instruments.get("capacity", instrument[rows], 0)
    return rows, Bookings(instrument[rows], *times, p.report_of(rows), capacity), tested


def _occupying(p: Partition) -> tuple[Rows, Mask]:
    instrument = p.results["instrument_id"]
    tested = p.has_interval & p.book.instruments.known(instrument)
    return hits_of(tested & (p.book.shared_instruments[instrument] == p.is_shared)), tested


def _suspects(p: Partition) -> tuple[Rows, Counts]:
    """The same, of instruments that may be overloaded only: a test meets others on its own instrument alone."""
    from screener.compiled.rows import chosen, span  # noqa: PLC0415 - loaded for large ledgers only
    from screener.compiled.sweeps import suspects  # noqa: PLC0415 - likewise

    instrument, book = p.results["instrument_id"], p.book
    least, most = span(instrument)
    rows = (p.bounds, p.whose, instrument, p.results["started_at"], p.results["ended_at"])
    ours = book.shared_instruments == p.is_shared
    suspected, counts = suspects(*rows, book.instruments.column("capacity", 0), ours, least, most)
    return chosen(instrument, p.has_interval, suspected, least) if suspected.any() else NONE, counts


def double_booked(p: Partition) -> Verdict:
    """Results of tests during which an instrument ran more tests at once than it can."""

    def kind() -> Mask:
        instrument = p.results["instrument_id"]
        known: Mask = p.book.instruments.known(instrument) | (instrument < 0)
        return (p.has_interval | ~p.has_times) & known

    rows, booked, tested = p.keep("bookings", lambda: bookings(p))
    return Verdict(rows[booked.overloaded()], kind, tested)


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
    rows, booked, _ = p.keep("bookings", lambda: bookings(p))
    place = p.keep("booking_places", lambda: np.argsort(booked.order))[np.searchsorted(rows, result)]
    at, active, tests = booked.witness(int(booked.test[place]))
    names = p.text("results", "result_id")
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
