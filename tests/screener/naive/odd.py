"""A slow and naive reading of the anomalies: loops over dictionaries, exact fractions, one group after the other."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from statistics import median
from typing import Any

from .book import Book, Row, day
from .content import significant_digits

Kind = tuple[Any, ...]


@dataclass
class Group:
    """One institution's rows of one kind, and what came of them; `why` stays empty where it was tested."""

    uscc: str
    kind: Kind
    rows: list[Row]
    why: str = ""
    statistic: float = 0.0
    effect: float = 0.0
    z: float = 0.0
    p: float = 1.0
    q: float = 1.0
    strong: bool = False
    more: dict[str, Any] = field(default_factory=dict)


def by_kind(book: Book, rows: Iterable[Row], kind_of: Callable[[Row], Kind]) -> list[Group]:
    """Rows by institution and kind."""
    found: dict[tuple[str, Kind], Group] = {}
    for row in rows:
        key = (book.uscc_of(row), kind_of(row))
        found.setdefault(key, Group(*key, [])).rows.append(row)
    return list(found.values())


def values(book: Book) -> list[Group]:
    """Results with a value by institution, parameter, method and printed decimals."""
    rows = [row for row in book.results if row["value"] is not None]
    return by_kind(book, rows, lambda row: (row["parameter"], row["method"], row["decimals"] or 0))


def peers(group: Group, able: list[Group]) -> list[Group]:
    """Groups of other institutions of the same kind that meet the minimum."""
    return [other for other in able if other.kind == group.kind and other.uscc != group.uscc]


def spread_of(numbers: list[float]) -> float:
    """The standard deviation, n - 1 below, exact up to the last root."""
    exact = [Fraction(number) for number in numbers]
    mean = sum(exact) / len(exact)
    return math.sqrt(sum((number - mean) ** 2 for number in exact) / (len(exact) - 1))


def units(row: Row) -> int:
    """The value in units of its last printed digit."""
    return int(f"{row['value']:.{row['decimals'] or 0}f}".replace(".", ""))


def long_values(group: Group) -> list[Row]:
    """Values of three significant digits or more."""
    return [row for row in group.rows if significant_digits(row["value"], row["decimals"] or 0) >= 3]


def normal_tail(z: float) -> float:
    """P(Z >= z)."""
    return math.erfc(z / math.sqrt(2)) / 2


def chi_tail(x: float, freedom: int) -> float:
    """P(chi squared >= x), by the recurrence over the degrees of freedom."""
    if freedom == 1:
        return math.erfc(math.sqrt(x / 2))
    if freedom == 2:
        return math.exp(-x / 2)
    half = freedom / 2 - 1
    if x == 0:
        return 1.0
    return chi_tail(x, freedom - 2) + math.exp(half * math.log(x / 2) - x / 2 - math.lgamma(half + 1))


def compare(group: Group, able: list[Group], variance: float) -> None:
    """z and effect of the statistic against the peers', by logarithms."""
    logs = [math.log(other.statistic) for other in peers(group, able)]
    middle = median(logs)
    madn = 1.4826 * median([abs(log - middle) for log in logs])
    away, scale = math.log(group.statistic) - middle, math.sqrt(madn**2 + variance)
    group.z = away / scale if scale else (0.0 if away == 0 else math.copysign(math.inf, away))
    group.effect = group.statistic / math.exp(middle)


def digit_test(groups: list[Group], digit: Callable[[str], int], expected: list[float]) -> None:
    """Counts and chi squared of each group over its rows of `more["looked"]`."""
    for group in groups:
        rows = group.more["looked"]
        shown = [f"{abs(row['value']):.{row['decimals'] or 0}f}".replace(".", "").lstrip("0") for row in rows]
        counts = Counter(digit(text) for text in shown)
        group.more["n"] = n = len(rows)
        group.more["counts"] = [counts[place] for place in range(10)]
        group.more["chi"] = sum(
            (counts[place] - n * share) ** 2 / (n * share)
            for place, share in enumerate(expected)
            if share and n
        )


