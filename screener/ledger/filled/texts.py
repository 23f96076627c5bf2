"""CSV as offices save it: in UTF-8 or GB 18030, its header in Chinese or in the format's own names."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable
from typing import IO

PIECE = 1 << 20
HEADER = 64 * 1024


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
