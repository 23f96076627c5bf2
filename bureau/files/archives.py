"""Looks through a package of parts for what would burst: it is unpacked here once, counting, and nothing is kept."""

from __future__ import annotations

import struct
import tempfile
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import IO, BinaryIO, cast

from django.utils.translation import gettext as _

PIECE = 1 << 16
LOCAL = b"PK\x03\x04"
END, END64_LOCATOR = b"PK\x05\x06", b"PK\x06\x07"
TAIL = 65_535 + 22


@dataclass(frozen=True)
class Limits:
    """What a package may hold. The ratio counts from `floor` bytes on: small tables of one word pack very well."""

    total: int = 1 << 30
    ratio: int = 200
    floor: int = 32 << 20
    entries: int = 10_000
    depth: int = 2
    directory: int = 8 << 20


class BurstingError(ValueError):
    """The package would burst, or cannot be looked through; the sentence says which."""


@dataclass
class _Count:
    limits: Limits
    packed: int
    total: int = 0
    entries: int = 0
    names: list[str] = field(default_factory=list)

    def add(self, size: int) -> None:
        self.total += size
        if self.total > self.limits.total:
            raise BurstingError(
                _("Unpacked it would be larger than %(most)d MB.") % {"most": self.limits.total >> 20}
            )
        if self.total > self.limits.floor and self.total > self.limits.ratio * self.packed:
            raise BurstingError(_("It unpacks to more than %(n)d times its size.") % {"n": self.limits.ratio})

    def enter(self, number: int) -> None:
        self.entries += number
        if self.entries > self.limits.entries:
            raise BurstingError(_("It holds more than %(n)d parts.") % {"n": self.limits.entries})


def look_through(file: BinaryIO, limits: Limits | None = None) -> None:
    """Unpack everything, packages within it too, and count; the file is left at its beginning.

    Raises:
        BurstingError: with the sentence for the person.
    """
    chosen = limits or Limits()
    size = file.seek(0, 2)
    try:
        _look(file, _Count(chosen, max(size, 1)), depth=1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        struct.error,
        OSError,
        ValueError,
    ) as error:
        if isinstance(error, BurstingError):
            raise
        raise BurstingError(_("It is damaged: it cannot be unpacked.")) from error
    finally:
        file.seek(0)


def _look(file: IO[bytes], count: _Count, *, depth: int) -> None:
    if depth > count.limits.depth:
        raise BurstingError(_("It holds packages within packages within packages."))
    _measure_directory(file, count.limits)
    with zipfile.ZipFile(file) as package:
        parts = package.infolist()
        count.enter(len(parts))
        for part in parts:
            if part.flag_bits & 1:
                raise BurstingError(
                    _("It is protected by a password. Take the password off and hand it in again.")
                )
            with package.open(part) as content:
                _unpack(content, count, depth)


def _unpack(content: IO[bytes], count: _Count, depth: int) -> None:
    first = content.read(PIECE)
    count.add(len(first))
    if not first.startswith(LOCAL):
        while piece := content.read(PIECE):
            count.add(len(piece))
        return
    with tempfile.TemporaryFile() as inner:
        inner.write(first)
        while piece := content.read(PIECE):
            count.add(len(piece))
            inner.write(piece)
        _look(cast(IO[bytes], inner), count, depth=depth + 1)


def _measure_directory(file: IO[bytes], limits: Limits) -> None:
    """The list of parts is read into memory at once, so its size is looked at before."""
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL))
    tail = file.read(TAIL)
    at = tail.rfind(END)
    if at < 0:
        raise zipfile.BadZipFile
    (length,) = struct.unpack_from("<L", tail, at + 12)
    if tail[max(0, at - 20) : at].startswith(END64_LOCATOR):
        (length,) = struct.unpack_from("<Q", tail, at - 20 - 56 + 40) if at >= 76 else (limits.directory + 1,)
    if length > limits.directory:
        raise BurstingError(_("It holds more than %(n)d parts.") % {"n": limits.entries})
    file.seek(0)
