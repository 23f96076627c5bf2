"""Counts in equal steps on both sides of a line that matters: results against their limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screener.charts.drawing import LEFT, RIGHT, figure, line, rect, text
from screener.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOP, _HEIGHT = 38, 180
_BOTTOM = _TOP + _HEIGHT


def against(
    counts: Sequence[int], ends: tuple[float, float], limit: float, *, inside_right: bool, labelled_by: str
) -> str:
    """Bars of `counts` from the first end to the last, with the limit as a line; values inside it are on one side."""
    most = max(counts, default=0)
    if not most:
        return ""
    low, high = ends
    step = (RIGHT - LEFT) / len(counts)

    def x(value: float) -> float:
        return LEFT + (value - low) / (high - low) * (RIGHT - LEFT)

    parts = []
    for quarter in (1, 2, 3, 4):
        y = _BOTTOM - _HEIGHT * quarter / 4
        parts += [
            line(LEFT, y, RIGHT, y, "s-line"),
            text(LEFT - 8, y + 4, f"{most * quarter / 4:,.0f}", "m end"),
        ]
    for place, count in enumerate(counts):
        tall = count / most * _HEIGHT
        parts.append(rect(LEFT + place * step + 1, _BOTTOM - tall, step - 2, tall, "f-acc"))
    at = x(limit)
    parts += [line(LEFT, _BOTTOM, RIGHT, _BOTTOM, "s-ctl"), line(at, _TOP - 8, at, _BOTTOM, "s-bad w2")]
    parts.append(text(at, _TOP - 14, Phrase("限值", "limit"), "r mid"))
    sides = (Phrase("限值之内", "inside the limit"), Phrase("限值之外", "outside"))
    right, left = sides if inside_right else sides[::-1]
    parts += [text(at + 26, _TOP - 14, f"{'→'}", "m"), text(at - 26, _TOP - 14, "←", "m end")]
    parts += [text(at + 44, _TOP - 14, right, "m"), text(at - 44, _TOP - 14, left, "m end")]
    for place in range(5):
        value = low + (high - low) * place / 4
        css = "m" if place == 0 else "m end" if place == 4 else "m mid"
        parts.append(text(x(value), _BOTTOM + 20, f"{value:.2f}", css))
    parts.append(text(0, _TOP - 14, Phrase("结果个数", "results"), "b"))
    parts.append(text(RIGHT, _BOTTOM + 38, Phrase("结果 ÷ 限值", "result ÷ limit"), "m end"))
    return figure(_BOTTOM + 46, parts, labelled_by=labelled_by)
