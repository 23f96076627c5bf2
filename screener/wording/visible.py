"""Text that others wrote, made safe to look at: long values cut visibly, control characters shown."""

from __future__ import annotations

import re

# Controls, zero-width characters, marks that turn the writing direction, lone surrogates, non-characters, tags:
# none of them may act, or hide, in a page that is read as evidence.
_RANGES = (
    (0x00, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),
    (0x34F, 0x34F),
    (0x61C, 0x61C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xD800, 0xDFFF),
    (0xFDD0, 0xFDEF),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFB),
    (0xFFFE, 0xFFFF),
    (0xE0000, 0xE0FFF),
)
_UNSEEN = re.compile("[" + "".join(f"{chr(low)}-{chr(high)}" for low, high in _RANGES) + "]")


def visible(text: str) -> str:
    """The text with every character that acts without being seen replaced by a sign for it."""
    if _UNSEEN.search(text) is None:
        return text
    return _UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


#: Long enough for a SHA-256 in hexadecimal, short enough for a cell of a table.
LONGEST = 64
_CUT = re.compile(r"…\(\+[\d,]+\)\Z")


def clip(text: str, limit: int = LONGEST) -> str:
    """The text, cut after `limit` characters; what was cut is counted: `…(+10,176)`.

    A text that was cut before to the same length stays as it is, so that the count remains the true one.
    """
    if len(text) <= limit or (len(text) <= limit + 20 and _CUT.search(text)):
        return text
    return f"{text[:limit]}…(+{len(text) - limit:,})"
