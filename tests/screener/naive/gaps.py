"""The naive reading of report numbers in a row: how many they span, and how many of those are missing."""

from __future__ import annotations

from .book import Row
from .numbers import split_number


def numbering(reports: list[Row]) -> tuple[list[Row], int, int] | None:
    """Reports of the prefixes that count, numbers spanned, numbers missing; None where no report is numbered."""
    prefixes: dict[str, list[tuple[int, Row]]] = {}
    for row in reports:
        prefix, run = split_number(row["report_no"])
        if run:
            prefixes.setdefault(prefix, []).append((int(run), row))
    counted, span, missing = [], 0, 0
    for held in prefixes.values():
        numbers = {number for number, _ in held}
        reach = max(numbers) - min(numbers) + 1
        if len(held) >= 20 and reach <= 2 * len(numbers):
            counted += [row for _, row in held]
            span, missing = span + reach, missing + reach - len(numbers)
    return (counted, span, missing) if prefixes else None
