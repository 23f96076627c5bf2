"""Where no words of a header are known its cells speak, once and never in two ways, and it is told."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from bureau.registry.roster import Roster, read_roster
from bureau.registry.roster.domains import read_domains
from bureau.registry.roster.joint import split
from bureau.registry.roster.values import read_kind, read_name
from tests.factories import make_code

BODIES = ("云川甲检测有限公司", "云川乙检验站", "云川丙中心（东区）")


def book(folder: Path, rows: list[list[object]]) -> Roster:
    """What is read of a sheet with these rows."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    made.save(folder / "a.xlsx")
    return read_roster(folder / "a.xlsx")


def test_a_column_of_bodies_names_them_and_this_is_told(tmp_path: Path) -> None:
    lines: list[list[object]] = [[name, make_code(at), f"1380000000{at}"] for at, name in enumerate(BODIES)]
    found = book(tmp_path, [["某某表"], ["所涉者", "码", "呼叫", "备注"], *lines])
    assert [line.as_json()["name"] for line in found.lines] == [
        "云川甲检测有限公司",
        "云川乙检验站",
        "云川丙中心(东区)",
    ]
    assert [line.uscc for line in found.lines] == [make_code(at) for at in range(3)]
    assert [line.phone for line in found.lines] == ["13800000000", "13800000001", "13800000002"]
    (told,) = [one for one in found.problems if "已照此读入" in one.said.zh]
    assert (told.row, told.value) == (2, "所涉者")


@pytest.mark.parametrize(
    "rows",
    [
        [["所涉者", "相关者", "备注"], *([name, name, "x"] for name in BODIES)],  # two columns alike
        [["上级主管", "备注"], *([name, "x"] for name in BODIES)],  # of somebody else
        [["所涉者", "备注"], ["云川甲检测有限公司", "x"], ["张三", "y"], ["李四", "z"]],  # too few
        [["备注"], *([name] for name in BODIES)],  # a column alone is no list
        [["说明", "备注"], ["一、本表由各所填写。", ""], ["二、请于五月前报送。", ""]],
    ],
)
def test_what_could_mean_two_things_is_not_read(rows: list[list[object]], tmp_path: Path) -> None:
    found = book(tmp_path, rows)
    assert found.lines == []
    assert any("没有认出表头" in one.said.zh for one in found.problems)


def test_marks_say_what_their_column_names(tmp_path: Path) -> None:
    head: list[object] = ["单位名称", "证书编号", "食品", "车检", "事业单位", "企业", "其他事项"]
    found = book(
        tmp_path,
        [
            head,
            ["云川甲检测有限公司", "190412050001", "√", "√", "", "是", "√"],
            ["云川乙检验站", "190412050002", "", "√", "√", "√", ""],
            ["云川丙中心", "190412050003", "", "无", "", "", ""],
        ],
    )
    assert [list(line.domains) for line in found.lines] == [["食品", "车检"], ["车检"], []]
    assert [line.kind for line in found.lines] == ["enterprise", None, None], "two natures are none"


@pytest.mark.parametrize(
    ("text", "number", "day"),
    [
        ("190412050911（2025年3月4日到期）", "190412050911", "2025年3月4日"),
        ("证书：190412050911 有效期至2025-03-04", "190412050911", "2025-03-04"),
        ("190412050911", "190412050911", "190412050911"),
        ("2025-03-04", "2025-03-04", "2025-03-04"),
    ],
)
def test_number_and_last_day_in_one_cell(text: str, number: str, day: str) -> None:
    assert (split(text, "certificate"), split(text, "valid_to")) == (number, day)


def test_options_in_a_cell_are_those_that_are_ticked() -> None:
    assert read_domains("☑食品 □环境 ☑农产品") == (["食品", "农产品"], [])
    assert read_domains("食品 环境") == (["食品", "环境"], [])
    assert read_kind("□事业单位 ☑企业 □其他") == ("enterprise", None)
    assert read_kind("□事业单位 □企业") == (None, None)


def test_a_state_in_brackets_is_no_part_of_a_name() -> None:
    name, doubt = read_name("云川乙检验站（已注销）")
    assert (name, doubt and doubt.text) == ("云川乙检验站", "（已注销）")
    assert read_name("云川乙检验站（东区）") == ("云川乙检验站（东区）", None)


@pytest.mark.parametrize(
    "last",
    [
        ["农牧局下属，证书22年9月到期", "云川农畜产品质量检验检测中心"],  # a word of headers in a line
        ["法人及非法人组织", make_code(7)],
    ],
)
def test_a_line_is_never_taken_for_a_second_row_of_the_header(last: list[object], tmp_path: Path) -> None:
    first = ["下属", "云川甲检验检测中心"] if "到期" in str(last[0]) else ["机关法人", make_code(6)]
    head: list[object] = ["备注", "机构名称"] if "到期" in str(last[0]) else ["相对人类别", "信用代码"]
    named = [["单位名称", *head]] if "机构名称" not in head else [["序号", *head]]
    rows: list[list[object]] = [*named, ["云川一检测公司", *first], ["云川二检测公司", *last]]
    if "机构名称" in head:
        rows = [["序号", *head], ["1", *first], ["2", *last]]
    assert [line.row for line in book(tmp_path, rows).lines] == [2, 3]


def test_a_sum_with_a_note_is_no_body(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["单位名称", "电话"],
        [BODIES[0], "8300000"],
        ["合计（共检查9家次，立案3起）", "2"],
    ]
    assert [line.row for line in book(tmp_path, rows).lines] == [2]


def test_the_code_of_an_authority_is_nobodys_of_the_list(tmp_path: Path) -> None:
    head: list[object] = ["单位名称", "电话", "发放方"]
    lines: list[list[object]] = [[name, "8300000", make_code(9)] for name in BODIES]
    assert [line.uscc for line in book(tmp_path, [head, *lines]).lines] == [None, None, None]
