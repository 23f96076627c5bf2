"""Places on a plain plan: north is up, distances are true at the middle, no tiles and no server."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, EDGE = 640.0, 320.0, 40.0
DEGREE = 111.32  # kilometres of one degree of latitude
LEAST = 4.0  # kilometres that a plan shows at least: one place alone has no extent
STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
FLUSH = 440.0  # from here on a text is set before its place


@dataclass(frozen=True)
class Spot:
    """One place as drawn."""

    x: float
    y: float
    said: str = ""
    before: bool = False


@dataclass(frozen=True)
class Plan:
    """Own places with their words, others without, and a scale of so many kilometres."""

    said: str
    own: tuple[Spot, ...]
    others: tuple[Spot, ...]
    scale: float
    scale_said: str


def plan(
    own: Sequence[tuple[float, float, str]], others: Iterable[tuple[float, float]] = (), *, said: str
) -> Plan | None:
    """Draw places (longitude, latitude, words) among others; None where there is none. Others far off are left out."""
    if not own:
        return None
    middle = math.radians(sum(latitude for _, latitude, _ in own) / len(own))
    flat = [(longitude * DEGREE * math.cos(middle), latitude * DEGREE) for longitude, latitude, _ in own]
    lefts, lows = zip(*flat, strict=True)
    centre = (min(lefts) + max(lefts)) / 2, (min(lows) + max(lows)) / 2
    across, up = max(max(lefts) - min(lefts), LEAST), max(max(lows) - min(lows), LEAST)
    scale = min((WIDTH - 2 * EDGE) / across, (HEIGHT - 2 * EDGE) / up)

    def spot(x: float, y: float, words: str = "") -> Spot:
        at = round(WIDTH / 2 + (x - centre[0]) * scale, 1)
        return Spot(at, round(HEIGHT / 2 - (y - centre[1]) * scale, 1), words, at > FLUSH)

    around = (
        spot(longitude * DEGREE * math.cos(middle), latitude * DEGREE) for longitude, latitude in others
    )
    length = max((step for step in STEPS if step * scale <= WIDTH / 4), default=STEPS[0])
    return Plan(
        said,
        tuple(spot(x, y, words) for (x, y), (_, _, words) in zip(flat, own, strict=True)),
        tuple(one for one in around if 0 <= one.x <= WIDTH and 0 <= one.y <= HEIGHT),
        round(length * scale, 1),
        f"{length:g} km",
    )
