"""Near misses of the rules about what methods and standards demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.screener.naive.book import has_interval
from tests.screener.naive.procedures import (
    BOUNDS,
    is_outside,
    prescribed_for,
    procedure_of,
    readings_during,
    replicates_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screener.naive import Book, Row


def replicates_missing(book: Book, result: Row) -> bool:
    """Exactly as many replicates as demanded, and more than one."""
    procedure = procedure_of(book, result)
    if procedure is None or result["value"] is None:
        return False
    return bool(len(replicates_of(book, result)) == procedure["min_replicates"] > 1)


def method_not_prescribed(book: Book, result: Row) -> bool:
    """The only method prescribed; or another than those prescribed for another product."""
    prescribed = prescribed_for(book, result)
    if prescribed:
        return prescribed == [result["method"]]
    of_others = [
        row["method"] for row in book.prescribed_methods or [] if row["parameter"] == result["parameter"]
    ]
    return bool(of_others) and result["method"] not in of_others


def conditions_outside(book: Book, result: Row) -> bool:
    """A reading exactly on a bound, or one outside at the end of the test or at another site."""
    procedure = procedure_of(book, result)
    if procedure is None or not has_interval(result):
        return False
    if any(
        row[name] is not None and row[name] in {procedure[low], procedure[high]}
        for row in readings_during(book, result)
        for name, low, high in BOUNDS
    ):
        return True
    site_id = book.report_of(result)["site_id"]
    return any(
        is_outside(procedure, row)
        and (row["at"] == result["ended_at"]) is (row["site_id"] == site_id)
        and result["started_at"] <= row["at"] <= result["ended_at"]
        for row in book.environment_log or []
    )


NEAR_PROCEDURES: dict[str, Callable[[Book, Row], bool]] = {
    "replicates.missing": replicates_missing,
    "method.not_prescribed": method_not_prescribed,
    "conditions.outside": conditions_outside,
}
