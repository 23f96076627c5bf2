"""What the three forms of 2021 must hold, one line a requirement: each is printed, with a place for it."""

from __future__ import annotations

import re

import pytest

from bureau.papers.blanks import BLANKS
from bureau.papers.word.filling import fill_in
from bureau.papers.word.layout import own_template
from bureau.papers.word.marks import paragraphs, text_of
from bureau.papers.word.packages import open_package, read_part

# (form, what it needs) -> how it is printed; 〈name〉 is the field's own text.
NEEDED = {
    "on-site-record": {
        "number of the form": "现场笔录",
        "bureau": "〈机关名称〉",
        "start and end time": "时间：〈开始时间〉至〈结束时间〉",
        "place": "地点：〈地点〉",
        "first officer with the certificate": "检查人员：〈执法人员一〉　执法证号：〈执法证号一〉",
        "second officer with the certificate": "检查人员：〈执法人员二〉　执法证号：〈执法证号二〉",
        "party": "当事人：〈当事人〉",
        "name of the licence": "主体资格证照名称：〈证照名称〉",
        "unified social credit code": "统一社会信用代码：〈统一社会信用代码〉",
        "address": "住所（住址）：〈住所〉",
        "representative": "法定代表人（负责人、经营者）：〈法定代表人〉",
        "identity, by hand": "身份证件号码（手写）：",
        "telephone, by hand": "联系电话（手写）：",
        "how the party was asked to attend": "通知当事人到场情况：〈到场情况〉",
        "what is inspected": "现就“〈检查事项〉”依法进行现场检查",
        "have you seen our certificates": "这是我们的执法证件，请过目。执法证件是否看清？\n当事人（手写）：",
        "statement and defence": "你（单位）有权陈述、申辩",
        "duty to answer": "应当如实回答询问、协助检查，不得拒绝、阻挠",
        "recusal": "有权申请回避。是否申请检查人员回避？\n当事人（手写）：",
        "findings": "现场情况\n〈现场情况〉",
        "statement of the party": "当事人的陈述、申辩和意见\n〈当事人意见〉",
        "read or read out": "请核对（已向你宣读）；属实的，请签名",
        "signature of the party": "当事人（签名、日期）：",
        "signature of the witness": "见证人（签名、日期）：",
        "signature of the officers": "检查人员（签名、日期）：",
    },
    "correction-order": {
        "number of the form": "责令改正通知书",
        "bureau": "〈机关名称〉",
        "official number": "〈文号〉",
        "party": "当事人：〈当事人〉",
        "name of the licence": "主体资格证照名称：〈证照名称〉",
        "unified social credit code": "统一社会信用代码：〈统一社会信用代码〉",
        "address": "住所（住址）：〈住所〉",
        "representative": "法定代表人（负责人、经营者）：〈法定代表人〉",
        "suspected, not decided": "经查，你单位涉嫌存在下列行为：\n〈违法行为〉",
        "article not kept": "违反了〈违反条款〉的规定",
        "article of the order": "依据〈责令依据〉的规定，现责令你单位",
        "until when": "于〈改正期限〉前改正",
        "what is asked for": "改正内容及要求：\n〈改正要求〉",
        "if it is not kept": "逾期不改正的，本局将依法处理",
        "remedies": "〈救济告知〉",
        "contact": "联系人：〈联系人〉　联系电话：〈联系电话〉\n联系地址：〈联系地址〉",
        "seal and day": "〈机关名称〉\n〈成文日期〉",
        "copies": "一份送达，一份归档",
    },
    "interview-record": {
        "number of the form": "询问笔录",
        "bureau": "〈机关名称〉",
        "start and end time": "时间：〈开始时间〉至〈结束时间〉",
        "place": "地点：〈地点〉",
        "first officer with the certificate": "询问人：〈执法人员一〉　执法证号：〈执法证号一〉",
        "second officer with the certificate": "记录人：〈执法人员二〉　执法证号：〈执法证号二〉",
        "who is interviewed": "被询问人：〈被询问人〉　性别：〈性别〉",
        "identity, by hand": "身份证件号码（手写）：",
        "employer and post": "工作单位：〈工作单位〉　职务：〈职务〉",
        "how they are concerned": "与案件关系：〈与案件关系〉",
        "telephone, by hand": "联系电话（手写）：",
        "address, by hand": "联系地址（手写）：",
        "have you seen our certificates": "问：执法证件是否看清？答（手写）：",
        "recusal": "问：是否申请执法人员回避？答（手写）：",
        "statement and defence": "你有权陈述、申辩",
        "duty to answer": "请如实回答，不得作虚假陈述",
        "questions and answers": "〈询问内容〉",
        "read or read out": "以上笔录我已看过（已向我宣读），与我说的一致（手写）：",
        "signature of the person": "被询问人（签名、日期）：",
        "signature of the officers": "询问人、记录人（签名、日期）：",
    },
}
OFFICIAL = {
    "on-site-record": (9, "现场笔录"),
    "interview-record": (14, "询问笔录"),
    "correction-order": (33, "责令改正通知书"),
}
EVERY_PAGE = {
    "on-site-record": ("当事人（签名）", "见证人（签名）", "检查人员（签名）"),
    "interview-record": ("被询问人（签名）", "询问人、记录人（签名）"),
}


def drawn(slug: str) -> dict[str, str]:
    """The text of each part of the form, filled with the names of its own fields."""
    blank = BLANKS[slug]
    values = {one.name: f"〈{one.name}〉" for one in blank.fields}
    parts = open_package(fill_in(own_template(blank), values, title=blank.title))
    names = [one for one in parts if re.fullmatch(r"word/(document|footer\d)\.xml", one)]
    return {one: "\n".join(map(text_of, paragraphs(read_part(parts[one])))) for one in names}


@pytest.mark.parametrize(("slug", "needed"), [(slug, one) for slug, lines in NEEDED.items() for one in lines])
def test_it_is_printed(slug: str, needed: str) -> None:
    assert NEEDED[slug][needed] in drawn(slug)["word/document.xml"]


@pytest.mark.parametrize("slug", NEEDED)
def test_every_field_that_is_declared_is_printed_and_required(slug: str) -> None:
    blank = BLANKS[slug]
    text = drawn(slug)["word/document.xml"]
    # Parts of the number, and the names that stand in the sentence of the remedies.
    within = {"年份", "序号", "复议机关", "管辖法院"}
    assert [
        one.name for one in blank.fields if f"〈{one.name}〉" not in text and one.name not in within
    ] == []
    assert (blank.official, blank.title) == OFFICIAL[slug]


@pytest.mark.parametrize("slug", EVERY_PAGE)
def test_every_page_is_signed_and_says_how_many_there_are(slug: str) -> None:
    parts = drawn(slug)
    for name in ("word/footer1.xml", "word/footer2.xml"):
        for signed in (*EVERY_PAGE[slug], "第 1 页　共 1 页"):
            assert signed in parts[name]
