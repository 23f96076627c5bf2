"""Habits of other offices: what stands beside, below or in one cell, and whose it is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from bureau.registry.roster import Roster
from bureau.registry.roster.fieldlike import names_fields
from bureau.registry.roster.people import read_people
from bureau.registry.roster.telling import is_body
from bureau.registry.roster.words import own_synonyms
from tests.rooms.registry.test_roster_content import book
from tests.rooms.registry.test_roster_filled_in import NAMES, ONE, THREE, TWO

NUMBERS = ("230512345601", "230512345602", "230512345603", "230512345604")


def read(folder: Path, *rows: list[Any]) -> Roster:
    """What is read of a sheet with these rows."""
    return book(folder, list(rows))


def told(roster: Roster, words: str) -> list[int | None]:
    """The rows of which something is told in these words."""
    return [one.row for one in roster.problems if words in one.said.zh]


# Headings


def test_numbered_headings_name_fields_where_half_of_them_name_known_ones(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        ["序号", "单位名称", "电话"],
        ["一、机动车检验机构"],
        [1, ONE, "13900000001"],
        ["二、食品农产品检验机构"],
        [2, TWO, "13900000002"],
        ["三、市政道桥"],
        [3, THREE, "13900000003"],
    )
    assert [line.domains for line in roster.lines] == [("机动车",), ("食品农产品",), ("市政道桥",)]


def test_what_stands_above_one_of_two_lists_is_the_field_of_its_bodies(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        ["机动车检验机构", None, None, None, "其他机构", None, None],
        ["名称", "证书编号", "手机", None, "名称", "证书编号", "手机"],
        [ONE, NUMBERS[0], "13900000001", None, TWO, NUMBERS[1], "13900000002"],
    )
    assert [(line.name, line.domains) for line in roster.lines] == [(ONE, ("机动车",)), (TWO, ())]


def test_lists_side_by_side_are_cut_by_words_that_are_not_known(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        ["甲乙栏", "CMA证书", "电话", None, "甲乙栏", "CMA证书", "电话"],
        *[
            [NAMES[n], NUMBERS[n], f"1390000000{n}", None, NAMES[n + 2], NUMBERS[n + 2], f"1390000000{n + 2}"]
            for n in (0, 1)
        ],
    )
    assert {line.name: line.certificate_numbers for line in roster.lines} == {
        name: (number,) for name, number in zip(NAMES, NUMBERS, strict=True)
    }
    assert told(roster, "并排的 2 份名单")


# Whom to ask


def test_the_same_as_at_the_left_means_the_person_and_the_telephone_there(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        ["名称", "负责人", "负责人电话", "联系人", "联系人电话"],
        [ONE, "哈斯", "13900000001", "同左", "同左"],
        [TWO, "张三", "13900000002", "李四", "13900000003"],
    )
    assert [(line.contact, line.phone) for line in roster.lines] == [
        ("哈斯", "13900000001"),
        ("李四", "13900000003"),
    ]
    assert len(told(roster, "写的是“同左”")) == 2


def test_a_second_person_to_be_asked(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        ["名称", "联系人1", "联系人2"],
        [ONE, "张三13900000001", "李四13900000002"],
        [TWO, "王五13900000003", None],
    )
    assert [(line.contact, line.phone) for line in roster.lines] == [
        ("张三、李四", "13900000001、13900000002"),
        ("王五", "13900000003"),
    ]


def test_a_second_person_with_a_telephone_in_the_words(tmp_path: Path) -> None:
    roster = read(
        tmp_path, ["机构", "联系人1/电话", "联系人2/电话"], [ONE, "常亮/13900000001", "包海/13900000002"]
    )
    assert (roster.lines[0].contact, roster.lines[0].phone) == ("常亮、包海", "13900000001、13900000002")


def test_places_of_one_district_apart(tmp_path: Path) -> None:
    cell = "敖包旗乌力吉苏木风场;敖包旗巴音苏木升压站"
    roster = read(tmp_path, ["机构", "地址", "电话"], [ONE, cell, "13900000001"])
    assert roster.lines[0].addresses == ("敖包旗乌力吉苏木风场", "敖包旗巴音苏木升压站")


def test_whoever_is_to_be_found_goes_before_the_head(tmp_path: Path) -> None:
    roster = read(tmp_path, ["单位", "负责人", "找谁", "电话"], [ONE, "巴特尔", "萨仁", "13900000001"])
    assert roster.lines[0].contact == "萨仁"


def test_whom_to_ask_and_where_in_one_cell(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        ["单位", "CMA证书号", "找谁、电话、在哪儿"],
        [ONE, NUMBERS[0], "金宝 13900000001√\n公路段院里"],
        [TWO, NUMBERS[1], "郭师傅 13900000002\n北环路老检车线"],
    )
    assert [(line.contact, line.phone, line.address) for line in roster.lines] == [
        ("金宝", "13900000001", "公路段院里"),
        ("郭师傅", "13900000002", "北环路老检车线"),
    ]


def test_a_nickname_before_the_name() -> None:
    assert read_people("老赵（赵德明） 13900000001")[:2] == ("赵德明", "13900000001")


# Rows that go on


def test_a_row_that_names_nobody_gives_a_further_certificate(tmp_path: Path) -> None:
    head = ["单位", "CMA证书", "发证日期", "有效期", "备注"]
    roster = read(
        tmp_path,
        head,
        [ONE, NUMBERS[0], "2023-01-02", "2029-01-01", None],
        [None, NUMBERS[1], "2023-01-02", "2029-01-01", "第二张证书"],
        [TWO, NUMBERS[2], "2023-02-02", "2029-02-01", None],
        [None, NUMBERS[3], "2023-03-02", "2029-03-01", "二证"],
    )
    first, second = roster.lines
    assert (first.certificate_numbers, first.valid_to) == (NUMBERS[:2], dt.date(2029, 1, 1))
    assert second.valid_to is None
    assert [(one.number, one.valid_to) for one in second.terms] == [
        (NUMBERS[2], dt.date(2029, 2, 1)),
        (NUMBERS[3], dt.date(2029, 3, 1)),
    ]
    assert told(roster, "证书编号已接在上一行") == [3, 5]


def test_a_row_that_gives_an_address_alone_is_a_further_place(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        ["机构名称", "与本部关系", "检测地址", "电话"],
        [ONE, "本部", "一路1号", "13900000001"],
        [None, "分场所", "嘎查六社粮站", None],
        [TWO, "本部", "工业园区", "13900000002"],
        [None, "分场所", "三路5号", None],
    )
    assert roster.lines[0].addresses == ("一路1号", "嘎查六社粮站")
    assert roster.lines[1].addresses == ("工业园区",)  # which may be broken off
    assert told(roster, "作另一处检测场所") == [3]
    assert told(roster, "没有机构名称") == [5]


def test_a_number_beside_nothing_is_nobodys(tmp_path: Path) -> None:
    roster = read(
        tmp_path, ["单位", "CMA证书", "电话"], [ONE, NUMBERS[0], "13900000001"], [None, NUMBERS[1], None]
    )
    assert roster.lines[0].certificate_numbers == NUMBERS[:1]
    assert told(roster, "没有机构名称") == [3]


# Days


@pytest.mark.parametrize("mark", ["\n", "，"])
def test_number_and_day_of_issue_in_one_cell(mark: str, tmp_path: Path) -> None:
    rows = [
        [name, f"{number}{mark}2023年5月{n}日", f"2023年5月{n}日至2029年5月{n - 1}日"]
        for n, (name, number) in enumerate(zip(NAMES, NUMBERS, strict=True), 2)
    ]
    roster = read(tmp_path, ["单位", "CMA证书编号及发证日期", "有效期限"], *rows)
    assert [line.certificate_numbers for line in roster.lines] == [(one,) for one in NUMBERS]
    assert [line.issued_on for line in roster.lines] == [dt.date(2023, 5, n) for n in range(2, 6)]


def test_the_last_day_beside_a_number_that_is_wrong(tmp_path: Path) -> None:
    rows = [[name, f"{number}\n(有效期至2029年5月1日)"] for name, number in zip(NAMES, NUMBERS, strict=True)]
    roster = read(
        tmp_path,
        ["单位", "CMA证书编号及有效期"],
        *rows,
        ["云川丁检测站", "23051234560\n(有效期至2029年5月2日)"],
    )
    assert roster.lines[-1].valid_to == dt.date(2029, 5, 2)
    assert roster.lines[-1].certificate_numbers == ()
    assert told(roster, "应为 12 位数字") == [6]


@pytest.mark.parametrize(
    ("cell", "issued", "until"),
    [
        ("2023.8.2-见附件", dt.date(2023, 8, 2), None),
        ("2022.8.2-见附件", None, None),  # another year than that of the number
        ("2023.9.18—2023.9.17", dt.date(2023, 9, 18), None),
        ("2023、4、12发\n2029、4、11到期", dt.date(2023, 4, 12), dt.date(2029, 4, 11)),
        ("2023.4.12发，2029.4.11到期", dt.date(2023, 4, 12), dt.date(2029, 4, 11)),
        ("2029、4、11", None, dt.date(2029, 4, 11)),
    ],
)
def test_terms(cell: str, issued: dt.date | None, until: dt.date | None, tmp_path: Path) -> None:
    roster = read(tmp_path, ["单位", "CMA证书编号", "证书有效期"], [ONE, NUMBERS[0], cell])
    assert (roster.lines[0].issued_on, roster.lines[0].valid_to) == (issued, until)


def test_the_first_certificate_in_a_remark(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        ["单位", "CMA证书编号", "有效期", "备注"],
        [ONE, NUMBERS[0], "2029-01-01", "2013年7月25日首次取证"],
    )
    assert roster.lines[0].first_issued_on == dt.date(2013, 7, 25)
    assert told(roster, "没有首次获证一栏") == [2]


def test_a_term_shorter_than_all_others_is_told(tmp_path: Path) -> None:
    rows = [
        [
            f"云川第{n}检测有限公司",
            f"23051234560{n}",
            f"2023-05-0{n}",
            f"{2028 if n == 3 else 2029}-05-0{n - 1}",
        ]
        for n in range(2, 9)
    ]
    roster = read(tmp_path, ["单位", "CMA证书编号", "发证日期", "有效期至"], *rows)
    assert told(roster, "只有 5 年") == [3]


def test_the_term_of_the_accreditation_before_that_of_another_permit(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        ["单位", "CMA证书编号", "住建资质有效期", "计量认证有效期"],
        [ONE, NUMBERS[0], "2026-01-01", "2029-01-01"],
    )
    assert roster.lines[0].valid_to == dt.date(2029, 1, 1)


# Names


@pytest.mark.parametrize(
    ("word", "field"),
    [
        ("工商登记名称", "name"),
        ("会员单位", "name"),
        ("联系电话 Tel.", "phone"),
        ("单位详细名称 Name of Unit", "name"),
        ("数据来源单位", ""),
        ("许可机关统一社会信用代码", "other"),
        ("原始获证日", "first_issued"),
        ("原证书首次获证日期", "first_issued"),
        ("最近一次发证", "issued"),
        ("另一处检测地点", "other_address"),
        ("存放位置", "other"),
        ("业务咨询人", "contact"),
        ("认证范围", "domains"),
    ],
)
def test_words(word: str, field: str) -> None:
    assert own_synonyms().field_of(word) == field


def test_the_reason_is_in_the_words_of_the_header() -> None:
    found = own_synonyms().match("被检机构名称")
    assert found is not None
    assert found.by == "名称"


def test_names_are_where_the_cells_are_bodies(tmp_path: Path) -> None:
    """实验室 may be the body or the place where it tests."""
    places = ("镇木材市场", "林场南门", "创业大厦1103室", "胜利乡南环路8号")
    rows = [
        [name, number, f"云川{place}"] for name, number, place in zip(NAMES, NUMBERS, places, strict=True)
    ]
    roster = read(tmp_path, ["公司", "证书号", "实验室"], *rows)
    assert [line.name for line in roster.lines] == list(NAMES)
    assert [line.address for line in roster.lines] == [f"云川{place}" for place in places]


def test_a_list_of_what_columns_mean_is_none_of_bodies(tmp_path: Path) -> None:
    roster = read(tmp_path, ["field", "说明"], ["org_name", "机构名称"], ["cert_no", "资质认定(CMA)证书编号"])
    assert roster.lines == []


def test_counts_of_squads_are_none_of_bodies(tmp_path: Path) -> None:
    roster = read(tmp_path, ["中队", "检验站数量"], ["旗直中队", 4], ["城北中队", 3], ["合计", 7])
    assert roster.lines == []


@pytest.mark.parametrize("name", ["协会秘书处", "园区所无检验检测机构"])
def test_what_is_no_body(name: str, tmp_path: Path) -> None:
    rows = [[one, number, "13900000001"] for one, number in zip(NAMES, NUMBERS, strict=True)]
    roster = read(tmp_path, ["机构名称", "证书编号", "电话"], *rows, [name, None, "0477-8300001"])
    assert [line.name for line in roster.lines] == list(NAMES)


def test_a_body_that_tests_without_destroying_is_one(tmp_path: Path) -> None:
    roster = read(tmp_path, ["机构名称", "电话"], ["内蒙古无损检测站", "0477-8300001"])
    assert [line.name for line in roster.lines] == ["内蒙古无损检测站"]


def test_departments_that_test_are_bodies() -> None:
    assert is_body("苏木中心卫生院检验科")
    assert not is_body("城北中队")


def test_bodies_on_lines_of_their_own_among_texts(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        [f"1、{ONE},信用代码91150602MA0N1A2B3N,联系人陈丽,电话13900000001,证书号{NUMBERS[0]}"],
        ["我们所就一家:"],
        [f"名称:{TWO}"],
        ["联系人:李四"],
        ["电话:13900000002"],
        [f"证书:{NUMBERS[1]},有效期到2029年1月1日"],
    )
    assert [(line.name, line.contact, line.certificate_numbers) for line in roster.lines] == [
        (ONE, "陈丽", NUMBERS[:1]),
        (TWO, "李四", (NUMBERS[1],)),
    ]


def test_a_place_that_ends_as_a_body_is_no_second_one(tmp_path: Path) -> None:
    texts = [
        f"{n}.{name},检测地址:云川河水文站,CMA证书编号:{number},联系人:白音,电话:1390000000{n}"
        for n, (name, number) in enumerate(zip(NAMES, NUMBERS, strict=True), 1)
    ]
    roster = read(tmp_path, *[[one] for one in texts])
    assert [(line.name, line.address) for line in roster.lines] == [(name, "云川河水文站") for name in NAMES]


# Fields of work


def test_ticks_under_words_that_ask_for_them(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        ["机构", "证书编号", "可做项目（打√）", "可做项目（打√）", "可做项目（打√）"],
        ["机构", "证书编号", "饮用水", "污水", "辐射"],
        [ONE, NUMBERS[0], "√", "√", None],
        [TWO, NUMBERS[1], None, None, "√"],
    )
    assert [line.domains for line in roster.lines] == [("饮用水", "污水"), ("辐射",)]


def test_fields_under_a_word_of_natures_and_in_what_is_permitted(tmp_path: Path) -> None:
    fields = ("职业卫生", "公共场所", "公共场所、职业卫生", "放射卫生")
    rows = [[name, field, number] for name, field, number in zip(NAMES, fields, NUMBERS, strict=True)]
    roster = read(tmp_path, ["单位", "类型", "CMA编号"], *rows)
    assert [line.domains for line in roster.lines] == [tuple(one.split("、")) for one in fields]
    rows = [[name, f"检验检测机构资质认定（{field}）", number] for name, field, number in rows]
    roster = read(tmp_path, ["单位", "许可内容", "CMA编号"], *rows)
    assert [line.domains for line in roster.lines] == [tuple(one.split("、")) for one in fields]


@pytest.mark.parametrize("text", ["公路工程", "乳制品", "灯具、电线电缆", "公共场所"])
def test_fields(text: str) -> None:
    assert names_fields(text)


@pytest.mark.parametrize("text", ["体育中心", "和平里地铁口综合体", "草原镇", "正常"])
def test_no_fields(text: str) -> None:
    assert not names_fields(text)
