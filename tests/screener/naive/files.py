"""The naive reading of `raw.same_file` and `raw.after_issue`."""

from __future__ import annotations

import datetime as dt

from .book import Book, Family, Mark, Row, hit_if

HEXADECIMAL = set("0123456789abcdef")
NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def files_of(book: Book, result: Row) -> list[Row]:
    """The files of the result's raw record."""
    if result["raw_record"] is None:
        return []

    def by_record() -> dict[tuple[str, str], list[Row]]:
        found: dict[tuple[str, str], list[Row]] = {}
        for row in book.raw_files or []:
            found.setdefault((row["uscc"], row["raw_record"]), []).append(row)
        return found

    files: list[Row] = book.remember("files", by_record).get((book.uscc_of(result), result["raw_record"]), [])
    return files


def hashes_of(book: Book, result: Row) -> set[str]:
    """The hashes that say something: 64 hexadecimal digits, not all the same, not those of an empty file."""
    texts = {row["sha256"].lower() for row in files_of(book, result)}
    return {
        text
        for text in texts
        if len(text) == 64 and set(text) <= HEXADECIMAL and len(set(text)) > 1 and text != NOTHING
    }


def sharing(book: Book, result: Row) -> list[Row]:
    """The institution's results on other samples whose other record has a file of this one's."""
    own, report = hashes_of(book, result), book.report_of(result)
    return [
        other
        for other in book.results
        if own
        and book.uscc_of(other) == report["uscc"]
        and other["raw_record"] is not None
        and other["raw_record"] != result["raw_record"]
        and book.report_of(other)["sample_no"] != report["sample_no"]
        and own & hashes_of(book, other)
    ]


def same_file(book: Book, result: Row) -> Mark | None:
    """One file stands behind two records."""
    if not hashes_of(book, result):
        return Mark.LACKING
    return hit_if(bool(sharing(book, result)))


def file_times(book: Book, result: Row) -> list[dt.datetime]:
    """When each file was changed, or else made."""
    times = [row["modified_at"] or row["created_at"] for row in files_of(book, result)]
    return [time for time in times if time is not None]


def after_issue(book: Book, result: Row) -> Mark | None:
    """A file is later than the report."""
    times = file_times(book, result)
    if not times:
        return Mark.LACKING
    return hit_if(max(times) > book.report_of(result)["issued_at"])


FILES: Family = {
    "raw.same_file": ("results", ("raw_files",), same_file),
    "raw.after_issue": ("results", ("raw_files",), after_issue),
}
