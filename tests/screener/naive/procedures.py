"""The naive reading of `replicates.missing`, `method.not_prescribed` and `conditions.outside`."""

from __future__ import annotations

from .book import Book, Family, Mark, Row, has_interval, has_no_instant, hit_if


def procedure_of(book: Book, result: Row) -> Row | None:
    """The row of `procedures` for the result's method and parameter."""
    for row in book.procedures or []:
        if row["method"] == result["method"] and row["parameter"] == result["parameter"]:
            return row
    return None


def replicates_of(book: Book, result: Row) -> set[int]:
    """The replicates with a value that the report has of the result's method and parameter."""
    return {
        other["replicate"]
        for other in book.results_of(book.report_of(result))
        if other["value"] is not None
        and (other["method"], other["parameter"]) == (result["method"], result["parameter"])
    }


def replicates_missing(book: Book, result: Row) -> Mark | None:
    """Fewer replicates with a value than the method demands."""
    if result["value"] is None:
        return None
    procedure = procedure_of(book, result)
    if procedure is None or procedure["min_replicates"] is None:
        return Mark.LACKING
    return hit_if(len(replicates_of(book, result)) < procedure["min_replicates"])


def prescribed_for(book: Book, result: Row) -> list[str]:
    """The methods prescribed for the report's product and the result's parameter."""
    product = book.report_of(result)["product"]
    return [
        row["method"]
        for row in book.prescribed_methods or []
        if row["product"] == product and row["parameter"] == result["parameter"]
    ]


def method_not_prescribed(book: Book, result: Row) -> Mark | None:
    """Some methods are prescribed, and the result's is none of them."""
    prescribed = prescribed_for(book, result)
    return hit_if(result["method"] not in prescribed) if prescribed else None


BOUNDS = (
    ("temperature", "temperature_low", "temperature_high"),
    ("humidity", "humidity_low", "humidity_high"),
)


def readings_during(book: Book, result: Row) -> list[Row]:
    """The site's readings while the test went on."""
    site_id = book.report_of(result)["site_id"]
    return [
        row
        for row in book.environment_log or []
        if row["site_id"] == site_id and result["started_at"] <= row["at"] < result["ended_at"]
    ]


def says(procedure: Row, reading: Row) -> bool:
    """The reading has a value of something that the method bounds."""
    return any(
        reading[name] is not None and (procedure[low] is not None or procedure[high] is not None)
        for name, low, high in BOUNDS
    )


def is_outside(procedure: Row, reading: Row) -> bool:
    """Some value of the reading is below the lowest or above the highest that the method allows."""
    for name, low, high in BOUNDS:
        value = reading[name]
        if value is None:
            continue
        if procedure[low] is not None and value < procedure[low]:
            return True
        if procedure[high] is not None and value > procedure[high]:
            return True
    return False


def conditions_outside(book: Book, result: Row) -> Mark | None:
    """A reading of the site during the test lies outside the method's bounds."""
    if has_no_instant(result):
        return None
    procedure = procedure_of(book, result)
    if procedure is None or not has_interval(result):
        return Mark.LACKING
    readings = [row for row in readings_during(book, result) if says(procedure, row)]
    if not readings:
        return Mark.LACKING
    return hit_if(any(is_outside(procedure, row) for row in readings))


PROCEDURES: Family = {
    "replicates.missing": ("results", ("procedures",), replicates_missing),
    "method.not_prescribed": ("results", ("prescribed_methods",), method_not_prescribed),
    "conditions.outside": ("results", ("procedures", "environment_log"), conditions_outside),
}
