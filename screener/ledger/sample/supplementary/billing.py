"""What was charged for reports: a line for most of them, some without a number, a few given back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from screener.ledger.sample.arrays import DAY, Ints, ints, positions
from screener.ledger.sample.chunk import Chunk
from screener.ledger.sample.entries import numbers_of
from screener.ledger.sample.faults import Desk
from screener.ledger.sample.lettering import digits, fixed, whole
from screener.ledger.sample.numbering import GAP
from screener.ledger.sample.sheets import Sheet, branch_letters, institution_codes

_NAMED = 0.8  # of the lines, those that say for which report
_VOIDED = 0.3  # of the numbers that were voided, those paid for and given back
_NO_DIGIT = 3  # the style whose numbers end in a word
_FAR = 1 << 40  # beyond any serial
_FEWEST = 10  # reports of a series among which a missing number is told


@dataclass
class Billing:
    """One row a line: branch, series and serial of the report, day, amount in cents, whether the number is told."""

    branch: Ints
    series: Ints
    serial: Ints
    day: Ints
    cents: Ints
    named: Ints


def draw(rng: np.random.Generator, chunk: Chunk) -> Billing:
    """Lines for the original reports; voided numbers that were paid for have two lines that make nothing."""
    chance = rng.spawn(1)[0]  # so that what was drawn of the other tables stays as it was
    reports = chunk.draft.reports
    own = np.flatnonzero(reports.original < 0)
    own = own[chance.random(len(own)) < 0.95]
    price = chance.integers(80, 3000, int(reports.product.max(initial=0)) + 1)[reports.product[own]]
    rate = chance.uniform(0.8, 1.2, len(chunk.cast.branches))[reports.branch[own]]
    branch, series, serial, day = _void(chunk)
    some = np.flatnonzero(chance.random(len(serial)) < _VOIDED)
    back = ints(chance.integers(80, 3000, len(some)) * 100)

    def both(column: Ints, more: Ints) -> Ints:
        return ints(np.concatenate((column, more[some], more[some])))

    return Billing(
        both(reports.branch[own], branch),
        both(reports.series[own], series),
        both(reports.serial[own], serial),
        both(reports.issued[own] // DAY + chance.integers(0, 30, len(own)), day),
        ints(np.concatenate((np.rint(price * rate).astype(np.int64) * 100, back, -back))),
        ints(np.concatenate((chance.random(len(own)) < _NAMED, np.ones(2 * len(some), bool)))),
    )


def _void(chunk: Chunk) -> tuple[Ints, Ints, Ints, Ints]:
    """Voided numbers between the first and the last of a series that is long enough: branch, series, serial, day."""
    reports = chunk.draft.reports
    series, first, held = np.unique(reports.series, return_index=True, return_counts=True)
    last = np.zeros(len(series), np.int64)
    np.maximum.at(last, np.searchsorted(series, reports.series), reports.serial)
    voided = np.where(held >= _FEWEST, (last - 1) // (GAP + 1), 0)
    of = np.repeat(np.arange(len(series)), voided)
    serial = (positions(of) + 1) * (GAP + 1)
    taken = np.isin(series[of] * _FAR + serial, reports.series * _FAR + reports.serial)  # by a planted fault
    of, serial = of[~taken], serial[~taken]
    branch = reports.branch[first[of]]
    return ints(branch), ints(series[of]), ints(serial), ints(reports.issued[first[of]] // DAY + 7)


def sheets(chunk: Chunk, drawn: Billing) -> dict[str, Sheet]:
    """invoices."""
    order = np.lexsort((drawn.serial, drawn.series, drawn.day, drawn.branch))
    branch = drawn.branch[order]
    numbers = numbers_of(chunk.cast, drawn.series[order], drawn.serial[order])
    told = pa.array(drawn.named[order].astype(bool))
    return {
        "invoices": {
            "uscc": institution_codes(chunk.cast, branch),
            "invoice_no": fixed(
                len(order), "22", branch_letters(chunk.cast, branch), digits(positions(branch) + 1, 8)
            ),
            "line": whole(np.ones(len(order), np.int64), pa.int32()),
            "issued_on": whole(drawn.day[order], pa.date32()),
            "report_no": pa.compute.if_else(told, numbers, pa.scalar(None, pa.string())),
            "amount": pa.array(drawn.cents[order] / 100),
        }
    }


def no_report(desk: Desk, chunk: Chunk, drawn: Billing, count: int) -> tuple[int, list[str]]:
    """Charge for numbers that are voided and give nothing back; how many, and the institutions (codes) that did."""
    cast = chunk.cast
    branch, series, serial, day = _void(chunk)
    styles = np.array([one.institution.habits.numbering for one in cast.branches])
    able = np.flatnonzero(cast.faulty[branch] & (styles[branch] != _NO_DIGIT))
    some = desk.rng.spawn(1)[0].permutation(able)[:count]
    voided = {*zip(series[some].tolist(), serial[some].tolist(), strict=True)}
    pairs = zip(drawn.series.tolist(), drawn.serial.tolist(), strict=True)
    kept = np.array([pair not in voided for pair in pairs], bool)
    for name, column in (("branch", branch), ("series", series), ("serial", serial), ("day", day)):
        setattr(drawn, name, ints(np.concatenate((getattr(drawn, name)[kept], column[some]))))
    drawn.cents = ints(np.concatenate((drawn.cents[kept], np.full(len(some), 60_000))))
    drawn.named = ints(np.concatenate((drawn.named[kept], np.ones(len(some), np.int64))))
    return len(some), sorted({cast.branches[one].institution.uscc for one in branch[some].tolist()})
