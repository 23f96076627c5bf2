"""The naive reading of report numbers in a row: how many they span, and how many of those are missing."""

from __future__ import annotations

import math
from statistics import median

from .book import Book, Row
from .numbers import split_number
from .odd import Group, normal_tail, over_dispersion, peers


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


def gaps(book: Book) -> list[Group]:
    """The share of report numbers that are left out, over an institution."""
    groups = []
    for uscc in book.usccs:
        found = numbering([row for row in book.reports if row["uscc"] == uscc])
        if found is not None:
            rows, span, missing = found
            why = "few" if span < 100 else ""
            groups.append(Group(uscc, ("",), rows, why, missing / max(span, 1), more={"n": span}))
    able = [group for group in groups if not group.why]
    for group in able:
        others = peers(group, able)
        if len(others) < 8:
            group.more["lonely"] = True
            continue
        middle = median([other.statistic for other in others])
        target = math.asin(math.sqrt(middle))
        tau = over_dispersion(
            [math.asin(math.sqrt(other.statistic)) - target for other in others],
            [4 * other.more["n"] for other in others],
        )
        scale = math.sqrt(1 / (4 * group.more["n"]) + tau)
        group.z = (math.asin(math.sqrt(group.statistic)) - target) / scale
        group.p = normal_tail(group.z)
        group.effect = group.statistic / middle if middle else math.nan
        group.strong = group.statistic >= 3 * middle and group.statistic >= 0.02
    for group in able:
        group.why = "peers" if group.more.get("lonely") else ""
    return groups
