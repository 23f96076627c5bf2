"""What the lines of one roster say against each other: one code or certificate of two bodies, another district."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bureau.registry.roster.refusing import Said
from bureau.registry.roster.told import RosterLine
from bureau.registry.texts import comparable

ONE_CODE = Said(
    "{place}的“{name}”写的也是这个代码；一个代码只属于一家，请对照营业执照。",
    "“{name}” in {place} bears this code too; a code belongs to one body only, see the licence.",
)
AGAIN = Said(
    "{place}的“{name}”是同一家、同一张证书；导入时合为一家，不同的内容请核对。",
    "“{name}” in {place} is the same body with the same certificate; they become one, compare what differs.",
)
ONE_NUMBER = Said(
    "{place}的“{name}”写的也是这个证书编号；请对照证书。",
    "“{name}” in {place} has this certificate too; see the certificate.",
)
ELSEWHERE = Said(
    "地址写的是{other}，这份名单是{own}的；请核对它在不在本辖区，有没有本辖区的场所。",
    "The address is in {other} and the list is of {own}; see whether it belongs here and has a site here.",
)
BESIDE_MOST = Said(
    "地址写的是{other}，这份名单其他地址大多在{own}；请核对它在不在本辖区，有没有本辖区的场所。",
    "The address is in {other} and most others of the list in {own}; see whether it belongs here and has a site here.",
)
MANY, NEARLY_ALL = 5, 0.8  # addresses in one district, and their share, where no title names a place
FEWEST, MOST = 3, 0.3  # lines with an address, and the share of them that may be of another district
_ABOVE = re.compile(r"^(?:[^、,，]{0,8}?(?:自治区|省))?(?:[^、,，]{1,8}?[市州盟])?")
_LEAD = re.compile(r"^(?:附件|附表|附)?[\d一二三四五]?[:：]?(?:关于)?(?:\d{4}年)?(?:度|上半年|下半年)?")
_PROVINCE = re.compile(r"^[^、,，市]{1,8}?(?:自治区|省)")
_CITY = re.compile(
    r"(?:[\u4e00-\u9fff]{2,6}?[市州盟](?=[\u4e00-\u9fff]{2,3}市))?([\u4e00-\u9fff]{2,6}?[市州盟])(?!场|政)"
)
# 打通镇松藻矿区 and 经开区 are no districts.
_DISTRICT = re.compile(
    r"((?:(?!开发|高新|经开|经济|工业|产业|示范|保税)[\u4e00-\u9fff]){1,7}?(?<![镇乡街道路村园社小新矿林景校厂院片库灌])[区旗县])"
)
_NO_DISTRICT = re.compile(r"[镇乡路街村]")
PLACE, SHEET = Said("第 {row} 行", "row {row}"), Said("“{sheet}”", "{sheet} ")


def contradictions(lines: list[RosterLine]) -> Iterator[tuple[RosterLine, str, str, Said]]:
    """Line, field, text and sentence of each value that an earlier line of another name bears."""
    seen: dict[str, RosterLine] = {}
    for line in lines:
        twice = seen.get(str(line.uscc)) if line.uscc and line.certificate_numbers else None
        if twice is not None and _is_again(line, twice):
            yield line, "uscc", str(line.uscc), _filled(AGAIN, twice)
        told = [("uscc", line.uscc, ONE_CODE)] if line.uscc else []
        for name, value, said in (
            *told,
            *(("certificate", one, ONE_NUMBER) for one in line.certificate_numbers),
        ):
            first = seen.setdefault(str(value), line)
            if comparable(first.name) != comparable(line.name):
                yield line, name, str(value), _filled(said, first)


def elsewhere(
    lines: Sequence[RosterLine], titles: Sequence[str]
) -> Iterator[tuple[RosterLine, str, str, Said]]:
    """As `contradictions`: lines whose address is in another district, or city, than a title and most lines name."""
    told: set[int] = set()
    placed = [line for line in lines if line.address]
    for level in (district_of, city_of):
        named = [(line, found) for line in placed if (found := level(str(line.address)))]
        own, said = _own([found for _, found in named], titles, level), ELSEWHERE
        if not own and not any(map(city_of, titles)):
            own, said = _of_most([found for _, found in named]), BESIDE_MOST
        others = [(line, found) for line, found in named if not _is_same(found, own)] if own else []
        if len(placed) < FEWEST or len(others) > MOST * len(placed):
            continue
        for line, found in others:
            if id(line) not in told:
                told.add(id(line))
                yield line, "address", str(line.address), said.fill(other=found, own=own)


def _own(names: Sequence[str], titles: Sequence[str], level: Callable[[str], str | None]) -> str:
    """The place that a title names and most addresses, or that a title alone begins with; else empty."""
    common = [name for name, _ in Counter(names).most_common() if any(name in title for title in titles)]
    return common[0] if common else next(filter(None, (level(_LEAD.sub("", title)) for title in titles)), "")


def _of_most(names: Sequence[str]) -> str:
    """The place that nearly all addresses are in, where no title names any; else empty."""
    name, many = Counter(names).most_common(1)[0] if names else ("", 0)
    return name if many >= MANY and many >= NEARLY_ALL * len(names) else ""


def _is_same(one: str, other: str) -> bool:
    """Whether two names are of one place; 达旗 is 达拉特旗."""
    return one == other or one == other[0] + other[-1] or other == one[0] + one[-1]


def district_of(address: str) -> str | None:
    """The district that an address begins with, after province and city; None where it names none."""
    found = _DISTRICT.match(_ABOVE.sub("", address))
    return found[1] if found and not _NO_DISTRICT.search(found[1]) else None


def city_of(address: str) -> str | None:
    """The city, the last of two, that an address begins with after its province; None where it names none."""
    found = _CITY.match(_PROVINCE.sub("", address))
    return found[1] if found else None


def _is_again(line: RosterLine, first: RosterLine) -> bool:
    """Whether a line of the same list says the same body and certificate once more."""
    return (
        line.sheet == first.sheet
        and comparable(line.name) == comparable(first.name)
        and set(line.certificate_numbers) == set(first.certificate_numbers)
        and replace(line, row=first.row) != first  # a cell merged over several rows says the same in each
    )


def _filled(said: Said, first: RosterLine) -> Said:
    place = PLACE.fill(row=first.row)
    if first.sheet:
        sheet = SHEET.fill(sheet=first.sheet)
        place = Said(f"{sheet.zh}{place.zh}", f"{sheet.en}{place.en}")
    return Said(
        said.zh.format(place=place.zh, name=first.name), said.en.format(place=place.en, name=first.name)
    )
