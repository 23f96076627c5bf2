"""One thing joined to several: a raw record to its samples, a number to its reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screener.charts.drawing import RIGHT, Label, figure, fit, path, rect, text
from screener.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROW = 48
_BOX = 250
_FROM = 330
SHOWN = 8


def links(
    centre: tuple[Label, Label], leaves: Sequence[tuple[Label, Label, str]], *, labelled_by: str
) -> str:
    """`centre` (name, kind) joined by lines to `leaves` (name, line under it, `bad` or `plain`)."""
    shown = leaves[:SHOWN]
    height = max(len(shown), 1) * _ROW + 6
    middle = height / 2
    parts = [
        rect(0.5, middle - 20, _BOX, 40, "f-soft s-acc"),
        text(12, middle - 3, fit(centre[0], _BOX - 24), "b"),
    ]
    parts.append(text(12, middle + 14, fit(centre[1], _BOX - 24), "m"))
    for index, (name, sub, tone) in enumerate(shown):
        y = index * _ROW + 27
        css = "s-bad" if tone == "bad" else "s-ctl"
        parts.append(path(f"M{_BOX} {middle:.1f}H{_BOX + 40}V{y}H{_FROM}", f"{css} w2"))
        parts += [rect(_FROM, y - 20, RIGHT - _FROM, 40, f"f-surface {css}")]
        parts.append(text(_FROM + 12, y - 3, fit(name, RIGHT - _FROM - 24), "b"))
        parts.append(text(_FROM + 12, y + 14, fit(sub, RIGHT - _FROM - 24), "m"))
    left = len(leaves) - len(shown)
    if left > 0:
        parts.append(text(_FROM, height + 14, Phrase(f"另有 {left:,} 个", f"{left:,} more"), "m"))
        height += 22
    return figure(height, parts, labelled_by=labelled_by)
