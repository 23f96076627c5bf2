"""What stands in a list and is no line of it: titles, headings of groups, sums, signatures, notes, placeholders."""

from __future__ import annotations

import re

from bureau.registry.identifiers import read_certificate_number, read_uscc
from bureau.registry.roster.columns import Header
from bureau.registry.roster.refusing import Said
from bureau.registry.roster.values import is_blank
from bureau.registry.roster.words import header_key, own_synonyms

NO_NAME = Said(
    "这一行没有机构名称，没有读入；是同一机构的续行就补上名称，不是名单内容就删去。",
    "This line has no name of an institution and was not taken; add the name, or delete the line.",
)
LONE = Said(
    "这一行只有这几个字，像小标题或落款，没有读入；如是机构，请补上序号或其他栏。",
    "Only these words stand here, as in a heading, and were not taken; if it is an institution, fill in the rest.",
)
NOT_A_NAME = Said(
    "不像机构名称，这一行没有读入；应为“云川检测有限公司”这样的全称。",
    "This is no name of an institution and the line was not taken; write its name in full.",
)
REGULATOR = Said(
    "这是监管部门，不是检验检测机构，这一行没有读入。",
    "This is a regulator and no institution for inspection or testing; the line was not taken.",
)
EXAMPLE = Said(
    "这一行像填写示例，没有读入；如是机构，请写它的全称。",
    "This line looks like an example of how to fill in and was not taken; if it is an institution write its name.",
)
_NONE_HERE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6}?(?:辖区|[区所县乡镇旗局们]|街道|苏木)){0,2}(?:范围)?内?(?:暂|目前|现)?(?:无(?![损锡锈菌忧纺]|线电|机(?!构)|人机)|没有|未设)\w{0,8}(?:机构|单位|企业|实验室|检测站|检验站)"
)
_EXAMPLE = re.compile(r"(?:填[写报])?(?:示例|样例|范例|举例|例如|例(?=[:：]|$))")
_MASKED = re.compile(
    r"某某|(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])|[×＊]{2,}"
)  # in a name; a file's number may be XX-01
_REGULATOR = re.compile(
    r".*(?:市场监督管理|市场监管|工商行政管理|市监)(?:总?局|分局|所|分所|[股科]|大队|中队)(?:\w{0,6}[股科])?(?:[（(][^（）()]*[)）])?"
)
# After the word nothing but a number may stand: 联合计量检测中心 is no sum.
SUM = re.compile(
    r"[\w（）()]{0,8}?(?:合计|小计|总计|共计|总数|累计|平均值?|均值|占比|百分比|最大值|最小值)(?:[A-Za-z]+)?(?:[（(].*[)）]$)?[:：]?[（(]?(?:约?\d+(?:\.\d+)?)?[家个所户%％]?[)）]?"
)
_HOW_MANY = re.compile(
    r"[\w（）()、]{1,14}(?:数|数量|比例|占比|率)[:：]?"
)  # 有证单位数; no body is called so
# 其中 under a sum, and what it is divided into: 第三方2家，事业单位1家.
_DIVIDED = re.compile(r"其中[:：]?|(?:其中[:：]?)?(?:[^\W\d]{1,12}\d+[家个户][，,、;；。.]?)+")
_COUNT = re.compile(r"(?:以上|全区|本表)?共[有计]?\d+[家个所户](?:机构|单位)?[。.]?")
_LABELS = (
    "填报人|填表人|填报单位|填表单位|填报日期|填报时间|填表日期|填表时间|上报时间|上报日期|上报单位|报送单位|报送人"
    "|报送时间|审核人|审核|复核人|复核|审批人|审批|校对|制表人|制表|统计人|经办人|负责人签字|负责人签名|单位负责人"
    "|分管领导|主管领导"
    "|科室负责人|签字|签名|盖章|单位盖章|公章|所在旗区|所属旗区|联系人|联系电话|日期|打印日期|打印时间"
    "|制表单位|制表时间|制表日期|编制单位|编制人|编制日期|统计单位|统计时间|统计日期|汇总人|汇总单位|核对人|校核人?"
    "|打印人|制单|制单人|移交单位|接收单位|移交人|接收人|填写人|填写单位|填写日期|录入人|所长|局长|站长|责任领导|数据来源|来源|截至日期|截止时间"
)
_SIGNED = re.compile(rf"(?:{_LABELS})(?:签[字名章]|盖章)?(?:[（(][^）)]*[)）])?[:：]")
# 建档人: whatever somebody signs as, in the column of names.
_SIGNED_AS = re.compile(r"[\u4e00-\u9fff]{1,5}(?:人|人员|单位|日期|时间)(?:签[字名章])?[:：]")
# 誊录：小崔, whatever somebody has done to the list.
_SIGNED_BY = re.compile(r"[\u4e00-\u9fff]{1,8}[:：]")
_LABEL = re.compile(rf"(?:单位)?[（(]?(?:{_LABELS})[)）]?")
_SEALED = re.compile(r".{0,20}[（(](?:盖章|公章|签章|签字)[)）][:：]?")
_NOTE = re.compile(
    r"(?:注|备注|说明|附注?|填表说明|注意事项|注意)\d?[:：.、]|※|\*|[（(]?此表|本表|[（(]?以下(?:空白|无正文)"
)
_PAGE = re.compile(r"第?\d+页?[/，,]?(?:共\d+页)|续表|[（(]续[)）]|-?\d*页")
_DAY = re.compile(
    r"(?:\d{4}[-年./]\d{1,2}(?:[-月./](?:\d{1,2}日?)?)?|[〇○零一二三四五六七八九十]{4}年.{2,6}日?|年月日)"
)
_GROUP = re.compile(
    r"(?:[（(]?[一二三四五六七八九十]+[)）、.．].*|第[一二三四五六七八九十]+(?:部分|类).*"
    r"|.*(?:类|领域|部分|行业|市场监管所|市监所|市场监督管理[所局]|市监局|镇|乡|街道|人民政府|[（(]?共?\d+家[)）]?)"
    r"|\w{1,5}[区旗县市][:：]?)"
)
BODY = re.compile(
    r".*(?:公司|中心|站|所|院|室|厂|队|校|大学|协会|集团|社|馆|基地|分部|检测线|部|(?:检验|化验|检测|病理)科|机构|场|店|库|Ltd|LTD)[)）]?"
)
_BESIDE = (
    _NOTE.match,
    re.compile(r"附?注|备注|说明").fullmatch,
    _SIGNED.match,
    _LABEL.fullmatch,
    _SEALED.fullmatch,
    _PAGE.fullmatch,
)
# What a body's name holds where it does not end as one: 华宇检测, 绿源环境监测.
_TESTS = re.compile(r"检|测|试验|实验|鉴定|计量|校准|化验|评价|疾控|质监")
FEW = 4  # columns
_LEAST = 6  # characters of what only a line has: a number, a day, a telephone, a place
_NUMBER = re.compile(r"\d{1,5}[.、]?")
_ORDINAL = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[)）、.．]?"
)  # stands before a group's heading in a cell of its own
_UNKNOWN = re.compile(
    r"[（(]?(?:(?:名称)?待(?:定|补充?|核实?|查|确认|填写?|报送?|录入)|未知|未定|不详|不明|无名称|空白?|略|测试|[必选][填项]项?)[)）]?[。.]?"
)
_DESK = re.compile(
    r".{0,10}(?:秘书处|办公室|值班室|服务台|窗口|热线|咨询台|联络处|指挥部)"
)  # with a telephone
_PLAIN = re.compile(r"[\d\W_]*")


