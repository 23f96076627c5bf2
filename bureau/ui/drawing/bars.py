"""Bars side by side from zero, each with its number above and its name below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, TALL, HEAD, FOOT = 400.0, 120.0, 18.0, 22.0


@dataclass(frozen=True)
class Bar:
    """One bar as drawn."""

    name: str
    value: str
    said: str
    kind: str
    x: float
    y: float
    width: float
    height: float
    middle: float
    value_y: float


@dataclass(frozen=True)
class Bars:
    """Bars over one axis."""

    said: str
    bars: tuple[Bar, ...]
    width: float = WIDTH
    height: float = HEAD + TALL + FOOT
    foot: float = HEAD + TALL
    names_y: float = HEAD + TALL + 16


def bars(values: Sequence[tuple[str, float, str]], *, said: str) -> Bars:
    """Draw values (name, value, kind), where kind is a paint: acc, peer, bad."""
    most = max((value for _, value, _ in values), default=0) or 1
    pitch = WIDTH / max(len(values), 1)
    return Bars(said, tuple(_bar(number, one, pitch, most) for number, one in enumerate(values)))


def _bar(number: int, one: tuple[str, float, str], pitch: float, most: float) -> Bar:
    name, value, kind = one
    height = round(TALL * value / most, 1)
    y, x = round(HEAD + TALL - height, 1), round(number * pitch + pitch * 0.15, 1)
    middle = round((number + 0.5) * pitch, 1)
    text = f"{value:,}"
    return Bar(name, text, f"{name}: {text}", kind, x, y, round(pitch * 0.7, 1), height, middle, y - 5)
