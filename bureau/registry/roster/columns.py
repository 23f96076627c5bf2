"""Which column says what: a header is recognised by its words, or given by a mapping corrected by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping as Pairs
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

from bureau.registry.domain_words import OFFICIAL, code_of
from bureau.registry.identifiers import read_uscc
from bureau.registry.roster.words import DIGITS, LONGEST, Match, Synonyms, header_key

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
_OFFICERS = re.compile(
    r"执法|检查人|检查员|监管人|监管员|监管责任|监管干部|监督员|包保|包联|包抓|包片|挂点|领导|责任人|专管员|协管员|督导|网格|主检|协检"
)
_NOT_ASKED = re.compile(rf"{_OFFICERS.pattern}|^(?:法人|法定代表人|技术负责人|质量负责人|授权签字人)$")
_SAYS = re.compile(r"[\u4e00-\u9fff]{2,6}[:：][^:：]{2,}")
SECOND = {
    "phone": "other_phone",
    "contact": "other_contact",
    "contact_and_phone": "other_contact",
    "certificate": "other_certificate",
    "address": "other_address",
}  # what a second column of a field is
_NO_PLACE = re.compile(
    r"通[讯信]|邮[寄政编]|收件|快递|住所|法[定人]"
)  # an address at which nothing is tested
REMEMBERED = "remembered"
LONGEST_WORD = 6  # characters of words such as 所属监管所 that end like a body's name
MANY = 3  # words of headers that no line of a list has beside a name
UNSURE = 950  # rank from which words such as 会员单位 name bodies only beside others
CODE = 18  # characters of a credit code
_HALF = re.compile(r"[起止始终至自从到]|起始|截止|开始|结束|起止")  # below 有效期: its two days
_LINE = re.compile(r"(?:办公|固定|移动|座机|固话|手机|短号|宅电)")  # below 联系方式
_SHORT = re.compile(r"[\u4e00-\u9fff（）()]{1,8}")
_GENERAL = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:情况|信息|资料)$")  # 联系情况 over 号码
OWN_WORD, TERM = "机构名称", "证书有效期"
NATURE = re.compile(
    r"(?:\w{0,4}(?:事业|企业|公司|社团|团体|机关|民营|国有|国企|民企|私营|合资|独资|个体|第三方|民非)(?:单位|法人|机构|性质)?|其[他它])"
    r"(?:[（(].*[)）])?"
)
_BODY = re.compile(r"(?:公司|中心|站|所|院|厂|大学|集团)(?:[（(][^（()）]*[）)])?$")
_TO_BE_ASKED = re.compile(
    r"联[系络]|[找问]谁|咨询|答复|对接|LXR|CONTACT|LINK", re.IGNORECASE
)  # before 经办人 and 负责人
_OF_CERTIFICATES = {"valid_to", "issued", "first_issued"}
_OWN_PAPER = re.compile(r"CMA|资质认定|计量认证", re.IGNORECASE)
_OTHER_PAPER = re.compile(r"住建|建设|建筑|防雷|等级|人防|公路|水利|CNAS|认可|CATL|放射|职业", re.IGNORECASE)
_LINES = ("phone", "other_phone", "contact_and_phone")
_HEAD = re.compile(r"(?:机构|单位|企业)?(?:主要)?(?:负责人|总?经理|站长|院长|厂长|所长|校长|主任)")
_NUMBERS = {"序号", "编号", "序", "序列", "排序", "行号", "NO", "XH"}


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
    if _names_a_body(low, synonyms):
        return None
    found = _of_two(rows, at, synonyms)
    return _of_three(rows, at, found, synonyms) or found


def _of_three(rows: list[list[object]], at: int, found: Header | None, synonyms: Synonyms) -> Header | None:
    """The header of three rows if it names more than any of fewer; 分场所 under a body is no third row."""
    above = rows[max(0, at - 2) : at]
    if len(above) < 2 or _is_title(*above) or _is_title(above[1], rows[at]):
        return None
    if any(_names_a_body(row, synonyms) for row in above):
        return None
    upper, lower = _as_wide(_level(*_as_wide(*above), synonyms), rows[at])
    triple = _header(_level(upper, lower, synonyms), at, synonyms)
    shorter = (found, _of_two(rows, at - 1, synonyms), _header(above[0], at - 2, synonyms))
    if triple is not None and triple.strength > max((one.strength for one in shorter if one), default=0):
        return triple
    return None


def _names_a_body(row: Sequence[object], synonyms: Synonyms) -> bool:
    """Whether a cell ends as a body's name does, in a row that has not more words of headers than such cells."""
    texts = [str(cell) for cell in row if cell]
    known = sum(synonyms.match(text) is not None for text in texts if len(text) <= LONGEST)
    named = [
        text for text in texts if len(text) > LONGEST_WORD and _BODY.search(text) and not synonyms.match(text)
    ]
    filled_in = any(sum(map(str.isdigit, text)) >= DIGITS for text in texts)
    return bool(named) and (filled_in or known < MANY + len(named))


