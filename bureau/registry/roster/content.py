"""What a column says where its words are not known: by cells that can be nothing else, and always told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bureau.registry.domain_words import OFFICIAL, code_of
from bureau.registry.roster.columns import LONGEST_WORD, Header, header_naming, levelled
from bureau.registry.roster.columnwise import BELOW, FEWEST, Rows, column_of, is_heading, mostly
from bureau.registry.roster.domains import read_domains
from bureau.registry.roster.fieldlike import looks_like_fields, names_fields
from bureau.registry.roster.filling import days_by_number, ends_of_terms, filled_in, of_issue
from bureau.registry.roster.joint import columns_of_both
from bureau.registry.roster.refusing import Said
from bureau.registry.roster.righting import ANOTHER, righted
from bureau.registry.roster.telling import CERTAIN, NOTE, SURE, TESTS, by_content, idle_words, is_body
from bureau.registry.roster.values import DITTO, is_blank
from bureau.registry.roster.words import LONGEST, Synonyms, header_key

BY_CONTENT = Said(
    "表头里没有认出机构名称；“{word}”这一栏写的大多是机构，已照此读入，不对请更正各列。",
    "No words of the header name the bodies; most cells under “{word}” are bodies and were read so. Correct it if not.",
)
LOOKED_AT = 20  # rows from the top that may be the header
FEW_FIELDS, SHORT_FIELD = 6, 10  # pieces of a cell that says what is tested, and characters of each
_WHAT_IT_TESTS = re.compile(
    r"(?:主要|委托|送检|负责|从事|都|平时|一般|能|现有|具体|备案|承检|主检|检测|检验|监测|试验|的|所|做|可|检)*(?:项目|内容|对象|产品|专项|货类|品类|品目|货物|商品|样品|品种|专业|要素|因子|[检测做干验][些点]?(?:什么|啥)的?)|(?:资质)?专项(?:资质)?"
    r"|(?:主要|负责|能)?(?:检测|检验|试验)?的?(?:项目|参数|产品|对象)+(?:参数|类别|种类|大类|范围)"
)
_OF_ANYTHING = {"项目", "内容", "对象", "产品"}
_KIND_OF_WORK = {"类别", "大类", "门类"}
MOST_FIELDS = 0.5  # share of the filled cells that name known fields; an office has words of its own beside
_OF_AN_OFFICE = re.compile(r"设备|仪器|[股科处]室|部门|备注|说明|主管|监管|检查|来源|文件|标题|通知")
_MAY_HOLD_FIELDS = re.compile(
    r"什么|啥|类|专项|货|品|对象|产品|要素|因子|项目|内容|业务|范围|行业|领域|方向|专业|品种|检什么|检测"
)
MANY, _SAYING_NOTHING = 3, {"", "other"}  # words of fields that make a row a header whatever stands under it
LEVELS = 4  # rows that a header has at most
_COUNTED = re.compile(r"\d{1,3}项")  # 饮用水106项
_CUSTOMER = re.compile(r"(?:客户|合作|协作|外协)(?:单位|机构)?(?:名称|全称)")
_NAMED = re.compile(r"名称|机构|单位|对象|相对人|企业|公司|主体|实验室|全称")
# Of another time, or of somebody else who has a code.
_NOT_ITS_OWN = re.compile(r"原|旧|变更前|上级|母公司|总公司|法定代表|身份|机关|主管|监管|举办|来源|委托|客户")


def header_by_content(texts: Rows, words: Synonyms) -> Header | None:
    """The header of a sheet in which none was recognised: above a column whose cells are mostly bodies."""
    for loosely in (False, True):
        for at in range(min(LOOKED_AT, len(texts))):
            name = _column_of_bodies(texts, at, words, loosely=loosely)
            if name is not None:
                return _header(*_levels(texts, at, name, words), name, words)
    return None


def _column_of_bodies(texts: Rows, at: int, words: Synonyms, *, loosely: bool) -> int | None:
    """The one column under a row of words that holds mostly bodies; None where there is none, or several."""
    row = texts[at]
    filled = [str(cell) for cell in row if cell]
    if not _may_be_header(filled, words) or any(
        _is_of_a_line(text) for text in filled if not words.match(text)
    ):
        return None
    rows = texts[at + 1 : at + 1 + BELOW]
    # 城里 alone in its row heads a group, and what stands below a list is a note.
    below = [one for one in rows if sum(map(bool, one)) > 1] if len(filled) > 1 else rows
    known = any(map(words.match, filled)) and not loosely
    if not known and not _is_above_a_list(row, below, CERTAIN if loosely else tuple(TESTS)):
        return None
    least = FEWEST if sum(words.field_of(text) not in _SAYING_NOTHING for text in filled) < MANY else 1
    places = [
        column for column in range(len(row)) if _may_name(str(row[column] or ""), words, loosely=loosely)
    ]
    found = [
        column
        for column in places
        if mostly([one for one in column_of(below, column) if one != row[column]], is_body, least)
    ]
    if not found and loosely:  # of an institute that tests for other bodies
        free = [at for at, cell in enumerate(row) if _CUSTOMER.fullmatch(str(cell))]
        found = [one for one in free if mostly(column_of(below, one), is_body, MANY)]
    named = [column for column in found if _NAMED.search(str(row[column]))] or found
    if len(named) > 1:  # 城南所, 城北所 beside the bodies: as few as they are short
        sizes = {one: len(set(column_of(below, one))) for one in named}
        named = [one for one in named if sizes[one] > 2 * max(sizes[two] for two in named if two != one)]
    return named[0] if len(named) == 1 else None


def _may_be_header(filled: list[str], words: Synonyms) -> bool:
    """Whether a row has cells enough for a header: two, or one that can be nothing but the word for the bodies."""
    if len(set(filled)) >= FEWEST:
        return True
    match = words.match(filled[0]) if len(filled) == 1 else None
    return match is not None and match.field == "name" and match.how in {"word", "own"}


def _is_of_a_line(text: str) -> bool:
    """Whether a cell can be no words of a header: too long, a body's own name, a code, a number."""
    named = is_body(text) and (len(text) > LONGEST_WORD or _NAMED.search(text) is None)
    return len(text) > LONGEST or named or any(test(text) for test in TESTS.values())


