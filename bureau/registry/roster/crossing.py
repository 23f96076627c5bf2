"""What the lines of one roster say against each other: one code or certificate of two bodies, another district."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bureau.registry.identifiers.certificates import YEARS
from bureau.registry.roster.days import is_term
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
TWO_CODES = Said(
    "{place}的“{name}”写的是另一个代码；同一名称只能有一个代码，请对照营业执照。",
    "“{name}” in {place} bears another code; a name can have one only, see the licence.",
)
ONCE_MORE = Said(
    "{place}已经有“{name}”，写的相同；导入时合为一家，多余的一行请删去。",
    "“{name}” stands in {place} already with the same; they become one, delete the line that is too many.",
)
LATER_NUMBER = Said(
    "证书编号的前两位是发证年份（20{digits}），比这一天晚；请对照证书。",
    "The number begins with the year of issue (20{digits}), which is after this day; see the certificate.",
)
TOO_LONG = Said(
    "从发证到期满比资质认定证书的有效期长；请对照证书。",
    "It ends later after its issue than any certificate does; see the certificate.",
)
AFTER_ISSUE = Said(
    "首次获证晚于发证日期 {day}；请对照证书。",
    "It comes after the day of issue, {day}; the first certificate cannot. See the certificate.",
)
SHORTER = Said(
    "从发证到期满只有 {own} 年，这份名单里其他证书大多是 {most} 年；请对照证书。",
    "It ends {own} years after its issue and most others of the list {most}; see the certificate.",
)
SLACK = 62  # days by which lists round the years of a term off
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
ALONE = Said(
    "地址写的是{other}，这份名单其他地址都没有写旗区；请核对它在不在本辖区。",
    "The address is in {other} and no other of the list names a district; see whether it belongs here.",
)
NAMED_MOST = Said(
    "名称写的是{other}，这份名单其他机构大多写的是{own}；请核对它在不在本辖区。",
    "Its name is of {other} and most others of the list are of {own}; see whether it belongs here.",
)
# Addresses in one district, and their share, where no title names a place; all but one are as good.
MANY, NEARLY_ALL = 5, 0.8
STEM = 2  # characters of the name of a district that stand before what kind of place it is
FEW = 0.1  # share of addresses of a city without districts that name one all the same
FEWEST, MOST = 3, 0.3  # lines with an address, and the share of them that may be of another district
_ABOVE = re.compile(r"^(?:[^、,，]{0,8}?(?:自治区|省))?(?:[^、,，区县旗镇乡路街]{1,8}?[市州盟](?![区旗县]))?")
_LEAD = re.compile(
    r"^(?:(?:附件|附表|附)[\d一二三四五六七八九十]{0,2}|\d{1,3}[.、．-]?)?[:：]?(?:关于)?(?:\d{4}年)?(?:度|上半年|下半年)?"
)
_PROVINCE = re.compile(r"^[^、,，市]{1,8}?(?:自治区|省)")
_CITY = re.compile(
    r"(?:[\u4e00-\u9fff]{2,6}?[市州盟](?=[\u4e00-\u9fff]{2,3}市))?([\u4e00-\u9fff]{2,6}?[市州盟])(?!场|政|[区旗县])"
)
# 打通镇松藻矿区 and 经开区 are no districts.
_DISTRICT = re.compile(
    r"((?:(?!开发|高新|经开|经济|工业|产业|示范|保税)[\u4e00-\u9fff]){1,7}?(?<![镇乡街道路村各全本我外])(?<![园社小新矿林景校厂院片库灌辖](?=区))(?<!老城|主城)(?<!地(?=区))[区旗县])"
)
_NO_DISTRICT = re.compile(r"[镇乡路街村]")
PLACE, SHEET = Said("第 {row} 行", "row {row}"), Said("“{sheet}”", "{sheet} ")


def contradictions(lines: list[RosterLine]) -> Iterator[tuple[RosterLine, str, str, Said]]:
    """Line, field, text and sentence of each value that an earlier line of another name bears."""
    seen: dict[str, RosterLine] = {}
    last = ""
    for line in lines:
        yield from _against_itself(line)
        twice = seen.setdefault(f"{line.sheet}\0{comparable(line.name)}", line)
        if twice is not line:
            yield from _again(line, twice, adjacent=last in {twice.name, line.name})
        last = line.name
        told = [("uscc", line.uscc, ONE_CODE)] if line.uscc else []
        for name, value, said in (
            *told,
            *(("certificate", one, ONE_NUMBER) for one in line.certificate_numbers),
        ):
            first = seen.setdefault(str(value), line)
            if comparable(first.name) != comparable(line.name):
                yield line, name, str(value), _filled(said, first)


def shorter(lines: Sequence[RosterLine]) -> Iterator[tuple[RosterLine, str, str, Said]]:
    """As `contradictions`: terms of fewer whole years than those of nearly all others of the list."""
    years = {id(line): _years(line) for line in lines}
    counted = Counter(one for one in years.values() if one)
    most, many = counted.most_common(1)[0] if counted else (0, 0)
    if many < MANY or many < NEARLY_ALL * sum(counted.values()):
        return
    for line in lines:
        own = years[id(line)]
        if own and own < most:
            yield line, "valid_to", str(line.valid_to), SHORTER.fill(own=own, most=most)


def _years(line: RosterLine) -> int:
    """The whole years of a line's term; 0 where it has none, or not both ends."""
    if line.issued_on is None or line.valid_to is None or not is_term(line.issued_on, line.valid_to):
        return 0
    return (line.valid_to + dt.timedelta(days=1)).year - line.issued_on.year


