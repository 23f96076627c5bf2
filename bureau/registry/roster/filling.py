"""Who is to be asked, where and since when: what cells say of a body under words that do not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bureau.registry.identifiers.certificates import YEARS
from bureau.registry.roster.composing import VISITOR
from bureau.registry.roster.days import is_term, read_day
from bureau.registry.roster.people import is_person, read_people
from bureau.registry.roster.words import Synonyms

FEWEST, MOST = 2, 0.7  # cells of the kind, and their share of the filled ones
MANY = 3  # lines whose days follow from their numbers
LEAST_ADDRESS = 6  # characters of an address that is told from its cells alone
_DIVISION = re.compile(r"[路街道巷镇乡村区县旗]|苏木|嘎查|大厦")
_ANY_WORD = re.compile("")
ONE_DAY = dt.timedelta(days=1)  # a term ends on the day before the one on which it began
_NUMBER = re.compile(r"(?<!\d)(\d\d)\d{10}(?!\d)")
# Of somebody who inspects, owns or signs and is nobody to be asked; of one of several whom a list names.
_NOT_ASKED = re.compile(
    r"法人|法定|代表人|执法|检查|监管|监督|网格|包保|包联|包抓|领导|责任|专管|协管|督导|签字|技术|质量|授权|组长|审核|填报|填表"
    r"|制表|评审|采样|抽样|录入|登记|科室|股室|所长|局|主检|协检|员(?<!联络员)(?<!联系员)(?<!统计员)(?<!信息员)(?<!资料员)(?<!业务员)|家属|股东|委托|客户|投诉|举报"
    rf"|{VISITOR.pattern}"
)
_PERSON_WORD = re.compile(r"谁|人|联系|管事|对接|找|姓名|老板|站长|经理|主任|负责")
_PHONE_WORD = re.compile(r"电话|手机|号码|联系|座机|打")
_NATURE_WORD = re.compile(r"性质|类型|类别|属性|体制")
_NATURE = re.compile(
    r"(?:国有|民营|私营|集体|外资|合资|独资|个体)?(?:企业|公司)(?:法人|单位)?|(?:事业|机关|社团|社会团体)(?:单位|法人|单位法人)?"
    r"|国企|民企|民营|国有|私营|民办非企业(?:单位)?|民非|社会组织|个体(?:工商)?户?|其[他它]"
)
_PLACE_WORD = re.compile(r"地$|地点|地址|场所|位置|处所")
_OTHER_PLACE = re.compile(
    r"通[讯信]|邮|户籍|收件|快递|注册|登记|住所|发证|会议|培训|签到|抽样|采样|工程|项目|产地|原|旧"
)
_NOT_OF_PLACES = re.compile(
    rf"{_OTHER_PLACE.pattern}|数|量|人员|情况|状态|日期|时间|备注|说明|编号|结果|意见|是否|领域|项目|性质|类"
)
_SHORT_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}|[\u4e00-\u9fff]+·[\u4e00-\u9fff·]+")
_OFFICE = re.compile(r"[经副]?[理长任工]$|法人|负责人|总监|会计|文员|干事")  # 董事长, 总工
_DESK = re.compile(r"[室部科处台站所局股办]$|公司|中心|电话|值班|前台")
_ADDRESS = re.compile(
    r"[路街道巷镇村区县旗乡园][^，。]{0,30}(?:\d+(?:号|栋|幢|楼|室|层|座)|[一二三四五六七八九十]+(?:楼|层))|\d+号|场(?:场部|[东西南北]门|院内)$"
    r"|[镇乡区县旗市木][\w\-－#()（）]{1,20}(?:[路街道环巷村屯园段旁侧内口头组社桥院后前]|对面|大厦|[东西南北][面边]?|基地|公里|\d米|[层楼号]|\d室|园区|大院|场部|[东西南北大]门|[出路]口|沿线|附近|隔壁|底商|平房|小区|[广市]场|嘎查|渔场)$"
)
_PAPER = re.compile(r"字第|[〔\[［]\d{4}[〕\]］]")  # 建检字第F598号 is no house
_FIRST = re.compile(r"首|初|最早|最初|第一|始|头")
# Of another paper or another matter than the certificate.
_OTHER_DAY = re.compile(
    r"合同|协议|保险|合作|成立|注册|开业|营业|检查|抽查|更新|填报|填表|上报|报送|统计|打印|入库|变更|核查|出生|备案|租|校准|检定|评审|受理|申请|公示|处罚"
    r"|整改|建档|登记|录入|导出|复核|现场|审核|采样|报告|搬迁|约谈|监督|执法|注销|吊销|撤销|暂停|考核|培训|移送|立案|联系|走访|自查"
    r"|提醒|查询|原|旧|CNAS|认可|执照|体系|联网|安装|下次|上次"
)
_LAST = re.compile(r"止|到|至|截|终|届满|失效|过期|期限|有效期$|啥时候|什么时候")
_BEGIN = re.compile(r"起|始|自|发|颁|取|领|拿|获|办")
_BEGINS = re.compile(r"[起始](?:日期?|时间|点)?$|发证|颁发|取证|领证|拿证|获证|办证|[发颁领拿办]的")


@dataclass(frozen=True)
class _Wanted:
    """A field that cells may give: none of `instead` has a column, which words may head it and which never do.

    Words that are not known at all may head anything; those known as something that is not kept need the right ones.
    """

    name: str
    instead: frozenset[str]
    may: re.Pattern[str]
    never: re.Pattern[str]
    test: Callable[[str], bool]
    any_word: bool = True

    def fits(
        self, at: int, row: Sequence[object], cells: Sequence[str], taken: Mapping[str, int], words: Synonyms
    ) -> bool:
        """Whether a column is of this field by its cells, and its words do not speak against it."""
        word = str(row[at])
        said = {name: str(row[column]) for name, column in taken.items() if column < len(row)}
        beside = self.name == "contact" and at + 1 in {taken.get("phone"), taken.get("other_phone")}
        own = beside and said.get("phone", "").startswith(word)  # 填报员 before 填报员电话, which is taken
        fitting = _are_people(cells, beside=beside) if self.name == "contact" else _mostly(cells, self.test)
        if (self.never.search(word) and not own) or not fitting:
            return False
        unknown = self.any_word and not words.field_of(word)
        return (beside or unknown or self.may.search(word) is not None) and len(set(cells)) >= FEWEST


def is_address(text: str) -> bool:
    """Whether a text names a street, a house or a place behind a division, and no number of a paper."""
    return _ADDRESS.search(text) is not None and _PAPER.search(text) is None


def _is_certain_address(text: str) -> bool:
    """Whether a text is an address under whatever words: 1号盒 is none."""
    return is_address(text) and len(text) >= LEAST_ADDRESS and _DIVISION.search(text) is not None


def _is_phone(text: str) -> bool:
    """Whether a cell holds nothing but telephones, each mobile or with its area: 2023001 may be any number."""
    name, phones, doubts = read_people(text)
    return name is None and not doubts and _are_whole(phones)


def _is_person_and_phone(text: str) -> bool:
    name, phones, doubts = read_people(text)
    called = name is not None and _SHORT_NAME.fullmatch(name) and not _DESK.search(name)
    return bool(called) and not doubts and _are_whole(phones)


def _are_whole(phones: str | None) -> bool:
    return phones is not None and all(one[0] in "01" for one in phones.split("、"))


def _is_nature(text: str) -> bool:
    return _NATURE.fullmatch(text) is not None


_ASKED = frozenset({"contact", "contact_and_phone"})
_WANTED = (
    _Wanted("contact_and_phone", _ASKED | {"phone"}, _PERSON_WORD, _NOT_ASKED, _is_person_and_phone),
    _Wanted("phone", frozenset({"phone", "contact_and_phone"}), _PHONE_WORD, _NOT_ASKED, _is_phone),
    _Wanted("contact", _ASKED, _PERSON_WORD, _NOT_ASKED, is_person, any_word=False),
    _Wanted("kind", frozenset({"kind"}), _NATURE_WORD, _NOT_ASKED, _is_nature),
    _Wanted("address", frozenset({"address"}), _PLACE_WORD, _OTHER_PLACE, is_address, any_word=False),
    _Wanted("address", frozenset({"address"}), _ANY_WORD, _NOT_OF_PLACES, _is_certain_address),
)


def filled_in(
    row: Sequence[object], below: Sequence[list[str]], taken: Mapping[str, int], words: Synonyms
) -> Iterator[tuple[str, int]]:
    """Fields that no words name, and their columns: cells below are given column by column.

    Only columns whose words are unknown, or known as something that is not kept, are taken.
    """
    free = [
        column
        for column, cell in enumerate(row)
        if cell and column not in taken.values() and words.field_of(str(cell)) in {"", "other"}
    ]
    known = dict(taken)
    for one in _WANTED:
        if known.keys() & one.instead:
            continue
        found = next((at for at in free if one.fits(at, row, below[at], known, words)), None)
        if found is not None:
            yield one.name, found
            known[one.name] = found
            free.remove(found)
    if "certificate" in taken:
        yield from _days(row, below, taken, free)


def days_by_number(
    row: Sequence[object], below: Sequence[Sequence[object]], taken: Mapping[str, int], words: Synonyms
) -> Iterator[tuple[str, int]]:
    """Columns of days whose words say nothing and whose years follow from the certificate's number in nearly all lines.

    A number begins with the year of its issue, and a certificate is valid for six years.
    """
    if "certificate" not in taken:
        return
    number, wanted = taken["certificate"], [("valid_to", YEARS), ("issued", 0)]
    free = [
        at for at in _free_of_days(row, taken, words) if not any(map(_is_number_word, row[number + 1 : at]))
    ]
    for name, later in wanted:
        found = [at for at in free if _years_later(below, number, at, later)]
        if name not in taken and len(found) == 1 and not (name == "issued" and "first_issued" in taken):
            yield name, found[0]
            free.remove(found[0])


def _years_later(below: Sequence[Sequence[object]], number: int, column: int, later: int) -> bool:
    """Whether days stand in the year of the certificate's number, or end a term of so many years from it."""
    pairs = [
        (_NUMBER.search(_at(row, number)), read_day(text, end=bool(later))[0])
        for row in below
        if (text := _at(row, column))
    ]
    fitting = [
        day is not None
        and found is not None
        and (day + ONE_DAY * bool(later)).year == 2000 + int(found[1]) + later
        for found, day in pairs
    ]
    return sum(fitting) >= MANY and sum(fitting) >= MOST * len(fitting)


