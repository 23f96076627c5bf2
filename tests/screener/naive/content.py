"""The naive reading of `items.missing`, `raw.missing`, `raw.reused` and `results.copied`."""

from __future__ import annotations

from .book import Book, Family, Mark, Row, hit_if

Member = tuple[str, int, float, int]


def items_missing(book: Book, report: Row) -> Mark | None:
    """A parameter that the product's standard requires has no value in the report."""
    required = [
        row["parameter"] for row in book.product_requirements or [] if row["product"] == report["product"]
    ]
    if not required:
        return None
    present = [row["parameter"] for row in book.results_of(report) if row["value"] is not None]
    return hit_if(any(parameter not in present for parameter in required))


def raw_missing(_book: Book, result: Row) -> Mark | None:
    """A value without a raw record."""
    if result["value"] is None:
        return None
    return hit_if(result["raw_record"] is None)


def raw_reused(book: Book, result: Row) -> Mark | None:
    """Another sample of the institution cites the same raw record."""
    if result["raw_record"] is None:
        return Mark.LACKING
    report = book.report_of(result)
    return hit_if(
        any(
            other["raw_record"] == result["raw_record"]
            and book.report_of(other)["uscc"] == report["uscc"]
            and book.report_of(other)["sample_no"] != report["sample_no"]
            for other in book.results
        )
    )


def significant_digits(value: float, decimals: int) -> int:
    """Digits of the number as printed, without sign, point and leading zeros."""
    printed = f"{value:.{decimals}f}"
    return len(printed.replace("-", "").replace(".", "").lstrip("0"))


def members(book: Book, report: Row) -> set[Member]:
    """The distinct (parameter, replicate, value, decimals) of a report; -0 is 0, no decimals are 0."""
    return {
        (row["parameter"], row["replicate"], row["value"] + 0.0, row["decimals"] or 0)
        for row in book.results_of(report)
        if row["value"] is not None
    }


def results_copied(book: Book, report: Row) -> Mark | None:
    """Another sample of the institution and product has the same values, and enough of them to matter."""
    own = members(book, report)
    if not own:
        return Mark.LACKING
    digits = sum(significant_digits(value, decimals) for _, _, value, decimals in own)
    return hit_if(
        len(own) >= 4
        and digits >= 12
        and any(
            other["uscc"] == report["uscc"]
            and other["product"] == report["product"]
            and other["sample_no"] != report["sample_no"]
            and members(book, other) == own
            for other in book.reports
        )
    )


CONTENT: Family = {
    "items.missing": ("reports", ("product_requirements",), items_missing),
    "raw.missing": ("results", (), raw_missing),
    "raw.reused": ("results", (), raw_reused),
    "results.copied": ("reports", (), results_copied),
}
