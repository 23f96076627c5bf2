"""Shapes of rosters that offices really have: the annex form filled in by others, 同上, macros, pictures, old files."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import xlwt
from click.testing import CliRunner
from docx.shared import Mm

from bureau.console.commands.roster import roster_command
from bureau.registry.roster import Mapping, Roster, own_synonyms, read_roster, shape_of
from tests.rooms.registry.annexes import with_tracked_deletions
from tests.rooms.registry.test_roster_reading import CODE, HEADS, LINE, book, put

FORM: tuple[tuple[str, list[str], list[list[str]]], ...] = (
    (
        "一、体制内具有事业单位属性的检验检测机构数量及名单（共1家）",
        ["序号", "机构名称", "领域", "备注"],
        [["1", "云川质量检验中心", "食品、建筑材料", ""], ["2", "……", "……", "……"]],
    ),
    (
        "二、第三方检验检测机构数量及名单",
        ["序号", "机构名称", "领域", "备注"],
        [["1", "云川甲检测有限公司", "食品", "已停业"], ["2", "……", "……", "……"]],
    ),
    (
        "三、外省在本辖区内开展检验检测业务的机构数量及名单",
        ["序号", "机构名称", "领域", "首次获证时间", "联系人", "联系方式"],
        [["1", "河北乙检测有限公司", "机动车", "2018.3.5", "韩雪", "13900002716"], ["2", *["……"] * 5]],
    ),
)
TOLD = [
    ("云川质量检验中心", "public_institution", "一、"),
    ("云川甲检测有限公司", "enterprise", "二、"),
    ("河北乙检测有限公司", None, "三、"),
]


def _one_table(path: Path) -> None:
    document = docx.Document()
    rows: list[list[str]] = [
        ["检验检测机构基本情况汇总表"],
        ["所在旗区：云川区      上报时间：2022年5月10日"],
    ]
    for heading, heads, lines in FORM:
        rows += [[heading], heads, *lines]
    table = document.add_table(rows=len(rows), cols=6)
    for at, row in enumerate(rows):
        if len(row) == 1:
            table.cell(at, 0).merge(table.cell(at, 5))
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    document.save(str(path))


def _a_table_each(path: Path) -> None:
    document = docx.Document()
    for heading, heads, lines in FORM:
        document.add_paragraph(heading)
        table = document.add_table(rows=1 + len(lines), cols=len(heads))
        for at, row in enumerate([heads, *lines]):
            for column, text in enumerate(row):
                table.cell(at, column).text = text
    document.save(str(path))


def _sheet_rows(path: Path) -> None:
    made = openpyxl.Workbook()
    sheet: Any = made.active
    for row in (
        ["附件："],
        ["检验检测机构基本情况汇总表"],
        ["所在旗区：云川区", "", "上报时间：2022年5月10日"],
    ):
        sheet.append(row)
    for heading, heads, lines in FORM:
        for row in ([heading], heads, *lines):
            sheet.append(row)
    made.save(path)


@pytest.mark.parametrize(
    ("name", "write"), [("a.docx", _one_table), ("b.docx", _a_table_each), ("c.xlsx", _sheet_rows)]
)
def test_the_annex_form_filled_in_by_others(name: str, write: Callable[[Path], None], tmp_path: Path) -> None:
    write(path := tmp_path / name)
    found = read_roster(path)
    assert [(line.name, line.kind, line.part[:2]) for line in found.lines] == TOLD
    assert found.problems == []
    last = found.lines[-1]
    assert (str(last.first_issued_on), last.contact, last.phone) == ("2018-03-05", "韩雪", "13900002716")


def values(roster: Roster) -> list[tuple[int | None, str]]:
    return [(one.row, one.value) for one in roster.problems]


def test_the_same_as_above_is_read_and_told(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", put(B5="云川乙检测有限公司", G5="同上", H5="〃", C5="同上"))
    found = read_roster(path)
    assert (found.lines[1].contact, found.lines[1].phone) == ("韩雪", "13900002716")
    assert {(5, "同上"), (5, "〃")} <= set(values(found))
    assert any("已照上一行读作“韩雪”" in one.said.zh for one in found.problems)
    first = read_roster(book(tmp_path / "b.xlsx", put(G4="同上")))
    assert first.lines[0].contact is None
    assert "请写全" in first.problems[0].said.zh


def test_one_code_of_two_bodies_is_named(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", put(B5="云川乙检测有限公司", C5=CODE, D5=LINE[3], B6=LINE[1], C6=CODE))
    found = read_roster(path)
    assert values(found) == [(5, CODE), (5, LINE[3])]
    assert "“名录”第 4 行的“云川检测有限公司”" in found.problems[0].said.zh


def test_an_end_before_its_beginning(tmp_path: Path) -> None:
    found = read_roster(book(tmp_path / "a.xlsx", put(E4="2024-03-05", F4="2020-03-04")))
    assert (found.lines[0].first_issued_on, found.lines[0].valid_to) == (None, None)
    assert values(found) == [(4, "2024-03-05"), (4, "2020-03-04")]


def test_macros_are_named_and_never_run(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a") as pack:
        pack.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    found = read_roster(path)
    assert len(found.lines) == 1
    assert ["宏没有运行" in one.said.zh for one in found.problems] == [True]


def test_pictures_where_words_should_stand(tmp_path: Path) -> None:
    picture = tmp_path / "p.png"
    picture.write_bytes(
        bytes.fromhex(
            "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763"
        )
        + bytes.fromhex("f8cfc0000003010100c9fe92ef0000000049454e44ae426082")
    )
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    for row, texts in enumerate((["序号", "机构名称", "证书编号"], ["1", "云川检测有限公司", ""])):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 2).paragraphs[0].add_run().add_picture(str(picture), Mm(5))
    document.save(str(path := tmp_path / "a.docx"))
    found = read_roster(path)
    assert found.lines[0].certificate_numbers == ()
    assert [(one.row, one.column, one.value) for one in found.problems] == [(2, "证书编号", "[图片]")]
    in_cell = read_roster(book(tmp_path / "b.xlsx", put(C4='=DISPIMG("ID_1",1)')))
    assert in_cell.lines[0].uscc is None
    assert in_cell.problems[0].column == "统一社会信用代码"


@pytest.mark.parametrize("suffix", ["xls", "et"])
def test_an_old_workbook_that_begins_in_its_second_column(suffix: str, tmp_path: Path) -> None:
    """The library that reads it counts columns from the first filled one, its records from the sheet's edge."""
    made = xlwt.Workbook()
    sheet = made.add_sheet("名录")
    for row, line in enumerate((HEADS, [*LINE[:3], 180502110417, *LINE[4:]])):
        for column, cell in enumerate(line):
            sheet.write(row, column + 1, cell)
    made.save(str(path := tmp_path / f"a.{suffix}"))
    found = read_roster(path)
    assert [(line.name, line.uscc, line.certificate_numbers) for line in found.lines] == [
        (LINE[1], CODE, ("180502110417",))
    ]
    assert found.problems == []


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"B5": "城关市场监管所"}, ""),
        ({"A5": "合计：1家"}, ""),
        ({"B5": "云川乙检测有限公司"}, "像小标题或落款"),
        ({"B5": "33-1", "D5": "180502110418"}, "不像机构名称"),
        ({"D5": "180502110418"}, "没有机构名称"),
    ],
)
def test_what_is_no_line(cells: dict[str, str], said: str, tmp_path: Path) -> None:
    found = read_roster(book(tmp_path / "a.xlsx", put(**cells)))
    assert [line.row for line in found.lines] == [4]
    assert [said in one.said.zh for one in found.problems] == ([True] if said else [])


