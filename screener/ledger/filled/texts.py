"""CSV as offices save it: in UTF-8 or GB 18030, its header in Chinese or in the format's own names."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Callable
from itertools import islice
from typing import IO

PIECE = 1 << 20
HEADER = 64 * 1024
MARKS = ",\t;|"
RECORDS = 20  # that are looked at


def encoding_of(head: bytes) -> str:
    """UTF-8 where the beginning is that, else GB 18030; UTF-8 again where it is neither, for the fault to be named."""
    for encoding in ("utf-8", "gb18030"):
        try:
            codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return encoding
    return "utf-8"


def encoding_of_whole(content: bytes) -> str:
    """The encoding in which all of a file can be read, or "" where the file mixes several."""
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return ""


def mark_of(text: str) -> str:
    """What separates the cells of a CSV: the sign by which most of its first records have the same number of cells.

    Records are read with their quotes, so that a sign within a quoted cell, or a title above the header, says nothing.
    """
    return max(MARKS, key=lambda mark: (_agreeing(text, mark), -MARKS.index(mark)))


def _agreeing(text: str, mark: str) -> tuple[int, int]:
    """How many of the first records have the commonest number of cells above one, and that number."""
    found: Counter[int] = Counter()
    try:
        for cells in islice(csv.reader(io.StringIO(text, newline=""), delimiter=mark), RECORDS):
            found[len(cells)] += 1
    except csv.Error:
        return 0, 0
    several = {width: count for width, count in found.items() if width > 1}
    if not several:
        return 0, 0
    width = max(several, key=lambda one: (several[one], one))
    return several[width], width


def as_utf8(content: IO[bytes], target: IO[bytes], renamed: Callable[[list[str]], list[str]]) -> None:
    """Copy a CSV as UTF-8, row by row as it is, with its header renamed."""
    first = content.read(PIECE)
    encoding = encoding_of(first)
    end = first.find(b"\n") + 1
    if 0 < end <= HEADER:
        target.write(_header(first[:end], encoding, renamed))
        first = first[end:]
    if encoding == "utf-8":
        while first:
            target.write(first)
            first = content.read(PIECE)
        return
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    while first:
        target.write(decoder.decode(first).encode())
        first = content.read(PIECE)
    target.write(decoder.decode(b"", final=True).encode())


def _header(line: bytes, encoding: str, renamed: Callable[[list[str]], list[str]]) -> bytes:
    """The header renamed; one that cannot be read, or that needs no renaming, as it is."""
    try:
        text = line.decode(encoding).lstrip("\ufeff")
    except UnicodeDecodeError:
        return line
    try:
        words = next(csv.reader([text]), [])
    except csv.Error:
        return line
    names = renamed(words)
    if names == words:
        return line if encoding == "utf-8" else text.encode()
    memory = io.StringIO()
    csv.writer(memory, lineterminator="\n").writerow(names)
    return memory.getvalue().encode()
