"""Which column says what: header words by a table that an office can extend, or by a mapping corrected by hand."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping as Pairs
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

FIELDS = (
    *(
        "name",
        "uscc",
        "certificate",
        "first_issued",
        "issued",
        "valid_to",
        "contact",
        "phone",
        "domains",
        "kind",
    ),
    "contact_and_phone",
)
OWN = Path(__file__).with_name("synonyms.toml")
_IDLE = re.compile(r"[\s:：*＊（）()【】\[\]/、，,。.]+")


@lru_cache(maxsize=65_536)
def header_key(text: str) -> str:
    """A header's words as they are looked up: half width, upper case, without blanks, brackets and stops."""
    return _IDLE.sub("", unicodedata.normalize("NFKC", text)).upper()


@dataclass(frozen=True)
class Synonyms:
    """Which field a header's words mean; `other` for columns that are known and not taken."""

    words: Pairs[str, str]

    @classmethod
    def of(cls, table: Pairs[str, list[str]]) -> Synonyms:
        """From lists of words by field."""
        return cls({header_key(word): name for name, words in table.items() for word in words})

    def field_of(self, text: str) -> str:
        """The field, or an empty text for words that are not known."""
        key = header_key(text)
        found = self.words.get(key)
        if found is None:  # a note in brackets after the words: 联系方式（手机）
            found = self.words.get(header_key(re.split(r"[（(]", text, maxsplit=1)[0]))
        return found or ""

    def with_more(self, more: Pairs[str, list[str]]) -> Synonyms:
        """With an office's own words, which come first."""
        return Synonyms({**self.words, **Synonyms.of(more).words})


@cache
def own_synonyms() -> Synonyms:
    """The table that comes with the program."""
    return Synonyms.of(tomllib.loads(OWN.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Mapping:
    """Corrections by hand: by sheet ("" for text), the row of the header (from 1) and column (from 0) by field."""

    headers: Pairs[str, int] = field(default_factory=dict)
    columns: Pairs[str, Pairs[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Header:
    """A header that was recognised: its last row (from 0), and column by field."""

    row: int
    columns: Pairs[str, int]
    words: Pairs[str, str]

    @property
    def strength(self) -> int:
        """How many fields it names."""
        return len(self.columns)


def header_at(rows: list[list[object]], at: int, synonyms: Synonyms) -> Header | None:
    """The header whose last row is `at`, of one row or two: a name and something more, else None."""
    single = _header(rows[at], at, synonyms)
    if at == 0 or not any(synonyms.field_of(str(cell)) for cell in rows[at]):
        return single  # a row without any word of a header is a line of the list
    low = rows[at]
    upper = [*rows[at - 1], *[""] * max(0, len(low) - len(rows[at - 1]))]
    joined: list[object] = [_both(up, down, synonyms) for up, down in zip(upper, low, strict=False)]
    double = _header(joined, at, synonyms)
    above = _header(rows[at - 1], at - 1, synonyms)
    rivals = [one.strength for one in (single, above) if one is not None]
    if double is not None and double.strength > max(rivals, default=0):
        return double
    return single


def _both(upper: object, lower: object, synonyms: Synonyms) -> str:
    """Two levels of a header as one: 证书 over 编号 means 证书编号."""
    up, down = str(upper or "").strip(), str(lower or "").strip()
    if synonyms.field_of(down) not in ("", "other") or not up or up == down:
        return down or up
    return f"{up}{down}" if synonyms.field_of(f"{up}{down}") else down if synonyms.field_of(down) else up


def _header(cells: list[object], at: int, synonyms: Synonyms) -> Header | None:
    columns: dict[str, int] = {}
    words: dict[str, str] = {}
    known = 0
    for column, cell in enumerate(cells):
        text = str(cell or "").strip()
        if not text or len(text) > 30:
            continue
        name = synonyms.field_of(text)
        known += bool(name)
        if name and name != "other" and name not in columns:
            columns[name] = column
            words[name] = text
    if "name" not in columns or known < 2:
        return None
    return Header(at, columns, words)
