"""What the columns that are not taken say of a line all the same: that it is elsewhere, or the number it has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bureau.registry.roster.refusing import Said

NOT_HERE = Said(
    "像是说它不在本辖区；请核对它归哪里，有没有本辖区的场所。",
    "This seems to say that it is not of this district; see whose it is and whether it has a site here.",
)
NUMBER_IN = Said(
    "名单没有证书编号一栏，已从这一格读出 {text}；请核对。",
    "The list has no column of certificates; {text} was read from this cell, see that it is right.",
)
LEAST, MOST = 4, 80  # characters of a remark
_NOT_HERE = re.compile(
    r"不在(?:我|本|辖)[们]?[省市区县旗镇所]?|不[是归](?:我们|我[区市县旗局所]|本[区市县旗局所])|不属于?(?:我|本|辖)|非(?:我|本)[区市县旗辖]"
    r"|(?:已|待|拟|应)?移[交送][^，。；]{0,8}[区市县旗局所]|(?:已|拟)?(?:迁出|迁往|迁至|搬至|搬到)[^，。；]{1,10}[区县旗市]"
    r"|转(?:给|交|到)?[\u4e00-\u9fff]{1,4}[区县旗](?:局|市场|$)"
)
PERSON_IN = Said(
    "名单没有联系人和电话的栏，已从这一格读出“{text}”；请核对。",
    "The list has no columns of whom to ask; “{text}” was read from this cell, see that it is right.",
)
FIRST_IN = Said(
    "名单没有首次获证一栏，已从这一格读出 {text}；请核对。",
    "The list has no column of first certificates; {text} was read from this cell, see that it is right.",
)
_FIRST = re.compile(r"(\d{4}[-年./]\d{1,2}[-月./]\d{1,2}日?)(?:首次|初次|第一次)(?:取证|获证|发证|认定|取得)")
# Behind these words: a name, telephones, or both.
_PERSON = re.compile(
    r"(?:联[系络]人|联[系络]方式|联[系络]电话|电话)[:：]?((?:[\u4e00-\u9fff·]{2,4})?[，,、：:（(电话手机\s]*\d[\d-]{6,}\d)"
)
_REMARKS = re.compile(r"^(?:备注|附注|说明|其[他它](?:说明)?|备注说明|情况说明)")
_NUMBER = re.compile(
    r"(?:证书|CMA|资质认定|资质|编号|证号)[^\d，。；]{0,10}(?<!\d)(\d{12})(?!\d)", re.IGNORECASE
)


Beside = Sequence[
    tuple[int, str, str]
]  # column, its header's words and the cell, of columns that are not taken


def elsewhere_in(beside: Beside) -> tuple[int, str] | None:
    """The first cell that says that a body is of another district, and its column."""
    return next(
        ((at, text) for at, _, text in beside if LEAST <= len(text) <= MOST and _NOT_HERE.search(text)), None
    )


def number_in(beside: Beside) -> tuple[int, str] | None:
    """The only certificate number that remarks name as such, and its column."""
    found = {
        number: at for at, word, text in beside if _REMARKS.search(word) for number in _NUMBER.findall(text)
    }
    return next(((at, number) for number, at in found.items()), None) if len(found) == 1 else None


def first_in(beside: Beside) -> tuple[int, str] | None:
    """The day that a remark says to be that of the first certificate, and its column."""
    found = (
        (at, said[1]) for at, word, text in beside if _REMARKS.search(word) and (said := _FIRST.search(text))
    )
    return next(found, None)


def person_in(beside: Beside) -> tuple[int, str] | None:
    """What the first remark says behind 联系人 or 联系电话, and its column."""
    found = (
        (at, said[1]) for at, word, text in beside if _REMARKS.search(word) and (said := _PERSON.search(text))
    )
    return next(found, None)
