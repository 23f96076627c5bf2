"""What the words of a header mean: by a table that an office can extend, or by what they are composed of."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping as Pairs
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from bureau.registry.roster.composing import MAY_MEAN, composed
from bureau.registry.roster.english import spelled
from bureau.registry.roster.refusing import Said, UnreadableError
from bureau.registry.texts import initials

NO_WORDS = Said(
    '{name} 读不了；应为 UTF-8 的文本，每行如 name = ["受检单位"]。',
    '{name} cannot be read; it is a text in UTF-8 with lines such as name = ["body"].',
)
NO_FIELD = Said(
    "{name} 里的“{field}”不是程序的字段，或右边不是方括号里的词；字段有：{fields}。",
    "{field} in {name} is no field, or no list of words stands beside it; fields are: {fields}.",
)
FIELDS = (
    *("name", "uscc", "certificate", "other_certificate", "first_issued", "issued", "valid_to"),
    *("contact", "phone", "contact_and_phone", "other_contact", "other_phone", "domains", "kind", "address"),
    *("other_address", "registered_address", "district"),
)
OWN = Path(__file__).with_name("synonyms.toml")
PARTS = "parts"
LONGEST = 30  # characters of a header's words
DIGITS = 6  # that no header has: 编号：220510283300 is a cell of a line
_IDLE = re.compile(r"[\s:：*＊（）()【】\[\]/、，,。.]+")
_COUNTED = re.compile(r"^\d{1,2}(?=\D)|(?<=[^\W\d_])\d$")  # 01机构名称, 领域1
_NOTED = re.compile(r"[（(\[【]")
_SEALED = re.compile(r"盖章|签章|公章|签字|签名")
_TRANSLATED = re.compile(r"(?<=[\u4e00-\u9fff）)])\s*[A-Z][A-Za-z.]*[a-z][A-Za-z .'&/()-]*$")  # 联系电话 Tel.
_WHICH = re.compile(r"(?<=[人员])[1-9](?=[/／、及和与])")  # 联系人2/电话
_LATIN = re.compile(r"[A-Z_]{3,}")
NOTED_OTHERWISE = {
    ("address", "registered_address"),
    ("certificate", "other"),
    ("valid_to", "issued"),
    ("valid_to", "other"),
}
COMPOSED = 800  # rank of words that are composed: behind whole words, before pieces
FEWEST = 3  # letters of initials that say anything: XM is 姓名 and 项目


@lru_cache(maxsize=65_536)
def header_key(text: str) -> str:
    """A header's words as they are looked up: half width, upper case, without blanks, brackets and stops."""
    key = _IDLE.sub("", unicodedata.normalize("NFKC", text)).upper()
    return _COUNTED.sub("", key) or key


@dataclass(frozen=True)
class Match:
    """What header words mean: the field, how, by which words, and how strongly (the least is the surest).

    How is `own`, `word`, `part`, `hand` or `remembered`.
    """

    field: str
    how: str
    by: str
    rank: int