def _is_above_a_list(row: Sequence[object], below: Rows, kinds: Sequence[str]) -> bool:
    """Whether a column under the row holds nothing but codes, certificate numbers or telephones, as is asked."""
    cells = [column_of(below, column) for column in range(len(row))]
    return any(mostly(one, TESTS[kind]) for one in cells for kind in kinds)


def _levels(texts: Rows, at: int, name: int, words: Synonyms) -> tuple[Sequence[object], int]:
    """The header's rows as one, from the one that was found to the last before the first body, and where that is."""
    row, low = texts[at], at
    for below in range(at + 1, min(at + LEVELS, len(texts))):
        if len(texts[below]) > name and is_body(str(texts[below][name] or "")):
            break
        if (
            not any(texts[below])
            or is_heading(texts[below])
            or any(is_body(str(cell)) for cell in texts[below] if cell)
        ):
            break
        row, low = levelled(row, texts[below], words), below
    return row, low


def _may_name(text: str, words: Synonyms, *, loosely: bool) -> bool:
    """Whether a column of these words may name the bodies: they say nothing else, or say so with a piece only.

    Loosely, where no other column does, also under words that a piece took for something that is not kept, as long as
    they speak of a body before any note in brackets and of nobody else.
    """
    match = words.match(text) if text else None
    plain = NOTE.sub("", text)
    free = match is None or match.field == "name" or (match.how == "part" and _NAMED.search(text) is not None)
    free = free or (
        loosely and match is not None and match.field == "other" and _NAMED.search(plain) is not None
    )
    return bool(text) and free and not ANOTHER.search(plain if loosely else text)


def _header(row: Sequence[object], at: int, name: int, words: Synonyms) -> Header:
    """The header with that column for the bodies, which words did not tell."""
    match = words.match(str(row[name]))
    how = match if match is not None and match.how in {"word", "own"} else by_content("name", str(row[name]))
    found = header_naming(row, at, name, words)
    if found is None:
        return Header(
            at, {"name": name}, {"name": str(row[name])}, {"name": how}, idle=idle_words(row, (name,))
        )
    return replace(found, why={**found.why, "name": how})


_CERTIFICATE_ALONE = {"证书", "证件", "资质", "CMA"}  # over numbers, most of them of a certificate


