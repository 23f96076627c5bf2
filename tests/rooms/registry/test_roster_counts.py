"""A list that says how many it has is held to it; formulas of old workbooks and terms that begin never are told."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwt

from bureau.registry.roster import read_roster
from bureau.registry.roster.counting import counts_in

ONE, TWO, THREE = ("云川广正检测有限公司", "云川启衡检测有限公司", "云川食品检验所")
HEADER = "机构名称,证书编号,有效期至"


def _problems(tmp_path: Path, *lines: str) -> list[tuple[int | None, str]]:
    path = tmp_path / "名单.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return [(one.row, one.said.zh) for one in read_roster(path).problems]


def _body(name: str, number: int) -> str:
    return f"{name},23051234560{number},2029-03-0{number}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("共12家", [12]),
        ("合计：12家", [12]),
        ("一、事业单位数量及名单3家", [3]),
        ("全区检验检测机构名录（共3家）", [3]),
        ("小计（3户）", [3]),
        ("一、建筑工程类，共计3个机构", [3]),
        ("今年检查12家", []),
        ("合计3家，其中已整改2家", []),
        ("共12人", []),
        ("合计12", []),
        ("合" * 61 + "计12家", []),
    ],
)
def test_what_says_how_many_bodies_there_are(text: str, said: list[int]) -> None:
    assert counts_in(text) == said


@pytest.mark.parametrize(
    "lines",
    [
        ("名单（共3家）", HEADER, _body(ONE, 1), _body(TWO, 2), _body(THREE, 3)),
        (HEADER, _body(ONE, 1), _body(TWO, 2), "小计2家", _body(THREE, 3), "小计1家", "合计3家"),
        (HEADER, "一、企业（共2家）", _body(ONE, 1), _body(TWO, 2), "二、事业单位（共1家）", _body(THREE, 3)),
        ("名单（共3家）",),
    ],
)
def test_a_list_that_keeps_to_its_count_is_told_nothing(tmp_path: Path, lines: tuple[str, ...]) -> None:
    assert not [said for _, said in _problems(tmp_path, *lines) if "读入的是" in said]


@pytest.mark.parametrize(
    ("lines", "row", "said"),
    [
        (("名单（共4家）", HEADER, _body(ONE, 1), _body(TWO, 2), _body(THREE, 3)), 1, "4 家，读入的是 3 家"),
        ((HEADER, _body(ONE, 1), _body(TWO, 2), "合计：5家"), 4, "5 家，读入的是 2 家"),
        (
            (HEADER, "一、企业（共3家）", _body(ONE, 1), "二、其他（共2家）", _body(TWO, 2), _body(THREE, 3)),
            None,
            "",
        ),
        (
            (HEADER, "一、企业（共9家）", _body(ONE, 1), "二、其他（共2家）", _body(TWO, 2), _body(THREE, 3)),
            2,
            "9 家，读入的是 3 家",
        ),
    ],
)
def test_another_number_than_was_read_is_told(
    tmp_path: Path, lines: tuple[str, ...], row: int | None, said: str
) -> None:
    told = [(at, text) for at, text in _problems(tmp_path, *lines) if "读入的是" in text]
    assert [at for at, _ in told] == ([row] if row else [])
    assert all(said in text for _, text in told)


def test_a_formula_of_an_old_workbook_is_told(tmp_path: Path) -> None:
    made = xlwt.Workbook(encoding="utf-8")
    sheet = made.add_sheet("名单")
    for row, cells in enumerate((HEADER.split(","), _body(ONE, 1).split(","))):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    sheet.write(2, 0, TWO)
    sheet.write(2, 1, "230512345602")
    sheet.write(2, 2, xlwt.Formula("DATE(2029;3;2)"))
    for name in ("名单.xls", "名单.et"):
        made.save(str(tmp_path / name))
        told = [one for one in read_roster(tmp_path / name).problems if "公式" in one.said.zh]
        assert [(one.row, one.column) for one in told] == [(3, "有效期至")]


def test_a_term_that_begins_on_no_day_is_told(tmp_path: Path) -> None:
    told = _problems(tmp_path, HEADER, f"{ONE},230512345601,2023-02-30至2029-02-28", _body(TWO, 2))
    assert [row for row, said in told if "起始日没有这一天" in said] == [2]


def test_a_number_of_the_400_kind_is_one_however_it_is_grouped(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(f"机构名称,电话\n{ONE},400-8190-226\n{TWO},400-819-0226\n", encoding="utf-8")
    assert [line.phone for line in read_roster(path).lines] == ["400-8190-226", "400-819-0226"]


def test_what_is_told_of_many_cells_of_a_column_is_told_once(tmp_path: Path) -> None:
    names = [f"云川第{n}检测有限公司" for n in range(12)]
    lines = [f"{name},2305123456{n:02d},2023-03-02至2029-03-01" for n, name in enumerate(names)]
    path = tmp_path / "名单.csv"
    path.write_text("\n".join(["机构名称,证书编号,有效期", *lines]), encoding="utf-8")
    (told,) = [one for one in read_roster(path).problems if "起始日已记作发证日期" in one.said.zh]
    assert (told.row, told.value) == (2, "2-13")
    path.write_text("\n".join(["机构名称,证书编号,有效期", *lines[:10]]), encoding="utf-8")
    assert [one.row for one in read_roster(path).problems] == list(range(2, 12))


def test_a_group_none_of_whose_lines_is_taken_is_told_nothing(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(
        f"机构名称,有效期\n一、食品（1家）,\n待定,2029-01-01\n二、环境（1家）,\n{ONE},2029-01-01\n",
        encoding="utf-8",
    )
    roster = read_roster(path)
    assert [line.domains for line in roster.lines] == [("环境",)]


NUMBERED = "序号,机构名称,证书编号,联系人,电话"
FIRST = f"1,{ONE},230512345601,张小明,13904750001"


@pytest.mark.parametrize(
    "row", [",有证,3,,", ",接手,,李强,", ",逾期两月,2家,,", ",台账,接手：李强,,", ",大个子,,,3户"]
)
def test_words_beside_counts_and_names_are_no_body_and_are_told(tmp_path: Path, row: str) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(f"{NUMBERED}\n{FIRST}\n{row}", encoding="utf-8")
    roster = read_roster(path)
    assert [one.name for one in roster.lines] == [ONE]
    assert [one.row for one in roster.problems if "不像机构名称" in one.said.zh] == [3]


@pytest.mark.parametrize(
    ("header", "row", "name"),
    [
        (NUMBERED, "2,云川实业,,李强,", "云川实业"),
        (NUMBERED, ",云川实业,,李强,13904750002", "云川实业"),
        (NUMBERED, ",广正检测,,李强,", "广正检测"),
        ("机构名称,联系人,设备数", "云川实业,李强,3", "云川实业"),
    ],
)
def test_a_short_name_is_a_body_where_a_number_stands_before_it_or_something_only_bodies_have(
    tmp_path: Path, header: str, row: str, name: str
) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(f"{header}\n{row}", encoding="utf-8")
    assert [one.name for one in read_roster(path).lines] == [name]
