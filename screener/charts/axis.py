"""A time axis: where an instant stands, and at which round times to draw a line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from screener.charts.drawing import LEFT, RIGHT, line, text

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_STEPS = (
    *(_MINUTE * count for count in (1, 5, 10, 30)),
    *(_HOUR * count for count in (1, 2, 4, 6, 12)),
    *(_DAY * count for count in (1, 2, 7, 14, 28, 91, 182, 365, 730, 1826, 3652, 18_262, 182_620)),
)
_MOST = 7
_LAST = date.max.toordinal() * _DAY + _DAY - 1


def seconds(at: datetime) -> float:
    """Seconds since the day before year one; arithmetic that no year overflows."""
    return at.toordinal() * _DAY + at.hour * _HOUR + at.minute * _MINUTE + at.second + at.microsecond / 1e6


@dataclass(frozen=True)
class Axis:
    """Seconds from `low` to `high`, drawn from `LEFT` to `RIGHT`."""

    low: float
    high: float

    @staticmethod
    def over(instants: list[float], margin: float = 0.03) -> Axis:
        """An axis that shows all the instants, with a little room at both ends."""
        low, high = min(instants), max(instants)
        room = max((high - low) * margin, _MINUTE)
        return Axis(max(low - room, _DAY), min(high + room, _LAST))

    def x(self, at: float) -> float:
        """Where an instant stands; what lies beyond the axis stands at its end."""
        share = (min(max(at, self.low), self.high) - self.low) / (self.high - self.low)
        return LEFT + share * (RIGHT - LEFT)

    def grid(self, top: float, bottom: float) -> str:
        """Lines and labels at round times."""
        span = self.high - self.low
        step = next((size for size in _STEPS if span / size <= _MOST), _STEPS[-1])
        parts = []
        at = -(-self.low // step) * step
        while at <= self.high:
            x = self.x(at)
            parts.append(line(x, top, x, bottom, "s-line"))
            if x < RIGHT - 45:
                parts.append(text(x + 4, top - 6, self._label(at, step, first=not parts[1:]), "m"))
            at += step
        return "".join(parts)

    def stamp(self, at: datetime) -> str:
        """An instant as short as this axis allows: with the year only where it spans more than one."""
        if self.high - self.low > 300 * _DAY:
            return at.strftime("%Y-%m-%d")
        return at.strftime("%m-%d %H:%M:%S" if at.second else "%m-%d %H:%M")

    def _label(self, at: float, step: float, *, first: bool) -> str:
        stamp = datetime.fromordinal(int(at // _DAY)).replace(
            hour=int(at % _DAY // _HOUR), minute=int(at % _HOUR // _MINUTE)
        )
        if step >= 365 * _DAY:
            return f"{stamp.year:04d}"
        if step >= 91 * _DAY:
            return f"{stamp.year:04d}-{stamp.month:02d}"
        if step >= _DAY or at % _DAY == 0:
            return f"{stamp:%m-%d}"
        return f"{stamp:%m-%d %H:%M}" if first else f"{stamp:%H:%M}"
