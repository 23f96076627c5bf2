"""Where no words of a header are known its cells speak, once and never in two ways, and it is told."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from bureau.registry.roster import Roster, read_roster
from bureau.registry.roster.content import split
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
        ("190412050911（2025年3月4日到期）", "190412050911", "2025年3月4日到期"),
        ("证书：190412050911 有效期至2025-03-04", "190412050911", "有效期至2025-03-04"),
        ("190412050911", "190412050911", "190412050911"),
        ("2025-03-04", "2025-03-04", "2025-03-04"),
    ],
)
def test_number_and_last_day_in_one_cell(text: str, number: str, day: str) -> None:
    assert (split(text, "certificate"), split(text, "valid_to")) == (number, day)
