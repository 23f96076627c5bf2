"""What a template may hold so that drawing it stays quick: so much text, so many fields, pictures of a known size."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from django.utils.translation import gettext as _

from bureau.papers.word.marks import Element, W, marks_in
from bureau.papers.word.packages import Parts, read_part, with_text

TEXT = 4 << 20  # bytes of the text and its headers and footers, unpacked
PIECES, FIELDS, NESTED = 20_000, 400, 6
SIDE, POINTS = 10_000, 40_000_000  # pixels of a picture
PNG, JPEG, GIF, BMP = b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"GIF8", b"BM"
FRAMES = frozenset({*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})

Size = tuple[int, int]


def out_of_bounds(parts: Parts) -> Iterator[str]:
    """A sentence for each thing that would keep the server busy."""
    names = list(with_text(parts))
    if sum(len(parts[name]) for name in names) > TEXT:
        yield _("Its text is larger than %(most)d MB unpacked. A template has a few pages.") % {
            "most": TEXT >> 20
        }
        return
    roots = [read_part(parts[name]) for name in names]
    if sum(1 for root in roots for _each in root.iter(f"{W}t")) > PIECES:
        yield _("Its text is in more than %(most)d pieces. A template has a few pages.") % {"most": PIECES}
        return
    if sum(len(marks_in(root)) for root in roots) > FIELDS:
        yield _("It holds more than %(most)d fields. Take out those that stand there again and again.") % {
            "most": FIELDS
        }
    if any(_nested(root) > NESTED for root in roots):
        yield _("Tables stand within tables, more than %(most)d deep. Set them beside each other.") % {
            "most": NESTED
        }
    yield from _pictures(parts)


def _nested(root: Element) -> int:
    """How deep tables stand within tables."""
    depth: dict[Element, int] = {}
    for table in root.iter(f"{W}tbl"):
        above = next(table.iterancestors(f"{W}tbl"), None)
        depth[table] = 1 + (depth[above] if above is not None else 0)
    return max(depth.values(), default=0)


def _pictures(parts: Parts) -> Iterator[str]:
    for name in sorted(one for one in parts if "/media/" in one):
        size = size_of(parts[name])
        if size is None:
            said = _("The picture %(name)s is not a PNG, JPEG, GIF or BMP. Put it in as one of these.")
            yield said % {"name": name}
        elif max(size) > SIDE or size[0] * size[1] > POINTS:
            said = _(
                "The picture %(name)s has %(wide)d × %(high)d points. Make it smaller than %(most)d each way."
            )
            yield said % {
                "name": name,
                "wide": size[0],
                "high": size[1],
                "most": SIDE if max(size) > SIDE else 6000,
            }


def size_of(content: bytes) -> Size | None:
    """How many points wide and high a picture says it is; None where it is none that is known here."""
    try:
        if content.startswith(PNG):
            return struct.unpack_from(">II", content, 16)
        if content.startswith(GIF):
            return struct.unpack_from("<HH", content, 6)
        if content.startswith(BMP):
            wide, high = struct.unpack_from("<ii", content, 18)
            return abs(wide), abs(high)
        return _size_of_jpeg(content) if content.startswith(JPEG) else None
    except struct.error:
        return None


def _size_of_jpeg(content: bytes) -> Size | None:
    """By its first frame, past the segments before it."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        if content[at + 1] in FRAMES:
            high, wide = struct.unpack_from(">HH", content, at + 5)
            return wide, high
        at += 2 + struct.unpack_from(">H", content, at + 2)[0]
    return None
