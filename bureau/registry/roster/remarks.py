"""What the columns that are not taken say of a line all the same: that it is elsewhere, or the number it has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bureau.registry.roster.refusing import Said

NOT_HERE = Said(
    "像是说它不在本辖区；请核对它归哪里，有没有本辖区的场所。",
    "This seems to say that it is not of this district; see whose it is and whether it has a site here.",
)
NUMBER_IN = Said(
    "名单没有证书编号一栏，已从这一格读出 {number}；请核对。",
    "The list has no column of certificates; {number} was read from this cell, see that it is right.",
)
LEAST, MOST = 4, 80  # characters of a remark
_NOT_HERE = re.compile(
    r"不在(?:我|本|辖)[们]?[省市区县旗镇所]?|不[是归](?:我们|我[区市县旗局所]|本[区市县旗局所])|不属于?(?:我|本|辖)|非(?:我|本)[区市县旗辖]"
    r"|(?:已|待|拟|应)?移[交送][^，。；]{0,8}[区市县旗局所]|(?:已|拟)?(?:迁出|迁往|迁至|搬至|搬到)[^，。；]{1,10}[区县旗市]"
    r"|转(?:给|交|到)?[\u4e00-\u9fff]{1,4}[区县旗](?:局|市场|$)"
)
_NUMBER = re.compile(
    r"(?:证书|CMA|资质认定|资质|编号|证号)[^\d，。；]{0,10}(?<!\d)(\d{12})(?!\d)", re.IGNORECASE
)


def elsewhere_in(texts: Sequence[object], taken: Iterable[int | None]) -> tuple[int, str] | None:
    """The first cell of columns that are not taken which says that a body is of another district, and its column."""
    idle = set(range(len(texts))) - set(taken)
    found = ((at, str(texts[at] or "")) for at in sorted(idle))
    return next(
        ((at, text) for at, text in found if LEAST <= len(text) <= MOST and _NOT_HERE.search(text)), None
    )


def number_in(texts: Sequence[object], taken: Iterable[int | None]) -> tuple[int, str] | None:
    """The only certificate number that columns which are not taken name as such, and its column."""
    idle = set(range(len(texts))) - set(taken)
    found = [(at, number) for at in sorted(idle) for number in _NUMBER.findall(str(texts[at] or ""))]
    return found[0] if len(found) == 1 else None
