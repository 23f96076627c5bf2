"""Names as they are compared: half width, no blanks, brackets alike, without words for the legal form."""

from __future__ import annotations

import re
import unicodedata

BRACKETS = str.maketrans(
    {"（": "(", "）": ")", "【": "(", "】": ")", "[": "(", "]": ")", "〔": "(", "〕": ")"}
)
_FULL = re.compile(r"[\uff01-\uff5e\u3000]")
FORMS = ("股份有限公司", "有限责任公司", "有限公司", "责任公司")


def half_width(text: str) -> str:
    """Full-width letters and digits as half-width ones, nothing else changed."""
    return _FULL.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def squeezed(text: str) -> str:
    """Half width and without any blank."""
    return "".join(half_width(text).split())


def comparable(name: str) -> str:
    """A name by which two lists mean the same body."""
    text = squeezed(name).translate(BRACKETS).upper()
    for form in FORMS:
        text = text.removesuffix(form)
    return text


def searchable(*texts: str) -> str:
    """One text in which any fragment of any of them is found."""
    return "\n".join(dict.fromkeys(squeezed(text).upper() for text in texts if text))


def initials(name: str) -> str:
    """The first letters of a name's syllables, as whoever types pinyin would give them; letters and digits stay."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - its dictionaries take a third of a second and much memory

    read = "".join(lazy_pinyin(squeezed(name), style=Style.FIRST_LETTER))
    return "".join(one for one in read.upper() if one.isascii() and one.isalnum())


def all_initials(*names: str) -> str:
    """Those of every name it bears or bore, a line each."""
    return "\n".join(dict.fromkeys(map(initials, names)))
