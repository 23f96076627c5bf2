"""Lists pasted from a report: several things in a cell, examples and instructions among the lines."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from bureau.registry.roster import read_roster
from bureau.registry.roster.told import Roster

NAME = "云川启衡检测有限公司"


def _read(tmp_path: Path, *rows: list[str], title: str = "名单", **others: list[list[str]]) -> Roster:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    others = {"名单": list(rows), **others}
    for name, lines in others.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    book.save(tmp_path / f"{title}.xlsx")
    return read_roster(tmp_path / f"{title}.xlsx")


def _told(roster: Roster, row: int) -> list[str]:
    return [one.said.zh for one in roster.problems if one.row == row]


PASTED = ["序号", "机构名称\n及地址", "资质认定情况", "联系人及\n联系方式"]


def test_labels_within_cells_become_columns_and_a_broken_name_is_whole(tmp_path: Path) -> None:
    roster = _read(
        tmp_path,
        PASTED,
        [
            "1",
            "云川华恒机动车\n检测有限公司\n（地址：云川镇迎宾路1号）",
            "证书编号：202805071344\n发证日期：2020年12月4日\n有效期至：2026年12月3日",
            "联系人：乔福\n电话：13909352270",
        ],
        [
            "2",
            "云川启衡检测有限公司\n城北分公司\n（地址：城北镇）",
            (
                "证书编号：212803100097\n发证日期：2021年5月25日\n有效期至：2027年5月24日\n证书编号：222803100098\n"
                "发证日期：2022年6月1日\n有效期至：2028年5月31日"
            ),
            "马林 18993550148",
        ],
        ["3", "云川食品检验所\n（地址：东河镇）", "正在申请，尚未取证", "白梅 15593506674"],
    )
    one, two, three = roster.lines
    assert (one.name, one.address) == ("云川华恒机动车检测有限公司", "云川镇迎宾路1号")
    assert (one.certificate_numbers, str(one.issued_on), str(one.valid_to)) == (
        ("202805071344",),
        "2020-12-04",
        "2026-12-03",
    )
    assert (one.contact, one.phone) == ("乔福", "13909352270")
    assert two.name == "云川启衡检测有限公司城北分公司"
    assert [(term.number, str(term.valid_to)) for term in two.terms] == [
        ("212803100097", "2027-05-24"),
        ("222803100098", "2028-05-31"),
    ]
    assert three.certificate_numbers == ()
    assert any("正在申请" in one.value and "项目：内容" in one.said.zh for one in roster.problems)


def test_labels_of_people_alone_make_no_columns(tmp_path: Path) -> None:
    people = "联系人：乔福\n电话：13909352270"
    roster = _read(
        tmp_path, ["名称", "证书编号", "联系人及电话"], *[[NAME, f"20280507134{n}", people] for n in (1, 2)]
    )
    assert {(one.contact, one.phone) for one in roster.lines} == {("乔福", "13909352270")}


HEADER = ["序号", "机构名称", "统一社会信用代码", "证书编号", "有效期至", "联系人"]
LINE = ["1", NAME, "", "210512345601", "2027-03-04", "张明"]


@pytest.mark.parametrize(
    "row",
    [
        ["1", "示例：某某检测有限公司", "91XXXXXXXXXXXXXXXX", "21XXXXXXXXXX", "2026-12-31", "张三"],
        ["示例", "云川检测有限公司", "", "210512345678", "2026-12-31", "张三"],
        ["1", "XX检测有限公司", "", "", "", ""],
        ["1", "例：××检测中心", "", "", "2026-12-31", ""],
    ],
)
def test_an_example_of_how_to_fill_in_is_no_body(tmp_path: Path, row: list[str]) -> None:
    roster = _read(tmp_path, HEADER, row, LINE)
    assert [one.name for one in roster.lines] == [NAME]
    assert any("填写示例" in said for said in _told(roster, 2))


def test_letters_of_a_name_or_of_a_files_number_make_no_example(tmp_path: Path) -> None:
    header = ["档案号", "机构名称", "证书编号", "联系人"]
    rows = [
        ["XX-01", "埃克Exxon检测有限公司", "210512345601", "张明"],
        ["XX-02", NAME, "210512345602", "李强"],
    ]
    assert [one.name for one in _read(tmp_path, header, *rows).lines] == ["埃克Exxon检测有限公司", NAME]


def test_a_sheet_of_instructions_is_no_card(tmp_path: Path) -> None:
    told = ["填报说明", "1.单位详细名称：按照法人证书填写，不得使用简称。", "2.统一社会信用代码：18位。"]
    more = ["3.机构类型：1-企业 2-事业单位 3-其他。", "4.联系电话：手机或座机。"]
    roster = _read(tmp_path, HEADER, LINE, 填报说明=[[one] for one in (*told, *more)])
    assert [one.name for one in roster.lines] == [NAME]


def test_marks_above_a_header_that_stands_again_on_the_next_page(tmp_path: Path) -> None:
    upper = ["序号", "单位全称", "CMA证书号", "检测类别", "检测类别", "检测类别", "联系人"]
    lower = ["序号", "单位全称", "CMA证书号", "地表水", "地下水", "污水", "联系人"]
    lines = [
        [str(n), f"云川{n}水质检测站", f"21251308005{n}", "√", "" if n % 2 else "√", "", "张明"]
        for n in range(1, 5)
    ]
    roster = _read(tmp_path, upper, lower, *lines[:2], upper, lower, *lines[2:])
    assert [one.domains for one in roster.lines] == [("地表水",), ("地表水", "地下水")] * 2


def test_a_title_merged_over_the_width_is_no_header(tmp_path: Path) -> None:
    title = ["云川州检测单位名单"] * 6
    roster = _read(tmp_path, title, ["填报：水务局水资源科"], HEADER, LINE)
    assert [one.name for one in roster.lines] == [NAME]
    assert not _told(roster, 2)


PRINTED = [
    [
        "序\n号",
        "机构名称",
        "统一社会\n信用代码",
        "证书编号",
        "有效期\n至",
        "联系电\n话",
        "检测\n领域",
        "检测场所\n地址",
    ],
    [
        "1",
        "云川启衡检测\n有限公司",
        "",
        "212000\n140045",
        "2027年\n03月03日",
        "136692\n01096",
        "建筑工\n程、建\n材",
        "云川镇人民\n路18号",
    ],
    [
        "2",
        "云川食品检验所",
        "",
        "222001\n060112",
        "2028年\n10月16日",
        "177487\n86262",
        "食品",
        "①秧塘园\n八路3号\n②城西路1号",
    ],
]


def test_lines_that_a_print_broke_are_joined_and_told(tmp_path: Path) -> None:
    roster = _read(tmp_path, *PRINTED)
    one, two = roster.lines
    assert (one.name, one.certificate_numbers, one.phone) == (NAME, ("212000140045",), "13669201096")
    assert (one.domains, one.address) == (("建筑工程", "建材"), "云川镇人民路18号")
    assert two.addresses == ("秧塘园八路3号", "城西路1号")
    assert any("换行拆开" in one.said.zh for one in roster.problems)


def test_numbers_on_lines_of_their_own_are_not_joined(tmp_path: Path) -> None:
    rows = [
        [f"云川{n}检测站", f"21200014004{n}\n22200106011{n}", "13669201096\n17748786262"] for n in range(1, 5)
    ]
    roster = _read(tmp_path, ["机构名称", "证书编号", "电话"], *rows)
    assert roster.lines[0].certificate_numbers == ("212000140041", "222001060111")
    assert not any("换行拆开" in one.said.zh for one in roster.problems)


def test_a_legend_says_what_short_headers_mean(tmp_path: Path) -> None:
    legend = ["信代=统一社会信用代码；首证=首次取证日；现证=现在这本证的发证日"]
    header = ["№", "名", "信代", "CMA号", "首证", "现证", "证到期", "联系", "电", "性质", "址"]
    row = [
        "1",
        NAME,
        "",
        "221500140107",
        "14.5.8",
        "22.4.26",
        "28.4.25",
        "江涛",
        "18993880203",
        "企",
        "观山路7号",
    ]
    (line,) = _read(tmp_path, ["自用"], legend, header, row).lines
    assert [str(one) for one in (line.first_issued_on, line.issued_on, line.valid_to)] == [
        "2014-05-08",
        "2022-04-26",
        "2028-04-25",
    ]
    assert (line.kind, line.address, line.phone) == ("enterprise", "观山路7号", "18993880203")


@pytest.mark.parametrize(
    ("cell", "numbers", "issued", "until"),
    [
        ("221112340056（2022.5.6-2028.5.5）", ("221112340056",), "2022-05-06", "2028-05-05"),
        ("201105020066\n发证2020-03-12\n到期2026-03-11", ("201105020066",), "2020-03-12", "2026-03-11"),
        ("221109220038（2022.12.8-2028.12.7）\nCNAS L1234", ("221109220038",), "2022-12-08", "2028-12-07"),
        (
            "241118100004，发证日期：2024/02/20，有效期至：2030/02/19",
            ("241118100004",),
            "2024-02-20",
            "2030-02-19",
        ),
        (
            "222012050330、222013050331\n到期：2028年2月20日",
            ("222012050330", "222013050331"),
            "None",
            "2028-02-20",
        ),
    ],
)
def test_numbers_and_days_in_one_cell(
    tmp_path: Path, cell: str, numbers: tuple[str, ...], issued: str, until: str
) -> None:
    header = ["检测机构", "证书编号及发证、到期日期", "联系人"]
    rows = [[NAME, cell, "张明"], ["云川食品检验所", "211101060302（2021.11.19-2027.11.18）", "李强"]]
    line = _read(tmp_path, header, *rows).lines[0]
    assert (line.certificate_numbers, str(line.issued_on), str(line.valid_to)) == (numbers, issued, until)


def test_a_district_whose_name_begins_with_that_of_a_prefecture(tmp_path: Path) -> None:
    header = ["机构名称", "证书编号", "经营地址"]
    rows = [[f"临渭{n}检测站", f"21270104004{n}", f"临渭区东风街{n}号"] for n in range(1, 6)]
    rows.append(["渭南华驰机动车检测有限公司", "222705020140", "华州区莲花寺镇310国道北"])
    roster = _read(tmp_path, header, *rows, title="临渭区CMA机构名单")
    assert any("华州区" in said for said in _told(roster, 7))


def test_a_name_merged_over_rows_with_an_address_each_is_one_body(tmp_path: Path) -> None:
    header = ["乡镇", "机构名称", "证书编号", "检验地点"]
    rows = [["江桥镇", NAME, "200805070339", place] for place in ("抗战路1号", "火车站东侧（环检线）")]
    (line,) = _read(tmp_path, header, *rows).lines
    assert line.addresses == ("抗战路1号", "火车站东侧（环检线）")


@pytest.mark.parametrize("text", ["2022.5.9-", "2022-05-09至", "2022年5月9日—"])
def test_a_period_without_an_end_has_none(tmp_path: Path, text: str) -> None:
    roster = _read(tmp_path, HEADER, [*LINE[:4], text, "张明"])
    assert roster.lines[0].valid_to is None
    assert any("没有写明到期" in said for said in _told(roster, 2))


@pytest.mark.parametrize(
    ("cell", "contact"),
    [
        ("陆秉13519060418（经理）", "陆秉"),
        ("赖琪（检验科）13697070382", "赖琪"),
        ("13519060418（张经理）", "张经理"),
    ],
)
def test_an_office_behind_a_telephone_is_no_person(tmp_path: Path, cell: str, contact: str) -> None:
    (line,) = _read(tmp_path, ["机构名称", "证书编号", "联系人电话"], [NAME, "210512345601", cell]).lines
    assert line.contact == contact


def test_an_answer_before_another_address_is_none_of_it(tmp_path: Path) -> None:
    header = ["机构名称", "证书编号", "实验室地址", "有没有分场所，有的话写地址"]
    rows = [
        [NAME, "210512345601", "水东大道18号", "有，工业园3号楼"],
        ["云川检测中心", "210512345602", "阳明路", "无"],
    ]
    roster = _read(tmp_path, header, *rows)
    assert [one.addresses for one in roster.lines] == [("水东大道18号", "工业园3号楼"), ("阳明路",)]


def test_where_a_list_gives_the_seat_alone_another_city_is_told_by_it(tmp_path: Path) -> None:
    header = ["机构名称", "CMA编号", "住所"]
    rows = [[f"东明{n}检测站", f"21080014037{n}", f"东明市中华路{n}号"] for n in range(1, 6)]
    rows.append(["口岸建工检测有限公司", "210801060144", "绥芳市新兴街83号"])
    roster = _read(tmp_path, header, *rows, title="东明市检验检测机构摸底表")
    assert any("绥芳市" in said for said in _told(roster, 7))
    within = _read(tmp_path, header, *rows[:5], title="辖区检测机构")
    assert within.problems == [], "words such as 辖区 are no district"


@pytest.mark.parametrize("word", ["做什么", "授权范围", "检测项目大类", "主要干哪块"])
def test_what_is_tested_is_told_by_the_cells_whatever_stands_above_them(tmp_path: Path, word: str) -> None:
    fields = ["环境、水质", "矿产品、有色金属", "建筑工程", "机动车"]
    rows = [[f"云川{n}检测站", f"21270104004{n}", text, "李斌"] for n, text in enumerate(fields)]
    roster = _read(tmp_path, ["名称", "CMA号", word, "包保干部"], *rows)
    assert [one.domains for one in roster.lines][:2] == [("环境", "水质"), ("矿产品", "有色金属")]


@pytest.mark.parametrize(
    ("word", "cells"),
    [
        ("许可类别", ["首次", "扩项", "复查", "首次"]),
        ("主管部门", ["环保", "水利", "建设", "交通"]),
        ("主要设备", ["环境仪器", "水质仪", "建筑", "机动车"]),
        ("监管分类", ["A类", "B类", "A类", "A类"]),
    ],
)
def test_what_is_somebody_elses_or_a_grade_is_no_field(tmp_path: Path, word: str, cells: list[str]) -> None:
    rows = [[f"云川{n}检测站", f"21270104004{n}", text] for n, text in enumerate(cells)]
    assert {one.domains for one in _read(tmp_path, ["名称", "CMA号", word], *rows).lines} == {()}


def test_days_that_make_whole_terms_are_those_of_issue_and_the_last(tmp_path: Path) -> None:
    rows = [[f"云川{n}检测站", f"21270104004{n}", f"2021-03-0{n}", f"2027-03-0{n - 1}"] for n in range(2, 6)]
    roster = _read(tmp_path, ["名称", "CMA号", "甲日", "乙日"], *rows)
    assert (str(roster.lines[0].issued_on), str(roster.lines[0].valid_to)) == ("2021-03-02", "2027-03-01")
    other = _read(tmp_path, ["名称", "CMA号", "成立日", "注销日"], *rows)
    assert (other.lines[0].issued_on, other.lines[0].valid_to) == (None, None)


def test_a_term_under_words_for_both_ends(tmp_path: Path) -> None:
    rows = [[NAME, "181805021142", "2018.4.12-2024.4.11"]]
    (line,) = _read(tmp_path, ["站名", "资质认定\n证书号", "资质认定\n起止时间"], *rows).lines
    assert (str(line.issued_on), str(line.valid_to)) == ("2018-04-12", "2024-04-11")


def test_names_from_cards(tmp_path: Path) -> None:
    header = ["单位（名片抬头）", "姓名 / 职务", "电话", "地址、邮箱"]
    rows = [
        [NAME, "周立 总经理", "13807340551", "云川区船山大道128号3栋\nzl@zeheng.example"],
        ["云川计量检测有限公司", "邓勇 / 业务经理", "18674720199", "解放大道33号"],
        ["云川食品检验所", "肖鹏（技术负责人）", "18674720198", "解放大道34号"],
    ]
    roster = _read(tmp_path, header, *rows)
    assert [one.contact for one in roster.lines] == ["周立", "邓勇", "肖鹏"]
    assert roster.lines[0].address == "云川区船山大道128号3栋"
    assert any(one.value.startswith("云川区船山大道") and "邮箱" in one.said.zh for one in roster.problems)


def test_of_few_addresses_the_one_elsewhere_is_told(tmp_path: Path) -> None:
    places = ["蒸阳区土桥组1号", "蒸阳区木材市场2号", "珠晖区珠江路118号"]
    rows = [[f"衡山{n}检测站", f"21270104004{n}", place] for n, place in enumerate(places)]
    roster = _read(tmp_path, ["辖区机构", "CMA编号", "场所地址"], *rows)
    assert any("珠晖区" in said for said in _told(roster, 4))


def test_a_name_with_two_codes_and_terms_that_cannot_be_are_told(tmp_path: Path) -> None:
    header = ["机构名称", "统一社会信用代码", "证书编号", "发证日期", "有效期至"]
    codes = ["91150310000221732T", "911503100000158383"]
    rows = [
        [NAME, codes[0], "210512345601", "2021-03-05", "2027-03-04"],
        ["云川食品检验所", "", "230512345602", "2021-03-05", "2030-03-04"],
        [NAME, codes[1], "210512345603", "2021-03-05", "2027-03-04"],
        ["云川食品检验所", "", "230512345602", "2021-03-05", "2030-03-04"],
    ]
    roster = _read(tmp_path, header, *rows)
    assert any("另一个代码" in said for said in _told(roster, 4))
    told = " ".join(_told(roster, 3))
    assert "比这一天晚" in told
    assert "比资质认定证书的有效期长" in told
    assert any("已经有" in said for said in _told(roster, 5))