def with_content(header: Header, texts: Rows, words: Synonyms) -> Header:
    """The header with columns for codes, certificate numbers and telephones whose words said nothing."""
    if header.row < 0 or header.row >= len(texts):
        return header
    row, below = texts[header.row], texts[header.row + 1 : header.row + 1 + BELOW]
    header = righted(header, row, below)
    columns, said, why = dict(header.columns), dict(header.words), dict(header.why)
    wanted = [name for name in TESTS if name not in columns]
    for column, cell in enumerate(row):
        text = str(cell or "")
        match = words.match(text) if text else None
        # 编号 or 许可编号 over twelve digits may be anything; 有效期 may not.
        if (
            column in columns.values()
            or (match is not None and match.field != "other")
            or _NOT_ITS_OWN.search(text)
        ):
            continue
        name = _certain_kind(column_of(below, column), text, wanted)
        if name:
            columns[name], said[name], why[name] = column, text or name, by_content(name, text)
            wanted.remove(name)
    for name, at in columns_of_both(row, below, columns):
        columns[name], said[name], why[name] = at, str(row[at]), by_content(name, str(row[at]))
    found = [("domains", tested)] if (tested := _of_fields(row, below, columns, words)) is not None else []
    cells = [_own_cells(below, column, cell) for column, cell in enumerate(row)]
    found += filled_in(row, cells, {**columns, **dict(found)}, words)
    found += ends_of_terms(row, below, {**columns, **dict(found)}, words)
    found += days_by_number(row, below, {**columns, **dict(found)}, words)
    for name, at in found:
        columns[name], said[name], why[name] = at, str(row[at]), by_content(name, str(row[at]))
    if of_issue(columns, said, [list(one) for one in below]):
        columns["issued"], said["issued"], why["issued"] = (
            columns.pop("first_issued"),
            said.pop("first_issued"),
            why.pop("first_issued"),
        )
    if columns == header.columns:
        return header
    return replace(
        header, columns=columns, words=said, why=why, idle=idle_words(row, (*columns.values(), header.number))
    )


def _own_cells(below: Rows, column: int, word: object) -> list[str]:
    """The filled cells of a column that say something of their own: no 同上, and not the header of another page."""
    cells = column_of(below, column)
    return [one for one in cells if not is_blank(one) and one != word and not DITTO.fullmatch(one)]


def _certain_kind(cells: list[str], text: str, wanted: Sequence[str]) -> str:
    """The field, of those wanted, that a column's cells can only be; empty if there is none."""
    name = next((name for name in wanted if mostly(cells, TESTS[name], SURE.get(name, FEWEST))), "")
    if not name and "certificate" in wanted and text in _CERTIFICATE_ALONE:
        fitting = sum(map(TESTS["certificate"], cells))
        return "certificate" if fitting >= FEWEST and 2 * fitting >= len(cells) else ""
    return name


def _of_fields(row: Sequence[object], below: Rows, taken: dict[str, int], words: Synonyms) -> int | None:
    """The first column that holds known fields of work under words that say else or nothing: 类别, 检测项目.

    None where the header has a column for them.
    """
    if "domains" in taken:
        return None
    for column, cell in enumerate(row):
        text, free = str(cell or ""), column not in taken.values()
        field = words.field_of(text)
        if not text or not free or field not in {"", "other"} or _OF_AN_OFFICE.search(text):
            continue
        filled = [one for one in column_of(below, column) if not is_blank(one) and one != text]
        known = sum(map(_names_fields, filled))
        held = not field or _MAY_HOLD_FIELDS.search(text)
        if held and known >= FEWEST and known >= MOST_FIELDS * len(filled):
            return column
        if looks_like_fields(text, filled):
            return column
        if not _MAY_HOLD_FIELDS.search(text):
            continue
        if text in _KIND_OF_WORK and filled and all(map(names_fields, filled)):
            return column
        told = _WHAT_IT_TESTS.fullmatch(header_key(NOTE.sub("", text))) is not None
        if text in _OF_ANYTHING:  # 项目 may be a building site
            told = told and 2 * sum(map(names_fields, filled)) >= len(filled)
        if filled and told and all(map(_is_short_list, filled)):
            return column
    return None


def _is_short_list(text: str) -> bool:
    """Whether a cell lists a few short words: no parameters by the dozen, no numbers of lines or machines."""
    pieces = re.split(r"[、,，;；/\s]+", text)
    short = len(pieces) <= FEW_FIELDS and all(0 < len(one) <= SHORT_FIELD for one in pieces)
    return short and not re.search(r"\d", _COUNTED.sub("", text))


def _names_fields(text: str) -> bool:
    """Whether a cell names nothing but fields of work that are known."""
    found = read_domains(text)[0]
    return bool(found) and all(code_of(one) in OFFICIAL for one in found)