def test_a_body_whose_name_has_the_word_of_a_sum(tmp_path: Path) -> None:
    found = read_roster(book(tmp_path / "a.xlsx", put(A5=2, B5="云川联合计量检测有限公司", I5="食品")))
    assert [line.name for line in found.lines] == [LINE[1], "云川联合计量检测有限公司"]


def test_two_lists_side_by_side_are_read_as_two(tmp_path: Path) -> None:
    more = {f"{letter}3": word for letter, word in zip("KLM", ("序号", "机构名称", "领域"), strict=True)}
    found = read_roster(book(tmp_path / "a.xlsx", put(**more, K4=2, L4="云川乙检测有限公司")))
    assert [line.name for line in found.lines] == [LINE[1], "云川乙检测有限公司"]
    assert "并排的 2 份名单" in found.problems[0].said.zh


def test_words_that_two_levels_of_a_header_say_twice_are_no_second_list(tmp_path: Path) -> None:
    rows = (
        "序号,机构,证书编号,截止日期,所在位置,涉及领域,涉及领域,涉及领域,涉及领域,涉及领域,联络员",
        "碳排放核查,食品,截止日期,建筑材料,医疗器械,序号,证书编号,机构,所在位置,联络员,罐体",
        "2,云川味鲜食品检测有限公司,210500140072,2027-01-30,云川区永昌路,,√,,,,孙泽",
    )
    path = tmp_path / "名单.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    assert [line.name for line in read_roster(path).lines] == ["云川味鲜食品检测有限公司"]


