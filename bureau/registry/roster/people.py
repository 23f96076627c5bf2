"""Reads who is to be asked and by which telephone, which lists write in one cell as often as in two."""

from __future__ import annotations

import re

from bureau.registry.roster.grids import Cell
from bureau.registry.roster.refusing import Said
from bureau.registry.roster.values import Doubt, is_blank, squeezed, text_of

PHONE_FORM = Said(
    "不像电话号码；应为 139 开头的 11 位手机或 0477-8300000 这样的座机。",
    "This is no telephone number; a mobile one has 11 digits, another is written such as 0477-8300000.",
)
UNKNOWN = Said("没有写明；应为联系人的姓名。", "Not said; expected the name of the person to ask.")
MOBILE = re.compile(r"(?<!\d)(?:\+?86-?)?(1[3-9]\d{9})(?!\d)")
LANDLINE = re.compile(
    r"(?<!\d)(0\d{2,3}[-－—]?\d{7,8}(?:[-转]\d{1,6})?|[2-8]\d{6,7}(?:[-转]\d{1,6})?|[48]00-?(?:\d{3}-?\d{4}|\d{4}-?\d{3}))(?!\d)"
)
_COUNTRY = re.compile(r"(?:\+|00|(?<!\d))86[ \-－]?(?=1[3-9]\d[ \-－]?\d{4})")
_ABROAD = re.compile(r"(?:\+|00)86[ \-－]?\(?0?([2-9]\d{1,2})\)?[ \-－](\d{7,8})(?!\d)")
_AREA = re.compile(r"[（(](0\d{2,3})[)）][-－]?(?=\d)")
# 139 0000 2716 and 139-0000-2716: one number that is written in groups.
_EXTENSION = re.compile(r"(?<=\d)[ ，,]*(?:转|分机)[ :：]*(?=\d{1,6}(?!\d))")
_GROUPED = re.compile(r"(?<!\d)1[3-9]\d(?:[ \-－]?\d){8}(?!\d)")
_SPACED = re.compile(r"(?<!\d)(0\d{2,3})[ \-－—]+(\d{7,8})(?!\d)")
_WORDS = re.compile(
    r"联系人|姓名|联系电话|联系方式|电话号码|办公电话|手机号码|手机号|电话|手机|座机|固话|微信同号|同微信|tel|mobile",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"\d[\d\-*＊xX]{3,}\d")  # what may be meant as a number and is none
