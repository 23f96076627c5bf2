"""A funnel: a share against how many it is a share of, every peer a point, and how far chance reaches at each size."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from screener.charts.drawing import LEFT, RIGHT, dot, dots, figure, line, path, text
from screener.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_TOP, _HEIGHT = 34, 210
_BOTTOM = _TOP + _HEIGHT
_STEPS = 48
#: Two-sided 95 % and 99.8 %, in standard deviations.
LIMITS = ((1.96, "95%", "s-ctl dash"), (3.09, "99.8%", "s-ctl"))


def reach(target: float, beyond: float, n: float, far: float) -> tuple[float, float]:
    """Between which shares an institution of n lies that differs by chance alone: the limits of the rule itself.

    `target` is the peers' median share, `beyond` their scatter beyond chance (tau squared) on the scale of arcsin √.
    """
    middle, half = math.asin(math.sqrt(min(max(target, 0), 1))), far * math.sqrt(1 / (4 * n) + beyond)
    low, high = max(middle - half, 0.0), min(middle + half, math.pi / 2)
    return math.sin(low) ** 2, math.sin(high) ** 2


def funnel(
    own: tuple[float, float], peers: Sequence[tuple[float, float]], target: float, beyond: float, *, labelled_by: str
) -> str:  # fmt: skip
    """(n, share) of this institution and of every peer; the median as a line, the limits about it as curves."""
    points = [(n, share) for n, share in peers if n > 0]
    if own[0] <= 0 or not points:
        return ""
    low, high = _ends([own[0], *(n for n, _ in points)])
    tallest = max(own[1], target, *(share for _, share in points))
    top = min(max(tallest * 1.15, reach(target, beyond, high, LIMITS[1][0])[1] * 1.05, 0.001), 1.0)

    def x(n: float) -> float:
        return LEFT + (math.log(n) - low_log) / (high_log - low_log) * (RIGHT - LEFT - 60)

    def y(share: float) -> float:
        return _BOTTOM - min(share / top, 1.04) * _HEIGHT

    low_log, high_log = math.log(low), math.log(high)
    parts = _grid(top, low, high, x, y)
    for far, name, css in LIMITS:
        for side in (0, 1):
            at = [math.exp(low_log + (high_log - low_log) * step / _STEPS) for step in range(_STEPS + 1)]
            shares = [(n, reach(target, beyond, n, far)[side]) for n in at]
            edge = [(x(n), y(share)) for n, share in shares if share <= top]  # the rest is above the picture
            if edge:
                parts.append(path("M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in edge), css))
                parts.append(text(edge[-1][0] + 6, edge[-1][1] + 4, name, "m") if side else "")
    parts.append(line(LEFT, y(target), x(high), y(target), "s-ink w2"))
    parts.append(text(x(high) + 6, y(target) + 4, Phrase("中位数", "median"), "m"))
    parts.append(dots([(x(n), y(share)) for n, share in points], 4, "s-peer"))
    parts.append(dot(x(own[0]), y(own[1]), 7, "f-acc"))
    at_end = x(own[0]) > RIGHT - 190
    told = Phrase(f"本机构 {own[1]:.2%}", f"this one {own[1]:.2%}")
    css = "b end halo" if at_end else "b halo"
    parts.append(text(x(own[0]) + (-12 if at_end else 12), y(own[1]) - 8, told, css))
    return figure(_BOTTOM + 46, parts, labelled_by=labelled_by)


def _ends(sizes: Sequence[float]) -> tuple[float, float]:
    low, high = min(sizes), max(sizes)
    return low / 1.15, high * 1.15


def _grid(
    top: float, low: float, high: float, x: Callable[[float], float], y: Callable[[float], float]
) -> list[str]:
    parts = [text(0, _TOP - 14, Phrase("不合格率", "share that fails"), "b")]
    for quarter in range(5):
        share = top * quarter / 4
        parts.append(line(LEFT, y(share), x(high), y(share), "s-line"))
        parts.append(text(LEFT - 8, y(share) + 4, f"{share:.2%}" if top < 0.02 else f"{share:.1%}", "m end"))
    for tens in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1):
        for first in (1, 2, 5):
            n = first * 10**tens
            if low <= n <= high:
                parts.append(line(x(n), _BOTTOM, x(n), _BOTTOM + 5, "s-ctl"))
                parts.append(text(x(n), _BOTTOM + 20, f"{n:,.0f}", "m mid"))
    parts.append(text(x(high), _BOTTOM + 38, Phrase("报告数（对数）", "reports, by logarithm"), "m end"))
    return parts
