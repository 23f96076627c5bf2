"""Header words are read by what they are composed of: lists of many habits, and words that are somebody else's."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bureau.registry.roster import own_synonyms, read_roster
from bureau.registry.roster.days import read_day
from bureau.registry.roster.options import of_options

NAME, ANOTHER = "云川市广正检测有限公司", "云川区疾控检验所"
MEANT = {
    "name": "被检查单位名称 监测机构名称 检测站 市场主体名称 获证组织名称 机构（全称） 申报单位 您单位的全称",
    "other": "发证机关名称 网格员电话 法人电话 监管人员联系方式 检查日期 CNAS证书编号 上级单位名称 有效期（年）",
    "registered_address": "法定地址 登记地址 注册所在地 营业执照上的地址 地址（注册） 机构注册地址 实验室注册地址 住所",
    "address": "在我区检测场所 检测站位置 地点 办公及试验地址 检验场所坐落 本区工作地点 场所 注册及检测地址 在哪办公",
    "first_issued": "首次获证时间 最早取证日期 初次发证 首张证书日期 第一次通过认定时间 首次资质认定日期",
    "issued": "颁证日期 本次发证日期 证书签发日 核发日期 发证 本次获证日期 证书起始日期 最近一次取证",
    "valid_to": "截止日期 证书届满日 到期 失效日期 证书有效期至（格式：2022/1/1） 资质期满日期 CMA到期日 终止日期",
    "contact": "业务对接人 机构联络员 经办人姓名 实验室负责人 被查单位联系人 接洽人 负责同志",
    "phone": "联络电话 联系人手机号 机构座机 被查单位电话 联系号码 对接人电话 负责人手机",
    "contact_and_phone": "负责人及电话 联系人和手机 对接人及联系方式",
    "certificate": "计量认证号 资质认定证号 资质认定书编号 CMA资质证书号 现有证书编号",
    "uscc": "社会统一信用代码 机构信用代码 单位代码",
    "domains": "监测类别 检测行业 承检范围 业务方向 获证领域 认定领域",
    "kind": "单位所有制性质 经济性质 单位属性 机构类型",
}
SITE, SEAT = "云川区二路2号", "云川区一路1号"
LISTS: dict[str, tuple[str, dict[str, object]]] = {
    "机构名称|注册地址|首次获证时间|资质认定证书号|在本市检测场所|办理备案时间": (
        f"{NAME}|{SEAT}|2015-01-09|212712050155|{SITE}|2020年2月",
        {"registered_address": SEAT, "address": SITE, "first_issued_on": "2015-01-09"},
    ),
    "机构名称|注册地址|联系人": (f"{NAME}|{SEAT}|孙立", {"registered_address": SEAT, "address": None}),
    "市场主体名称|住所（营业执照）|经营场所": (
        f"{NAME}|{SEAT}|同住所",
        {"registered_address": SEAT, "address": SEAT},
    ),
    "机构名称|检测地址|注册地址": (
        f"{NAME}|{SITE}|同检测地址",
        {"registered_address": SITE, "address": SITE},
    ),
    "机构名称|地址|联系": (
        f"{NAME}|注册地址：{SEAT} 检测地址：{SITE}|联系人：孙立，电话：13900000002",
        {"registered_address": SEAT, "address": SITE, "contact": "孙立", "phone": "13900000002"},
    ),
    "检验机构|检验场所": (f"{NAME}|一址：{SITE}；二址：{SEAT}", {"address": SITE, "other_addresses": [SEAT]}),
    "机构名称|在我区检测场所": (f"{NAME}|无固定场所", {"address": None}),
    "单位|发证机关|发证时间|证书状态|到期|站址|网格员": (
        f"{NAME}|省局|2021.3.5|有效|2027.3.4|{SITE}|王五",
        {"issued_on": "2021-03-05", "valid_to": "2027-03-04", "address": SITE, "contact": None},
    ),
    "名称|证书编号|有效期（年）|证书起始日|证书终止日": (
        f"{NAME}|212712050155|6|2021-3-5|2027-3-4",
        {"issued_on": "2021-03-05", "valid_to": "2027-03-04"},
    ),
    "机构名称|监管责任人|联系电话|企业联系人|联系电话": (
        f"{NAME}|执一|13900000009|孙立|13900000002",
        {"contact": "孙立", "phone": "13900000002"},
    ),
    "原机构名称|现机构名称|原证书编号|现证书编号": (
        f"云川老检测有限公司|{NAME}|150501060634|212712050155",
        {"certificate_numbers": ["212712050155"]},
    ),
    "被抽查单位|抽查时间|单位住所|单位联系人及电话|抽查人员": (
        f"{NAME}|2022-1-1|{SEAT}|孙立13900000002|执一",
        {"registered_address": SEAT, "contact": "孙立", "issued_on": None},
    ),
    "机构名称|资质认定编号|统一码|有效期": (
        f"'{NAME}|'212712050155|'91150602MA0N0051XX|'六年（至2027年3月4日）",
        {"uscc": "91150602MA0N0051XX", "valid_to": "2027-03-04", "certificate_numbers": ["212712050155"]},
    ),
    "机构名称|性质": (f"{NAME}|企业（√） 事业（ ）", {"kind": "enterprise"}),
    "获证组织名称|法定住所|资质认定地址|首次认定日期|本次认定日期|届满日期": (
        f"{NAME}|{SEAT}|{SITE}|2015-1-9|2021-3-5|2027-3-4",
        {"first_issued_on": "2015-01-09", "issued_on": "2021-03-05", "valid_to": "2027-03-04"},
    ),
}


def written(folder: Path, *rows: str) -> Path:
    path = folder / "名录.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(row.split("|") for row in rows)
    return path


@pytest.mark.parametrize("name", MEANT)
def test_words_by_their_composition(name: str) -> None:
    assert {word: own_synonyms().field_of(word) for word in MEANT[name].split()} == dict.fromkeys(
        MEANT[name].split(), name
    )


@pytest.mark.parametrize("heads", LISTS)
def test_a_list_of_another_habit(heads: str, tmp_path: Path) -> None:
    row, expected = LISTS[heads]
    (line,) = (one.as_json() for one in read_roster(written(tmp_path, heads, row)).lines)
    assert line["name"] == NAME
    assert {name: line[name] for name in expected} == expected


def test_two_levels_of_single_words(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "序号|机构|机构|CMA|CMA|CMA|地址|地址|联系情况|联系情况",
        "序号|全称|代码|号|起|止|注册|实际|人员|号码",
        f"1|{NAME}|91150602MA0N0051XX|212712050155|2021-3-5|2027-3-4|{SEAT}|{SITE}|王磊|13800000182",
    )
    found = read_roster(path)
    (line,) = (one.as_json() for one in found.lines)
    assert (line["issued_on"], line["valid_to"], line["contact"]) == ("2021-03-05", "2027-03-04", "王磊")
    assert (line["address"], line["registered_address"], found.problems) == (SITE, SEAT, [])


def test_a_list_of_names_alone_and_sheets_that_are_none(tmp_path: Path) -> None:
    assert [one.name for one in read_roster(written(tmp_path, "机构名称", NAME, ANOTHER)).lines] == [
        NAME,
        ANOTHER,
    ]
    for rows in (
        ("科室|姓名|电话", "质量科|王磊|13900000001"),
        ("领域|机构数量|占比", "食品|3|30%", "环境|7|70%"),
        ("填写说明", "1.机构名称填全称", "2.证书编号为12位"),
    ):
        assert read_roster(written(tmp_path, *rows)).lines == []


def test_natures_and_fields_that_are_ticked_side_by_side(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "填表说明：请在相应领域打√|||||",
        "序号|机构名称|机构类型|机构类型|重点领域|重点领域",
        "序号|机构名称|事业|企业|食品|碳排放核查",
        f"1|{NAME}||√|√|",
        f"2|{ANOTHER}|√|||√",
    )
    lines = [(one.kind, one.domains) for one in read_roster(path).lines]
    assert lines == [("enterprise", ("食品",)), ("public_institution", ("碳排放核查",))]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("☑企业法人 □事业单位", "企业法人"),
        ("企业法人√  事业单位  其他", "企业法人"),
        ("企业☑ 事业□ 其他□", "企业"),
        ("（√）企业 （ ）事业", "企业"),
        ("企业√事业", "企业/事业"),
    ],
)
def test_options_are_ticked_before_or_behind(text: str, chosen: str) -> None:
    assert of_options(text) == chosen


@pytest.mark.parametrize("text", ["2020.1.2起6年", "2020年1月2日起六年", "自2020年1月2日"])
def test_the_first_day_of_a_term_is_never_its_last(text: str) -> None:
    assert read_day(text, end=True)[0] is None
