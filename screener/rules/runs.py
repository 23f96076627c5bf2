"""instrument.no_run: a test while whose time the instrument's own log has no run that could be it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from screener.book import Book
from screener.evidence import MOST_OTHERS, book_rows, case, result_row
from screener.index import pack, position
from screener.ledger.units import NO_TIME, day_of, month_of, time_text
from screener.partition import Partition
from screener.rule import Rule, Verdict, hits_of
from screener.spans import Reach, Timeline
from screener.texts import ranks_of

ANY = 0  # a run that names no sample may be of any; samples are counted from 1


def _spans(book: Book) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """First start and last end of each instrument's log; without a log, a span that holds no instant."""
    rows = book.small["instrument_log"]
    first = np.full(book.sizes["instrument"] + 1, np.iinfo(np.int64).max)
    last = np.full(book.sizes["instrument"] + 1, NO_TIME)
    np.minimum.at(first, rows["instrument_id"], rows["started_at"])
    np.maximum.at(last, rows["instrument_id"], rows["ended_at"])
    return first, last


def _month(instrument: npt.NDArray[np.int32], days: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Instrument and month, packed."""
    return pack(instrument, month_of(days))


def _months(book: Book) -> npt.NDArray[np.int64]:
    """Instruments and the months in which their logs have runs, ascending."""
    rows = book.small["instrument_log"]
    return np.unique(_month(rows["instrument_id"], day_of(rows["started_at"])))


def _reach(book: Book) -> Reach:
    """Runs by instrument and sample."""
    rows = book.small["instrument_log"]
    groups = pack(rows["instrument_id"], rows["sample_no"].astype(np.int64) + 1)
    return Reach.of(groups, rows["started_at"], rows["ended_at"])


def no_run(p: Partition) -> Verdict:
    """Results within the time of their instrument's log that meet no run of their sample or of none named."""
    instrument, start, end = (p.results[name] for name in ("instrument_id", "started_at", "ended_at"))
    first, last = (span[instrument] for span in p.book.keep("log_spans", _spans))
    within = p.has_times & (start <= end) & (first <= start) & (end <= last)
    tested = within & (position(p.book.keep("log_months", _months), _month(instrument, p.started_day)) >= 0)
    rows = hits_of(tested)
    sample = p.coded("reports", "sample_no").astype(np.int64)[p.report_of(rows)]
    reach: Reach = p.book.keep("log_reach", _reach)
    met = np.zeros(len(rows), bool)
    for wanted, known in ((sample + 1, sample >= 0), (np.full(len(rows), ANY), True)):
        met |= known & (reach.latest(pack(instrument[rows], wanted), end[rows]) >= start[rows])
    return Verdict(rows[~met], None, tested)


def _timeline(book: Book) -> Timeline:
    rows = book.small["instrument_log"]
    ranks = ranks_of(book.lexicon.words["sample"].texts())[rows["sample_no"]]
    return Timeline.of(rows["instrument_id"], rows["started_at"], rows["ended_at"], ranks)


def _evidence(p: Partition, result: int) -> dict[str, object]:
    instrument = int(p.results["instrument_id"][result])
    first, last = (int(span[instrument]) for span in p.book.keep("log_spans", _spans))
    timeline: Timeline = p.book.keep("log_timeline", _timeline)
    rows, total = timeline.around(instrument, int(p.results["started_at"][result]), MOST_OTHERS)
    return case(
        result_row(p, result, "instrument_id", "started_at", "ended_at"),
        book_rows(p, "instrument_log", rows.tolist()),
        total,
        log_from=time_text(first),
        log_to=time_text(last),
    )


RULES = (Rule("instrument.no_run", "F1", "results", ("instrument_log",), 0.8, no_run, _evidence),)
