"""Reads addresses: one cell may give several, on lines of their own or numbered, and one may say that it is another."""

from __future__ import annotations

import re

from bureau.registry.roster.refusing import Said
from bureau.registry.roster.values import squeezed

NONE = re.compile(
    r"同[左右上前下].{0,4}|同(?:住所|注册|经营|营业执照|登记|法定|工商|执照|检测|检验|实验|办公|实际|场所).*"
    r"|[（(]?(?:详?见|参见).*|[（(]?(?:未填写?|未写|空白?|略)[)）]?|不详|未知|待[定补查核填].*|(?:暂?无|没有|未设|无固定)(?:固定|检测|检验|经营)*(?:场所|地址|地点|住所)"
    r"|[与和](?:注册|住所|登记|检测|经营|实验室).{0,6}(?:一致|相同|同一?)|一致|相同"
)
NO_ADDRESS = Said(
    "没有写出地址，没有读；请写全，如“云川区迎宾路 1 号”。", "No address stands here; write it out in full."
)
SAME_TAKEN = Said(
    "写的是“{words}”，已照这一行的另一处地址读作“{other}”；不对请改正。",
    "It says “{words}” and was read as “{other}”, the other address of the line; correct it if that is wrong.",
)
LEAST = 3  # characters that two addresses of one district begin with
LONGEST = 200  # characters of an address that are kept
_LISTED = re.compile(
    r"[;；\n\r|]+|(?<=[号楼层室栋座区内侧处])[、，,](?=\S{2,12}?[省市区旗县镇乡])|[、，,](?=[^、，,]{1,5}[区县旗][^、，,]{1,6}[镇乡街])|[、，,](?=[^、，,]{2,6}市[^、，,]{1,6}[区县旗])"
)
_NUMBERED = re.compile(r"^(?:\d{1,2}[.、．)）](?!\d)|[（(]\d{1,2}[)）]|[①-⑳])")
_PLACE_WORD = r"(?:场所|地址|地点|场地|实验室|试验室|检测点|基地|厂区|院区|校区|住所|部|址)"
_WHOSE = (
    r"(?:检验检测|检测|检验|实验室?|试验|办公|经营|注册|法定|登记|营业执照|工商"
    r"|主要?|分|总|新|老|现|实际|生产|第?[一二三四五六\d])"
)
_LABEL = re.compile(rf"^(?:{_WHOSE}*{_PLACE_WORD}[一二三四五六\d]?[:：]|(?:第?[一二三四五六]|主|分)址[:：]?)")
_ANSWER = re.compile(r"^\s*有(?:的)?[，,、：:；;。]\s*")  # to whether there is another: 有，工业园3号楼
_LABEL_INSIDE = re.compile(
    rf"(?<=\S)\s+(?=(?:\d[.、．)）]|[①-⑳]|{_WHOSE}{{1,3}}{_PLACE_WORD}[一二三四五六\d]?[:：]))"
)
_OF_LICENCE = re.compile(r"^(?:注册|法定|登记|营业执照|工商|住所)")
# Of a place: words without any of them go on with the line before.
_PLACE = re.compile(r"[省市区旗县镇乡街路道巷村园]")
_OF_SITE = re.compile(r"检测|检验|实验|经营|办公|实际|场所")
_OF_SEAT = re.compile(r"住所|注册|登记|执照|法定|工商")


def split(raw: str) -> list[str]:
    """The addresses of a cell, half width and without blanks.

    A line that names no place, or stands after a division alone, goes on with the one before. That of the licence,
    which a label tells, is none of them where the cell gives another.
    """
    found: list[tuple[bool, str]] = []
    for piece in _LISTED.split(_LABEL_INSIDE.sub("\n", _ANSWER.sub("", raw))):
        words = _NUMBERED.sub("", squeezed(piece))
        text = _LABEL.sub("", words)
        alike = found and text[:LEAST] == found[-1][1][:LEAST]  # …旗乌力吉苏木风场；…旗巴音苏木升压站
        whole = _PLACE.search(text) and (_ends(found[-1][1]) or alike) if found else None
        if found and text == words and text and not whole:
            found[-1] = (found[-1][0], found[-1][1] + text)
        elif text:
            found.append((text != words and _OF_LICENCE.match(words) is not None, text))
    sites = [text for seat, text in found if not seat]
    return sites or [text for _, text in found]


def seat_of(raw: str) -> str | None:
    """The address of the licence in a cell that gives it, with a label, beside that of testing."""
    pieces = [_NUMBERED.sub("", squeezed(one)) for one in _LISTED.split(_LABEL_INSIDE.sub("\n", raw))]
    seats = [_LABEL.sub("", one) for one in pieces if _LABEL.match(one) and _OF_LICENCE.match(one)]
    return seats[0] if len(seats) == 1 and len([one for one in pieces if one]) > 1 else None


def means_other(text: str, name: str, *, left_of: bool) -> bool:
    """Whether words such as 同注册地址 in the column `name` mean the line's other address.

    `left_of` says that the other stands in the column to the left, as 同左 means.
    """
    if re.match(r"同左", text):
        return left_of
    if re.match(r"同右", text):
        return not left_of
    if not re.match(r"同|[与和]|一致|相同", text) or re.match(r"同[上前下]", text):
        return False
    of_site, of_seat = _OF_SITE.search(text), _OF_SEAT.search(text)
    if name == "registered_address":
        return of_site is not None and of_seat is None
    return of_seat is not None and of_site is None


def _ends(text: str) -> bool:
    """Whether an address may be whole: it goes further than a division."""
    return re.search(r"[路街道巷村园镇乡号楼层室栋座内侧处)）]", text) is not None
