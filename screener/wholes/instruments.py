"""instrument.two_owners: one maker's number in use by two institutions at the same time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from screener.book import Book
from screener.evidence import case, entry_rows
from screener.ledger.units import date_text
from screener.partition import Partition
from screener.whole import Claim, Look, Said, Whole
from screener.wholes.sharing import Group, Period

LEAST_SERIAL = 6
DIGITS = frozenset("0123456789")

#: Instruments (codes) seen in a partition, and the first and last day on which a test of each was started.
Seen = tuple[npt.NDArray[np.intp], npt.NDArray[np.int32], npt.NDArray[np.int32]]


def tells_apart(serial: str | None) -> bool:
    """Whether a maker's number can name one instrument: `000000` and `unknown` stand for many."""
    return (
        serial is not None
        and len(serial) >= LEAST_SERIAL
        and len(set(serial)) > 1
        and not DIGITS.isdisjoint(serial)
    )


def twins(book: Book) -> list[list[int]]:
    """Rows of `instruments` that name and maker's number say are one, where several institutions own it."""

    def made(book: Book) -> list[list[int]]:
        rows = book.small["instruments"]
        held: dict[tuple[str, str], list[int]] = defaultdict(list)
        names, serials = rows["name"].tolist(), rows["serial_no"].tolist()
        for row, (name, serial) in enumerate(zip(names, serials, strict=True)):
            if tells_apart(serial):
                held[name, serial].append(row)
        owner = rows["uscc"].tolist()
        return [some for some in held.values() if len({owner[row] for row in some}) > 1]

    found: list[list[int]] = book.keep("instrument_twins", made)
    return found


def seen(p: Partition) -> Seen:
    """When the instruments that may be one were used in this partition."""
    codes = p.book.small["instruments"]["instrument_id"]
    wanted = np.zeros(p.book.sizes["instrument"] + 1, bool)
    wanted[[codes[row] for some in twins(p.book) for row in some]] = True
    rows = np.flatnonzero(wanted[p.results["instrument_id"]] & p.has_start)
    instrument, day = p.results["instrument_id"][rows], p.started_day[rows]
    order = np.lexsort((day, instrument))
    instrument, day = instrument[order], day[order]
    begins = np.flatnonzero(np.diff(instrument, prepend=-1))
    ends = np.append(begins[1:], len(instrument)) - 1 if len(begins) else begins
    return instrument[begins], day[begins], day[ends]


def two_owners(book: Book, looked: Sequence[Seen]) -> Said:
    """Rows of `instruments` whose twin at another institution was in use within the same days."""
    spans: dict[int, tuple[int, int]] = {}
    for part in looked:
        for code, first, last in zip(*(column.tolist() for column in part), strict=True):
            held = spans.get(code, (first, last))
            spans[code] = min(held[0], first), max(held[1], last)
    rows = book.small["instruments"]
    owner, codes = rows["uscc"], rows["instrument_id"].tolist()
    able = np.array([tells_apart(one) for one in rows["serial_no"].tolist()], bool)
    size = book.sizes["uscc"]
    claims = []
    for some in twins(book):
        group = Group(
            [
                Period(*spans[codes[row]], str(book.word("instrument", codes[row])), int(owner[row]), row)
                for row in some
                if codes[row] in spans
            ]
        )
        claims += _claims(book, group)
    return Said(claims, np.bincount(owner, minlength=size), np.bincount(owner[able], minlength=size))


def _claims(book: Book, group: Group) -> list[Claim]:
    def shown(some: Sequence[Period]) -> list[dict[str, Any]]:
        rows = entry_rows(book, "instruments", [one.row for one in some])
        return [
            row | {"used_from": date_text(one.first), "used_to": date_text(one.last)}
            for row, one in zip(rows, some, strict=True)
        ]

    def told(at: int) -> dict[str, Any]:
        others, total = group.others(at)
        return case(shown([group.ordered[at]])[0], shown(others), total)

    return [
        Claim(one.owner, lambda at=at: told(at), instrument=one.name)  # type: ignore[misc] # the place is bound here
        for at in group.meeting()
        for one in (group.ordered[at],)
    ]


WHOLES = (
    Whole(
        "instrument.two_owners",
        "CONDITIONS",
        "instruments",
        ("instruments",),
        0.4,
        two_owners,
        look=Look(lambda book: bool(twins(book)), seen),
    ),
)
