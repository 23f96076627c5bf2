"""Forms for each body, tables with a body in each column, and lists without a header are read, and it is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from bureau.registry.roster import Roster, read_roster
from bureau.registry.roster.days import read_day
from bureau.registry.roster.domains import read_domains
from bureau.registry.roster.people import is_person, read_phone

BODIES = ("云川检测有限公司", "青沟机动车检测站", "北岭环境监测站")
NUMBERS = ("190512050001", "200512050002", "210512050003")


def book(folder: Path, rows: list[list[Any]], merged: tuple[str, ...] = ()) -> Path:
    made = openpyxl.Workbook()
    sheet: Any = made.active
    for row in rows:
        sheet.append(row)
    for one in merged:
        sheet.merge_cells(one)
    made.save(path := folder / "a.xlsx")
    return path


def card(at: int, *, title: bool = True) -> list[list[Any]]:
    """A form of four rows, its title above them and a blank row below."""
    return [
        *([[f"机构信息卡（{at + 1}）", None, None, None]] if title else []),
        ["机构名称", BODIES[at], "证书编号", NUMBERS[at]],
        ["有效期至", dt.date(2027, 3, 4 + at), "机构地址", f"云川区一路{at + 1}号"],
        ["联系人", "王娜", "联系电话", f"1390000000{at}"],
        ["检测领域", "食品、环境", "消防验收", "已过"],
        [None, None, None, None],
    ]


def told(found: Roster) -> str:
    return "；".join(problem.said.zh for problem in found.problems)


def test_a_form_for_each_body_is_a_line_each(tmp_path: Path) -> None:
    found = read_roster(book(tmp_path, [row for at in range(3) for row in card(at)], ("A1:D1", "A7:D7")))
    assert [one.name for one in found.lines] == list(BODIES)
    assert [one.row for one in found.lines] == [2, 8, 14]
    assert [one.valid_to for one in found.lines] == [dt.date(2027, 3, 4 + at) for at in range(3)]
    assert found.lines[1].certificate_numbers == (NUMBERS[1],)
    assert (found.lines[2].contact, found.lines[2].phone) == ("王娜", "13900000002")
    assert found.lines[0].domains == ("食品", "环境")
    assert "一家一张的登记卡，已按“项目—内容”读作 3 家" in told(found)
    assert "消防验收" in found.sheets[0].idle


def test_many_cards_are_read_to_the_last(tmp_path: Path) -> None:
    rows = [row for _ in range(50) for row in card(2)]
    found = read_roster(book(tmp_path, rows))
    assert [one.row for one in found.lines] == [2 + 6 * at for at in range(50)]


def test_without_a_title_the_first_body_stands_in_the_next_row(tmp_path: Path) -> None:
    found = read_roster(book(tmp_path, [row for at in range(2) for row in card(at, title=False)]))
    assert [(one.name, one.row) for one in found.lines] == [(BODIES[0], 2), (BODIES[1], 6)]


def test_labels_one_below_another(tmp_path: Path) -> None:
    rows = [[label, said] for at in range(2) for label, said in zip(
        ["机构名称", "证书编号", "有效期至", "联系人", "备注"],
        [BODIES[at], NUMBERS[at], "2027年3月4日", "李梅", None], strict=True)]  # fmt: skip
    found = read_roster(book(tmp_path, rows))
    assert [(one.name, one.contact, one.valid_to) for one in found.lines] == [
        (BODIES[at], "李梅", dt.date(2027, 3, 4)) for at in range(2)
    ]


def test_label_and_words_in_one_cell(tmp_path: Path) -> None:
    rows = [[text] for at in range(2) for text in (
        f"机构名称：{BODIES[at]}", f"证书编号：{NUMBERS[at]}", "联系电话：13900000000", "")]  # fmt: skip
    found = read_roster(book(tmp_path, rows))
    assert [(one.name, one.certificate_numbers, one.phone) for one in found.lines] == [
        (BODIES[at], (NUMBERS[at],), "13900000000") for at in range(2)
    ]


def test_a_row_that_is_no_pair_is_told(tmp_path: Path) -> None:
    rows = [row for at in range(3) for row in card(at)]
    rows[5] = [None, "以上属实", None, "2026年"]
    found = read_roster(book(tmp_path, rows))
    (one,) = [problem for problem in found.problems if "不是“项目—内容”" in problem.said.zh]
    assert one.row == 6
    assert one.value == "以上属实 2026年"


def test_a_form_in_each_table_of_a_document(tmp_path: Path) -> None:
    made = docx.Document()
    for at in range(2):
        made.add_paragraph(f"机构登记表{at + 1}")
        table = made.add_table(rows=0, cols=4)
        for row in card(at, title=False)[:-1]:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = f"{text:%Y-%m-%d}" if isinstance(text, dt.date) else text
    made.save(str(path := tmp_path / "a.docx"))
    found = read_roster(path)
    assert [(one.sheet, one.name) for one in found.lines] == [("table 1", BODIES[0]), ("table 2", BODIES[1])]


def test_a_body_in_each_column(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["机构对照表", None, None, None],
        ["机构名称", *BODIES],
        ["证书编号", *NUMBERS],
        ["有效期至", *[dt.date(2027, 3, 4)] * 3],
        ["联系人", "王娜", None, "李梅"],
    ]
    found = read_roster(book(tmp_path, rows))
    assert [(one.name, one.row, one.contact) for one in found.lines] == [
        (BODIES[0], 2, "王娜"), (BODIES[1], 3, None), (BODIES[2], 4, "李梅")]  # fmt: skip
    assert {one.valid_to for one in found.lines} == {dt.date(2027, 3, 4)}
    assert "一列一家" in told(found)


def test_a_list_stays_a_list(tmp_path: Path) -> None:
    rows = [
        ["机构名称", "证书编号", "有效期至"],
        *[[BODIES[at], NUMBERS[at], "2027-03-04"] for at in range(3)],
    ]
    found = read_roster(book(tmp_path, rows))
    assert [one.row for one in found.lines] == [2, 3, 4]
    assert "登记卡" not in told(found)


def test_what_is_pasted_without_a_header(tmp_path: Path) -> None:
    lines = [
        f"{at + 1},{BODIES[at]},{NUMBERS[at]},2027-03-0{at + 1},王{'娜梅兰'[at]},1390000000{at}"
        for at in range(3)
    ]
    (path := tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    found = read_roster(path)
    assert [(one.name, one.row, one.contact, one.phone) for one in found.lines] == [
        (BODIES[at], at + 1, f"王{'娜梅兰'[at]}", f"1390000000{at}") for at in range(3)
    ]
    assert found.lines[2].valid_to == dt.date(2027, 3, 3)
    assert "没有表头" in told(found)
    assert "第 2 列机构名称" in told(found)


def test_of_two_columns_of_days_none_is_taken(tmp_path: Path) -> None:
    lines = [f"{BODIES[at]},{NUMBERS[at]},2021-03-04,2027-03-03" for at in range(3)]
    (path := tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    assert [one.valid_to for one in read_roster(path).lines] == [None] * 3


def test_two_lines_without_a_header_are_no_list(tmp_path: Path) -> None:
    (path := tmp_path / "a.csv").write_text(
        "\n".join(f"{BODIES[at]},{NUMBERS[at]}" for at in range(2)), encoding="utf-8"
    )
    found = read_roster(path)
    assert found.lines == []
    assert "没有认出表头" in told(found)


@pytest.mark.parametrize(
    ("text", "day", "said"),
    [
        ("2027.10.20（正在延续）", dt.date(2027, 10, 20), "正在延续)”没有读入"),
        ("2027-03-04(注销)", dt.date(2027, 3, 4), "“(注销)”没有读入"),
        ("2027-03-04（延至2028年）", None, "看不懂"),
        ("2027-03-04 正在延续", None, "看不懂"),
    ],
)
def test_a_remark_behind_a_day(text: str, day: dt.date | None, said: str) -> None:
    found, doubt = read_day(text, end=True)
    assert found == day
    assert doubt is not None
    assert said in doubt.said.zh


def test_a_name_in_brackets_behind_a_telephone() -> None:
    assert read_phone("15021064709（史永胜）")[:2] == ("史永胜", "15021064709")
    assert read_phone("15021064709（办公室）")[0] is None
    assert read_phone("15021064709（主任）")[0] is None


def test_fields_that_are_numbered_throughout() -> None:
    assert read_domains("1、医疗器械2、建材")[0] == ["医疗器械", "建材"]
    assert read_domains("PM2.5、水")[0] == ["PM2.5", "水"]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("王娜", True),
        ("欧阳明", True),
        ("阿依·古丽", True),
        ("食品", False),
        ("合计", False),
        ("云川检测站", False),
    ],
)
def test_who_can_only_be_a_person(text: str, person: bool) -> None:
    assert is_person(text) is person


def test_pictures_outside_the_tables_are_told(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(rows=0, cols=2)
    for row in (("机构名称", "证书编号"), (BODIES[0], NUMBERS[0])):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    picture = Path(__file__).parents[3] / "docs"  # any picture of the project
    made.add_picture(str(next(picture.rglob("*.png"))))
    made.save(str(path := tmp_path / "a.docx"))
    assert "表格之外还有 1 张图片" in told(read_roster(path))
