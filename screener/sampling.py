"""How many reports to pull, which ones, and what may be said afterwards: samples with a stated assurance.

The sample is drawn without replacement, so that counts follow the hypergeometric distribution. Probabilities are
compared as logarithms; where that is too close to tell, in whole numbers.
"""

from __future__ import annotations

import hashlib
import heapq
import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from screener.ledger.faults import Refused, shown
from screener.phrases import Phrase

CLOSE = 1e-8  # logarithms of probabilities that differ by less are compared exactly
MOST_EXACT = 20_000  # terms that are added up exactly

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Plan:
    """`size` reports at random from the `rest` show at least one of `bad` with at least the assurance asked for.

    `assurance` is what the sample gives, as a probability.
    """

    size: int
    rest: int
    bad: int
    assurance: float


@dataclass(frozen=True)
class Drawn:
    """The identifiers drawn, in the order of their hashes, and the SHA-256 of the frame they were drawn from."""

    drawn: tuple[str, ...]
    frame_sha256: str
    population: int


def plan(population: int, rate: Decimal, assurance: Decimal, sensitivity: Decimal, targeted: int = 0) -> Plan:
    """The smallest random sample that shows at least one bad report, if at least `rate` of the rest are bad.

    `targeted` reports are picked by risk and not counted on; the rest is the population without them. A bad
    report that is drawn is recognised with probability `sensitivity`.

    Raises:
        Refused: no sample is large enough.
    """
    rest = population - targeted
    bad = int((rate * rest).to_integral_value(ROUND_CEILING))
    missed = 1 - sensitivity
    allowed = 1 - assurance
    if rest == 0:
        return Plan(0, 0, 0, 1.0)
    if not _at_most(rest, bad, rest, missed, allowed):
        best = 1 - missed**bad
        raise Refused(
            Phrase(
                f"全部抽取也只有 {best:.4f} 的把握：{bad:,} 份有问题的报告，每份只有 {sensitivity} 的机会被认出。"
                "请降低把握程度，或提高检查的细致程度。",
                f"Even pulling every report gives an assurance of {best:.4f} only: {bad:,} bad ones, each recognised "
                f"with probability {sensitivity}. Ask for less assurance, or check more closely.",
            )
        )
    low, high = 0, min(1, rest)
    while not _at_most(rest, bad, high, missed, allowed):  # most samples are small: doubling finds one soon
        low, high = high + 1, min(2 * high, rest)
    while low < high:
        middle = (low + high) // 2
        if _at_most(rest, bad, middle, missed, allowed):
            high = middle
        else:
            low = middle + 1
    return Plan(low, rest, bad, -math.expm1(_log_expected(rest, bad, low, float(missed))))


def bound(population: int, checked: int, bad: int, assurance: Decimal) -> int:
    """The most bad reports there may be in the population, given `bad` of `checked` drawn at random.

    The largest number K with P(at most `bad` of `checked` | K) > 1 - assurance.
    """
    low, high = bad, population - (checked - bad)  # `low` is always possible
    while low < high:
        middle = (low + high + 1) // 2
        if _at_most(population, middle, checked, Decimal(1), 1 - assurance, most=bad):
            high = middle - 1
        else:
            low = middle
    return low


def draw(frame: Sequence[str], size: int, seed: str) -> Drawn:
    """The `size` identifiers whose SHA-256 of `seed|identifier` in UTF-8 is smallest, as hexadecimal text.

    Raises:
        Refused: an identifier stands twice in the frame, or there are fewer than `size`.
    """
    ordered = sorted(frame)
    twice = next((one for one, other in itertools.pairwise(ordered) if one == other), None)
    if twice is not None:
        raise Refused(
            Phrase(
                f"{shown(twice)} 在名单中出现两次，没有抽取；删去重复的一行再抽。",
                f"{shown(twice)} stands twice in the frame; nothing was drawn. Remove one of the lines.",
            )
        )
    if size > len(ordered):
        raise Refused(
            Phrase(
                f"名单只有 {len(ordered):,} 个，抽不出 {size:,} 个。",
                f"The frame holds {len(ordered):,}; {size:,} cannot be drawn.",
            )
        )
    drawn = heapq.nsmallest(size, ordered, key=lambda one: _sha256(f"{seed}|{one}"))
    return Drawn(tuple(drawn), _sha256("\n".join(ordered)), len(ordered))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _at_most(
    rest: int, bad: int, size: int, missed: Decimal, allowed: Decimal, *, most: int | None = None
) -> bool:
    """Whether E[missed^k; k <= most], k of the `bad` among `size` of `rest`, is at most `allowed`."""
    found = _log_expected(rest, bad, size, float(missed), most)
    if allowed <= 0:
        return found == -math.inf
    limit = math.log(allowed)
    terms = min(bad, size) if most is None else most
    if abs(found - limit) > CLOSE or terms > MOST_EXACT:
        return found <= limit
    return _expected(rest, bad, size, Fraction(missed), most) <= Fraction(allowed)


def _log_expected(rest: int, bad: int, size: int, missed: float, most: int | None = None) -> float:
    """The logarithm of E[missed^k; k <= most]; minus infinity for 0."""
    least, largest = max(0, size - (rest - bad)), min(bad, size)
    if most is not None:
        largest = min(largest, most)
    if least > largest or (missed == 0 and least > 0):
        return -math.inf
    if missed == 0:
        largest = 0
    k = np.arange(least, largest, dtype=np.float64)
    steps: Floats = np.log(bad - k) + np.log(size - k) - np.log(k + 1) - np.log(rest - bad - size + k + 1)
    if missed not in (0.0, 1.0):
        steps += math.log(missed)
    if not len(steps):
        return _log_least(rest, bad, size) + (least * math.log(missed) if least else 0.0)
    logs = np.concatenate(([0.0], np.cumsum(steps)))
    top = float(logs.max())
    first = _log_least(rest, bad, size) + (least * math.log(missed) if least else 0.0)
    return first + top + math.log(float(np.exp(logs - top).sum()))


def _log_least(rest: int, bad: int, size: int) -> float:
    """The logarithm of the probability of as few bad ones as there can be."""
    good = rest - bad
    if size <= good:  # none: C(good, size) / C(rest, size), which is the same with bad and size exchanged
        few, many = sorted((bad, size))
        j = np.arange(few, dtype=np.float64)
        return float(np.log1p(-many / (rest - j)).sum())
    left = rest - size  # all that stays out is bad
    j = np.arange(left, dtype=np.float64)
    return float(np.log1p(-good / (rest - j)).sum())


def _expected(rest: int, bad: int, size: int, missed: Fraction, most: int | None) -> Fraction:
    """The same in whole numbers."""
    least, largest = max(0, size - (rest - bad)), min(bad, size)
    if most is not None:
        largest = min(largest, most)
    terms: Iterable[Fraction] = (
        math.comb(bad, k) * math.comb(rest - bad, size - k) * missed**k for k in range(least, largest + 1)
    )
    return sum(terms, Fraction(0)) / math.comb(rest, size)
