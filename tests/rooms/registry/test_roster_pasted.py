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
    book.active.title = "名单"
    for row in rows:
        book.active.append(row)
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
    assert [(one.contact, one.phone) for one in roster.lines] == [("乔福", "13909352270")] * 2


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
