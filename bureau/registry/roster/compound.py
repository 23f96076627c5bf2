"""The streams of an old office file: a small file system of sectors, as damaged as its sender left it."""

from __future__ import annotations

import struct

FREE = 0xFFFFFFFA  # sector numbers from here on are marks
MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128


class Compound:
    """The directory of a file and its streams.

    Raises:
        ValueError: its sectors lead nowhere.
    """

    def __init__(self, content: bytes) -> None:
        if not content.startswith(MAGIC) or len(content) < 512:
            raise ValueError("not a compound file")
        self.content = content
        shift, small_shift = struct.unpack_from("<HH", content, 30)
        if shift not in {9, 12} or small_shift > shift:
            raise ValueError("sizes of sectors")
        self.size, self.small = 1 << shift, 1 << small_shift
        begin, _, self.cutoff, small_begin, _, more, _ = struct.unpack_from("<7I", content, 48)
        self.table = self._table(more)
        directory = self._joined(begin)
        self.entries = {
            directory[at : at + 64].decode("utf-16-le", "replace")[: max(0, directory[at + 64] // 2 - 1)]: (
                struct.unpack_from("<I", directory, at + 116)[0],
                struct.unpack_from("<I", directory, at + 120)[0],
            )
            for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)
            if directory[at + 66]
        }
        root = self.entries.get("Root Entry")
        self.minis = self._joined(root[0]) if root and root[1] else b""
        found = self._joined(small_begin) if small_begin < FREE else b""
        self.small_table = struct.unpack(f"<{len(found) // 4}I", found)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream.

        Raises:
            KeyError: there is none of this name.
        """
        begin, size = self.entries[name]
        if size >= self.cutoff:
            return self._joined(begin)[:size]
        pieces: list[bytes] = []
        at = begin
        for _ in range(len(self.small_table) + 1):
            if at >= FREE:
                return b"".join(pieces)[:size]
            pieces.append(self.minis[at * self.small : (at + 1) * self.small])
            at = self.small_table[at]
        raise ValueError("a chain of sectors without an end")

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self.size
        if at >= len(self.content):
            raise ValueError("a sector beyond the end")
        return self.content[at : at + self.size]

    def _table(self, more: int) -> tuple[int, ...]:
        """Which sector follows which."""
        numbers = [one for one in struct.unpack_from("<109I", self.content, 76) if one < FREE]
        per = self.size // 4
        for _ in range(len(self.content) // self.size + 1):
            if more >= FREE:
                break
            held = struct.unpack_from(f"<{per}I", self._sector(more))
            numbers += [one for one in held[:-1] if one < FREE]
            more = held[-1]
        packed = b"".join(self._sector(one) for one in numbers)
        return struct.unpack(f"<{len(packed) // 4}I", packed)

    def _joined(self, begin: int) -> bytes:
        pieces: list[bytes] = []
        at = begin
        for _ in range(len(self.table) + 1):
            if at >= FREE:
                return b"".join(pieces)
            pieces.append(self._sector(at))
            if at >= len(self.table):
                break
            at = self.table[at]
        raise ValueError("a chain of sectors without an end")
