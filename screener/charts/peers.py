"""One institution beside its peers: shares of digits as bars in pairs, and a statistic against how much there is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from screener.charts.drawing import LEFT, RIGHT, dot, dots, figure, line, rect, text
from screener.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOP, _HEIGHT = 30, 180
_BOTTOM = _TOP + _HEIGHT
OWN, OTHERS = Phrase("本机构", "this institution"), Phrase("同行合计", "peers together")


def digits(own: Sequence[float], others: Sequence[float], *, first: int, labelled_by: str) -> str:
    """Shares of each digit, this institution's beside the peers'; `first` is the digit of the first bar."""
    if not own or sum(own) <= 0:
        return ""
    shares = [count / sum(own) for count in own]
    beside = [count / sum(others) for count in others] if sum(others) > 0 else [0.0] * len(own)
    most = max(*shares, *beside)
    step = (RIGHT - LEFT) / len(own)
    parts = _key()
    for place, (share, other) in enumerate(zip(shares, beside, strict=True)):
        x, wide = LEFT + place * step, step * 0.38
        for at, value, css in ((x, share, "f-acc"), (x + wide, other, "f-peer")):
            tall = value / most * _HEIGHT
            parts.append(rect(at, _BOTTOM - tall, wide - 2, tall, css))
        parts.append(text(x + wide - 5, _BOTTOM + 18, str(first + place), "t"))
        parts.append(text(x, _BOTTOM - share / most * _HEIGHT - 5, f"{share:.0%}", "b"))
    parts.append(line(LEFT, _BOTTOM, RIGHT, _BOTTOM, "s-ctl"))
    return figure(_BOTTOM + 28, parts, labelled_by=labelled_by)


def _key() -> list[str]:
    parts = []
    for y, css, name in ((_TOP + 10, "f-acc", OWN), (_TOP + 34, "f-peer", OTHERS)):
        parts += [rect(0, y, 12, 12, css), text(20, y + 11, name, "t")]
    return parts


def beside(
    own: tuple[float, float], peers: Sequence[tuple[float, float]], median: float, axes: tuple[Phrase, Phrase], *,
    labelled_by: str,
) -> str:  # fmt: skip
    """A point an institution: across how much it has (by logarithm), up its statistic; the median as a line."""
    points = [(x, y) for x, y in (*peers, own) if x > 0]
    if len(points) < 2 or points[-1] != own:
        return ""
    across = [math.log(x) for x, _ in points]
    up = [y for _, y in points] + [median]
    low, high, left, right = min(up), max(up), min(across), max(across)
    tall, wide = (high - low) or 1.0, (right - left) or 1.0

    def at(x: float, y: float) -> tuple[float, float]:
        return (
            LEFT + 20 + (math.log(x) - left) / wide * (RIGHT - LEFT - 40),
            _BOTTOM - (y - low) / tall * _HEIGHT,
        )

    _, middle = at(own[0], median)
    parts = [
        line(LEFT, middle, RIGHT, middle, "s-ctl dash"),
        text(0, middle + 5, Phrase("同行中位数", "median peer"), "m"),
    ]
    parts.append(dots([at(x, y) for x, y in points[:-1]], 4, "s-peer"))
    parts.append(dot(*at(*own), 7, "f-acc"))
    parts += [text(0, _TOP - 12, axes[1], "b"), text(RIGHT, _BOTTOM + 32, axes[0], "m end")]
    parts.append(text(0, _TOP + 8, f"{high:.4g}", "m"))
    if abs(middle - _BOTTOM) > 18:
        parts.append(text(0, _BOTTOM + 5, f"{low:.4g}", "m"))
    return figure(_BOTTOM + 42, parts, labelled_by=labelled_by)
