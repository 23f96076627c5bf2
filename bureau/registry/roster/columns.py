"""Which column says what: header words by a table that an office can extend, or by a mapping corrected by hand."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping as Pairs
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from bureau.registry.domain_words import OFFICIAL, code_of
from bureau.registry.identifiers import read_uscc
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
    *("contact", "phone", "contact_and_phone", "other_phone", "domains", "kind", "address"),
    *("other_address", "registered_address", "district"),
)
# Told from the day of first issue, and not taken: a certificate that is issued anew within its term bears the new day,
# which is neither the first day of the term nor that of the first certificate.
# The address of the licence need be no place of testing.
NOT_TAKEN = ("issued", "registered_address")
# Columns that belong to another: days to the number of their certificate, a telephone to whoever is to be asked.
BESIDE = {
    "first_issued": "certificate",
    "issued": "certificate",
    "valid_to": "certificate",
    "phone": "contact",
}
PEOPLE = ("contact", "phone", "contact_and_phone")
_OFFICERS = re.compile(r"执法|检查人|检查员|监管人|监管员|监督员|包保|网格|主检|协检")
_NOT_ASKED = re.compile(rf"{_OFFICERS.pattern}|^(?:法人|法定代表人|技术负责人|质量负责人|授权签字人)$")
_SAYS = re.compile(r"[\u4e00-\u9fff]{2,6}[:：][^:：]{2,}")
SECOND = {
    "phone": "other_phone",
    "certificate": "other_certificate",
    "address": "other_address",
}  # what a second column of a field is
_NO_PLACE = re.compile(
    r"通[讯信]|邮[寄政编]|收件|快递|住所|法[定人]"
)  # an address at which nothing is tested
OWN = Path(__file__).with_name("synonyms.toml")
PARTS, REMEMBERED = "parts", "remembered"
LONGEST = 30  # characters of a header's words
LONGEST_WORD = 6  # characters of words such as 所属监管所 that end like a body's name
CODE = 18  # characters of a credit code
DIGITS = 6  # that no header has: 编号：220510283300 is a cell of a line
_IDLE = re.compile(r"[\s:：*＊（）()【】\[\]/、，,。.]+")
_COUNTED = re.compile(r"^\d{1,2}(?=\D)|(?<=[^\W\d_])\d$")  # 01机构名称, 领域1
_NOTED = re.compile(r"[（(\[【]")
_HALF = re.compile(r"[起止始终至自从到]|起始|截止|开始|结束|起止")  # below 有效期: its two days
NATURE = re.compile(
    r"(?:\w{0,4}(?:事业|企业|公司|社团|团体|机关|民营|国有|国企|民企|私营|合资|独资|个体|第三方|民非)(?:单位|法人|机构|性质)?|其[他它])"
    r"(?:[（(].*[)）])?"
)
_BODY = re.compile(r"(?:公司|中心|站|所|院|厂|大学|集团)(?:[（(][^（()）]*[）)])?$")
_LATIN = re.compile(r"[A-Z_]{3,}")
FEWEST = 3  # letters of initials that say anything: XM is 姓名 and 项目
_NUMBERS = {"序号", "编号", "序", "序列", "排序", "行号", "NO", "XH"}


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
        return None

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
        key = header_key(text)
        found = self.words.get(key)
        if found is None and _LATIN.fullmatch(key):
            found = self._spelled(key)
        if found is None and _NOTED.search(text):  # a note in brackets after the words: 联系方式（手机）
            found = self.words.get(header_key(_NOTED.split(text, maxsplit=1)[0]))
        if found is not None or not self._any_piece.search(key) or sum(map(str.isdigit, key)) >= DIGITS:
            return found
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


@dataclass(frozen=True)
class Mapping:
    """Corrections by hand: by sheet ("" for text), the row of the header (from 1) and column (from 0) by field.

    `skipped` are rows (from 1) that are left out, by sheet; `remembered` are columns by field for every shape that
    somebody corrected before. A hidden sheet is read if its columns are given, or all are if `hidden` is set.
    """

    headers: Pairs[str, int] = field(default_factory=dict)
    columns: Pairs[str, Pairs[str, int]] = field(default_factory=dict)
    skipped: Pairs[str, Sequence[int]] = field(default_factory=dict)
    remembered: Pairs[str, Pairs[str, int]] = field(default_factory=dict)
    hidden: bool = False


@dataclass(frozen=True)
class Header:
    """A header that was recognised: its last row (from 0), and column, words and reason by field.

    `number` is the column of the running number; `twice` are words that name the body a second time in the
    row; `idle` are the words of columns that are not taken.
    """

    row: int
    columns: Pairs[str, int]
    words: Pairs[str, str]
    why: Pairs[str, Match] = field(default_factory=dict)
    number: int | None = None
    twice: str = ""
    idle: tuple[str, ...] = ()

    @property
    def strength(self) -> int:
        """How many fields it names."""
        return len(self.columns)

    def text(self, name: str, row: Sequence[object]) -> str:
        """The words of a field's cell in a row of texts."""
        at = self.columns.get(name)
        return str(row[at]) if at is not None and at < len(row) else ""


