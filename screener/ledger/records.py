"""Cuts the bytes of a CSV file where records end, and finds the first place where they break RFC 4180."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from screener.phrases import Phrase

BLOCK_BYTES = 16 * 2**20
RECORD_BYTES = 16 * 2**20
QUOTE, COMMA, FEED, RETURN = b'",\n\r'

MISPLACED = Phrase(
    "双引号应包住整个单元格，单元格里的双引号写成两个",
    "a double quote must enclose the whole cell; within one it is doubled",
)
UNCLOSED = Phrase("这里的引号没有成对", "a quote is opened here and never closed")
BARE_RETURN = Phrase(
    "引号之外的回车符后面应有换行符", "a carriage return outside quotes must be followed by a line feed"
)

Places = npt.NDArray[np.intp]


def record_blocks(stream: BinaryIO, *, block_bytes: int = BLOCK_BYTES) -> Iterator[bytes | None]:
    """Pieces of the stream that end where a record ends; None when a record is longer than `RECORD_BYTES`.

    A line feed ends a record when the quotes before it pair up: inside quotes RFC 4180 doubles every quote.
    """
    held: list[bytes] = []
    size, inside = 0, False
    while read := stream.read(block_bytes):
        end = last_record_end(read, inside=inside)
        inside ^= read.count(b'"') % 2 == 1
        if end < 0:
            held.append(read)
            size += len(read)
            if size > RECORD_BYTES:
                yield None
                return
            continue
        yield b"".join([*held, memoryview(read)[:end]])
        held, size = [read[end:]], len(read) - end
    rest = b"".join(held)
    if rest:
        yield rest


def last_record_end(piece: bytes, *, inside: bool = False) -> int:
    """Where the last whole record of the piece ends, -1 if none does; `inside`: the piece begins within quotes."""
    if b'"' not in piece:
        return -1 if inside else piece.rfind(b"\n") + 1 or -1
    ends = _record_ends(np.frombuffer(piece, np.uint8), inside=inside)
    return int(ends[-1]) if len(ends) else -1


def first_record_end(piece: bytes) -> int:
    """Where the first record of the piece ends, its line feed included; the length of a piece without one."""
    ends = _record_ends(np.frombuffer(piece, np.uint8), inside=False)
    return int(ends[0]) if len(ends) else len(piece)


def _record_ends(view: npt.NDArray[np.uint8], *, inside: bool) -> Places:
    feeds = np.flatnonzero(view == FEED)
    before = np.searchsorted(np.flatnonzero(view == QUOTE), feeds) + inside
    ends: Places = feeds[before % 2 == 0] + 1
    return ends


def first_breach(piece: bytes) -> tuple[int, Phrase] | None:
    """Where a piece of whole records first breaks RFC 4180, and what is expected there; None where it does not."""
    returns = b"\r" in piece and piece.count(b"\r") != piece.count(b"\r\n")
    if b'"' not in piece and not returns:
        return None
    view = np.frombuffer(piece, np.uint8)
    quotes = np.flatnonzero(view == QUOTE)
    found = [(int(place), MISPLACED) for place in _misplaced(view, quotes)[:1]]
    if len(quotes) % 2:
        apart = quotes[::2][~_doubled(quotes)]
        found.append((int(apart[-1]), UNCLOSED))
    if returns:
        found += [(int(place), BARE_RETURN) for place in _bare_returns(view, quotes)[:1]]
    return min(found, key=lambda breach: breach[0], default=None)


def _misplaced(view: npt.NDArray[np.uint8], quotes: Places) -> Places:
    """Quotes that open elsewhere than at the start of a cell or close elsewhere than at its end."""
    opening, closing = quotes[::2], quotes[1::2]
    before = _beside(view, opening - 1)
    opens = (before == COMMA) | (before == FEED) | _doubled(quotes)
    after = _beside(view, closing + 1)
    closes = (after == COMMA) | (after == FEED) | (after == RETURN) | (after == QUOTE)
    return np.sort(np.concatenate((opening[~opens], closing[~closes])))


def _doubled(quotes: Places) -> npt.NDArray[np.bool_]:
    """Which opening quotes (every second one) only follow upon a closing one: both together stand for one quote."""
    doubled = np.zeros(-(-len(quotes) // 2), bool)
    doubled[1:] = quotes[2::2] == quotes[1:-1:2] + 1
    return doubled


def _bare_returns(view: npt.NDArray[np.uint8], quotes: Places) -> Places:
    returns = np.flatnonzero(view == RETURN)
    outside = np.searchsorted(quotes, returns) % 2 == 0
    following = np.minimum(returns + 1, len(view) - 1)
    bare: Places = returns[outside & (view[following] != FEED)]
    return bare


def _beside(view: npt.NDArray[np.uint8], places: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """The bytes at the places; beyond either end of the piece a record ends."""
    inside = (places >= 0) & (places < len(view))
    return np.where(inside, view[np.where(inside, places, 0)], FEED).astype(np.uint8)
