"""Evidence pictures drawn on the server as SVG: they print, work without scripts, and can be filed."""

from __future__ import annotations

from screener.charts.bars import compared, thin_bar
from screener.charts.copies import copies, nearly
from screener.charts.links import links
from screener.charts.numbers import Numbered, numbers
from screener.charts.peers import beside, digits
from screener.charts.periods import Period, periods
from screener.charts.timeline import Booking, Load, Mark, timeline

__all__ = [
    "Booking",
    "Load",
    "Mark",
    "Numbered",
    "Period",
    "beside",
    "compared",
    "copies",
    "digits",
    "links",
    "nearly",
    "numbers",
    "periods",
    "thin_bar",
    "timeline",
]