def header_at(rows: list[list[object]], at: int, synonyms: Synonyms) -> Header | None:
    """The header whose last row is `at`, of one row, two or three: a name and something more, else None."""
    low = rows[at]
    if any(len(str(cell)) == CODE and read_uscc(str(cell)).code for cell in low if cell):
        return None  # a row with somebody's code is a line of the list; asked first, since most have one
    if not any(cell and synonyms.field_of(str(cell)) for cell in low):
        return None  # and so is one without any word of a header
    if any(
        len(str(cell)) > LONGEST_WORD and _BODY.search(str(cell)) and not synonyms.match(str(cell))
        for cell in low
    ):
        return None  # or with a body's name
    found = _of_two(rows, at, synonyms)
    if at < 2 or _is_title(rows[at - 2], rows[at - 1]) or _is_title(rows[at - 1], low):
        return found
    upper, lower = _as_wide(_level(*_as_wide(rows[at - 2], rows[at - 1]), synonyms), low)
    triple = _header(_level(upper, lower, synonyms), at, synonyms)
    shorter = (found, _of_two(rows, at - 1, synonyms), _header(rows[at - 2], at - 2, synonyms))
    if triple is not None and triple.strength > max((one.strength for one in shorter if one), default=0):
        return triple
    return found


def _of_two(rows: list[list[object]], at: int, synonyms: Synonyms) -> Header | None:
    """The header of one row or of two."""
    low = rows[at]
    if at == 0 or _is_title(rows[at - 1], low):
        return _header(low, at, synonyms)
    upper, lower = _as_wide(rows[at - 1], low)
    lower = [up if _are_officers(up, down, synonyms) else down for up, down in zip(upper, lower, strict=True)]
    single = _header(lower, at, synonyms)
    double = _header(_level(upper, lower, synonyms), at, synonyms)
    above = _header(rows[at - 1], at - 1, synonyms)
    most = max((one.strength for one in (single, above) if one is not None), default=0)
    below = [(up, down) for up, down in zip(upper, lower, strict=True) if down]
    # A cell merged over both rows says the same in each; all the rest of a second row are words of headers.
    completes = above is not None and all(
        up == down or synonyms.field_of(str(down)) or _HALF.fullmatch(str(down)) or is_option(str(down))
        for up, down in below
    )
    if double is not None and (double.strength > most or (completes and double.strength == most)):
        return double
    return single


def is_option(word: str) -> bool:
    """Whether a word is one of several of which a line ticks some: a nature, or a field of work."""
    return NATURE.fullmatch(word) is not None or code_of(word) in OFFICIAL


def _is_title(upper: Sequence[object], low: Sequence[object]) -> bool:
    """Whether the row above is the title of the list and no level of its header: one text, from the first column on.

    Nor is a row such as 填报单位：云川市场监管所.
    """
    texts = {str(cell) for cell in upper if cell}
    if any(map(_SAYS.fullmatch, texts)):
        return True
    first = next((at for at, cell in enumerate(low) if cell), 0)
    return len(texts) == 1 and first < len(upper) and bool(upper[first])


def _as_wide(upper: Sequence[object], low: Sequence[object]) -> tuple[list[object], list[object]]:
    """Two rows, the shorter one filled up."""
    width = max(len(upper), len(low))
    return [*upper, *[""] * (width - len(upper))], [*low, *[""] * (width - len(low))]