def test_a_second_name_that_is_no_list_is_told(tmp_path: Path) -> None:
    """名称 and 电话 of the body that is above each: no list of its own, and not read."""
    upper = {f"{letter}2": "主管部门" for letter in "KL"}
    found = read_roster(
        book(tmp_path / "a.xlsx", put(**upper, K3="机构名称", L3="联系电话", K4="云川区住建局"))
    )
    assert [line.name for line in found.lines] == [LINE[1]]
    assert "只读了左边一份" in found.problems[0].said.zh


def test_columns_remembered_and_rows_left_out(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", put(B3="上级对象", B5="云川乙检测有限公司", I5="食品"))
    assert read_roster(path).lines == []
    heads = [*HEADS[:1], "上级对象", *HEADS[2:]]
    remembered = {shape_of(heads): {"name": 1, "uscc": 2}}
    found = read_roster(path, mapping=Mapping(remembered=remembered, skipped={"名录": [5]}))
    assert [(line.name, line.uscc, line.phone) for line in found.lines] == [(LINE[1], CODE, None)]
    assert {one.how for one in found.sheets[0].why.values()} == {"remembered"}
    assert values(found) == [(5, "云川乙检测有限公司")]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [("有效期", ("起", "止")), ("", ("有效期开始", "有效期截至")), ("证书有效期", ("起始日期", "终止日期"))],
)
def test_the_end_of_a_term_is_not_its_beginning(upper: str, lower: tuple[str, str], tmp_path: Path) -> None:
    heads = {"E2": upper or None, "F2": upper or None, "E3": lower[0], "F3": lower[1]}
    path = book(tmp_path / "a.xlsx", put(**heads))
    found = read_roster(path)
    assert str(found.lines[0].valid_to) == "2024-03-04"
    assert found.lines[0].first_issued_on is None


UNLISTED = {
    "other": "CNAS认可证书有效期 食品生产许可证有效期 营业执照有效期 原证书编号 变更前机构名称 法人代表及电话 投诉电话 "
    "证书到期情况 领域数 是否在有效期 上级单位名称 营业执照编号",
    "certificate": "CMA/CNAS证书编号",
    "phone": "机构联系电话",
    "kind": "检验检测机构类别",
    "": "备案号 22050211041712有效期",
}


@pytest.mark.parametrize(
    ("word", "field"), [(word, name) for name, words in UNLISTED.items() for word in words.split()]
)
def test_words_that_stand_in_no_table(word: str, field: str) -> None:
    assert own_synonyms().field_of(word) == field


