"""Rules about report numbers: used twice, or given to a report that came in after its followers."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import numpy.typing as npt

from screener.chains import Family, chain
from screener.evidence import MOST_OTHERS, case, report_row
from screener.ledger.units import MICROSECONDS_A_DAY
from screener.partition import Mask, Partition
from screener.rule import Rule, Verdict, hits_of

WINDOW = 20
LEAST_EARLIER = 3
WEEK = 7 * MICROSECONDS_A_DAY

Ints = npt.NDArray[Any]


def _repeated(p: Partition) -> tuple[list[list[int]], Family]:
    """Reports of an institution that bear one number, group by group, and the chains from them.

    Left out are pairs of which one replaces the other: corrections that keep the number are most of all.
    """
    number = p.reports["number"]
    again = _again(p, number)
    order = again[np.argsort(number[again], kind="stable")]
    rows, cuts = order.tolist(), (np.flatnonzero(np.diff(number[order])) + 1).tolist()
    groups = [rows[first:last] for first, last in itertools.pairwise([0, *cuts, len(rows)])]
    codes, following = p.reports["code"], p.book.following

    def settled(group: list[int]) -> bool:
        one, other = int(codes[group[0]]), int(codes[group[-1]])
        return len(group) <= 2 and (following.get(one) == other or following.get(other) == one)

    groups = [group for group in groups if group and not settled(group)]
    chained = [
        int(codes[report]) for group in groups for report in group if int(codes[report]) in p.book.in_chains
    ]
    return groups, Family.of(chained, following)


def _again(p: Partition, number: Ints) -> Ints:
    """Reports whose number another one bears."""
    if p.compiled:
        from screener.compiled.numbers import repeats  # noqa: PLC0415 - loaded for large ledgers only

        return repeats(number, int(number.max(initial=0)))
    return np.flatnonzero(np.bincount(number)[number] > 1) if len(number) else number


def duplicate(p: Partition) -> Verdict:
    """Reports that share their number with one that no chain of corrections connects with them."""
    groups, family = p.keep("repeated_numbers", lambda: _repeated(p))
    codes, found = p.reports["code"], []
    for group in groups:
        of = {int(codes[report]): report for report in group}
        relatives = family.relatives(list(of))
        found += [report for code, report in of.items() if relatives[code] < len(group) - 1]
    return Verdict(np.array(sorted(found), np.intp))


def _sequence(p: Partition) -> Ints:
    """Numbered reports by prefix, number, receipt and identifier (reports already stand in the last two)."""
    prefix, serial = p.reports["prefix"], p.reports["serial"]
    if p.compiled:
        from screener.compiled.numbers import in_sequence  # noqa: PLC0415 - loaded for large ledgers only

        return in_sequence(prefix, serial, int(prefix.max(initial=-1)) + 1)
    rows = hits_of(prefix >= 0)
    return rows[np.lexsort((serial[rows], prefix[rows]))]


def earlier(p: Partition, sequence: Ints) -> npt.NDArray[np.int64]:
    """How many of the next 20 of its prefix each report in order came more than a week before it."""
    received, prefix = p.reports["received_at"][sequence], p.reports["prefix"][sequence]
    if p.compiled:
        from screener.compiled.numbers import earlier_followers  # noqa: PLC0415 - loaded for large ledgers only

        return earlier_followers(received, prefix, WINDOW, WEEK)
    count = np.zeros(len(sequence), np.int64)
    for step in range(1, WINDOW + 1):
        same = prefix[step:] == prefix[:-step]
        count[:-step] += same & (received[step:] < received[:-step] - WEEK)
    return count


def backfilled(p: Partition) -> Verdict:
    """Reports that came in more than a week after at least three of the next twenty numbers."""
    numbered: Mask = p.reports["prefix"] >= 0
    sequence = p.keep("number_sequence", lambda: _sequence(p))
    return Verdict(np.sort(sequence[earlier(p, sequence) >= LEAST_EARLIER]), numbered, numbered)


def _chained(p: Partition, report: int) -> dict[str, object]:
    codes, total = chain(int(p.reports["code"][report]), p.book.following, MOST_OTHERS)
    return {"chain": [p.book.chain_id(code) for code in codes], "chain_total": total}


def _duplicate(p: Partition, report: int) -> dict[str, object]:
    groups, family = p.keep("repeated_numbers", lambda: _repeated(p))
    group = p.keep("number_group", lambda: {row: g for g in groups for row in g})[report]
    codes, own = p.reports["code"], int(p.reports["code"][report])
    unrelated = []
    for other in group:
        if other != report and not family.related(own, int(codes[other])):
            unrelated.append(other)
            if len(unrelated) == MOST_OTHERS:
                break
    relatives = p.keep(f"relatives_{group[0]}", lambda: family.relatives([int(codes[row]) for row in group]))
    total = len(group) - 1 - relatives[own]
    columns = ("replaces", "received_at", "issued_at")
    others = [{"table": "reports", **report_row(p, row, *columns), **_chained(p, row)} for row in unrelated]
    return case(report_row(p, report, *columns), others, total, **_chained(p, report))


def _places(sequence: Ints, size: int) -> Ints:
    """The place of each report in the sequence."""
    places = np.full(size, -1, np.int64)
    places[sequence] = np.arange(len(sequence))
    return places


def _backfilled(p: Partition, report: int) -> dict[str, object]:
    sequence = p.keep("number_sequence", lambda: _sequence(p))
    place = int(p.keep("number_places", lambda: _places(sequence, len(p.reports["prefix"])))[report])
    prefix, received = p.reports["prefix"], p.reports["received_at"]
    after = [row for row in sequence[place + 1 : place + 1 + WINDOW] if prefix[row] == prefix[report]]
    others = [
        {
            "table": "reports",
            **report_row(p, int(row), "received_at"),
            "earlier": bool(received[row] < received[report] - WEEK),
        }
        for row in after
    ]
    row = report_row(p, report, "received_at")
    text = str(row["report_no"])
    head = text.rstrip("0123456789")
    return case(row, others, prefix=head, number=text[len(head) :])


RULES = (
    Rule("number.duplicate", "F5", "reports", (), 0.7, duplicate, _duplicate),
    Rule("number.backfilled", "F5", "reports", (), 0.6, backfilled, _backfilled),
)