MAILS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
MAIL = Said("电子邮箱没有读入；请填入档案。", "The mail address was not taken; enter it in the dossier.")
PEOPLE = Said(
    "这一格像是几个人，已按“{names}”读入；不对请写全一人。",
    "This cell seems to name several people and was read as “{names}”; correct it if that is wrong.",
)
# What stands in brackets after a name and is no part of it.
_OFFICE = re.compile(
    r"(?<=[\u4e00-\u9fff])[（(]\w{0,6}(?:主任|经理|站长|所长|院长|厂长|局长|队长|科长|部长|校长|总监|主管|负责人|联系人"
    r"|法人|法定代表人|老师|先生|女士|总|会计|文员|书记|主席|助理|秘书|工程师|高工|技术员|管理员|联络员|代|男|女)[)）]"
)
# 张三139…（经理）, and 李四（检验科）.
_OFFICE_APART = re.compile(
    r"(?<=、)[（(](?:副|总|常务|行政|质量|技术|业务)*(?:主任|经理|站长|所长|院长|厂长|队长|科长|部长|校长|总监|主管|负责人|老板|法人)[)）]"
    r"|(?<=[\u4e00-\u9fff])[（(][\u4e00-\u9fff]{1,6}[科室部处办股组][)）]"
)
_OFFICE_BEFORE = re.compile(
    r"(?:^|(?<=[\s、]))(?:高工|高级工程师|工程师|主任|经理|站长|所长|院长|厂长|科长|校长|总监)[\s:：]+(?=[\u4e00-\u9fff]{2,4}(?:$|[\s、]))"
)
_OFFICE_AFTER = re.compile(
    r"(?<=[\u4e00-\u9fff])\s*[\s/／]\s*(?:业务|技术|质量|市场|行政|常务|办公室|副|总)*"
    r"(?:主任|经理|站长|所长|院长|厂长|队长|科长|部长|校长|总监|主管|负责人|会计|文员|工程师|高工)(?=$|[\s、，,;；（(])"
)
_IN_BRACKETS = re.compile(r"[（(][\u4e00-\u9fff·]{2,6}[)）]")
_NICK = re.compile(r"[老小阿][\u4e00-\u9fff]")
_CALLED_SO = re.compile(r"[老小阿]([\u4e00-\u9fff])$")
_NICKNAME = re.compile(r"[老小阿][\u4e00-\u9fff][（(]([\u4e00-\u9fff]{2,4})[)）]")
_NO_NAME = re.compile(
    r"主任|经理|站长|所长|院长|厂长|局长|队长|科长|部长|校长|总监|主管|负责人|法人|代表|会计|文员|微信|同号|手机|座机|电话|办公|值班|传真|[室部科处家宅]$"
)
# The commonest surnames: of two words of two characters or more each begins with one where they are two people.
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文包云苗樊殷齐梅安葛"
    "岳焦荣冀左耿关辛管毕喻阮翟聂尚甘卫窦桑佟庄柯詹邢倪申解鲍骆符丘欧温章鲁游柴席柏宁桂祝裴涂苟戚莫麦麻祁蒙房宫冉匡宗屈岑党尤"
    "晏晋曲柳栾滕牟瞿盖穆纪缪臧舒茅蓝蔺褚谈谷迟邬郁闫闵隋霍靳鞠项饶敖娄巩巫仇凌晁浦燕狄粟翁胥苑茹蒲虞覃邝邸阚雍惠丛佘卞战荆"
)
_DOUBLE = ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "端木")
_NAME_BROKEN = re.compile(
    r"(?<![\u4e00-\u9fff])(?![\u4e00-\u9fff\n]*[室部科处台站所心司])[\u4e00-\u9fff]{1,3}\n[\u4e00-\u9fff]{1,3}(?![\u4e00-\u9fff\n])"
)
_DESK = re.compile(r"(?:办|办公室|室|科|处|台|总机|值班|秘书处)$")
_MARKS = re.compile(r"^[\s:：.\-—+]+|[\s:：.\-—+]+$")
_COUNTRIES = ("+86-", "86-", "+86", "86")
_UNSAID = {"联系不上", "打不通", "无人接听", "不详", "未知", "待定", "待补", "待核实", "不明"}
_MISSING = {
    "缺",
    "无",
    "空",
    "空号",
    "停机",
    "未留",
    "没有",
    "没问",
    "未问",
    "没记",
    "未记",
    "没留",
    "不知",
    "没接",
    "未接",
}  # beside a name, of its telephone
# What stands beside a number in a column of telephones and is nobody's name.
_PLACES = re.compile(r".*(?:室|部|科|处|台|总机|财务|业务|前台|传真|值班|公司|中心|单位|本人)")
_PERSON = re.compile(
    r"[\u4e00-\u9fff·]{2,6}(?:[（(][\u4e00-\u9fff]{1,8}[)）])?(?:[、/][\u4e00-\u9fff·]{2,6})*"
)


def is_person(text: str) -> bool:
    """Whether a text can only be a person's name, by its surname; `·` parts those of other peoples."""
    named = re.fullmatch(r"[\u4e00-\u9fff·]{2,8}", text) is not None
    return named and ("·" in text or (len(text) <= 4 and (text[0] in _SURNAMES or text.startswith(_DOUBLE))))


def read_people(cell: Cell) -> tuple[str | None, str | None, list[Doubt]]:
    """A name, telephones separated by 、, and what is neither: 张三 139…."""
    text = text_of(cell)
    if is_blank(text):
        return None, None, []
    whole = _joined(str(cell) if isinstance(cell, str) else text)
    mails = MAILS.findall(whole)
    rest = raw = MAILS.sub("、", whole)
    phones = find_phones(raw)
    for phone in phones:
        rest = _left_out(phone, rest)
    doubts = [
        *(Doubt(one, MAIL) for one in mails),
        *(Doubt(one, PHONE_FORM) for one in _NUMBERS.findall(rest)),
    ]
    rest = _NUMBERS.sub("、", rest)
    for office in (_OFFICE, _OFFICE_AFTER, _OFFICE_APART, _OFFICE_BEFORE):
        rest = office.sub("、", rest)
    name = _name(rest)
    if "、" in name and not any(map(_PLACES.fullmatch, name.split("、"))):
        doubts.append(Doubt(text, PEOPLE.fill(names=name)))
    if name in _UNSAID:
        return None, _told(phones), [*doubts, Doubt(name, UNKNOWN)]
    return (None if is_blank(name) else name), _told(phones), doubts


