"""Rules that hold reports against the register of samples: tested after disposal, another product, not registered."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from screener.book import Book
from screener.evidence import MOST_OTHERS, book_rows, case, report_row, result_row
from screener.index import pack, position
from screener.ledger.units import NO_TIME, day_of, month_of, time_text
from screener.partition import Partition
from screener.rule import Rule, Verdict, hits_of
from screener.spans import Timeline
from screener.texts import ranks_of

Codes = npt.NDArray[np.int32]
NEEDS = ("samples",)


def _keys(book: Book) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.intp]]:
    """Institution and sample of every row of the register, in order, and the rows."""
    rows = book.small["samples"]
    keys = pack(rows["uscc"], rows["sample_no"])
    order = np.argsort(keys)
    return keys[order], order


def _registered(p: Partition) -> Codes:
    """The row of the register for each report's sample, -1 where there is none (shape: reports)."""

    def find() -> Codes:
        keys, order = p.book.keep("sample_keys", _keys)
        sample = p.coded("reports", "sample_no")
        place = position(keys, pack(p.reports["uscc"], sample))
        return np.append(order, -1)[np.where(sample < 0, -1, place)].astype(np.int32)

    found: Codes = p.keep("_registered_samples", find)
    return found


def after_disposal(p: Partition) -> Verdict:
    """Results started when their sample had been returned or destroyed."""
    disposed = np.append(p.book.small["samples"]["disposed_at"], NO_TIME)[_registered(p)]
    disposed = np.repeat(disposed, p.reports["rows"])
    tested = p.has_start & (disposed != NO_TIME)
    return Verdict(hits_of(tested & (disposed <= p.results["started_at"])), None, tested)


def other_product(p: Partition) -> Verdict:
    """Reports on another product than their sample was registered with."""
    product = np.append(p.book.small["samples"]["product"], -1)[_registered(p)]
    tested = product >= 0
    return Verdict(hits_of(tested & (product != p.reports["product"])), None, tested)


def _spans(book: Book) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """First and last registration by institution; where there is none, a span that holds no instant."""
    rows = book.small["samples"]
    dated = rows["registered_at"] != NO_TIME
    uscc, at = rows["uscc"][dated], rows["registered_at"][dated]
    first = np.full(book.sizes["uscc"] + 1, np.iinfo(np.int64).max)
    last = np.full(book.sizes["uscc"] + 1, NO_TIME)
    np.minimum.at(first, uscc, at)
    np.maximum.at(last, uscc, at)
    return first, last


def _months(book: Book) -> npt.NDArray[np.int64]:
    """Institution and month, packed, of every registration; ascending."""
    rows = book.small["samples"]
    dated = rows["registered_at"] != NO_TIME
    return np.unique(pack(rows["uscc"][dated], month_of(day_of(rows["registered_at"][dated]))))


def unregistered(p: Partition) -> Verdict:
    """Reports received while the institution registered samples, on a sample that is not in the register."""
    uscc, received = p.reports["uscc"], p.reports["received_at"]
    first, last = (span[uscc] for span in p.book.keep("sample_spans", _spans))
    month = pack(uscc, month_of(day_of(received)))
    kept = position(p.book.keep("sample_months", _months), month) >= 0
    tested = (first <= received) & (received <= last) & kept
    return Verdict(hits_of(tested & (_registered(p) < 0)), None, tested)


def _timeline(book: Book) -> Timeline:
    rows = book.small["samples"]
    dated = np.flatnonzero(rows["registered_at"] != NO_TIME)
    ranks = ranks_of(book.lexicon.words["sample"].texts())[rows["sample_no"][dated]]
    found = Timeline.of(rows["uscc"][dated], rows["registered_at"][dated], ranks)
    return Timeline(dated[found.order], found.groups, found.times)


def _after_disposal(p: Partition, result: int) -> dict[str, object]:
    row = int(_registered(p)[p.report_of(result)])
    shown = book_rows(p, "samples", [row])
    return case(result_row(p, result, "started_at"), shown, disposed_at=shown[0]["disposed_at"])


def _other_product(p: Partition, report: int) -> dict[str, object]:
    row = int(_registered(p)[report])
    shown = book_rows(p, "samples", [row])
    return case(report_row(p, report, "product"), shown, registered_product=shown[0]["product"])


def _unregistered(p: Partition, report: int) -> dict[str, object]:
    uscc, received = int(p.reports["uscc"][report]), int(p.reports["received_at"][report])
    first, last = (int(span[uscc]) for span in p.book.keep("sample_spans", _spans))
    rows, total = p.book.keep("sample_timeline", _timeline).around(uscc, received, MOST_OTHERS)
    return case(
        report_row(p, report, "received_at"),
        book_rows(p, "samples", rows.tolist()),
        total,
        first_registered_at=time_text(first),
        last_registered_at=time_text(last),
    )


RULES = (
    Rule("sample.after_disposal", "F4", "results", NEEDS, 0.8, after_disposal, _after_disposal),
    Rule("sample.other_product", "F4", "reports", NEEDS, 0.6, other_product, _other_product),
    Rule("sample.unregistered", "U1", "reports", NEEDS, 0.5, unregistered, _unregistered),
)