def _of_two(rows: list[list[object]], at: int, synonyms: Synonyms) -> Header | None:
    """The header of one row or of two."""
    low = rows[at]
    if at == 0 or _is_title(rows[at - 1], low) or _names_a_body(rows[at - 1], synonyms):
        return _header(low, at, synonyms)
    upper, lower = _as_wide(rows[at - 1], low)
    lower = [up if _are_officers(up, down, synonyms) else down for up, down in zip(upper, lower, strict=True)]
    single = _header(lower, at, synonyms)
    double = _header(_level(upper, lower, synonyms), at, synonyms)
    above = _header(rows[at - 1], at - 1, synonyms)
    most = max((one.strength for one in (single, above) if one is not None), default=0)
    below = [(up, down) for up, down in zip(upper, lower, strict=True) if down]
    # A cell merged over both rows says the same in each; all the rest of a second row are words of headers.
    completes = above is not None and (
        all(up == down or _is_below(str(down), synonyms) for up, down in below) or _is_merged(below)
    )
    if double is not None and (double.strength > most or (completes and double.strength == most)):
        return double
    return single


def _is_below(word: str, synonyms: Synonyms) -> bool:
    """Whether a word is one of a second row: of a field, one of two days, a line of telephone, an option."""
    by_form = _HALF.fullmatch(word) or _LINE.fullmatch(word)
    return bool(synonyms.field_of(word) or by_form or is_option(word))


def _is_merged(below: Sequence[tuple[object, object]]) -> bool:
    """Whether several cells are merged over both rows, and all others of the second are short words."""
    same = sum(up == down for up, down in below)
    short = all(up == down or _SHORT.fullmatch(str(down)) for up, down in below)
    return same >= MANY and short


def header_naming(cells: Sequence[object], at: int, name: int, synonyms: Synonyms) -> Header | None:
    """The header of a row in which the column `name` is known to name the bodies; None if nothing else is known."""
    match = [synonyms.field_of(str(cell)) if cell else "" for cell in cells]
    row = ["" if match[column] == "name" else cell for column, cell in enumerate(cells)]
    row[name] = OWN_WORD
    found = _header(row, at, synonyms)
    if found is None:
        return None
    others = (str(cells[one]) for one, known in enumerate(match) if known == "name" and one != name)
    idle = (*found.idle, *others)
    return replace(found, words={**found.words, "name": str(cells[name])}, idle=tuple(dict.fromkeys(idle)))


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
    up = _GENERAL.sub("", up)
    if synonyms.field_of(down) == "contact" == synonyms.field_of(f"{up}{down}") and up != down:
        return f"{up}{down}"  # 负责人 and 联络员, each over 姓名: the second is the one to be asked
    if synonyms.field_of(down) not in ("", "other") or not up or up == down:
        return down or up
    of_certificate = synonyms.field_of(up) == "certificate"
    if of_certificate and _HALF.fullmatch(down):
        return f"{TERM}{down}"  # CMA over 号, 起 and 止
    if synonyms.field_of(f"{up}{down}"):
        return f"{up}{down}"
    if synonyms.field_of(down):
        return down
    return f"{up}{down}" if of_certificate else up


def _are_officers(upper: object, lower: object, synonyms: Synonyms) -> bool:
    """执法人员 over 联系电话: of whoever inspects, or 法人 over 姓名: nobody whom the list says to ask."""
    return _NOT_ASKED.search(str(upper or "")) is not None and synonyms.field_of(str(lower or "")) in PEOPLE