@dataclass(frozen=True)
class Synonyms:
    """Which field a header's words mean; `other` for columns that are known and not taken.

    `words` are whole headers; `parts` are pieces of which all must occur, tried in order where no word fits.
    """

    words: Pairs[str, Match]
    parts: Sequence[tuple[str, tuple[str, ...]]] = ()

    @classmethod
    def of(cls, table: Pairs[str, Any]) -> Synonyms:
        """From lists of words by field, and under `parts` pairs of a field and pieces joined by `+`."""
        return cls(
            _matches({name: words for name, words in table.items() if name != PARTS}, "word", 0),
            tuple((name, tuple(map(header_key, one.split("+")))) for name, one in table.get(PARTS, ())),
        )

    def _spelled(self, key: str) -> Match | None:
        """What a system calls a column: words in English, or initials in pinyin (YXQJZ 有效期截止)."""
        plain = key.replace("_", "")
        for one in (plain, plain.removesuffix("MC"), plain.removeprefix("ZZRD")):  # 名称, 资质认定
            found = self.words.get(one) or self._initials.get(one)
            if found is not None:
                return found
        field = spelled(key)
        return Match(field, "part", key, COMPOSED) if field else None

    @cached_property
    def _initials(self) -> dict[str, Match]:
        """Words by their initials; those that may mean two fields are left out."""
        meant: dict[str, dict[str, Match]] = {}
        for word, match in self.words.items():
            if not word.isascii() and len(key := initials(word)) >= FEWEST:
                meant.setdefault(key, {}).setdefault(match.field, match)
        return {key: match for key, fields in meant.items() if len(fields) == 1 for match in fields.values()}

    @cached_property
    def _any_piece(self) -> re.Pattern[str]:
        """Finds the first piece of any part: most cells hold none, and lists have millions of cells."""
        return re.compile("|".join(sorted({re.escape(pieces[0]) for _, pieces in self.parts})) or r"(?!)")

    def match(self, text: str) -> Match | None:
        """What the words mean, or None if they are not known."""
        text = _WHICH.sub("", _TRANSLATED.sub("", text))
        key = header_key(text)
        found = self.words.get(key)
        if found is None and _LATIN.fullmatch(key):
            found = self._spelled(key)
        if found is None and _NOTED.search(text):  # a note in brackets after the words: 联系方式（手机）
            found = self._noted(text, key)
        if found is not None:
            return found
        piece = self._any_piece.search(key)
        before = _NOTED.split(text, maxsplit=1)[
            0
        ]  # 贵机构全称（与营业执照一致）: the note says how to fill it in
        may = MAY_MEAN.search(key) or (before != text and MAY_MEAN.search(header_key(before)))
        if not (may or piece) or sum(map(str.isdigit, key)) >= DIGITS:
            return None
        return (self._composed(text, key) if may else None) or self._of_parts(key)

    def _noted(self, text: str, key: str) -> Match | None:
        """By the words before a note in brackets, unless it says of another one: 地址（注册）, 证书编号（CNAS）."""
        found = self.words.get(header_key(_NOTED.split(text, maxsplit=1)[0]))
        whole = composed(key) if found is not None else None
        if whole is not None and found is not None and (found.field, whole[0]) in NOTED_OTHERWISE:
            return Match(whole[0], "part", whole[1], COMPOSED)
        return found

    def _composed(self, text: str, key: str) -> Match | None:
        """By whose it is and what it is for; a note in brackets counts where the words before it do not tell."""
        plain = header_key(_NOTED.split(text, maxsplit=1)[0])
        found = composed(plain)
        if found is not None and found[0] == "name" and _SEALED.search(key):
            return None  # 申报单位（盖章）: where somebody seals
        if plain != key and (found is None or found[2]):
            found = composed(key) or found
        return found and Match(found[0], "part", found[1], COMPOSED + found[2])

    def _of_parts(self, key: str) -> Match | None:
        """By pieces that occur together."""
        if not self._any_piece.search(key):
            return None
        return next(
            (
                Match(name, "part", "+".join(pieces), 1_000 + place)
                for place, (name, pieces) in enumerate(self.parts)
                if all(piece in key for piece in pieces)
            ),
            None,
        )

    def field_of(self, text: str) -> str:
        """The field, or an empty text for words that are not known."""
        found = self.match(text) if len(text) <= LONGEST else None
        return found.field if found else ""

    def with_more(self, more: Pairs[str, Sequence[str]]) -> Synonyms:
        """With an office's own words, which come first."""
        return Synonyms({**self.words, **_matches(more, "own", -1_000)}, self.parts)


def _matches(table: Pairs[str, Sequence[str]], how: str, rank: int) -> dict[str, Match]:
    return {
        header_key(word): Match(name, how, word, rank + place)
        for name, words in table.items()
        for place, word in enumerate(words)
    }


@cache
def own_synonyms() -> Synonyms:
    """The table that comes with the program."""
    return Synonyms.of(tomllib.loads(OWN.read_text(encoding="utf-8")))


def shape_of(row: Sequence[object]) -> str:
    """What makes headers of two files the same: their words in order. Empty for fewer than two words."""
    keys = [header_key(str(cell))[:LONGEST] if cell else "" for cell in row]
    return "|".join(keys).rstrip("|") if sum(map(bool, keys)) > 1 else ""


def with_words(path: Path | None) -> Synonyms:
    """The program's table with the words of a file, which is written as the program's own is.

    Raises:
        UnreadableError: the file is not there, is no TOML, or names a field that does not exist.
    """
    if path is None:
        return own_synonyms()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        raise UnreadableError(NO_WORDS.fill(name=path.name)) from None
    for name, words in table.items():
        listed = isinstance(words, list) and all(isinstance(one, str) for one in words)
        if name not in (*FIELDS, "other") or not listed:
            raise UnreadableError(
                NO_FIELD.fill(name=path.name, field=name, fields="、".join((*FIELDS, "other")))
            )
    return own_synonyms().with_more(table)
