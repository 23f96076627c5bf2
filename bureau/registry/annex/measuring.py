"""How tall a row of the workbook must be: a program never fits the height of merged cells, so it is reckoned here."""

from __future__ import annotations

import re
import unicodedata

POINTS = 72 / 25.4  # in a millimetre
INSET = 13.0  # points at both sides of a cell together, with the indent of its words
WIDE, NARROW = 1.0, 0.56  # of the size; half width letters are given a little more than half
LEADING, SPARE = 1.35, 6.0
MOST = 409.0  # points, the tallest that a workbook can say
_PIECES = re.compile(r"[!-~]+|.", re.DOTALL)


def lines_of(text: str, width: float, size: float) -> int:
    """How many lines a text takes in a cell of that many millimetres, rather one too many."""
    room = max(width * POINTS - INSET - size, size)  # one character less: a stop cannot begin a line
    lines, used = 1, 0.0
    for piece in _PIECES.findall(text):
        long = sum(WIDE if unicodedata.east_asian_width(one) in "WFA" else NARROW for one in piece) * size
        if used and used + long > room + size:
            lines, used = lines + 1, 0.0
        lines += int(long // (room + size))
        used += long % (room + size)
    return lines


def row_height(texts: list[tuple[str, float]], size: float, least: float) -> float:
    """The height in points of a row whose cells hold these texts, each with its width in millimetres."""
    lines = max((lines_of(text, width, size) for text, width in texts), default=1)
    return min(max(least, lines * size * LEADING + SPARE), MOST)
