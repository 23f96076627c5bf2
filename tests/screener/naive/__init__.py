"""A second, slow and naive reading of the contradictions of results and reports; the engine is held against it."""

from __future__ import annotations

from .book import Book, Mark, Row, Tables
from .capability import CAPABILITY
from .content import CONTENT
from .files import FILES
from .instruments import INSTRUMENTS
from .numbers import NUMBERS
from .people import PEOPLE
from .presence import PRESENCE
from .procedures import PROCEDURES
from .register import REGISTER
from .times import TIMES
from .vehicles import VEHICLES

#: name -> (over "results" or "reports", tables its text names, judge of one row), in the order of the text
NAIVE_RULES = {**CAPABILITY, **INSTRUMENTS, **PEOPLE, **TIMES, **CONTENT, **NUMBERS}
NAIVE_RULES |= {**REGISTER, **PRESENCE, **FILES, **VEHICLES, **PROCEDURES}

Key = tuple[str, str | None]
Judged = list[tuple[Row, Mark | None]]


def judge(book: Book, rule: str) -> Judged | None:
    """Every row the rule could speak of with its mark; None when a table its text names is absent."""
    over, needs, mark = NAIVE_RULES[rule]
    if any(getattr(book, table) is None for table in needs):
        return None
    rows = book.reports if over == "reports" else book.results
    return [(row, mark(book, row)) for row in rows]


def naive_hits(tables: Tables, reference: Tables | None = None) -> dict[str, set[Key] | None]:
    """The hits of every rule as (report_id, result_id); a rule over reports has None for the second.

    Args:
        tables: table name -> rows; a table that is missing or None is absent.
        reference: the same for the folder whose word goes before the ledger's.

    Returns:
        rule -> its hits, None for a rule that does not run.
    """
    book = Book(tables, reference)
    hits: dict[str, set[Key] | None] = {}
    for rule in NAIVE_RULES:
        judged = judge(book, rule)
        hits[rule] = (
            None
            if judged is None
            else {(row["report_id"], row.get("result_id")) for row, mark in judged if mark is Mark.HIT}
        )
    return hits


def naive_outcomes(tables: Tables, reference: Tables | None = None) -> dict[tuple[str, str], str]:
    """(rule, uscc) -> hit, clear, not_enough_data or not_applicable, for every rule and institution."""
    book = Book(tables, reference)
    outcomes: dict[tuple[str, str], str] = {}
    for rule in NAIVE_RULES:
        judged = judge(book, rule) or []
        for uscc in book.usccs:
            marks = {mark for row, mark in judged if book.uscc_of(row) == uscc}
            outcomes[rule, uscc] = next(
                (mark.value for mark in (Mark.HIT, Mark.CLEAR, Mark.LACKING) if mark in marks),
                "not_applicable",
            )
    return outcomes


__all__ = ["NAIVE_RULES", "Book", "Key", "Mark", "Row", "Tables", "judge", "naive_hits", "naive_outcomes"]