def _left_out(phone: str, text: str) -> str:
    """The text without the first place of a telephone, and the country's number before it; no pattern for each."""
    at = text.find(phone)
    if at < 0:
        return text
    country = next((one for one in _COUNTRIES if text[:at].endswith(one)), "")
    return f"{text[: at - len(country)]}、{text[at + len(phone) :]}"


def _told(phones: list[str]) -> str | None:
    return "、".join(dict.fromkeys(phones)) or None


def _joined(raw: str) -> str:
    """Half width, and numbers that stand in groups as one each."""
    lines = "\n".join(" ".join(squeezed(piece) for piece in line.split()) for line in raw.splitlines())
    lines = _ABROAD.sub(r"0\1-\2", _COUNTRY.sub("", lines))
    lines = _EXTENSION.sub("转", _AREA.sub(r"\1-", lines))
    lines = _GROUPED.sub(lambda found: re.sub(r"\D", "", found[0]), lines)
    return _SPACED.sub(r"\1-\2", lines)


def _name(rest: str) -> str:
    """The words beside the numbers; what stands in brackets after a name stays with it."""
    found = []
    for piece in re.split(r"[、,，;；/|\n]", _broken(_WORDS.sub("、", rest))):
        # Names in Latin letters keep the blank between their words.
        words = _people_in(piece)
        if words:
            found += words
            continue
        text = _MARKS.sub("", " ".join(piece.split()) if piece.isascii() else squeezed(piece))
        if text.count("（") + text.count("(") != text.count("）") + text.count(")"):
            text = text.strip("（）()")  # a number stood between them
        if (called := _NICKNAME.fullmatch(text)) and is_person(called[1]):
            text = called[1]  # 老赵（赵德明）
        if _IN_BRACKETS.fullmatch(text) and (not _NO_NAME.search(text) or _is_called(text[1:-1])):
            text = text[1:-1]  # 139 0000 2716（张三）
        if text and text not in _MISSING and not re.fullmatch(r"[\d\W_]*", text):
            found.append(text)
    named = [one for one in found if is_person(one) and not _DESK.search(one)]
    if named and all(one in named or _DESK.search(one) for one in found):
        return "、".join(named)
    return "、".join(found)


def _is_called(text: str) -> bool:
    """Whether words are a surname and an office: 张经理."""
    return text[0] in _SURNAMES and len(text) > 2


def _broken(rest: str) -> str:
    """The words with a blank for a new line that may stand within one name: 孟和 over 巴特尔."""
    return _NAME_BROKEN.sub(lambda found: found[0].replace("\n", " "), rest)


def _people_in(piece: str) -> list[str]:
    """The people of `张三 李四`; none where the blanks may stand within one name, as in `李 娜` or `斯琴 高娃`."""
    words = piece.split()
    desks = [one for one in words if _DESK.search(one)]
    if desks and all(one in desks or is_person(one) for one in words):
        words = [one for one in words if one not in desks]  # 会长办 罗倩
        return words if len(words) == 1 else []
    if len(words) == 2 and (called := _CALLED_SO.search(words[0])) and words[1].startswith(called[1]):
        return [words[1]] if is_person(words[1]) else []  # 财务小陈 陈洁
    if len(words) > 1 and any(map(_NICK.fullmatch, words)):
        return words  # 思琴 小任
    several = len(words) > 1 and all(re.fullmatch(r"[\u4e00-\u9fff]{2,4}", one) for one in words)
    named = several and all(one[0] in _SURNAMES for one in words) and not words[0].startswith(_DOUBLE)
    return words if named else []


def find_phones(text: str) -> list[str]:
    """Telephone numbers in a text, mobile ones first as they stand."""
    found = [match[1] for match in MOBILE.finditer(text)]
    rest = MOBILE.sub(" ", text)
    return found + [match[1].replace("－", "-").replace("—", "-") for match in LANDLINE.finditer(rest)]


def read_phone(cell: Cell) -> tuple[str | None, str | None, list[Doubt]]:
    """As `read_people`, of a column of telephones: a cell without any number is in doubt."""
    name, phones, doubts = read_people(cell)
    text = text_of(cell)
    if name is not None and (_PLACES.fullmatch(name) or not _PERSON.fullmatch(name)):
        name = None
    if phones is None and not doubts and not is_blank(text):
        return name, None, [Doubt(text, PHONE_FORM)]
    return name, phones, doubts
