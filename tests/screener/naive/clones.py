"""A slow and naive reading of clones.near: every pair of reports, whole numbers, and the shuffles as documented."""

from __future__ import annotations

import hashlib
import itertools
import json
import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from screener.measures.clones import SEED

from .book import Book
from .content import significant_digits

if TYPE_CHECKING:
    from .odd import Group

Member = tuple[str, str, int, int, float]
Vector = list[Member]


def vector(book: Book, report_id: str) -> Vector:
    """The distinct values of a report in order of their keys; -0 is 0."""
    rows = [row for row in book.results if row["report_id"] == report_id and row["value"] is not None]
    return sorted(
        {
            (row["parameter"], row["method"], row["replicate"], row["decimals"] or 0, row["value"] + 0.0)
            for row in rows
        }
    )


def units(member: Member) -> int:
    """The value in units of its last printed digit."""
    return int(f"{member[4]:.{member[3]}f}".replace(".", ""))


def digits(vector: Vector) -> int:
    """Significant digits together."""
    return sum(significant_digits(member[4], member[3]) for member in vector)


def scales(a: list[int], b: list[int]) -> bool:
    """Whether b is a times the factor of a's longest value, to half a unit."""
    top, new = max(zip(a, b, strict=True), key=lambda pair: (abs(pair[0]), abs(pair[1])))
    return top != new and all(2 * abs(y * top - new * x) <= abs(top) for x, y in zip(a, b, strict=True))


def near(a: Vector, b: Vector) -> str:
    """How two vectors of the same keys are near; empty where they are not, or equal throughout."""
    differs = {x[0] for x, y in zip(a, b, strict=True) if x[4] != y[4]}
    if not differs:
        return ""
    rest = [member for member in a if member[0] not in differs]
    if len(differs) == 1 and len(rest) >= 4 and digits(rest) >= 12:
        return "but_one"
    x, y = [units(member) for member in a], [units(member) for member in b]
    if min(digits(a), digits(b)) < 12 or max(map(abs, x + y)) >= 2**53:
        return ""
    apart = {new - old for old, new in zip(x, y, strict=True)}
    if len(apart) == 1 and apart != {0}:
        return "offset"
    return "factor" if scales(x, y) or scales(y, x) else ""


def classes(book: Book, uscc: str) -> list[list[tuple[str, Vector]]]:
    """Samples and vectors of the institution's reports by their keys, in order of identifier; two samples at least."""
    found: dict[Any, list[tuple[str, Vector]]] = defaultdict(list)
    for report in sorted(book.reports, key=lambda row: row["report_id"]):
        made = vector(book, report["report_id"]) if report["uscc"] == uscc else []
        if len(made) >= 4 and len({member[0] for member in made}) >= 2:
            found[tuple(member[:4] for member in made)].append((report["sample_no"], made))
    return [one for one in found.values() if len({sample for sample, _ in one}) > 1]


def kinds(reports: list[tuple[str, Vector]]) -> list[str]:
    """How the pairs of a class on different samples are near."""
    return [
        kind
        for (own, a), (other, b) in itertools.combinations(reports, 2)
        if own != other and (kind := near(a, b))
    ]


def shuffled(reports: list[tuple[str, Vector]], dealer: np.random.Generator) -> list[tuple[str, Vector]]:
    """Every parameter's values dealt out anew."""
    parameters = sorted({member[0] for member in reports[0][1]})
    orders = {parameter: dealer.permutation(len(reports)) for parameter in parameters}
    return [
        (
            sample,
            [
                reports[int(orders[member[0]][place])][1][column]
                for column, member in enumerate(reports[0][1])
            ],
        )
        for place, (sample, _) in enumerate(reports)
    ]


def chance(count: int, held: list[list[tuple[str, Vector]]], seed: int) -> float:
    """The mean number of near pairs over up to 100 shuffles."""
    named = [json.dumps([member[:4] for member in one[0][1]], ensure_ascii=False) for one in held]
    dealers = [np.random.default_rng([seed, *hashlib.sha256(name.encode()).digest()[:8]]) for name in named]
    met = 0
    for number in range(1, 101):
        for one, dealer in zip(held, dealers, strict=True):
            met += len(kinds(shuffled(one, dealer)))
        if met * 10 > count * 100:
            return met / number
    return met / 100


def poisson(count: int, mean: float) -> float:
    """P(Poisson(mean) >= count)."""
    return (
        1 - math.fsum(math.exp(-mean) * mean**k / math.factorial(k) for k in range(count))
        if count < 3
        else (
            math.fsum(
                math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(count, count + 200)
            )
        )
    )


def groups(book: Book, make: type[Group]) -> list[Group]:
    """One group an institution that has a value; its rows stand for the reports that could be compared."""
    found = []
    for uscc in book.usccs:
        if not any(book.uscc_of(row) == uscc and row["value"] is not None for row in book.results):
            continue
        held = classes(book, uscc)
        rows: list[Any] = [report for one in held for report in one]
        group = make(uscc, ("",), rows, why="" if held else "few")
        count = sum(len(kinds(one)) for one in held)
        if count >= 2:
            mean = max(0.01, chance(count, held, SEED))
            group.p, group.effect = poisson(count, mean), count / mean
            group.strong = count >= 3 and count >= 10 * mean
        found.append(group)
    return found