def digits_terminal(book: Book) -> list[Group]:
    """The last printed digit."""
    groups = values(book)
    for group in groups:
        group.more["looked"] = long_values(group)
    digit_test(groups, lambda text: int(text[-1]), [0.1] * 10)
    for group in groups:
        rows = group.more["looked"]
        if len(rows) < 300:
            group.why = "few"
        elif spread_of([row["value"] for row in rows]) * 10 ** (rows[0]["decimals"] or 0) < 10:
            group.why = "close"
        else:
            group.effect = group.statistic = math.sqrt(max(0, group.more["chi"] - 9) / len(rows))
            group.p = chi_tail(group.more["chi"], 9)
    able = [group for group in groups if not group.why]
    for group in able:
        others = [other.effect for other in peers(group, able)]
        group.strong = group.effect >= 0.15 and (len(others) < 5 or group.effect >= 2 * median(others))
    return groups


def percentile(numbers: list[float], share: float) -> float:
    """Linear between neighbours."""
    ordered = sorted(numbers)
    place = (len(ordered) - 1) * share
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def digits_first(book: Book) -> list[Group]:
    """Benford's first digit."""
    groups = values(book)
    benford = [0.0, *(math.log10(1 + 1 / place) for place in range(1, 10))]
    for group in groups:
        group.more["looked"] = [
            row for row in group.rows if significant_digits(row["value"], row["decimals"] or 0) > 0
        ]
    digit_test(groups, lambda text: int(text[0]), benford)
    for group in groups:
        sizes = [abs(row["value"]) for row in group.rows if row["value"] != 0]
        n = group.more["n"]
        if n < 300:
            group.why = "few"
        elif percentile(sizes, 0.95) < 1000 * percentile(sizes, 0.05):
            group.why = "short"
        else:
            group.effect = (
                sum(abs(group.more["counts"][place] / n - benford[place]) for place in range(1, 10)) / 9
            )
            group.p = chi_tail(group.more["chi"], 8)
    able = [group for group in groups if not group.why]
    for group in able:
        others = [other.effect for other in peers(group, able)]
        if len(others) < 5:
            group.why = "peers"
        else:
            group.strong = group.effect >= 0.015 and group.effect >= 2 * median(others)
    return groups


def samples_of(group: Group) -> dict[str, list[float]]:
    """The group's values by report."""
    found: dict[str, list[float]] = defaultdict(list)
    for row in group.rows:
        found[row["report_id"]].append(row["value"])
    return dict(found)


def replicates(book: Book) -> list[Group]:
    """The pooled variance within samples."""
    groups = []
    for group in values(book):
        repeated = [sample for sample in samples_of(group).values() if len(sample) > 1]
        if not repeated:
            continue
        groups.append(group)
        keys = {key for key, sample in samples_of(group).items() if len(sample) > 1}
        group.rows = [row for row in group.rows if row["report_id"] in keys]
        freedom = sum(len(sample) - 1 for sample in repeated)
        squares = sum(spread_of(sample) ** 2 * (len(sample) - 1) for sample in repeated)
        group.statistic = squares / freedom + (10.0 ** -group.kind[2]) ** 2 / 12
        group.more["variance"] = 2 / freedom
        group.why = "few" if len(repeated) < 30 else ""
    return ratio(groups, 5, lambda group: normal_tail(-group.z), lambda group: group.effect <= 0.25)


def ratio(
    groups: list[Group], least: int, tail: Callable[[Group], float], strong: Callable[[Group], bool]
) -> list[Group]:
    """Judge statistics that are compared as logarithms."""
    able = [group for group in groups if not group.why]
    for group in able:
        if len(peers(group, able)) < least:
            group.more["lonely"] = True
            continue
        compare(group, able, group.more["variance"])
        group.p, group.strong = tail(group), strong(group)
    for group in able:
        if group.more.get("lonely"):
            group.why = "peers"
    return groups


def spread(book: Book) -> list[Group]:
    """The standard deviation of the samples' means."""
    groups = values(book)
    for group in groups:
        means = [float(sum(map(Fraction, sample)) / len(sample)) for sample in samples_of(group).values()]
        if len(means) < 20:
            group.why = "few"
            continue
        group.statistic, group.more["variance"] = spread_of(means), 1 / (2 * (len(means) - 1))
        group.why = "" if group.statistic > 0 else "same"
    ratio(groups, 8, lambda group: 2 * normal_tail(abs(group.z)), lambda group: abs(group.z) >= 3.5)
    for group in groups:
        group.effect = abs(group.z)
    return groups


