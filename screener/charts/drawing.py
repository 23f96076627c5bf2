"""The pen of every chart: SVG elements as text, with classes for paint and every text escaped."""

from __future__ import annotations

import unicodedata
from html import escape
from typing import TYPE_CHECKING

from screener.phrases import Phrase
from screener.wording.visible import clip, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What a chart may write: the same for both languages, or one expression in each.
Label = str | Phrase

WIDTH = 870
#: Where the drawing starts; labels of rows stand to the left of it.
LEFT = 176
RIGHT = WIDTH - 10
_WIDE = 13.0
_NARROW = 7.4


def figure(height: float, parts: Iterable[str], *, labelled_by: str) -> str:
    """A whole picture, named for those who cannot see it by the element whose id is given."""
    head = f'<svg class="pic" viewBox="0 0 {WIDTH} {number(height)}" role="img"'
    return f'{head} aria-labelledby="{escape(labelled_by)}">{"".join(parts)}</svg>'


def text(x: float, y: float, label: Label, css: str = "") -> str:
    """One line of text; an expression in two languages becomes two elements of which the page shows one."""
    at = f'x="{number(x)}" y="{number(y)}"' + (f' class="{css}"' if css else "")
    if isinstance(label, Phrase):
        zh, en = safe(label.zh), safe(label.en)
        return f'<text lang="zh" {at}>{zh}</text><text lang="en" {at}>{en}</text>'
    return f"<text {at}>{safe(label)}</text>"


def rect(x: float, y: float, width: float, height: float, css: str) -> str:
    """A filled rectangle."""
    size = f'width="{number(max(width, 0))}" height="{number(height)}"'
    return f'<rect class="{css}" x="{number(x)}" y="{number(y)}" {size}/>'


def line(x1: float, y1: float, x2: float, y2: float, css: str) -> str:
    """A straight line."""
    ends = f'x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
    return f'<line class="{css}" {ends}/>'


def path(steps: str, css: str) -> str:
    """A line along drawing commands."""
    return f'<path class="{css}" d="{steps}"/>'


def dot(x: float, y: float, radius: float, css: str) -> str:
    """A point."""
    return f'<circle class="{css}" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>'


def dots(places: Iterable[tuple[float, float]], radius: float, css: str) -> str:
    """Many points of one kind as a line's round ends: a fourth of the text that as many circles take."""
    steps = "".join([f"M{x:.1f} {y:.1f}h0" for x, y in places])
    return f'<path class="dots {css}" stroke-width="{number(2 * radius)}" d="{steps}"/>' if steps else ""


def row_label(y: float, label: Label, sub: Label = "") -> str:
    """The name of a row at the left, with a smaller line under it."""
    parts = text(0, y + 14, fit(label, LEFT - 10), "b")
    return parts + (text(0, y + 31, fit(sub, LEFT - 10), "m") if sub else "")


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def safe(label: str) -> str:
    """Text from anywhere as text of an SVG document."""
    return escape(visible(label))


def width(label: Label) -> float:
    """About how many pixels a label takes; the longer of its languages."""
    if isinstance(label, Phrase):
        return max(width(label.zh), width(label.en))
    if label.isascii():
        return len(label) * _NARROW
    return sum(_WIDE if unicodedata.east_asian_width(sign) in "WFA" else _NARROW for sign in label)


def fit(label: Label, room: float) -> Label:
    """The label, cut with a visible mark where it would not fit."""
    if isinstance(label, Phrase):
        return Phrase(_cut(label.zh, room), _cut(label.en, room))
    return _cut(label, room)


def _cut(label: str, room: float) -> str:
    label = visible(clip(label, 100))
    if width(label) <= room:
        return label
    while label and width(label) > room - _WIDE:
        label = label[:-1]
    return label + "…"
