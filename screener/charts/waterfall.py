"""A score as the sum of its terms, each bar beginning where the last one ended, and where others stand."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from screener.charts.drawing import LEFT, RIGHT, Label, figure, fit, line, rect, text, width
from screener.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROW = 30
_SLIM = 22


@dataclass(frozen=True)
class Term:
    """One term of a score; `note` says what stands behind it, or why it is nothing."""

    name: Label
    value: float
    note: Label = ""


def waterfall(terms: Sequence[Term], risk: float, others: Sequence[float], *, labelled_by: str) -> str:
    """Bars of the terms and their sum, then the risk (0 to 1) of this institution among the others'."""
    total = sum(one.value for one in terms)
    unit = (RIGHT - LEFT - 240) / max(total, 5.0)
    parts, y, reached = [], 4.0, 0.0
    for one in terms:
        left, tall = LEFT + reached * unit, _ROW if one.value else _SLIM
        css = "b" if one.value else "m"
        parts.append(text(0, y + 16, fit(one.name, LEFT - 10), css))
        if one.value:
            parts.append(rect(left, y + 3, max(one.value * unit, 2), 18, "f-acc"))
            reached += one.value
            right = LEFT + reached * unit
            parts.append(line(right, y + 3, right, y + tall + 3, "s-ctl"))
            parts.append(text(right + 8, y + 17, f"{one.value:.1f}", "b halo"))
            parts.append(text(right + 50, y + 17, fit(one.note, RIGHT - right - 50), "m halo"))
        else:
            parts.append(text(LEFT, y + 16, "0.0", "m"))
            parts.append(text(LEFT + 40, y + 16, fit(one.note, RIGHT - LEFT - 40), "m"))
        y += tall
    parts += [line(0, y + 2, RIGHT, y + 2, "s-ctl"), text(0, y + 24, Phrase("合计", "Sum"), "b")]
    parts.append(rect(LEFT, y + 10, max(total * unit, 1), 18, "f-ink"))
    parts.append(text(LEFT + total * unit + 8, y + 24, f"{total:.1f}", "b halo"))
    y += 44
    if others:
        parts += _among(y, risk, others)
        y += 62
    return figure(y, parts, labelled_by=labelled_by)


def _among(y: float, risk: float, others: Sequence[float]) -> list[str]:
    """A tick an institution on a line from no risk to the greatest there is."""
    most = max(risk, *others) or 1.0

    def x(value: float) -> float:
        return LEFT + value / most * (RIGHT - LEFT - 8)

    everybody = len(others) + 1
    parts = [text(0, y + 18, Phrase(f"全部 {everybody:,} 家", f"All {everybody:,}"), "t")]
    parts += [rect(x(value), y + 4, 3, 20, "f-peer2") for value in others]
    parts.append(rect(x(risk), y, 5, 28, "f-acc"))
    parts.append(line(LEFT, y + 30, RIGHT, y + 30, "s-ctl"))
    median = statistics.median([risk, *others])
    told = Phrase(f"本机构 {risk:.2f}", f"this one {risk:.2f}")
    middle = Phrase(f"中位数 {median:.2f}", f"median {median:.2f}")
    at = min(max(x(risk), LEFT + width(told) / 2), RIGHT - width(told) / 2)
    parts.append(text(at, y + 48, told, "b mid"))
    half = (width(told) + width(middle)) / 2 + 16
    if abs(x(median) - at) > half:
        parts.append(text(max(x(median), LEFT + width(middle) / 2), y + 48, middle, "m mid"))
    return parts
