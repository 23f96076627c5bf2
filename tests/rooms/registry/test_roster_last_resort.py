"""Lists of which nothing was read: words with a note on how to fill them in, legends of marks, both ends of a term."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bureau.registry.roster import Roster, read_roster

BODIES = ("云川检测有限公司", "青沟机动车检测有限公司", "北岭环境监测有限公司")
NUMBERS = ("190512050001", "200512050002", "210512050003")


def lines(folder: Path, *rows: list[Any]) -> Roster:
    made = openpyxl.Workbook()
    sheet: Any = made.active
    for row in rows:
        sheet.append(row)
    made.save(path := folder / "a.xlsx")
    return read_roster(path)


@pytest.mark.parametrize(
    "word",
    [
        "1、贵机构全称（与营业执照一致）",
        "机构全称（同执照）",
        "您单位的单位营业执照全称",
        "单位（营业执照上的）",
    ],
)
def test_a_note_on_how_to_fill_in_the_name_does_not_hide_it(word: str, tmp_path: Path) -> None:
    rows = [[number, body] for number, body in zip(NUMBERS, BODIES, strict=True)]
    found = lines(tmp_path, ["4、资质认定证书编号（如有多张请全部填写）", word], *rows)
    assert [one.name for one in found.lines] == list(BODIES)


@pytest.mark.parametrize("word", ["上级单位", "监管单位", "委托单位（客户）"])
def test_those_of_somebody_else_are_no_bodies(word: str, tmp_path: Path) -> None:
    rows = [[number, body] for number, body in zip(NUMBERS, BODIES, strict=True)]
    assert not lines(tmp_path, ["证书编号", word], *rows).lines


@pytest.mark.parametrize("note", ["（√为已取得该项检验资质）", ""])
@pytest.mark.parametrize("words", [("安检", "环检"), ("水质", "土工")])
def test_marks_mean_fields_where_a_note_says_so_or_they_are_inspections_of_vehicles(
    words: tuple[str, str], note: str, tmp_path: Path
) -> None:
    found = lines(
        tmp_path,
        ["检验机构一览表"],
        [note],
        ["机构名称", "证书编号", *words, "联系人"],
        [BODIES[0], NUMBERS[0], "√", "√", "乔丰"],
        [BODIES[1], NUMBERS[1], "√", None, "邹勇"],
    )
    wanted = [words, words[:1]] if note or words[0] == "安检" else [(), ()]
    assert [one.domains for one in found.lines] == wanted


@pytest.mark.parametrize(
    "written", ["2017.9.14\n2023.9.13", "2017年9月14日/2023年9月13日", "2017-9-14至2023-9-13"]
)
def test_under_words_for_both_the_first_of_two_days_is_that_of_issue(written: str, tmp_path: Path) -> None:
    found = lines(
        tmp_path,
        ["机构名称", "证书编号", "发证日期/有效期至"],
        [BODIES[0], NUMBERS[0], written],
        [BODIES[1], NUMBERS[1], "2026.3.4"],
    )
    days = [(one.issued_on, one.valid_to) for one in found.lines]
    assert days == [(dt.date(2017, 9, 14), dt.date(2023, 9, 13)), (None, dt.date(2026, 3, 4))]


@pytest.mark.parametrize(
    ("number", "written", "issued"),
    [
        ("210512050003", "2021年8月9日至2027年8月8日", dt.date(2021, 8, 9)),
        ("200512050002", "2021年8月9日至2027年8月8日", None),
        ("210512050003", "2021年8月9日至2024年8月8日", None),
    ],
)
def test_a_whole_term_begins_on_the_day_of_issue_if_the_number_bears_its_year(
    number: str, written: str, issued: dt.date | None, tmp_path: Path
) -> None:
    found = lines(tmp_path, ["机构名称", "证书编号", "证书有效期"], [BODIES[0], number, written])
    [line] = found.lines
    assert (line.issued_on, line.valid_to is not None) == (issued, True)
    told = [one for one in found.problems if "已记作发证日期" in one.said.zh]
    assert [(one.row, one.value) for one in told] == ([(2, written)] if issued else []), "no guess is silent"


@pytest.mark.parametrize("word", ["类别", "检测项目"])
def test_known_fields_under_other_words_are_fields_where_no_column_names_them(
    word: str, tmp_path: Path
) -> None:
    rows = [[BODIES[0], "建筑工程、建材"], [BODIES[1], "机动车安检"], [BODIES[2], "环境监测"]]
    found = lines(tmp_path, ["机构名称", word, "备注"], *([*row, "食品"] for row in rows))
    assert [one.domains for one in found.lines] == [("建筑工程", "建材"), ("机动车安检",), ("环境监测",)]
    other = lines(tmp_path, ["机构名称", word], *([body, "3 条线"] for body in BODIES))
    assert [one.domains for one in other.lines] == [(), (), ()]


def test_a_word_with_its_unit_in_brackets_is_no_body(tmp_path: Path) -> None:
    rows = [[f"DS0{at}", f"云川第{at}机动车检测站", at, "139000012" + f"{at:02}"] for at in range(1, 5)]
    found = lines(tmp_path, ["编号", "站名", "检测线（条）", "值班电话"], *rows)
    assert [one.name for one in found.lines] == [row[1] for row in rows]


@pytest.mark.parametrize(
    ("cells", "fields"),
    [
        (("干果、农药残留", "水、气、声", "桥梁"), [("干果", "农药残留"), ("水", "气", "声"), ("桥梁",)]),
        (("pH、COD、BOD、氨氮、总磷、总氮、铜", "水、气", "桥梁"), [(), (), ()]),
        (("安检线 2 条", "水", "桥梁"), [(), (), ()]),
    ],
)
def test_what_is_tested_is_taken_for_fields_where_it_is_few_words(
    cells: tuple[str, ...], fields: list[tuple[str, ...]], tmp_path: Path
) -> None:
    rows = [[body, number, cell] for body, number, cell in zip(BODIES, NUMBERS, cells, strict=True)]
    found = lines(tmp_path, ["机构名称", "证书", "检测项目"], *rows)
    assert [one.domains for one in found.lines] == fields
    assert [one.certificate_numbers for one in found.lines] == [(number,) for number in NUMBERS]
