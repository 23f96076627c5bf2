"""What the heading of a part of the annex form, or of a group of a list, says of the bodies under it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bureau.registry.domain_words import OFFICIAL, code_of
from bureau.registry.roster.domains import read_domains
from bureau.registry.roster.fieldlike import names_fields
from bureau.registry.roster.refusing import Said

FIELD = Said(
    "这是一组机构的小标题，已把“{field}”记作这一组的检测领域；不对请加上领域一栏。",
    "This heads a group: “{field}” was taken for the field of its bodies; if that is wrong add a column of fields.",
)
_BEFORE = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]{1,3}[)）、.．]|第[一二三四五六七八九十]+类[:：]?|\d{1,2}[、.．])"
)
_AFTER = re.compile(
    r"(?:[（(][^（）()]*[)）]|[:：]?共?\d+[家户个]|[:：])$|(?:检验检测|检测|检验|监测)?(?:机构|单位)(?:名单|名录)?$|(?:类|领域|行业|方面)$"
)

PUBLIC = re.compile(r"(?<!非)事业单位|体制内")
THIRD = re.compile(r"第三方")
OUTSIDE = re.compile(r"外省|区外|外地")

_COUNTED = re.compile(r"(?:[（(][^（）()]*[)）]|[:：]?共?\d+[家户个]|[:：])$")
_BODIES = re.compile(r"(?:检验检测|检测|检验|监测)?(?:机构|单位)(?:名单|名录)?$|类$")
_NO_FIELD = {"其他", "其它", "其他类", "其它类", "多领域", "综合", "综合类"}
_MAY_BE_FIELD = re.compile(
    r"(?!.*(?:机构|单位|企业|外省|外地|区|旗|县|镇|所|股|科))[\u4e00-\u9fff、和与及]{2,12}"
)
FEWEST = 2


def kind_of(part: str) -> str | None:
    """The nature of the bodies under a heading, where it says one."""
    if PUBLIC.search(part):
        return "public_institution"
    return "enterprise" if THIRD.search(part) else None


def field_of(part: str) -> str | None:
    """The field of work that a heading names alone, as written: 一、食品（4家） says 食品."""
    text, before = _BEFORE.sub("", part), ""
    while text != before and not _are_fields(text):
        text, before = _AFTER.sub("", text), text
    return text if _are_fields(text) and text not in _NO_FIELD else None


def _are_fields(text: str) -> bool:
    """Whether a text names fields that are known and nothing else: 食品、农产品."""
    pieces = read_domains(text)[0]
    return bool(pieces) and all(code_of(one) in OFFICIAL for one in pieces)


def fields_in(texts: Iterable[Sequence[object]]) -> dict[str, str]:
    """The field that each heading of a group in a list names.

    Where half of the numbered headings, and two at least, name fields that are known the others name fields as well.
    """
    alone = [str(next(filter(None, row))) for row in texts if len({cell for cell in row if cell}) == 1]
    found = {one: field for one in alone if (field := field_of(one)) is not None}
    numbered = {one: _plain(one) for one in alone if _BEFORE.match(one)}
    known = {one for one, text in numbered.items() if one in found or names_fields(text)}
    if len(known) < max(FEWEST, len(numbered) / 2):
        return found
    for one, text in numbered.items():
        if one not in found and _MAY_BE_FIELD.fullmatch(text) and text not in _NO_FIELD:
            found[one] = text
    return found


def _plain(heading: str) -> str:
    """A heading without its number, its count, and the bodies that it speaks of."""
    return _BODIES.sub("", _COUNTED.sub("", _BEFORE.sub("", heading)))