def _level(upper: Sequence[object], lower: Sequence[object], synonyms: Synonyms) -> list[object]:
    """Two levels of a header as one row."""
    return [_both(up, down, synonyms) for up, down in zip(upper, lower, strict=True)]


def levelled(upper: Sequence[object], lower: Sequence[object], synonyms: Synonyms) -> list[object]:
    """Two levels of a header as one row, whatever their widths."""
    return _level(*_as_wide(upper, lower), synonyms)


def _both(upper: object, lower: object, synonyms: Synonyms) -> str:
    """Two levels of a header as one: 证书 over 编号 means 证书编号."""
    up, down = str(upper or "").strip(), str(lower or "").strip()
    if synonyms.field_of(down) == "contact" == synonyms.field_of(f"{up}{down}") and up != down:
        return f"{up}{down}"  # 负责人 and 联络员, each over 姓名: the second is the one to be asked
    if synonyms.field_of(down) not in ("", "other") or not up or up == down:
        return down or up
    return f"{up}{down}" if synonyms.field_of(f"{up}{down}") else down if synonyms.field_of(down) else up


def _are_officers(upper: object, lower: object, synonyms: Synonyms) -> bool:
    """执法人员 over 联系电话: of whoever inspects, or 法人 over 姓名: nobody whom the list says to ask."""
    return _NOT_ASKED.search(str(upper or "")) is not None and synonyms.field_of(str(lower or "")) in PEOPLE


def _header(cells: Sequence[object], at: int, synonyms: Synonyms) -> Header | None:
    found: dict[str, list[tuple[Match, int, str]]] = {}
    known, number = 0, None
    for column, cell in enumerate(cells):
        text = str(cell or "").strip()
        match = synonyms.match(text) if text and len(text) <= LONGEST else None
        if match is None:
            continue
        known += 1
        if match.field == "phone" and column and _OFFICERS.search(str(cells[column - 1] or "")):
            continue  # 监管人员 beside 联系电话: that of whoever inspects
        if match.field != "other":
            found.setdefault(match.field, []).append((match, column, text))
        elif number is None and header_key(text) in _NUMBERS:
            number = column
    if "name" not in found or known < 2:
        return None
    chosen: dict[str, tuple[Match, int, str]] = {}
    for name in sorted(found, key=lambda one: one in BESIDE):
        beside = chosen.get(BESIDE.get(name, ""))
        chosen[name], *rest = sorted(found[name], key=partial(_nearest, beside=beside[1] if beside else None))
        if name in SECOND and rest and SECOND[name] not in found:
            follow = [one for one in rest if beside is None or one[1] > beside[1]]
            second = next(
                (one for one in follow or rest if name != "address" or not _NO_PLACE.search(one[2])), None
            )
            if second is not None:
                chosen[SECOND[name]] = second
    words = [text for _, _, text in found["name"]]
    taken = {column for _, column, _ in chosen.values()} | {number}
    idle = {str(cell).strip(): None for column, cell in enumerate(cells) if cell and column not in taken}
    return Header(
        at,
        {name: column for name, (_, column, _) in chosen.items()},
        {name: text for name, (_, _, text) in chosen.items()},
        {name: match for name, (match, _, _) in chosen.items()},
        number,
        next((text for text in words if words.count(text) > 1 and _apart(cells, text)), ""),
        tuple(word for word in idle if word not in {text for _, _, text in chosen.values()}),
    )


def _nearest(one: tuple[Match, int, str], *, beside: int | None) -> tuple[int, bool, int]:
    """Of words of one rank those of the left go first; where they belong to another column, those that follow it.

    A list of construction has the permit of the trade before the certificate, each with its own 有效期至; another has
    the head with a telephone before the person to be asked with theirs.
    """
    match, column, _text = one
    if beside is None:
        return match.rank, False, column
    return match.rank, column < beside, abs(column - beside)


def _apart(cells: Sequence[object], text: str) -> bool:
    """Whether the words stand twice with others between: two lists side by side, not one cell merged over two."""
    places = [at for at, cell in enumerate(cells) if str(cell or "").strip() == text]
    return any(right - left > 1 for left, right in pairwise(places))
