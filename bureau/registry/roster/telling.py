"""What a cell alone can be only: a body's name, a code, a certificate number, a telephone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from bureau.registry.identifiers import read_certificate_number, read_uscc
from bureau.registry.roster.asides import BODY
from bureau.registry.roster.words import Match

CONTENT = "content"
RANK = 5_000  # behind all words
LEAST_NAME = 4  # characters of a body's name
NOTE = re.compile(r"[（(][^（()）]*[）)]$")
_UNIT = re.compile(r"[^检测验鉴校评]{1,6}(?:中队|大队|支队|总队|派出所|司法所|监管所|市监所)")  # of an office
_MOBILE = re.compile(r"1[3-9]\d{9}")
TESTS: dict[str, Callable[[str], bool]] = {
    "uscc": lambda text: read_uscc(text).code is not None,
    "certificate": lambda text: read_certificate_number(text).number is not None,
    "phone": lambda text: _MOBILE.fullmatch(text) is not None,
}
# A code or a certificate number can be nothing else, one will do.
SURE = {"uscc": 1, "certificate": 1}
CERTAIN = tuple(SURE)


def is_body(text: str) -> bool:
    """Whether words end as a body's name does."""
    plain = NOTE.sub("", text)
    return len(plain) >= LEAST_NAME and BODY.fullmatch(plain) is not None and _UNIT.fullmatch(plain) is None


def by_content(name: str, text: str) -> Match:
    """The reason of a column that its cells told, under the words `text`."""
    return Match(name, CONTENT, text, RANK)


def idle_words(row: Sequence[object], taken: Iterable[int | None]) -> tuple[str, ...]:
    """The words of the columns that are not taken."""
    known = set(taken)
    return tuple(dict.fromkeys(str(cell) for column, cell in enumerate(row) if cell and column not in known))
