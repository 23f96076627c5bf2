"""Reads addresses: one cell may give several, on lines of their own or numbered."""

from __future__ import annotations

import re

from bureau.registry.roster.refusing import Said
from bureau.registry.roster.values import squeezed

NONE = re.compile(
    r"同[左右上前下].{0,4}|同(?:住所|注册|经营|营业执照|登记).*|[（(]?(?:详?见|参见).*|不详|未知|待[定补查核填].*"
)
NO_ADDRESS = Said(
    "没有写出地址，没有读；请写全，如“云川区迎宾路 1 号”。", "No address stands here; write it out in full."
)
LONGEST = 200  # characters of an address that are kept
_LISTED = re.compile(r"[;；\n\r|]+|(?<=[号楼层室栋座区内侧处])[、，,](?=\S{2,12}?[省市区旗县镇乡])")
_NUMBERED = re.compile(r"^(?:\d{1,2}[.、．)）](?!\d)|[（(]\d{1,2}[)）]|[①-⑳])")
_LABEL = re.compile(
    r"^(?:检验检测|检测|检验|实验室|办公|经营|注册|场所|主场所|分场所)?(?:场所|地址|地点)[一二三四五\d]?[:：]"
)
# Of a place: words without any of them go on with the line before.
_PLACE = re.compile(r"[省市区旗县镇乡街路道巷村园]")


def split(raw: str) -> list[str]:
    """The addresses of a cell, half width and without blanks.

    A line that names no place, or stands after a division alone, goes on with the one before.
    """
    found: list[str] = []
    for piece in _LISTED.split(re.sub(r"(?<=\S)\s+(?=(?:\d[.、．)）]|[①-⑳]))", "\n", raw)):
        text = _LABEL.sub("", _NUMBERED.sub("", squeezed(piece)))
        if found and text and not (_PLACE.search(text) and _ends(found[-1])):
            found[-1] += text
        elif text:
            found.append(text)
    return found


def _ends(text: str) -> bool:
    """Whether an address may be whole: it goes further than a division."""
    return re.search(r"[路街道巷村园镇乡号楼层室栋座内侧处)）]", text) is not None