def test_columns_that_are_not_taken_are_listed(tmp_path: Path) -> None:
    found = read_roster(book(tmp_path / "a.xlsx", put(J3="设备台套数", K3="神秘栏", J4=3, K4="x")))
    assert found.sheets[0].idle == ("设备台套数", "神秘栏")


@pytest.mark.parametrize("word", ["发证日期", "FZRQ"])
def test_a_day_of_issue_is_not_taken_and_is_listed_so(word: str, tmp_path: Path) -> None:
    found = read_roster(book(tmp_path / "a.xlsx", put(J3=word, J4="2021-03-05")))
    sheet = found.sheets[0]
    assert sheet.idle == (word,)
    assert not {"issued"} & (set(sheet.columns) | set(sheet.places) | set(sheet.why))
    assert found.problems == []


@pytest.mark.parametrize("word", ["首次获证时间", "发证日期"])
def test_the_end_of_a_period_among_first_days_is_told(word: str, tmp_path: Path) -> None:
    period = "2021年3月5日至2027年3月4日"
    found = read_roster(book(tmp_path / "a.xlsx", put(E3=word, E4=period, F4=None)))
    (told,) = found.problems
    assert (told.row, told.column, told.value) == (4, word, period)
    assert "2027-03-04" in told.said.zh
    assert found.lines[0].valid_to is None
    same = read_roster(book(tmp_path / "b.xlsx", put(E3=word, E4=period, F4="2027-03-04")))
    assert same.problems == [], "nothing of it is lost"
    other = read_roster(book(tmp_path / "c.xlsx", put(E3=word, E4=period, F4="2026-03-04")))
    assert [one.value for one in other.problems] == [period]


def test_words_that_name_no_field_are_told_of_a_list(tmp_path: Path) -> None:
    found = read_roster(book(tmp_path / "a.xlsx", put(I4="食品、待定")))
    assert found.lines[0].domains == ("食品",)
    (told,) = found.problems
    assert (told.column, told.value) == ("领域", "食品、待定")
    assert "其中“待定”" in told.said.zh


def test_an_offices_own_words(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", put(B3="上级对象"))
    words = tmp_path / "words.toml"
    words.write_text('name = ["上级对象"]', encoding="utf-8")
    run = CliRunner().invoke
    unread = run(roster_command, [str(path)])
    assert (unread.exit_code, "0 行" in unread.stderr, "一行也没有读出" in unread.stderr) == (2, True, True)
    told = run(roster_command, [str(path), "--json"])
    assert (told.exit_code, json.loads(told.stdout)["rows"]) == (2, [])
    assert json.loads(told.stdout)["problems"], "what is in doubt is told all the same"
    assert LINE[1] in run(roster_command, [str(path), "--words", str(words)]).stdout
    words.write_text('nothing = ["上级对象"]', encoding="utf-8")
    refused = run(roster_command, [str(path), "--words", str(words)])
    assert (refused.exit_code, "不是程序的字段" in refused.stderr) == (2, True)
    gone = run(roster_command, [str(path), "--words", str(tmp_path / "gone.toml")])
    assert (gone.exit_code, "读不了" in gone.stderr) == (2, True)


def test_what_was_deleted_with_changes_tracked_is_left_out_and_told_once(tmp_path: Path) -> None:
    _a_table_each(path := tmp_path / "a.docx")
    document = docx.Document(str(path))
    table = document.tables[0]
    for column, text in enumerate(("3", "云川丙检测中心", "食品", "")):
        table.cell(2, column).text = text
    document.save(str(path))
    with_tracked_deletions(path, row="云川质量检验中心", words=("河北乙检测有限公司", "乙", "丁"))
    found = read_roster(path)
    assert [line.name for line in found.lines] == [
        "云川丙检测中心",
        "云川甲检测有限公司",
        "河北丁检测有限公司",
    ]
    assert [(one.sheet, one.row, "修订" in one.said.zh) for one in found.problems] == [(None, None, True)]
