"""Small drawn pictures that stand for photos in the demonstration; nobody and nothing real is on them."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from itertools import pairwise

WIDTH, HEIGHT = 240, 180
WALL, PANEL, INK = 0x5C, 0xD8, 0x28

Points = tuple[tuple[int, int], ...]
# What the display of an instrument shows: a curve, a plate with lines of writing, seats of which some are empty.
CURVE: Points = ((50, 130), (80, 110), (110, 92), (140, 70), (170, 52), (190, 52))
LINES: tuple[Points, ...] = (((50, 60), (180, 60)), ((50, 85), (150, 85)), ((50, 110), (170, 110)))
EMPTY: tuple[Points, ...] = (((40, 50), (200, 130)), ((40, 130), (200, 50)))


class Picture(BytesIO):
    """A picture as an upload has one: with a name."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(content)
        self.name = name


def display(name: str, strokes: tuple[Points, ...] = LINES) -> Picture:
    """A grey panel with strokes on it."""
    rows = [bytearray([WALL]) * WIDTH for _ in range(HEIGHT)]
    for y in range(30, 150):
        rows[y][30:210] = bytes([PANEL]) * 180
    for stroke in strokes:
        for start, end in pairwise(stroke):
            _draw(rows, start, end)
    return Picture(_png(rows), name)


def _draw(rows: list[bytearray], start: tuple[int, int], end: tuple[int, int]) -> None:
    (x0, y0), (x1, y1) = start, end
    steps = max(abs(x1 - x0), abs(y1 - y0), 1)
    for step in range(steps + 1):
        x, y = x0 + (x1 - x0) * step // steps, y0 + (y1 - y0) * step // steps
        for row in rows[y - 1 : y + 2]:
            row[x - 1 : x + 2] = bytes([INK]) * 3


def _png(rows: list[bytearray]) -> bytes:
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    lines = b"".join(b"\0" + bytes(row) for row in rows)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(kind, body) for kind, body in parts)


def _part(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
