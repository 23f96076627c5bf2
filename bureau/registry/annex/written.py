"""What offices write into the form by hand, as it is meant: running numbers, counts in headings, fields of work."""

from __future__ import annotations

import re
import unicodedata

from bureau.registry.domain_words import OFFICIAL, code_of
from bureau.registry.roster.values import is_blank

AROUND = "()[]{}【】〔〕《》.、,。:;"  # beside a number, once the text is half width
_ONES = "一二三四五六七八九"
_CHINESE = re.compile(rf"(?:([{_ONES}])百零?)?(?:([{_ONES}]?)十)?([{_ONES}]?)")
_COUNTED = re.compile(r":?[(\[]?共?[计有]?:?(\d+|[一二三四五六七八九十百零]+)家[)\]]?")
# A field; what stands in brackets belongs to the word before: 环境（水、气）.
_FIELD = re.compile(r"(?:[（(][^（()）]*[)）]|[^、，,/／；;])+")


def plain(text: str) -> str:
    """Half width and without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def number_of(text: str) -> int | None:
    """The number that a cell holds and nothing else, in digits or Chinese, with whatever marks: `2.`, 三, （5）, ④."""
    bare = plain(text).strip(AROUND)
    if bare.isdecimal():
        return int(bare)
    found = _CHINESE.fullmatch(bare)
    if not bare or found is None:
        return None
    hundreds, tens, ones = found.groups()
    ten = 0 if tens is None else 10 * (_ONES.index(tens) + 1 if tens else 1)
    return 100 * _value(hundreds) + ten + _value(ones)


def _value(numeral: str | None) -> int:
    return _ONES.index(numeral) + 1 if numeral else 0


def without_count(heading: str) -> tuple[str, int | None]:
    """The heading of a part without the count that stands after or within it, and that count."""
    text = plain(heading)
    found = _COUNTED.search(text)
    if found is None:
        return text, None
    return text[: found.start()] + text[found.end() :], number_of(found[1])


def domains_of(text: str) -> tuple[str, ...]:
    """The fields that a cell names, parted by any of `、，,/／；;`, or by blanks where words for fields are known."""
    pieces = (piece for field in _FIELD.findall(text) for piece in _apart(field.strip()))
    return tuple(piece for piece in pieces if not is_blank(piece))


def _apart(field: str) -> list[str]:
    """A field cut at each blank between two known words; one that is a known word itself stays whole: 建筑 工程."""
    if code_of(field) in OFFICIAL:
        return [field]
    found: list[str] = []
    known = False
    for blank, word in re.findall(r"(\s*)(\S+)", field):
        before, known = known, code_of(word) in OFFICIAL
        if found and not (before and known):
            found[-1] += blank + word
        else:
            found.append(word)
    return found
