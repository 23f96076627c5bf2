"""reference.disagrees: what a ledger says of approvals, fields and calibrations that the reference says otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from screener.book import Book
from screener.evidence import MOST_OTHERS, case, entry_rows
from screener.ledger.coding import Coded
from screener.ledger.reference import REPLACED_BY
from screener.ledger.tables import TABLES
from screener.whole import Claim, Said, Whole

#: The columns by which rows of the reference stand beside a row of the ledger.
BESIDE: dict[str, tuple[str, ...]] = {
    "institutions": ("uscc",),
    "certificates": ("certificate_no",),
    "scope": ("certificate_no", "site_id", "parameter", "method"),
    "authorisations": ("person_id", "domain"),
    "calibrations": ("instrument_id", "calibrated_on"),
    "methods": ("method", "parameter"),
    "product_requirements": ("product", "parameter"),
    "procedures": ("method", "parameter"),
    "prescribed_methods": ("product", "parameter"),
}
#: Which column of a hit's name a table fills, and the table and column that say whose its rows are.
ABOUT = {"scope": "parameter", "authorisations": "person_id", "calibrations": "instrument_id"}
OWNERS = {
    "scope": ("certificates", "certificate_no"),
    "authorisations": ("people", "person_id"),
    "calibrations": ("instruments", "instrument_id"),
}
CLAIMED = ("institutions", "certificates", *OWNERS)
NOBODY = -1

Ids = npt.NDArray[np.int64]


def numbered(own: Coded, held: Coded, columns: Iterable[str]) -> tuple[Ids, Ids]:
    """A number for each row of both: equal where the columns are."""
    first = next(iter(own.values()))
    ids = np.zeros(len(first) + len(next(iter(held.values()))), np.int64)
    for column in columns:
        both = np.concatenate((own[column], held[column]))
        if both.dtype == object:
            both = np.array(["" if one is None else f".{one}" for one in both.tolist()], np.str_)
        _, code = np.unique(both, return_inverse=True)
        _, ids = np.unique(ids * (int(code.max(initial=0)) + 1) + code, return_inverse=True)
    return ids[: len(first)], ids[len(first) :]


@dataclass(frozen=True)
class Differing:
    """Rows of one table that the reference, which holds their key, does not hold; and what it holds in their place."""

    table: str
    held: npt.NDArray[np.bool_]
    rows: list[int]
    beside: dict[int, list[int]]


def differing(book: Book, table: str) -> Differing:
    """The ledger's rows of a table against the reference's."""
    own, told = book.own[table], book.reference[table]
    by, told_by = numbered(own, told, REPLACED_BY[table])
    held = np.isin(by, told_by)
    ids, told_ids = numbered(own, told, [column.name for column in TABLES[table].columns])
    rows = np.flatnonzero(held & ~np.isin(ids, told_ids))
    keys, told_keys = numbered(own, told, BESIDE[table])
    places: dict[int, list[int]] = defaultdict(list)
    wanted = np.isin(told_keys, keys[rows])
    for place, key in zip(np.flatnonzero(wanted).tolist(), told_keys[wanted].tolist(), strict=True):
        places[key].append(place)
    beside = {row: places.get(key, []) for row, key in zip(rows.tolist(), keys[rows].tolist(), strict=True)}
    return Differing(table, held, rows.tolist(), beside)


def owners_of(book: Book, table: str) -> npt.NDArray[np.int32]:
    """Whose each row of the ledger's table is, by what the ledger says; -1 where it does not say."""
    own = book.own[table]
    if table not in OWNERS:
        found: npt.NDArray[np.int32] = own["uscc"]
        return found
    register, column = OWNERS[table]
    rows = book.own[register]
    owner = np.full(int(max(own[column].max(initial=-1), rows[column].max(initial=-1))) + 2, NOBODY, np.int32)
    owner[rows[column]] = rows["uscc"]
    return owner[own[column]]


def disagrees(book: Book, _looked: Sequence[Any]) -> Said:
    """What each institution's rows say otherwise, together for the institution, parameter, instrument or person."""
    size = book.sizes["uscc"]
    kind, tested = np.zeros(size, np.int64), np.zeros(size, np.int64)
    cases: dict[tuple[int, str, str], list[tuple[Differing, int]]] = defaultdict(list)
    for table in CLAIMED:
        owner = owners_of(book, table)
        kind += np.bincount(owner[owner >= 0], minlength=size)
        if table not in book.reference:
            continue
        found = differing(book, table)
        tested += np.bincount(owner[found.held & (owner >= 0)], minlength=size)
        about = ABOUT.get(table, "")
        for row in found.rows:
            name = str(entry_rows(book, table, [row], book.own)[0][about]) if about else ""
            if owner[row] >= 0:
                cases[int(owner[row]), about, name].append((found, row))
    claims = [_claim(book, key, some) for key, some in cases.items()]
    return Said(claims, kind, tested)


def _claim(book: Book, key: tuple[int, str, str], some: list[tuple[Differing, int]]) -> Claim:
    uscc, about, name = key
    named = {about: name} if about else {}
    own = {"uscc": book.word("uscc", uscc), **named}
    return Claim(
        uscc,
        lambda: case(own, *_told(book, some), differences=len(some)),
        parameter=named.get("parameter", ""),
        instrument=named.get("instrument_id", ""),
        person=named.get("person_id", ""),
    )


def _told(book: Book, some: list[tuple[Differing, int]]) -> tuple[list[dict[str, Any]], int]:
    """The rows of the ledger, each followed by those that the reference has in its place, and how many in all."""
    ordered = sorted(some, key=lambda one: (CLAIMED.index(one[0].table), _texts(book, *one)))
    total = sum(1 + len(found.beside[row]) for found, row in some)
    told: list[dict[str, Any]] = []
    for found, row in ordered:
        if len(told) >= MOST_OTHERS:
            break
        told += pair(book, found, row, MOST_OTHERS - len(told))
    return told, total


def _texts(book: Book, found: Differing, row: int) -> tuple[str, ...]:
    return tuple(map(str, entry_rows(book, found.table, [row], book.own)[0].values()))


def pair(book: Book, found: Differing, row: int, most: int) -> list[dict[str, Any]]:
    """A row of the ledger and those of the reference in its place, at most so many."""
    own = entry_rows(book, found.table, [row], book.own)[0]
    held = entry_rows(book, found.table, found.beside[row], book.reference)
    held.sort(key=lambda one: tuple(map(str, one.values())))
    ledger = own | {"said_by": "ledger", "reference_rows": len(held)}
    return [ledger, *(one | {"said_by": "reference"} for one in held)][:most]


def of_nobody(book: Book) -> dict[str, Any]:
    """Differences that are no institution's, by table, for the summary: how many, and the first rows of both."""
    told = {}
    for table in book.reference:
        found = differing(book, table)
        owner = owners_of(book, table) if table in CLAIMED else None
        rows = [row for row in found.rows if owner is None or owner[row] < 0]
        ordered = sorted(rows, key=lambda row: _texts(book, found, row))
        if rows:
            shown = [one for row in ordered[:5] for one in pair(book, found, row, 5)]
            told[table] = {"rows": len(rows), "shown": shown[:MOST_OTHERS]}
    return told


WHOLES = (
    Whole(
        "reference.disagrees",
        "DECLARE",
        "reference",
        (),
        0.3,
        disagrees,
        asks="reference",
        lacking="the reference holds none of its rows",
    ),
)
