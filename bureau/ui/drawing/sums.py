"""Sums as waterfalls, and where one value stands among its peers'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

LEFT, BREADTH, WIDTH = 112.0, 180.0, 400.0
ROW = 29
EDGE = 60.0  # nearer than this to an edge, a text is set flush with it


@dataclass(frozen=True)
class Term:
    """One term of a sum as drawn; `width` 0 for one that adds nothing."""

    name: str
    value: str
    note: str
    x: float
    width: float
    at: float
    top: int
    y: int
    join: int


@dataclass(frozen=True)
class Waterfall:
    """The terms of a sum and the sum."""

    said: str
    terms: tuple[Term, ...]
    sum: Term
    height: int
    rule: int


@dataclass(frozen=True)
class Spread:
    """The values of the peers along a line, and the own one."""

    said: str
    peers: tuple[float, ...]
    own_x: float
    own_side: str
    own: str
    least: str
    median: str
    median_x: float


def waterfall(terms: Sequence[tuple[str, float, str]], *, said: str) -> Waterfall:
    """Draw terms (name, value, note): each bar starts where the last ended; zero terms stay listed."""
    total = sum(value for _, value, _ in terms)
    scale = BREADTH / total if total else 0
    drawn, reached = [], LEFT
    for number, (name, value, note) in enumerate(terms):
        drawn.append(_term(name, value, note, reached, scale=scale, number=number))
        reached += value * scale
    end = len(terms) * ROW
    whole = _term("", total, "", LEFT, scale=scale, number=len(terms))
    return Waterfall(said, tuple(drawn), whole, height=end + 34, rule=end + 2)


def _term(name: str, value: float, note: str, x: float, *, scale: float, number: int) -> Term:
    width = round(value * scale, 1)
    top = number * ROW + 7
    at = round(x + width + 4, 1) if width else LEFT
    return Term(name, f"{value:.1f}", note, round(x, 1), width, at, top, top + 12, top - ROW + 15)


def spread(
    own: float, peers: Sequence[float], *, own_said: str, median_said: str, said: str, least: str = "0"
) -> Spread:
    """Draw where `own` stands among `peers`, from zero to the greatest of them all."""
    most = max(own, *peers, 0.0) or 1.0

    def place(value: float) -> float:
        return round(2 + (WIDTH - 4) * value / most, 1)

    own_x = place(own)
    side = "end" if own_x > WIDTH - EDGE else "" if own_x < EDGE else "mid"
    middle = place(median(peers)) if peers else 0.0
    crowded = abs(middle - own_x) < 2 * EDGE
    return Spread(
        said,
        tuple(place(value) for value in peers),
        own_x,
        side,
        own_said,
        "" if middle < EDGE or own_x < EDGE else least,
        "" if crowded or not peers else median_said,
        middle,
    )
