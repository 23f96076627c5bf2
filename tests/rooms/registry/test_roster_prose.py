"""Cards under a heading, and lists of which one cell says everything, are read by what the words can only be."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from bureau.registry.roster import Roster, read_roster
from bureau.registry.roster.headed import name_of
from bureau.registry.roster.prose import taken_apart
from bureau.registry.roster.words import own_synonyms

BODIES = ("云川检测有限公司", "青沟机动车检测站", "北岭环境监测站")
NUMBERS = ("190512050001", "200512050002", "210512050003")
CODE = "91150603MA0Q1YW815"


def book(folder: Path, rows: list[list[Any]], merged: tuple[str, ...] = (), title: str = "表") -> Path:
    made = openpyxl.Workbook()
    sheet: Any = made.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for one in merged:
        sheet.merge_cells(one)
    made.save(path := folder / "a.xlsx")
    return path


def labels(at: int) -> list[list[Any]]:
    return [
        ["证书编号", NUMBERS[at], "有效期至", dt.date(2027, 3, 4)],
        ["检测场所", f"云川区一路{at + 1}号", "联系人", "王娜"],
        ["联系电话", f"1390000000{at}", "业务范围", "食品、环境"],
    ]


def told(found: Roster) -> str:
    return "；".join(problem.said.zh for problem in found.problems)


@pytest.mark.parametrize(
    "form", ["{n}、{name}", "机构{n}：{name}", "（{n}）{name}", "{name}", "{n}.{name}基本情况表"]
)
@pytest.mark.parametrize("gap", [True, False])
def test_a_heading_names_the_body_of_the_card_below(form: str, gap: bool, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["云川区检验检测机构档案卡"], []]
    heads = []
    for at, name in enumerate(BODIES):
        rows.append([form.format(n="一二三"[at] if "：" in form else at + 1, name=name)])
        heads.append(len(rows))
        rows += [*labels(at), *([[None]] if gap else [])]
    found = read_roster(book(tmp_path, rows, tuple(f"A{one}:D{one}" for one in heads)))
    assert [(one.name, one.row) for one in found.lines] == list(zip(BODIES, heads, strict=True))
    assert [one.certificate_numbers for one in found.lines] == [(one,) for one in NUMBERS]
    assert found.lines[2].address == "云川区一路3号"
    assert "登记卡" in told(found)


def test_the_name_of_a_sheet_is_the_body_of_its_card(tmp_path: Path) -> None:
    found = read_roster(book(tmp_path, labels(0), title=BODIES[0]))
    assert [(one.name, one.contact, one.phone) for one in found.lines] == [(BODIES[0], "王娜", "13900000000")]


@pytest.mark.parametrize("title", ["云川区检验检测机构登记表", "青沟市场监管所", "表", "合计"])
def test_a_sheet_or_heading_of_another_kind_is_no_body(title: str, tmp_path: Path) -> None:
    assert read_roster(book(tmp_path, [[title], *labels(0)], ("A1:D1",), title=title)).lines == []


def test_the_paragraph_or_the_first_row_of_a_table_in_a_document_names_its_body(tmp_path: Path) -> None:
    made = docx.Document()
    for at, name in enumerate(BODIES):
        rows: list[list[Any]] = [[str(cell) for cell in row] for row in labels(at)]
        if at == 2:
            rows = [[name] * 4, *rows]
        else:
            made.add_paragraph(f"{'一二'[at]}、{name}")
        table = made.add_table(rows=len(rows), cols=4)
        for place, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(place, column).text = text
    made.save(str(path := tmp_path / "a.docx"))
    found = read_roster(path)
    assert [(one.name, one.certificate_numbers) for one in found.lines] == [
        (name, (number,)) for name, number in zip(BODIES, NUMBERS, strict=True)
    ]


@pytest.mark.parametrize(
    "heading", ["一、第三方机构", "各检测机构", "（二）食品检测机构", "附件1", "水西市场监管所"]
)
def test_what_names_no_body(heading: str) -> None:
    assert name_of(heading) == ""


TEXTS = (
    "{name}，统一社会信用代码{code}，资质认定证书编号{number}，有效期至2027年3月4日，地址：云川区一路1号，联系人王娜，电话13900000001。",
    "{name}（{code}）\n证书号：{number}\n有效期：2021.3.5-2027.3.4\n地址：云川区一路1号\n联系人：王娜 13900000001",
    "{name}；信用代码：{code}；CMA证书：{number}；有效期至：2027-03-04；法人：李梅；地址：云川区一路1号；联系人：王娜；电话：13900000001",
    "{name} 信用代码{code} 证书编号{number} 2027.3.4到期 位于云川区一路1号 联系人王娜13900000001",
    "{name}\n代码：{code}  证号：{number}\n有效期 2021年3月5日 — 2027年3月4日\n地点：云川区一路1号\n王娜 13900000001",
    "1、机构名称：{name}，信用代码：{code}，资质认定证书编号：{number}，证书有效期至2027年3月4日，实验室地址：云川区一路1号，联系人及电话：王娜13900000001",
    "{name}，{code}，{number}，2027年3月4日到期，云川区青沟镇一路1号，王娜13900000001",
    "{name}地址：云川区一路1号证书编号：{number}有效期至：2027年3月4日代码：{code}联系人：王娜电话：13900000001",
)


def text(at: int, form: str) -> str:
    return form.format(name=BODIES[at], number=NUMBERS[at], code=CODE)


@pytest.mark.parametrize("form", TEXTS)
def test_a_text_in_one_cell_is_taken_apart(form: str, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["检测公司基本情况"],
        ["序号", "机构基本情况（名称、代码、证书号等）", "检查情况"],
    ]
    rows += [[at + 1, text(at, form), "未查"] for at in range(3)]
    found = read_roster(book(tmp_path, rows, ("A1:C1",)))
    assert [(one.name, one.row) for one in found.lines] == [(name, 3 + at) for at, name in enumerate(BODIES)]
    line = found.lines[1]
    assert line.uscc == CODE
    assert line.certificate_numbers == (NUMBERS[1],)
    assert line.valid_to == dt.date(2027, 3, 4)
    assert (line.address or "").endswith("一路1号")
    assert (line.contact, line.phone) == ("王娜", "13900000001")
    assert told(found).count("这一格是一段话") == 3


@pytest.mark.parametrize("form", TEXTS[:6])
def test_lines_of_a_text_are_taken_apart(form: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join(text(at, form).replace("\n", " ") for at in range(3)), encoding="utf-8")
    found = read_roster(path)
    assert [(one.name, one.row) for one in found.lines] == [(name, 1 + at) for at, name in enumerate(BODIES)]
    assert found.lines[2].certificate_numbers == (NUMBERS[2],)
    assert found.lines[2].valid_to == dt.date(2027, 3, 4)


def listed(found: Roster) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(one.name, one.row, one.certificate_numbers) for one in found.lines]


def test_messages_of_a_group_are_read_among_what_is_chatted(tmp_path: Path) -> None:
    said = [
        text(at, "{name}，证书编号{number}，有效期至2027年3月4日，联系人王娜13900000000") for at in range(2)
    ]
    path = tmp_path / "a.txt"
    path.write_text(f"张三 2026/5/13 10:22\n{said[0]}\n李四 10:25\n{said[1]}\n收到", encoding="utf-8")
    assert listed(read_roster(path)) == [(BODIES[0], 2, (NUMBERS[0],)), (BODIES[1], 4, (NUMBERS[1],))]


@pytest.mark.parametrize("form", ["{n}、{name}", "{name}", "（{n}）{name}"])
def test_lines_below_a_name_are_its_card(form: str, tmp_path: Path) -> None:
    blocks = [
        f"{form.format(n=at + 1, name=BODIES[at])}\n代码：{CODE if at else ''}\n证书编号：{NUMBERS[at]}\n"
        f"有效期至：2027年3月4日\n地址：云川区一路1号\n联系人：王娜 13900000000\n"
        for at in range(2)
    ]
    path = tmp_path / "a.txt"
    path.write_text("\n".join(blocks), encoding="utf-8")
    found = read_roster(path)
    assert [(one[0], one[2]) for one in listed(found)] == [(BODIES[at], (NUMBERS[at],)) for at in range(2)]
    assert [one.uscc for one in found.lines] == [None, CODE]
    assert {(one.contact, one.phone) for one in found.lines} == {("王娜", "13900000000")}


def test_the_name_may_stand_beside_the_text(tmp_path: Path) -> None:
    form = "代码{code}，证书编号{number}，有效期至2027年3月4日，电话13900000000"
    rows: list[list[Any]] = [["序号", "机构名称", "基本情况"]]
    rows += [[at + 1, BODIES[at], text(at, form)] for at in range(2)]
    found = read_roster(book(tmp_path, [*rows, [3, BODIES[2], None]]))
    assert listed(found) == [
        *((BODIES[at], 2 + at, (NUMBERS[at],)) for at in range(2)),
        (BODIES[2], 4, ()),
    ]


def test_sentences_are_read_as_far_as_they_are_clear(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [
            f"{BODIES[0]}位于云川区一路1号，法定代表人张三，资质认定证书编号为{NUMBERS[0]}，有效期为2021年3月5日至2027年3月4日。"
        ],
        [f"{BODIES[1]}成立于2015年，证书编号{NUMBERS[1]}，有效期到2027年3月4日，现有人员20人。"],
    ]
    found = read_roster(book(tmp_path, [["检测机构情况"], *rows]))
    assert listed(found) == [(BODIES[at], 2 + at, (NUMBERS[at],)) for at in range(2)]
    assert [one.valid_to for one in found.lines] == [dt.date(2027, 3, 4)] * 2
    assert [one.address for one in found.lines] == ["云川区一路1号", None]
    assert all(one in told(found) for one in ("法定代表人张三", "成立于2015年；现有人员20人"))


@pytest.mark.parametrize(
    ("word", "cell", "wanted"),
    [
        ("机构名称及统一社会信用代码", "{name}\n{code}", (CODE, None)),
        ("单位名称（代码）", "{name}（{code}）", (CODE, None)),
        ("机构名称、地址", "{name}，云川区一路1号", (None, "云川区一路1号")),
        ("单位名称及地址", "{name}\n云川区一路1号", (None, "云川区一路1号")),
        ("机构、代码", "{name}/{code}", (CODE, None)),
    ],
)
def test_a_name_and_something_more_in_one_cell(
    word: str, cell: str, wanted: tuple[str | None, str | None], tmp_path: Path
) -> None:
    rows: list[list[Any]] = [["序号", word, "证书编号", "有效期至"]]
    rows += [[at + 1, text(at, cell), NUMBERS[at], "2027-03-04"] for at in range(2)]
    found = read_roster(book(tmp_path, rows))
    assert listed(found) == [(BODIES[at], 2 + at, (NUMBERS[at],)) for at in range(2)]
    assert [(one.uscc, one.address) for one in found.lines] == [wanted] * 2


@pytest.mark.parametrize("corner", ["项目", "", "内容", "序号/机构"])
def test_a_table_with_a_body_in_each_column_needs_no_word_in_its_corner(corner: str, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["重点机构对比表"], [corner, *BODIES], ["证书编号", *NUMBERS]]
    rows += [["有效期至", *["2027-03-04"] * 3], ["联系人", "王娜", "李梅", "王娜"], ["设备数", 1, 2, 3]]
    found = read_roster(book(tmp_path, rows, ("A1:D1",)))
    assert [(one.name, one.contact) for one in found.lines] == list(
        zip(BODIES, ("王娜", "李梅", "王娜"), strict=True)
    )
    assert "一列一家" in told(found)


def test_what_is_unclear_is_left_out_and_named(tmp_path: Path) -> None:
    good = text(0, TEXTS[0])
    two = f"{BODIES[1]}，{BODIES[0]}，证书编号{NUMBERS[1]}，电话13900000001，地址云川区一路"
    odd = f"{BODIES[2]}，证书编号{NUMBERS[2]}，2021年换的法人，电话13900000003"
    found = read_roster(book(tmp_path, [["情况"], [good], [two], [odd], [good.replace("云川检", "东山检")]]))
    assert [one.name for one in found.lines] == [BODIES[0], BODIES[2], "东山检测有限公司"]
    assert found.lines[1].valid_to is None
    assert "2021年换的法人" in told(found)
    assert [problem.row for problem in found.problems if "没有读；请分栏" in problem.said.zh] == [3]


def test_a_line_above_the_first_that_is_clear_is_no_header(tmp_path: Path) -> None:
    two = f"{BODIES[1]}，{BODIES[0]}，证书编号{NUMBERS[1]}，电话13900000001，地址云川区一路"
    rows: list[list[Any]] = [
        ["序号", "机构情况"],
        [1, two],
        [2, text(0, TEXTS[0])],
        [3, BODIES[1]],
        [4, text(2, TEXTS[0])],
    ]
    found = read_roster(book(tmp_path, rows))
    assert [(one.name, one.row) for one in found.lines] == [(BODIES[0], 3), (BODIES[1], 4), (BODIES[2], 5)]
    assert [problem.row for problem in found.problems if "没有读；请分栏" in problem.said.zh] == [2]


def test_a_column_beside_the_text_counts_first(tmp_path: Path) -> None:
    form = "{name}，信用代码{code}，证书编号{number}，联系人王娜"
    rows: list[list[Any]] = [["序号", "基本情况", "联系电话", "领域"]]
    rows += [[at + 1, text(at, form), f"1390000000{at}", "食品"] for at in range(2)]
    found = read_roster(book(tmp_path, rows))
    assert [(one.contact, one.phone, one.domains) for one in found.lines] == [
        ("王娜", f"1390000000{at}", ("食品",)) for at in range(2)
    ]


def test_the_legal_representative_is_nobody_to_ask() -> None:
    said = taken_apart(
        f"{BODIES[0]}，法定代表人：李梅，证书编号{NUMBERS[0]}，电话13900000001", own_synonyms()
    )
    assert said is not None
    assert said.cells == {"certificate": NUMBERS[0], "phone": "13900000001"}
    assert said.left == ["法定代表人：李梅"]


@pytest.mark.parametrize(
    "cell",
    ["云川区青沟镇工业园区一路18号院内2号楼3层东侧", "食品、环境、机动车安全技术检验、建筑材料、水质检测"],
)
def test_long_cells_of_a_list_are_no_texts(cell: str, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["机构名称", "证书编号", "说明"],
        *([BODIES[at], NUMBERS[at], cell] for at in range(3)),
    ]
    found = read_roster(book(tmp_path, rows))
    assert [one.name for one in found.lines] == list(BODIES)
    assert "一段话" not in told(found)


@pytest.mark.parametrize("label", ["监管人员张伟", "法定代表人：李梅", "网格员：张伟", "执法人员张伟"])
@pytest.mark.parametrize("phone", ["电话13911112222", "13911112222", "联系电话：13911112222"])
def test_the_telephone_of_somebody_else_is_none_of_the_body(label: str, phone: str) -> None:
    form = f"{BODIES[0]}，证书编号{NUMBERS[0]}，{label}，{phone}，联系人王娜，电话13900000001"
    said = taken_apart(form, own_synonyms())
    assert said is not None
    assert (said.cells["contact"], said.cells["phone"]) == ("王娜", "13900000001")
    assert said.left == [label, phone]


@pytest.mark.parametrize("mark", ["", "："])
def test_the_number_of_an_earlier_certificate_is_left_out(mark: str) -> None:
    form = f"{BODIES[0]}，原证书编号{mark}{NUMBERS[0]}，现证书编号{mark}{NUMBERS[1]}，证书2027年3月4日到期"
    said = taken_apart(form, own_synonyms())
    assert said is not None
    assert said.cells == {"certificate": NUMBERS[1], "valid_to": "2027年3月4日"}
    assert said.left == [f"原证书编号{mark}{NUMBERS[0]}"]