Found = tuple[Match, int, str]  # what words mean, their column, and the words


def _known(
    cells: Sequence[object], synonyms: Synonyms
) -> tuple[dict[str, list[Found]], set[str], int | None]:
    """The columns whose words are known by field, all known words, and the column of running numbers."""
    found: dict[str, list[Found]] = {}
    known: set[str] = set()  # a title merged over the width is one
    number = None
    for column, cell in enumerate(cells):
        text = str(cell or "").strip()
        match = synonyms.match(text) if text and len(text) <= LONGEST else None
        if match is None:
            continue
        known.add(text)
        before = str(cells[column - 1] or "") if column else ""
        if match.field == "phone" and _OFFICERS.search(before) and before != "责任人":
            continue  # 监管人员 beside 联系电话: that of whoever inspects
        if match.field != "other":
            found.setdefault(match.field, []).append((match, column, text))
        elif number is None and header_key(text) in _NUMBERS:
            number = column
    return found, known, number


def _is_header(found: Pairs[str, Sequence[Found]], known: set[str]) -> bool:
    """Whether words name the bodies and something else; org_name beside 机构名称 is in a list of what columns mean."""
    names = found.get("name", ())
    if not names or known == {text for _, _, text in names}:
        return False
    return len(known) >= (2 if min(one.rank for one, _, _ in names) < UNSURE else MANY)


def _header(cells: Sequence[object], at: int, synonyms: Synonyms) -> Header | None:
    found, known, number = _known(cells, synonyms)
    if not _is_header(found, known):
        return None
    chosen: dict[str, Found] = {}
    for name in sorted(found, key=lambda one: one in BESIDE):
        beside = chosen.get(BESIDE.get(name, ""))
        chosen[name], *rest = sorted(found[name], key=partial(_nearest, beside=beside[1] if beside else None))
        if name in SECOND and rest and SECOND[name] not in found:
            follow = [one for one in rest if beside is None or one[1] > beside[1]]
            second = next(
                (one for one in follow or rest if _may_be_second(name, chosen[name][2], one[2])), None
            )
            if second is not None:
                chosen[SECOND[name]] = second
    _leave_heads_out(chosen)
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


def _leave_heads_out(chosen: dict[str, Found]) -> None:
    """Without the telephone of the head (负责人电话) where the list names somebody else to be asked, with theirs."""
    if "contact" not in chosen or _HEAD.search(chosen["contact"][2]):
        return
    for name in ("other_phone", "phone"):
        if name in chosen and _HEAD.match(chosen[name][2]) and len(chosen.keys() & set(_LINES)) > 1:
            del chosen[name]
    if "phone" not in chosen and "other_phone" in chosen:
        chosen["phone"] = chosen.pop("other_phone")


def _may_be_second(name: str, first: str, word: str) -> bool:
    """Whether a column may be the second of a field: 联系人2 of 联系人1, and no address by post."""
    if name == "address":
        return _NO_PLACE.search(word) is None
    return not name.startswith("contact") or _plain(word) == _plain(first)


def _plain(word: str) -> str:
    """Words without their number: 联系人1, 第二联系人."""
    return re.sub(r"第?[一二12①②]|[（(][一二12][)）]|[ABab甲乙](?=$|[/／])", "", word)


def _nearest(one: Found, *, beside: int | None) -> tuple[int, int, bool, int]:
    """Of words of one rank those of the left go first; where they belong to another column, those that follow it.

    A list of construction has the permit of the trade before the certificate, each with its own 有效期至; another has
    the head with a telephone before the person to be asked with theirs. Whoever is called 联系人 goes before 经办人.
    """
    match, column, text = one
    other = int(match.field == "contact" and match.rank >= 0 and _TO_BE_ASKED.search(text) is None)
    if match.field in _OF_CERTIFICATES:
        other = (_OTHER_PAPER.search(text) is not None) - (_OWN_PAPER.search(text) is not None)
    if beside is None:
        return other, match.rank, False, column
    return other, match.rank, column < beside, abs(column - beside)


def _apart(cells: Sequence[object], text: str) -> bool:
    """Whether the words stand twice with others between: two lists side by side, not one cell merged over two."""
    places = [at for at, cell in enumerate(cells) if str(cell or "").strip() == text]
    return any(right - left > 1 for left, right in pairwise(places))
