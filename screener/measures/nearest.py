"""Which near pairs stand in the evidence: the first by identifier of each kind, with both reports and their values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from screener.evidence import report_row
from screener.measures.near import EXACT, LEAST_DIGITS, Class, Scaled, row_marks
from screener.measures.vectors import FEWEST_VALUES, Marks
from screener.partition import Mask, Partition

if TYPE_CHECKING:
    from screener.measures.clones import Ordered

MOST_CASES = 20
MOST_MEMBERS = 200


def told(p: Partition, classes: Sequence[Ordered]) -> list[dict[str, Any]]:
    """At most twenty near pairs of an institution: kind, both reports, their values, and what sets them apart."""
    found: list[dict[str, Any]] = []
    for one in classes:
        for kind, a, b in _pairs_of(one.one):
            if len(found) == MOST_CASES:
                return found
            found.append(_case(p, one, kind, a, b))
    return found


def _case(p: Partition, one: Ordered, kind: str, a: int, b: int) -> dict[str, Any]:
    units = one.one.units
    values = p.results["value"]
    case: dict[str, Any] = {
        "kind": kind,
        "reports": [report_row(p, int(one.reports[row]), "product", "received_at") for row in (a, b)],
        "members": [
            [*key, float(values[one.rows[a, at]]), float(values[one.rows[b, at]])]
            for at, key in enumerate(one.keys[:MOST_MEMBERS])
        ],
        "members_total": len(one.keys),
    }
    if kind == "but_one":
        differs = np.flatnonzero(values[one.rows[a]] + 0.0 != values[one.rows[b]] + 0.0)
        case["parameter"] = one.keys[int(differs[0])][0]
    elif kind == "offset":
        case["offset"] = int(units[b, 0] - units[a, 0])
    else:
        case["factor"] = _factor(units[a].tolist(), units[b].tolist())
    return case


def _factor(a: list[int], b: list[int]) -> float:
    """The factor of the longest value, from whichever report it can be told."""
    top, new = _longest(a, b)
    if top != new and all(2 * abs(y * top - new * x) <= abs(top) for x, y in zip(a, b, strict=True)):
        return new / top
    new, top = _longest(b, a)
    return new / top


def _longest(a: list[int], b: list[int]) -> tuple[int, int]:
    """The longest value of one report, and the other's; of equally long ones that with the longer partner."""
    return max(zip(a, b, strict=True), key=lambda pair: (abs(pair[0]), abs(pair[1])))


def _pairs_of(one: Class) -> Iterator[tuple[str, int, int]]:
    """Near pairs as (kind, lower row, higher row): of those that share all but something, each with the first."""
    total, digits = one.marks.sum(axis=1), one.digits.sum(axis=1)
    width = np.bincount(one.block)
    for place in range(len(width)):
        if len(one.block) - width[place] >= FEWEST_VALUES:
            able = digits - one.digits[:, place] >= LEAST_DIGITS
            for a, b in _sharing(total - one.marks[:, place], total, able, one):
                yield "but_one", a, b
    able = (digits >= LEAST_DIGITS) & (np.abs(one.units) < EXACT).all(axis=1)
    apart = row_marks(one.units - one.units[:, :1])
    for a, b in _sharing(apart, row_marks(one.units), able, one):
        yield "offset", a, b
    for a, b in zip(*Scaled(one, total, apart, able).matches(), strict=True):
        if one.sample[a] != one.sample[b]:
            yield "factor", int(a), int(b)


def _sharing(keys: Marks, whole: Marks, able: Mask, one: Class) -> Iterator[tuple[int, int]]:
    """Each report with the first one that has its key, another whole and another sample."""
    seen: dict[int, list[int]] = {}
    for row in np.flatnonzero(able).tolist():
        before = seen.setdefault(int(keys[row]), [])
        for other in before:
            if whole[other] != whole[row] and one.sample[other] != one.sample[row]:
                yield other, row
                break
        if len(before) < MOST_CASES:
            before.append(row)