def elsewhere(
    lines: Sequence[RosterLine], titles: Sequence[str]
) -> Iterator[tuple[RosterLine, str, str, Said]]:
    """As `contradictions`: lines whose address is in another district, or city, than a title and most lines name."""
    if not any(map(_place_of, lines)):
        yield from _by_names(lines)
        return
    told: set[int] = set()
    for line, other, city in _beyond_city(lines, titles):
        told.add(id(line))
        yield line, "address", _place_of(line), ELSEWHERE.fill(other=other, own=city)
    placed = [line for line in lines if _place_of(line)]
    for found_alone in _alone(placed, titles):
        told.add(id(found_alone[0]))
        yield found_alone
    for level in (district_of, city_of):
        named = [(line, found) for line in placed if (found := level(_place_of(line)))]
        own, said = _own([found for _, found in named], titles, level), ELSEWHERE
        if not own and not any(map(city_of, titles)):
            own, said = _of_most([found for _, found in named]), BESIDE_MOST
            own = own or (_stem(placed) if level is district_of else "")
        others = [(line, found) for line, found in named if not _is_same(found, own)] if own else []
        if level is district_of and own:
            others += _of_other_cities(placed, own)
        if len(placed) < FEWEST or len(others) > max(1, MOST * len(placed)):
            continue
        for line, found in others:
            if id(line) not in told:
                told.add(id(line))
                yield (
                    line,
                    "address" if line.address else "registered_address",
                    _place_of(line),
                    said.fill(other=found, own=own),
                )


def _alone(
    placed: Sequence[RosterLine], titles: Sequence[str]
) -> Iterator[tuple[RosterLine, str, str, Said]]:
    """The only line whose address names a district, in a list of which no title does."""
    named = [(line, found) for line in placed if (found := district_of(_place_of(line)))]
    if len(named) != 1 or len(placed) <= MANY or any(district_of(_LEAD.sub("", one)) for one in titles):
        return
    line, other = named[0]
    if city_of(_place_of(line)) is None and not any(map(city_of, titles)):
        yield (
            line,
            "address" if line.address else "registered_address",
            _place_of(line),
            ALONE.fill(other=other),
        )


def _by_names(lines: Sequence[RosterLine]) -> Iterator[tuple[RosterLine, str, str, Said]]:
    """Of a list without addresses the line whose name begins with another district than those of most others."""
    named = [(line, found) for line in lines if (found := district_of(line.name))]
    own = _of_most([found for _, found in named])
    others = [(line, found) for line, found in named if own and not _is_same(found, own)]
    if len(named) > MANY - 1 and len(others) == 1:
        yield from (
            (line, "name", line.name, NAMED_MOST.fill(other=found, own=own)) for line, found in others
        )


def _beyond_city(lines: Sequence[RosterLine], titles: Sequence[str]) -> Iterator[tuple[RosterLine, str, str]]:
    """Lines in a district of their own, in the list of a city of which hardly any other address names a district."""
    own = next(filter(None, (city_of(_LEAD.sub("", title)) for title in titles)), None)
    placed = [line for line in lines if _place_of(line)]
    named = [(line, found) for line in placed if (found := district_of(_place_of(line)))]
    if own is None or len(placed) < MANY or len(named) > max(1, FEW * len(placed)):
        return
    for line, found in named:
        if city_of(_place_of(line)) is None:
            yield line, found, own


def _of_other_cities(placed: Sequence[RosterLine], own: str) -> list[tuple[RosterLine, str]]:
    """Lines that name a city and no district where most of the others begin with the district of the list."""
    cities = {city_of(_place_of(line)) for line in placed if own in _place_of(line)}
    inside = sum(own in _place_of(line) for line in placed)
    if inside < FEWEST or 2 * inside < len(placed):
        return []
    unnamed = [line for line in placed if district_of(_place_of(line)) is None]
    found = [(line, city_of(_place_of(line))) for line in unnamed]
    return [(line, city) for line, city in found if city is not None and city not in cities]