def recycled(book: Book) -> list[Group]:
    """Equal values of different samples against values 10 or 20 units apart."""
    groups = values(book)
    for group in groups:
        rows = [(row["report_id"], units(row)) for row in long_values(group)]
        if len(rows) < 100:
            group.why = "few"
            continue
        equal = apart = 0
        for place, (report, value) in enumerate(rows):
            for other_report, other in rows[:place]:
                if report != other_report:
                    equal += value == other
                    apart += abs(value - other) in (10, 20)
        group.statistic, group.more["variance"] = (equal + 0.5) / ((apart + 0.5) / 2), 2 / (equal + 1)
    return ratio(groups, 5, lambda group: normal_tail(group.z), lambda group: group.effect >= 2)


def bunching(book: Book) -> list[Group]:
    """Values just inside a limit against those just outside, each side its own."""
    groups: list[Group] = []
    for column, sign in (("limit_low", 1), ("limit_high", -1)):
        rows = [row for row in book.results if row["value"] is not None and row[column] is not None]
        some = by_kind(book, rows, lambda row: (row["parameter"], row["method"], row["decimals"] or 0))
        for group in some:
            group.kind = (*group.kind, column)
            group.more["inside"] = [sign * (row["value"] - row[column]) for row in group.rows]
        groups += some
    candidates = [group for group in groups if len(group.rows) >= 100]
    for group in groups:
        others = [spread_of([row["value"] for row in one.rows]) for one in peers(group, candidates)]
        if group not in candidates:
            group.why = "few"
        elif len(others) < 5 or median(others) == 0:
            group.why = "band"
        else:
            _in_bands(group, median(others) / 2)
    return ratio(groups, 5, lambda group: normal_tail(group.z), lambda group: group.effect >= 2)


def _in_bands(group: Group, h: float) -> None:
    inside = group.more["inside"]
    within, i = sum(abs(far) <= 4 * h for far in inside), sum(0 <= far <= h for far in inside)
    o = sum(-h <= far < 0 for far in inside)
    group.why = "few" if within < 100 or i + o < 20 else ""
    group.statistic = (i + 0.5) / (o + 0.5)
    group.more["variance"] = 1 / (i + 0.5) + 1 / (o + 0.5)


def passes(book: Book) -> list[Group]:
    """The share of reports that fail, by domain."""
    rows = [row for row in book.reports if row["conclusion"] in ("pass", "fail")]
    groups = by_kind(book, rows, lambda row: (row["domain"],))
    for group in groups:
        group.statistic = sum(row["conclusion"] == "fail" for row in group.rows) / len(group.rows)
        group.why = "few" if len(group.rows) < 100 else ""
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
            [4 * len(other.rows) for other in others],
        )
        scale = math.sqrt(1 / (4 * len(group.rows)) + tau)
        group.z = (math.asin(math.sqrt(group.statistic)) - target) / scale
        group.p = normal_tail(-group.z)
        group.effect = group.statistic / middle if middle else math.nan
        group.strong = group.statistic <= middle / 2
    for group in able:
        group.why = "peers" if group.more.get("lonely") else ""
    return groups


def over_dispersion(away: list[float], weights: list[int]) -> float:
    """Spiegelhalter (2005): additive, z winsorised at a tenth each end."""
    z = [distance * math.sqrt(weight) for distance, weight in zip(away, weights, strict=True)]
    low, high = percentile(z, 0.1), percentile(z, 0.9)
    number = len(z)
    phi = sum(min(max(one, low), high) ** 2 for one in z) / number
    total = sum(weights)
    below = total - sum(weight**2 for weight in weights) / total
    return max(0.0, (number * phi - (number - 1)) / below)


def workload(book: Book) -> list[Group]:
    """Results an operator and day, by domain."""
    groups = by_kind(book, book.results, lambda row: (book.report_of(row)["domain"],))
    for group in groups:
        group.rows = [row for row in group.rows if row["operator_id"] and row["started_at"]]
        counts = list(Counter((row["operator_id"], day(row["started_at"])) for row in group.rows).values())
        if len(counts) < 20:
            group.why = "few"
            continue
        group.statistic = len(group.rows) / len(counts)
        group.more["variance"] = (
            spread_of([float(count) for count in counts]) ** 2 / group.statistic**2 / len(counts)
        )
    ratio(groups, 8, lambda group: normal_tail(group.z), lambda group: group.z >= 3.5)
    for group in groups:
        group.effect = group.z
    return groups
