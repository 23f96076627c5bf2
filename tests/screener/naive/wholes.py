"""The naive reading of the rules over registers and of `ledger.changed`: rows of plain tables, compared one by one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from .book import REFERENCE_KEYS, Book, Mark, Row, Tables, day, hit_if, in_period


class About(NamedTuple):
    """What a hit is of: empty columns of it are None."""

    uscc: str
    report_id: str | None = None
    parameter: str | None = None
    instrument_id: str | None = None
    person_id: str | None = None


@dataclass(frozen=True)
class Given:
    """Everything a run was given."""

    tables: Tables
    reference: Tables | None
    earlier: list[Tables]

    def rows(self, table: str) -> list[Row]:
        """The ledger's rows of a table, none where it is absent."""
        return self.tables.get(table) or []


Marked = list[tuple[About, Mark]]


def share_a_day(one: Row, other: Row, first: str, last: str) -> bool:
    """Some day lies in both periods."""
    days = [row[name] for row in (one, other) for name in (first, last) if row[name] is not None]
    return any(all(in_period(on, row[first], row[last]) for row in (one, other)) for on in days)


def two_employers(given: Given) -> Marked:
    """The same identity, another institution, a day that both employments hold."""
    people = given.rows("people")
    found = []
    for row in people:
        mark = Mark.LACKING
        if row["identity"]:
            mark = hit_if(
                any(
                    other["identity"] == row["identity"]
                    and other["uscc"] != row["uscc"]
                    and share_a_day(row, other, "employed_from", "employed_to")
                    for other in people
                )
            )
        found.append((About(row["uscc"], person_id=row["person_id"]), mark))
    return found


def names_one(serial: str | None) -> bool:
    """Long enough, with a digit, and not one character over and over."""
    if serial is None:
        return False
    return len(serial) >= 6 and len(set(serial)) > 1 and any(c in "0123456789" for c in serial)


def used(given: Given, instrument_id: str) -> Row | None:
    """The first and last day of the instrument's results."""
    book = Book(given.tables)
    days = [
        day(row["started_at"])
        for row in book.results
        if row["instrument_id"] == instrument_id and row["started_at"] is not None
    ]
    return {"first": min(days), "last": max(days)} if days else None


def two_owners(given: Given) -> Marked:
    """The same name and maker's number at another institution, in use within the same days."""
    instruments = given.rows("instruments")
    spans = {row["instrument_id"]: used(given, row["instrument_id"]) for row in instruments}
    found = []
    for row in instruments:
        mark, own = Mark.LACKING, spans[row["instrument_id"]]
        if names_one(row["serial_no"]):
            mark = hit_if(
                any(
                    (other["name"], other["serial_no"]) == (row["name"], row["serial_no"])
                    and other["uscc"] != row["uscc"]
                    and own is not None
                    and (theirs := spans[other["instrument_id"]]) is not None
                    and share_a_day(own, theirs, "first", "last")
                    for other in instruments
                )
            )
        found.append((About(row["uscc"], instrument_id=row["instrument_id"]), mark))
    return found


def owner_of(given: Given, table: str, row: Row) -> str | None:
    """Whose a row is, by the ledger's own word."""
    where = {
        "scope": ("certificates", "certificate_no"),
        "authorisations": ("people", "person_id"),
        "calibrations": ("instruments", "instrument_id"),
    }.get(table)
    if where is None:
        return str(row["uscc"])
    register, column = where
    return next((str(one["uscc"]) for one in given.rows(register) if one[column] == row[column]), None)


def disagrees(given: Given) -> Marked:
    """A row of a key that the reference holds, equal to none of the reference's rows."""
    found = []
    for table in ("institutions", "certificates", "scope", "authorisations", "calibrations"):
        told = (given.reference or {}).get(table) or []
        key = REFERENCE_KEYS[table]
        for row in given.rows(table):
            uscc = owner_of(given, table, row)
            if uscc is None:
                continue
            about = About(
                uscc,
                parameter=row["parameter"] if table == "scope" else None,
                instrument_id=row["instrument_id"] if table == "calibrations" else None,
                person_id=row["person_id"] if table == "authorisations" else None,
            )
            held = any(all(other[name] == row[name] for name in key) for other in told)
            found.append((about, hit_if(row not in told) if held else Mark.LACKING))
    return found


def alike(one: Row, other: Row) -> bool:
    """The same in every column of the format; an empty number of decimals is like any."""
    return all(
        one[name] == other[name] or (name == "decimals" and None in {one[name], other[name]})
        for name in one
        if name != "printed"
    )


def ledger_changed(given: Given) -> Marked:
    """In an earlier hand-in as the same institution's, with another row or other results."""
    own, found = Book(given.tables), []
    before = [Book(tables) for tables in given.earlier]
    for report in own.reports:
        mark = Mark.LACKING
        for book in before:
            old = book.report(report["report_id"])
            if old is None or old["uscc"] != report["uscc"]:
                continue
            now = {row["result_id"]: row for row in own.results_of(report)}
            then = {row["result_id"]: row for row in book.results_of(old)}
            same = alike(report, old) and now.keys() == then.keys()
            same = same and all(alike(row, then[name]) for name, row in now.items())
            mark = Mark.HIT if mark is Mark.HIT else hit_if(not same)
        found.append((About(report["uscc"], report_id=report["report_id"]), mark))
    return found


def parts(number: str | None) -> tuple[str, int] | None:
    """A report number without its final ASCII digits, and these as a whole number."""
    found = re.fullmatch("(.*?)([0-9]+)", number or "", re.DOTALL)
    return (found[1], int(found[2])) if found else None


def no_report(given: Given) -> Marked:
    """Numbers charged for that no report has, though at least 10 of the prefix stand about them; not given back."""
    found = []
    lines = [row for row in given.rows("invoices") if row["report_no"]]
    for row in lines:
        named, mark = parts(row["report_no"]), Mark.LACKING
        own = [parts(one["report_no"]) for one in given.rows("reports") if one["uscc"] == row["uscc"]]
        like = [one[1] for one in own if one is not None and named is not None and one[0] == named[0]]
        if named is not None and len(like) >= 10 and min(like) <= named[1] <= max(like):
            cents = [
                round(Fraction(one["amount"]) * 100)
                for one in lines
                if one["uscc"] == row["uscc"]
                and parts(one["report_no"]) == named
                and one["amount"] is not None
            ]
            mark = hit_if(named[1] not in like and (not cents or sum(cents) > 0))
        found.append((About(row["uscc"]), mark))
    return found


#: rule -> tables its text names, what has to be given besides, and every row it could speak of with its mark
WHOLES: dict[str, tuple[tuple[str, ...], str, Callable[[Given], Marked]]] = {
    "reference.disagrees": ((), "reference", disagrees),
    "ledger.changed": ((), "earlier", ledger_changed),
    "person.two_employers": (("people",), "", two_employers),
    "instrument.two_owners": (("instruments",), "", two_owners),
    "invoice.no_report": (("invoices",), "", no_report),
}


def marked(given: Given, rule: str) -> Marked | None:
    """Every row with its mark, None for a rule that does not run."""
    needs, asks, read = WHOLES[rule]
    wanting = (asks == "reference" and given.reference is None) or (asks == "earlier" and not given.earlier)
    if wanting or any(given.tables.get(table) is None for table in needs):
        return None
    return read(given)
