"""invoice.no_report: an invoice names a report that the ledger lacks, though those before and after it are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from screener.book import Book
from screener.evidence import MOST_OTHERS, case, entry_rows
from screener.ledger.numbers import DIGITS
from screener.partition import Partition
from screener.whole import Claim, Look, Said, Whole

FEWEST = 10  # reports of a prefix: fewer say little about what is numbered so

#: A run of digits without leading zeros, after its length: these stand in the order of the whole numbers.
Serial = tuple[int, str]


@dataclass(frozen=True)
class Span:
    """The reports of one prefix: how many, and the first and last of their numbers."""

    reports: int
    first: str
    last: str


@dataclass(frozen=True)
class Seen:
    """What the lines of one institution (code) come to: how many were held against its reports, and what is missing.

    `missing`: rows of `invoices` in order of the number they name, each with the reports of its prefix.
    """

    uscc: int
    tested: int
    missing: list[tuple[int, Span]]
    numbers: int


def parted(number: str) -> tuple[str, Serial] | None:
    """Prefix and serial of a report number; None where it does not end in an ASCII digit."""
    prefix = number.rstrip(DIGITS)
    run = number[len(prefix) :]
    if not run:
        return None
    short = run.lstrip("0")
    return prefix, (len(short), short)


def _lines(book: Book) -> dict[int, list[int]]:
    """Rows of `invoices` that name a report, by institution (code)."""
    rows = book.small["invoices"]
    found: dict[int, list[int]] = defaultdict(list)
    for row, (owner, number) in enumerate(
        zip(rows["uscc"].tolist(), rows["report_no"].tolist(), strict=True)
    ):
        if number:
            found[owner].append(row)
    return found


def _wanted(book: Book) -> bool:
    return "invoices" not in book.absent and bool(book.keep("invoice_lines", _lines))


def seen(p: Partition) -> list[Seen]:
    """The lines of this partition's institutions against the numbers of their reports."""
    lines: dict[int, list[int]] = p.book.keep("invoice_lines", _lines)
    found = []
    for place, code in enumerate(p.institutions.tolist()):
        if code in lines:
            first, last = p.report_starts[place : place + 2].tolist()
            numbers = p.text("reports", "report_no").slice(first, last - first).to_pylist()
            found.append(_held(p.book, code, lines[code], numbers))
    return found


def _held(book: Book, uscc: int, lines: Sequence[int], numbers: Iterable[str | None]) -> Seen:
    by_prefix: dict[str, dict[Serial, str]] = defaultdict(dict)
    reports: dict[str, int] = defaultdict(int)
    for number in numbers:
        parts = parted(number or "")
        if number and parts is not None:
            by_prefix[parts[0]][parts[1]] = number
            reports[parts[0]] += 1
    spans = {
        prefix: (min(some), max(some)) for prefix, some in by_prefix.items() if reports[prefix] >= FEWEST
    }
    named = book.small["invoices"]["report_no"]
    tested, absent = 0, defaultdict[tuple[str, Serial], list[int]](list)
    for row in lines:
        parts = parted(str(named[row]))
        if parts is None or parts[0] not in spans:
            continue
        least, most = spans[parts[0]]
        if least <= parts[1] <= most:
            tested += 1
            if parts[1] not in by_prefix[parts[0]]:
                absent[parts].append(row)
    missing: list[tuple[int, Span]] = []
    charged = {key: some for key, some in absent.items() if not _given_back(book, some)}
    for prefix, serial in sorted(charged):
        least, most = spans[prefix]
        span = Span(reports[prefix], by_prefix[prefix][least], by_prefix[prefix][most])
        missing += [(row, span) for row in _in_order(book, charged[prefix, serial])]
    return Seen(uscc, tested, missing, len(charged))


def _given_back(book: Book, rows: Sequence[int]) -> bool:
    """Whether what was charged for one number adds up to nothing, in whole cents; unknown amounts are left out."""
    amounts = [float(one) for one in book.small["invoices"]["amount"][list(rows)] if not np.isnan(one)]
    return bool(amounts) and sum(round(Fraction(one) * 100) for one in amounts) <= 0


def _in_order(book: Book, rows: Sequence[int]) -> list[int]:
    own = book.small["invoices"]
    return sorted(
        rows, key=lambda row: (own["report_no"][row], own["invoice_no"][row], int(own["line"][row]))
    )


def no_report(book: Book, looked: Sequence[list[Seen]]) -> Said:
    """One hit for each institution with such lines, and how many of its lines could be held against its reports."""
    size = book.sizes["uscc"]
    kind, tested = np.zeros(size, np.int64), np.zeros(size, np.int64)
    lines: dict[int, list[int]] = book.keep("invoice_lines", _lines)
    for code, rows in lines.items():
        kind[code] = len(rows)
    claims = []
    for one in (one for part in looked for one in part):
        tested[one.uscc] = one.tested
        if one.missing:
            claims.append(Claim(one.uscc, lambda one=one: _told(book, one)))  # type: ignore[misc] # bound here
    return Said(claims, kind, tested)


def _told(book: Book, one: Seen) -> dict[str, Any]:
    rows = entry_rows(book, "invoices", [row for row, _ in one.missing[: MOST_OTHERS + 1]])
    _, span = one.missing[0]
    return case(
        rows[0],
        rows[1:],
        len(one.missing) - 1,
        numbers=one.numbers,
        lines=len(one.missing),
        reports=span.reports,
        first_report_no=span.first,
        last_report_no=span.last,
    )


WHOLES = (
    Whole(
        "invoice.no_report",
        "F1",
        "invoices",
        ("invoices",),
        0.5,
        no_report,
        look=Look(_wanted, seen),
        lacking="no invoice names a number within those of 10 of its reports",
    ),
)
