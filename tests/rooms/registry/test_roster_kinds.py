"""Kinds of lists that offices write: marks with crosses, years of two digits, whoever fills in, days that disagree."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.registry.roster import Roster, read_roster, short_years
from bureau.registry.roster.words import own_synonyms

BODIES = ("云川检测有限公司", "青沟机动车检测站", "北岭环境监测站")
NUMBERS = ("190512050001", "200512050002", "210512050003")


def lines(folder: Path, *rows: list[Any], merged: tuple[str, ...] = ()) -> Roster:
    made = openpyxl.Workbook()
    sheet: Any = made.active
    for row in rows:
        sheet.append(row)
    for one in merged:
        sheet.merge_cells(one)
    made.save(path := folder / "a.xlsx")
    return read_roster(path)


def told(found: Roster) -> str:
    return "；".join(problem.said.zh for problem in found.problems)


@pytest.mark.parametrize("group", ["检测领域", "领域", "检测领域（打√）", "业务类别"])
@pytest.mark.parametrize("cross", ["×", "否", "0", None])
def test_short_words_under_the_fields_are_fields_whatever_is_not_marked(
    group: str, cross: str | None, tmp_path: Path
) -> None:
    found = lines(
        tmp_path,
        ["序号", "机构名称", group, None, None, None, "证书编号"],
        [None, None, "建工", "机动车", "水质", "其他（注明）", None],
        [1, BODIES[0], "√", cross, "√", None, NUMBERS[0]],
        [2, BODIES[1], cross, "√", cross, None, NUMBERS[1]],
        [3, BODIES[2], cross, cross, "√", "防雷、消防", NUMBERS[2]],
        merged=("A1:A2", "B1:B2", "C1:F1", "G1:G2"),
    )
    assert [one.domains for one in found.lines] == [("建工", "水质"), ("机动车",), ("水质", "防雷", "消防")]


def test_what_is_written_beside_marks_is_a_field_of_its_own(tmp_path: Path) -> None:
    found = lines(
        tmp_path,
        ["机构名称", "证书编号", "食品", "环境监测", "其他（请注明）"],
        [BODIES[0], NUMBERS[0], "√", None, None],
        [BODIES[1], NUMBERS[1], None, "√", "防雷"],
        [BODIES[2], NUMBERS[2], "√", "√", None],
    )
    assert [one.domains for one in found.lines] == [("食品",), ("环境监测", "防雷"), ("食品", "环境监测")]


@pytest.mark.parametrize(
    "word", ["电话及联系人", "电话和联系人", "联系电话、联系人", "手机/负责人", "联系方式与联系人"]
)
@pytest.mark.parametrize("clerk", ["填报人", "填表人", "制表人", "录入人"])
def test_whoever_fills_in_is_nobody_to_ask(word: str, clerk: str, tmp_path: Path) -> None:
    rows = [[BODIES[at], NUMBERS[at], f"王娜1390000000{at}", "孟丽"] for at in range(3)]
    found = lines(tmp_path, ["单位", "CMA编号", word, clerk], *rows)
    assert [(one.contact, one.phone) for one in found.lines] == [
        ("王娜", f"1390000000{at}") for at in range(3)
    ]


def test_one_name_in_every_line_is_whoever_filled_in(tmp_path: Path) -> None:
    rows = [[BODIES[at], NUMBERS[at], "孟丽"] for at in range(3)]
    assert [one.contact for one in lines(tmp_path, ["单位", "CMA编号", "填报人"], *rows).lines] == [None] * 3
    rows = [[BODIES[at], NUMBERS[at], ["孟丽", "王娜", "李梅"][at]] for at in range(3)]
    found = lines(tmp_path, ["单位", "CMA编号", "填报人"], *rows)
    assert [one.contact for one in found.lines] == ["孟丽", "王娜", "李梅"]


@pytest.mark.parametrize(
    ("word", "field"),
    [("检测能力", "domains"), ("主要业务", "domains"), ("业务内容", "domains"), ("承接检测业务", "domains"),
     ("资质能力", "domains"), ("检测类型", "domains"), ("检测能力参数数量", "other"), ("业务收入", "other"),
     ("业务量", ""), ("首次批准类别", "other"), ("联系人电话", "contact_and_phone"), ("业务负责人", "contact")],
)  # fmt: skip
def test_words_for_work_and_people(word: str, field: str) -> None:
    assert own_synonyms().field_of(word) == field


@pytest.mark.parametrize("mark", ["(2019年换证)", "（2019年12月换证）", "（2019.12扩项）"])
def test_when_it_was_renewed_may_stand_beside_a_number(mark: str, tmp_path: Path) -> None:
    found = lines(tmp_path, ["机构名称", "证书编号"], [BODIES[0], NUMBERS[0] + mark], [BODIES[1], NUMBERS[1]])
    assert [one.certificate_numbers for one in found.lines] == [(NUMBERS[0],), (NUMBERS[1],)]
    assert "括号里的内容没有读入" in told(found)


@pytest.mark.parametrize(
    "remark", ["（注：原证2021年到期）", "（原证书2021年1月5日到期）", "(旧证2021.1.5过期)"]
)
def test_the_day_of_an_earlier_certificate_is_told(remark: str, tmp_path: Path) -> None:
    rows = [[BODIES[at], NUMBERS[at], "2027年1月5日" + (remark if at else "")] for at in range(2)]
    found = lines(tmp_path, ["机构名称", "证书编号", "有效期至"], *rows)
    assert [one.valid_to for one in found.lines] == [dt.date(2027, 1, 5)] * 2
    assert [problem.row for problem in found.problems] == [3]


HEAD = ["机构名称", "证书编号", "发证日期", "有效期至"]


@pytest.mark.parametrize(
    ("issued", "until", "wanted"),
    [
        ("20.4.24", "26.4.23", (dt.date(2020, 4, 24), dt.date(2026, 4, 23))),
        ("20年4月24日", "26年4月23日", (dt.date(2020, 4, 24), dt.date(2026, 4, 23))),
        ("2020-04-24", "26/4/23", (dt.date(2020, 4, 24), dt.date(2026, 4, 23))),
        ("20.4.24", None, (dt.date(2020, 4, 24), None)),  # the number bears the year
        (None, "26.4.23", (None, dt.date(2026, 4, 23))),
        (None, "20.4.24-26.4.23", (None, dt.date(2026, 4, 23))),
        (None, "25.4.23", (None, None)),
        ("19.4.24", None, (None, None)),
        ("24.2.30", None, (None, None)),
    ],
)
def test_a_year_of_two_digits_is_read_where_the_line_proves_it(
    issued: str | None, until: str | None, wanted: tuple[Any, Any], tmp_path: Path
) -> None:
    found = lines(tmp_path, HEAD, [BODIES[1], NUMBERS[1], issued, until], [BODIES[0], NUMBERS[0], None, None])
    assert (found.lines[0].issued_on, found.lines[0].valid_to) == wanted
    assert {problem.row for problem in found.problems} == {2}


@given(st.dates(dt.date(2001, 1, 1), dt.date(2070, 1, 1)), st.integers(1, 6))
def test_two_days_of_a_term_prove_each_other(first: dt.date, years: int) -> None:
    if (first.month, first.day) == (2, 29):
        first = first.replace(day=28)
    last = first.replace(year=first.year + years) - dt.timedelta(days=1)
    spelled = [f"{one.year % 100:02}.{one.month}.{one.day}" for one in (first, last)]
    assert short_years.whole(spelled[0], [last], [], end=False) == first
    assert short_years.whole("-".join(spelled), [], [], end=True) == last
    assert short_years.whole(spelled[1], [last + dt.timedelta(days=400)], [], end=True) is None


def test_of_two_days_that_disagree_the_number_tells_which_is_wrong(tmp_path: Path) -> None:
    found = lines(
        tmp_path,
        HEAD,
        [BODIES[0], NUMBERS[0], "2019-04-21", "2014-04-09"],
        [BODIES[1], NUMBERS[1], "2029-04-21", "2026-04-20"],
    )
    assert [(one.issued_on, one.valid_to) for one in found.lines] == [
        (dt.date(2019, 4, 21), None),
        (None, dt.date(2026, 4, 20)),
    ]
    assert [problem.row for problem in found.problems] == [2, 3]


def test_short_words_among_known_fields_are_fields(tmp_path: Path) -> None:
    found = lines(
        tmp_path,
        ["机构名称", "证书编号", "食品", "环境监测", "水质", "消防", "已检查", "到会"],
        [BODIES[0], NUMBERS[0], "√", None, "√", None, "√", None],
        [BODIES[1], NUMBERS[1], None, "√", None, "√", "√", "√"],
    )
    assert [one.domains for one in found.lines] == [("食品", "水质"), ("环境监测", "消防")]


def test_marks_that_answer_a_question_are_no_fields(tmp_path: Path) -> None:
    found = lines(
        tmp_path,
        ["机构名称", "证书编号", "到会", "发言", "食品"],
        [BODIES[0], NUMBERS[0], "√", "√", "√"],
        [BODIES[1], NUMBERS[1], "√", None, None],
    )
    assert [one.domains for one in found.lines] == [("食品",), ()]


@pytest.mark.parametrize(
    "office",
    [
        "云川区市场监督管理局",
        "青沟市场监管所",
        "北岭市监所",
        "云川市场监督管理局质量股",
        "云川区工商行政管理分局",
    ],
)
def test_a_regulator_is_no_body(office: str, tmp_path: Path) -> None:
    found = lines(
        tmp_path,
        ["单位", "联系人", "电话"],
        [BODIES[0], "王娜", "13900000000"],
        [office, "李梅", "13900000001"],
    )
    assert [one.name for one in found.lines] == [BODIES[0]]
    assert [problem.row for problem in found.problems] == [3]


@pytest.mark.parametrize(
    "name", ["云川市场监督管理局检验检测中心", "云川区产品质量监督检验所", "云川市场监管技术服务中心"]
)
def test_a_laboratory_of_a_regulator_is_one(name: str, tmp_path: Path) -> None:
    found = lines(tmp_path, ["单位", "证书编号"], [name, NUMBERS[0]], [BODIES[0], NUMBERS[1]])
    assert [one.name for one in found.lines] == [name, BODIES[0]]


@pytest.mark.parametrize(
    "form", ["{name} {place}", "{name}\n{place}", "{name}（{place}）", "{name} （{place}）"]
)
def test_an_address_beside_a_name_is_no_part_of_it(form: str, tmp_path: Path) -> None:
    rows = [[form.format(name=BODIES[at], place=f"云川区一路{at + 1}号2楼"), NUMBERS[at]] for at in range(3)]
    found = lines(tmp_path, ["机构", "证书编号"], *rows)
    assert [one.name for one in found.lines] == list(BODIES)
    assert [problem.row for problem in found.problems] == [2, 3, 4]


def test_remarks_about_a_body_of_a_list_are_none_of_its_cells(tmp_path: Path) -> None:
    said = "{name}，证书编号{number}，现场检查未发现问题，电话13900000009"
    rows = [
        [BODIES[at], NUMBERS[at], "2027-03-04", said.format(name=BODIES[at], number=NUMBERS[2 - at])]
        for at in range(3)
    ]
    found = lines(tmp_path, ["机构名称", "证书编号", "有效期至", "检查情况"], *rows)
    assert [(one.name, one.certificate_numbers, one.phone) for one in found.lines] == [
        (BODIES[at], (NUMBERS[at],), None) for at in range(3)
    ]
    assert found.problems == []