def is_aside(row: list[object], header: Header) -> bool:
    """Whether a row under a header is no line of the list, which needs no telling."""
    texts = [str(cell) for cell in row if cell]
    said = [
        text for text in texts if not (is_blank(text) or _NUMBER.fullmatch(text) or _ORDINAL.fullmatch(text))
    ]
    if not said or identifies(texts):
        return not said
    name = header.text("name", row)
    return (
        (len(texts) > 1 and len(set(texts)) == 1)  # one cell merged over the row
        or any(
            SUM.fullmatch(text) or _COUNT.fullmatch(text) or _DIVIDED.fullmatch(text)
            for text in (*texts[:2], name)
        )
        or any(form(texts[0]) for form in _BESIDE)
        or _DAY.fullmatch(name) is not None
        or _HOW_MANY.fullmatch(name) is not None
        or _SIGNED_AS.match(name) is not None
        or (is_blank(name) and (any(map(_SIGNED.match, said)) or all(map(_is_idle_word, said))))
        or (len(said) == 1 and not _numbered(row, header) and _GROUP.fullmatch(name) is not None)
    )


def objection(row: list[object], header: Header) -> Said | None:
    """Why a row that is no aside cannot be a line either, to be told."""
    name = header.text("name", row)
    if is_blank(name):
        return NO_NAME
    if (
        _PLAIN.fullmatch(name)
        or len(name) < 2
        or name in header.words.values()
        or header_key(name) in own_synonyms().words  # the label of a card that was left blank
        or name.endswith((":", "："))
        or _UNKNOWN.fullmatch(name)
        or _DESK.fullmatch(name)
        or "@" in name
        or _NONE_HERE.fullmatch(name)
        or (_SIGNED_BY.match(name) and not BODY.fullmatch(name))
        or not (BODY.fullmatch(name) or _TESTS.search(name) or _numbered(row, header) or _bears(row, header))
    ):
        return NOT_A_NAME
    if _MASKED.search(name) or any(map(_EXAMPLE.match, (name, str(row[0] or "")))):
        return EXAMPLE
    if _REGULATOR.fullmatch(name):
        return REGULATOR
    said = [str(cell) for cell in row if cell and not is_blank(str(cell))]
    ordinal = [text for text in said if _ORDINAL.fullmatch(text)]  # 一 and 已注销: the heading of a group
    if (
        len(said) - len(ordinal) == 1
        and len(header.columns) > 1
        and ((header.number is not None and not ordinal) or not BODY.fullmatch(name))
    ):
        return LONE
    return None


def identifies(texts: list[str]) -> bool:
    """Whether one of the cells can only be a body's: its code, or the number of its certificate."""
    return any(
        len(text) in {12, 13, 18} and (read_uscc(text).code or read_certificate_number(text).number)
        for text in texts
    )


def may_be_body(text: str) -> bool:
    """Whether words end as a body's name does and are no note, signature or page number."""
    return BODY.fullmatch(text) is not None and not any(form(text) for form in _BESIDE)


def _bears(row: list[object], header: Header) -> bool:
    """Whether a column of the list says what only a line has; a count beside some words, or who signed, is none.

    Lists of few columns that have no running numbers need not say more.
    """
    if header.number is None and len(header.columns) < FEW:
        return True
    stands = (header.text(name, row) for name in header.columns if name != "name")
    return any(len(text) >= _LEAST and not _SIGNED.match(text) for text in stands)


def _is_idle_word(text: str) -> bool:
    return bool(
        _GROUP.fullmatch(text) or _DAY.fullmatch(text) or _SEALED.fullmatch(text) or _NOTE.match(text)
    )


def _numbered(row: list[object], header: Header) -> bool:
    """Whether a running number stands before the name."""
    at = header.number
    return at is not None and at < len(row) and _NUMBER.fullmatch(str(row[at])) is not None
