"""The pictures of an institution in their order, those that a hit speaks of before the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screener.report.portrait.lines import bookings_drawn, copies_drawn, limits_drawn, serial_drawn
from screener.report.portrait.odd import digits_drawn, passes_drawn, replicates_drawn
from screener.report.portrait.shape import Drawn, Undrawn

if TYPE_CHECKING:
    from screener.report.portrait.shape import Subject

_DRAWING = (
    bookings_drawn,
    digits_drawn,
    replicates_drawn,
    limits_drawn,
    passes_drawn,
    serial_drawn,
    copies_drawn,
)


def portrait(subject: Subject) -> tuple[list[Drawn], list[Undrawn]]:
    """What can be drawn of an institution, and what cannot be with the reason; nothing is said of anybody by name."""
    found = [draw(subject) for draw in _DRAWING]
    drawn = [one for one in found if isinstance(one, Drawn)]
    drawn.sort(key=lambda one: not one.speaks)
    return drawn, [one for one in found if isinstance(one, Undrawn)]
