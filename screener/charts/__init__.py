"""Evidence pictures drawn on the server as SVG: they print, work without scripts, and can be filed."""

from __future__ import annotations

from screener.charts.bars import compared, thin_bar
from screener.charts.copies import copies, nearly
from screener.charts.funnel import funnel
from screener.charts.histogram import against
from screener.charts.links import links
from screener.charts.numbers import Numbered, numbers
from screener.charts.peers import beside, digits
from screener.charts.periods import Period, periods
from screener.charts.serial import Serial, serial
from screener.charts.timeline import Booking, Load, Mark, timeline
from screener.charts.waterfall import Term, waterfall

__all__ = [
    "Booking",
    "Load",
    "Mark",
    "Numbered",
    "Period",
    "Serial",
    "Term",
    "against",
    "beside",
    "compared",
    "copies",
    "digits",
    "funnel",
    "links",
    "nearly",
    "numbers",
    "periods",
    "serial",
    "thin_bar",
    "timeline",
    "waterfall",
]