def of_issue(columns: Mapping[str, int], words: Mapping[str, str], below: Sequence[list[object]]) -> bool:
    """Whether the days under 取证日 are those of issue: each begins the term that ends on the last day of its line.

    Such words may mean the first certificate as well as the present one; those that say 首次 mean the first.
    """
    if "issued" in columns or not {"first_issued", "valid_to"} <= columns.keys():
        return False
    if _FIRST.search(words.get("first_issued", "")):
        return False
    pairs = [
        (read_day(first)[0], read_day(last, end=True)[0])
        for row in below
        if (first := _at(row, columns["first_issued"])) and (last := _at(row, columns["valid_to"]))
    ]
    whole = [is_term(first, last) for first, last in pairs if first and last]
    return len(whole) >= FEWEST and sum(whole) >= MOST * len(whole)


def ends_of_terms(
    row: Sequence[object], below: Sequence[Sequence[object]], taken: Mapping[str, int], words: Synonyms
) -> Iterator[tuple[str, int]]:
    """Columns of days whose words say nothing, where with another column they make whole terms in nearly all lines.

    The day of issue and the last day; of the first certificate neither.
    """
    free = _free_of_days(row, taken, words)
    begin = taken.get("issued")
    if "valid_to" in taken:
        lasts, firsts = [taken["valid_to"]], free if begin is None else []
    else:
        lasts, firsts = free, free if begin is None else [begin]
    found = [
        (first, last)
        for first in firsts
        for last in lasts
        if first != last and _are_terms(below, first, last)
    ]
    if len(found) == 1:
        yield from (
            (name, at) for name, at in zip(("issued", "valid_to"), found[0], strict=True) if name not in taken
        )


