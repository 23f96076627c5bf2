"""One cell after another as offices write them, each with what must be read of it; faults are planted and told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

from bureau.registry.identifiers import check_character

EPOCH = dt.date(1899, 12, 30)
PLACES = ("云川", "青沟", "白河", "临山", "东塬")
TRADES = (
    "检验检测",
    "环境监测",
    "建筑工程检测",
    "食品检验",
    "机动车检测",
    "计量测试",
    "地质实验",
    "消防检测",
)
FORMS = ("有限公司", "有限责任公司", "中心", "研究所", "股份有限公司", "（云川）有限公司", "站")
PEOPLE = ("韩雪", "王黎明", "欧阳文", "李 娜", "包志刚", "斯琴高娃", "田野", "赵一凡")
FIELDS = ("食品", "建筑材料", "环境", "机动车检验", "个体防护装备", "水质", "碳排放核查", "农产品")
NATURES = {
    "事业单位": "public_institution",
    "全额拨款事业单位": "public_institution",
    "企业": "enterprise",
    "民营企业": "enterprise",
    "有限责任公司": "enterprise",
    "社会团体": "other",
    "民办非企业单位": "other",
}
BLANKS = ("", None, "无", "/", "——", "—", "-", "暂无", "  ", "……", "／")
WIDE = {ord(one): ord(one) + 0xFEE0 for one in "0123456789ABCDEFGHJKLMNPQRTUWXY"}


class Written(NamedTuple):
    """A cell, what must be read of it, and the text of the fault that must be named, or an empty one."""

    cell: Any
    truth: Any
    fault: str = ""


def name(rng: Random, number: int) -> Written:
    """A name: with blanks inside, brackets of either width, a line break, a number before it."""
    plain = f"{rng.choice(PLACES)}{_numeral(number)}{rng.choice(TRADES)}{rng.choice(FORMS)}"
    truth = plain.replace("（", "(").replace("）", ")")
    at = len(plain) // 2
    cell = rng.choice(
        [
            plain,
            plain,
            plain,
            truth,
            f"{plain} ",
            f"{plain[:at]} {plain[at:]}",
            f"{plain[:at]}\n{plain[at:]}",
            f"\u3000{plain}",
            f"{plain}\u200b",
            f"{number}、{plain}",
        ]
    )
    return Written(cell, truth)


def _numeral(number: int) -> str:
    return "".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in str(number))


def uscc(rng: Random, _number: int) -> Written:
    """A code in every width and case; faults are one more character, a forbidden letter, a wrong check."""
    division, tail = (
        rng.choice(["150602", "150626", "610100"]),
        "".join(rng.choices("0123456789ABCDEFGH", k=9)),
    )
    head = f"{rng.choice(['91', '12', '52'])}{division}{tail}"
    code = f"{head}{check_character(head)}"
    wrong = "".join(one for one in "0123456789" if one != code[-1])
    faults = [code[:-1] + rng.choice(wrong), code[:-1], code[:5] + "O" + code[6:]]
    if rng.random() < 0.1:
        bad = rng.choice(faults)
        return Written(bad, None, bad)
    cell = rng.choice(
        [
            code,
            code,
            code,
            code.lower(),
            code.translate(WIDE),
            f"{code[:8]} {code[8:]}",
            f" {code}\n",
            f"{code[:9]}\xa0{code[9:]}",
        ]
    )
    return Written(cell, code)


def certificate(rng: Random, _number: int) -> Written:
    """One number or several; faults are numbers of accreditation and those without twelve digits."""
    made = [
        f"{rng.randint(16, 24)}05{rng.randint(0, 21):02}{rng.randint(0, 9999):04}{n:02}" for n in range(3)
    ]
    roll = rng.random()
    if roll < 0.1:
        bad = rng.choice([f"CNAS L{rng.randint(1000, 19999)}", made[0][:11], "内质监认字001"])
        both = rng.random() < 0.5
        told = f"{made[0]}、{bad}" if both and not bad.isdigit() else bad
        return Written(told, [made[0]] if told != bad else [], "".join(bad.split()))
    if roll < 0.3:
        mark = rng.choice(["、", "，", "\n", "；", " ", "/", ";", "\r\n", ","])
        several = made[: rng.choice([2, 3])]
        return Written(mark.join(several), several)
    cell = rng.choice(
        [
            made[0],
            made[0],
            float(made[0]),
            f"CMA{made[0]}",
            made[0].translate(WIDE),
            f" {made[0]} ",
            f"编号：{made[0]}",
            f"{made[0][:6]} {made[0][6:]}",
        ]
    )
    return Written(cell, [made[0]])


def _day(rng: Random, low: int, high: int) -> dt.date:
    return dt.date(rng.randint(low, high), rng.randint(1, 12), rng.randint(1, 28))


def _numerals(day: dt.date) -> str:
    def small(number: int) -> str:
        tens, ones = divmod(number, 10)
        return ("" if tens == 0 else "十" if tens == 1 else f"{'一二三'[tens - 1]}十") + (
            "一二三四五六七八九"[ones - 1] if ones else ""
        )

    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    return f"{year}年{small(day.month)}月{small(day.day)}日"


DAYS: tuple[Callable[[dt.date], Any], ...] = (
    lambda day: day,
    lambda day: day.isoformat(),
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day:%Y%m%d}",
    lambda day: float(f"{day:%Y%m%d}"),
    lambda day: float((day - EPOCH).days),
    lambda day: f"{day.year}-{day.month}-{day.day}".translate(WIDE),
    _numerals,
    lambda day: f"{day.isoformat()} 00:00:00",
    lambda day: f"{day.year}．{day.month}．{day.day}",
)


def no_day(rng: Random, day: dt.date) -> Any:  # noqa: ANN401 - a cell
    """What says no day: a month, a year, a day that no calendar has, two digits of a year, no day at all."""
    return rng.choice(
        [
            f"{day.year}年{day.month}月",
            f"{day.year}/{day.month}",
            f"{day.year}.{day.month:02}",
            f"{day.year}-02-30",
            f"{day.year}.13.1",
            f"{day.year}年",
            f"{day:%y}.{day.month}.{day.day}",
            "待核实",
            f"{day.month}月{day.day}日",
        ]
    )


def first_issued(rng: Random, _number: int) -> Written:
    """The first day of the first certificate."""
    day = _day(rng, 2008, 2019)
    if rng.random() < 0.1:
        bad = no_day(rng, day)
        return Written(bad, None, "".join(bad.split()))
    return Written(rng.choice(DAYS)(day), day.isoformat())


def issued(rng: Random, _number: int) -> Written:
    """The day of the certificate that is in force."""
    day = _day(rng, 2020, 2022)
    if rng.random() < 0.1:
        bad = rng.choice([no_day(rng, day), f"{day.year + 30}年{day.month}月{day.day}日"])
        return Written(bad, None, "".join(bad.split()))
    return Written(rng.choice(DAYS)(day), day.isoformat())


def address(rng: Random, number: int) -> Written:
    """Where it tests."""
    place = f"{rng.choice(PLACES)}区{rng.choice(['迎宾', '工业', '团结'])}路{number}号"
    tail = rng.choice(["", "3号楼2层", "检测中心院内", "A座"])
    cell = rng.choice([f"{place}{tail}", f"{place} {tail}", f"{place}\n{tail}", f"地址：{place}{tail}"])
    return Written(cell, place + tail)


def valid_to(rng: Random, _number: int) -> Written:
    """The last day, or the period that it ends."""
    day, since = _day(rng, 2023, 2029), _day(rng, 2020, 2022)
    if rng.random() < 0.1:
        bad = rng.choice(
            [
                no_day(rng, day),
                "长期",
                "长期有效",
                "六年",
                f"{since.year}.{since.month}.1-{day.year}.{day.month}",
            ]
        )
        return Written(bad, None, "".join(bad.split()))
    a, b = (f"{one.year}.{one.month}.{one.day}" for one in (since, day))
    c, d = (f"{one.year}年{one.month}月{one.day}日" for one in (since, day))
    cells = [rng.choice(DAYS)(day) for _ in range(6)]
    cells += [f"{a}-{b}", f"{a}——{b}", f"至{b}", f"{c}至{d}", f"自{c}起至{d}止", f"有效期至{d}"]
    begins = day.replace(year=day.year - 6) + dt.timedelta(
        days=1
    )  # two lines are a term where whole years lie between
    cells.append(f"{begins.year}年{begins.month}月{begins.day}日\n{d}")
    cells += [f"{since:%Y%m%d}-{day:%Y%m%d}", f"{since:%Y/%m/%d}-{day:%Y/%m/%d}", f"{since}～{day}"]
    cells += [f"有效期至：{day}", f"{b}到期", f"{since}起{day}止"]
    return Written(rng.choice(cells), day.isoformat())


def contact(rng: Random, _number: int) -> Written:
    """A person."""
    person = rng.choice(PEOPLE)
    return Written(
        rng.choice([person, person, f"{person} ", f"{person[0]}　{person[1:]}"]), "".join(person.split())
    )


def _mobile(rng: Random) -> str:
    return f"1{rng.choice('35789')}{rng.randint(0, 999_999_999):09}"


def phone(rng: Random, _number: int) -> Written:
    """A telephone or two; faults have a digit too many or too few."""
    mobile, landline = _mobile(rng), f"0477-{rng.randint(2_000_000, 8_999_999)}"
    if rng.random() < 0.08:
        bad = rng.choice([mobile[:-1], f"{mobile}7", mobile[:9]])
        return Written(bad, None, bad)
    cell, truth = rng.choice(
        [(mobile, mobile)] * 4
        + [
            (float(mobile), mobile),
            (landline, landline),
            (f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}", mobile),
        ]
        + [(f"{mobile[:3]}-{mobile[3:7]}-{mobile[7:]}", mobile), (mobile.translate(WIDE), mobile)]
        + [(landline.replace("-", "－"), landline), (f"{mobile}/{landline}", f"{mobile}、{landline}")]
        + [(f"{mobile}\n{landline}", f"{mobile}、{landline}"), (f"+86 {mobile}", mobile)]
    )
    return Written(cell, truth)


def contact_and_phone(rng: Random, number: int) -> tuple[Written, Written]:
    """A person and a telephone in one cell: the person's truth, and the telephone's; the cell is the same."""
    person, mobile = contact(rng, number).truth, _mobile(rng)
    bad = rng.random() < 0.06
    shown = mobile[:-1] if bad else mobile
    cell = rng.choice(
        [
            f"{person} {shown}",
            f"{person}{shown}",
            f"{person}（{shown}）",
            f"{person}：{shown}",
            f"{person}\n{shown}",
            f"{person}/{shown}",
        ]
    )
    return Written(cell, person), Written(cell, None if bad else mobile, shown if bad else "")


def domains(rng: Random, _number: int) -> Written:
    """One field or several."""
    chosen = rng.sample(FIELDS, rng.choice([1, 1, 2, 3]))
    mark = rng.choice(["、", "，", "；", "\n", "/", ",", " "])
    text = mark.join(chosen)
    if mark == " " and len(chosen) == 1 and len(chosen[0]) == 2:
        text = f"{chosen[0][0]}　{chosen[0][1]}"
    return Written(text, chosen)


def kind(rng: Random, _number: int) -> Written:
    """The nature of the body."""
    if rng.random() < 0.05:
        return Written("甲级", None, "甲级")
    word = rng.choice(list(NATURES))
    return Written(word, NATURES[word])


def blank(rng: Random, field: str) -> Written:
    """Nothing, as offices write it."""
    return Written(rng.choice(BLANKS), [] if field in {"certificate", "domains"} else None)


CELLS: dict[str, Callable[[Random, int], Written]] = {
    "name": name,
    "uscc": uscc,
    "certificate": certificate,
    "first_issued": first_issued,
    "valid_to": valid_to,
    "issued": issued,
    "address": address,
    "contact": contact,
    "phone": phone,
    "domains": domains,
    "kind": kind,
}
ANSWERS = {
    "certificate": "certificate_numbers",
    "first_issued": "first_issued_on",
    "issued": "issued_on",
}  # else the field's own name