def _place_of(line: RosterLine) -> str:
    """Where it tests, or that of its licence where the list gives nothing else."""
    return line.address or line.registered_address or ""


def _own(names: Sequence[str], titles: Sequence[str], level: Callable[[str], str | None]) -> str:
    """The place that a title names and most addresses, or that a title alone begins with; else empty."""
    common = [name for name, _ in Counter(names).most_common() if any(name in title for title in titles)]
    return common[0] if common else next(filter(None, (level(_LEAD.sub("", title)) for title in titles)), "")


def _of_most(names: Sequence[str]) -> str:
    """The place that nearly all addresses are in, where no title names any; else empty."""
    name, many = Counter(names).most_common(1)[0] if names else ("", 0)
    nearly_all = many >= MANY and many >= NEARLY_ALL * len(names)
    return name if nearly_all or (many > 1 and many == len(names) - 1) else ""


def _stem(placed: Sequence[RosterLine]) -> str:
    """What nearly all addresses begin with where few name a district: 诺敏, of 诺敏工业园区 and 诺敏区; else empty."""
    begins = Counter(_ABOVE.sub("", _place_of(line))[:STEM] for line in placed)
    stem, many = begins.most_common(1)[0] if begins else ("", 0)
    written = " ".join(
        filter(None, (one for line in placed for one in (line.address, line.registered_address)))
    )
    names_one = re.search(f"{re.escape(stem)}[区旗县市]", written) is not None
    return stem if names_one and many >= MANY and many >= NEARLY_ALL * len(placed) else ""


def _is_same(one: str, other: str) -> bool:
    """Whether two names are of one place; 达旗 is 达拉特旗, and 诺敏 what both names begin with."""
    if len(other) == STEM:
        return one.startswith(other)
    return one == other or one == other[0] + other[-1] or other == one[0] + one[-1]


def district_of(address: str) -> str | None:
    """The district that an address begins with, after province and city; None where it names none."""
    found = _DISTRICT.match(_ABOVE.sub("", address))
    return found[1] if found and not _NO_DISTRICT.search(found[1]) else None


def city_of(address: str) -> str | None:
    """The city, the last of two, that an address begins with after its province; None where it names none."""
    found = _CITY.match(_PROVINCE.sub("", address))
    return found[1] if found else None


def _again(
    line: RosterLine, first: RosterLine, *, adjacent: bool
) -> Iterator[tuple[RosterLine, str, str, Said]]:
    """What a line says once more, or otherwise, than an earlier line of the same name in the same list."""
    if line.uscc and first.uscc and line.uscc != first.uscc:
        yield line, "uscc", line.uscc, _filled(TWO_CODES, first)
    elif line.certificate_numbers and set(line.certificate_numbers) == set(first.certificate_numbers):
        differs = replace(line, row=first.row, part=first.part) != first
        if differs or not adjacent:  # a cell merged over several rows says the same in each
            name, text = ("uscc", line.uscc) if line.uscc else ("name", line.name)
            yield line, name, text, _filled(AGAIN if differs else ONCE_MORE, first)


def _against_itself(line: RosterLine) -> Iterator[tuple[RosterLine, str, str, Said]]:
    """Days of a line that its certificate cannot have: before the year in its number, longer than a term."""
    years = {number[:2] for number in line.certificate_numbers}
    day, until = line.issued_on, line.valid_to
    for name, found in (("issued", day), ("valid_to", until)):
        if found is not None and years and all(int(one) > found.year - 2000 for one in years):
            yield line, name, found.isoformat(), LATER_NUMBER.fill(digits=min(years))
    first = line.first_issued_on
    if first is not None and day is not None and first > day:
        yield line, "first_issued", first.isoformat(), AFTER_ISSUE.fill(day=day.isoformat())
    if day is not None and until is not None and len(years) < 2 and _is_too_long(day, until):
        yield line, "valid_to", until.isoformat(), TOO_LONG


def _is_too_long(day: dt.date, until: dt.date) -> bool:
    return (until - day).days > YEARS * 365 + YEARS // 4 + SLACK


def _filled(said: Said, first: RosterLine) -> Said:
    place = PLACE.fill(row=first.row)
    if first.sheet:
        sheet = SHEET.fill(sheet=first.sheet)
        place = Said(f"{sheet.zh}{place.zh}", f"{sheet.en}{place.en}")
    return Said(
        said.zh.format(place=place.zh, name=first.name), said.en.format(place=place.en, name=first.name)
    )