def _free_of_days(row: Sequence[object], taken: Mapping[str, int], words: Synonyms) -> list[int]:
    """Columns that are not taken and whose words speak of no other day."""
    return [
        at
        for at, cell in enumerate(row)
        if cell
        and at not in taken.values()
        and words.field_of(str(cell)) in {"", "other"}
        and not (_OTHER_DAY.search(str(cell)) or _FIRST.search(str(cell)))
    ]


def _are_terms(below: Sequence[Sequence[object]], first: int, last: int) -> bool:
    days = [
        (read_day(begins)[0], read_day(ends, end=True)[0])
        for row in below
        if (begins := _at(row, first)) and (ends := _at(row, last))
    ]
    whole = [begin is not None and end is not None and is_term(begin, end) for begin, end in days]
    return sum(whole) >= FEWEST and sum(whole) >= MOST * len(whole)


def _at(row: Sequence[object], column: int) -> str:
    return str(row[column] or "") if column < len(row) else ""


def _days(
    row: Sequence[object], below: Sequence[list[str]], taken: Mapping[str, int], free: list[int]
) -> Iterator[tuple[str, int]]:
    """Columns of days that follow the certificate's number, before any other number: 许可证号, 许可有效期止."""
    number = taken["certificate"]
    for name, form in (("valid_to", _LAST), ("issued", _BEGIN)):
        if name in taken or (name == "issued" and "first_issued" in taken):
            continue
        fitting = [
            at
            for at in free
            if at > number
            and _OTHER_DAY.search(str(row[at])) is None
            and form.search(str(row[at]))
            and (name == "issued") == (_BEGINS.search(str(row[at])) is not None)
            and not any(map(_is_number_word, row[number + 1 : at]))
            and _mostly(below[at], _is_day)
        ]
        if len(fitting) == 1:
            yield name, fitting[0]


def _is_number_word(cell: object) -> bool:
    """Whether a column between the two is of the number of another paper."""
    return re.search(r"编号|证号|号码$|代码", str(cell or "")) is not None


def _is_day(text: str) -> bool:
    return read_day(text, end=True)[0] is not None


def _are_people(cells: Sequence[str], *, beside: bool) -> bool:
    """Whether cells are names of people: as short as such, at least half of them with a common surname.

    Beside a column of telephones one such surname will do.
    """
    short = [one for one in cells if _SHORT_NAME.fullmatch(one) and not _OFFICE.search(one)]
    least = 1 if beside else len(short) / 2
    return len(short) >= FEWEST and len(short) >= MOST * len(cells) and sum(map(is_person, short)) >= least


def _mostly(cells: Sequence[str], test: Callable[[str], bool]) -> bool:
    fitting = sum(map(test, cells))
    return fitting >= FEWEST and fitting >= MOST * len(cells)
