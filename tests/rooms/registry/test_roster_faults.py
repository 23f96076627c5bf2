"""What a list says twice, wrongly or beside the point is kept, or named with its row, and never dropped in silence."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from click.testing import CliRunner

from bureau.console.commands.roster import roster_command
from bureau.kernel import clock
from bureau.people.models import Unit
from bureau.registry.importing.strangeness import strangeness
from bureau.registry.roster import Mapping, Roster, RosterLine, read_roster
from bureau.registry.roster.people import read_people
from bureau.registry.roster.values import read_name, read_numbers
from tests.factories import make_code

NAME = "云川检测有限公司"
ONE, TWO = "190512050001", "200512050002"


def book(folder: Path, *rows: list[Any], hidden: str = "") -> Path:
    made = openpyxl.Workbook()
    sheet: Any = made.active
    for row in rows:
        sheet.append(row)
    if hidden:
        other: Any = made.create_sheet(hidden)
        for row in rows:
            other.append(row)
        other.sheet_state = "hidden"
    made.save(path := folder / "a.xlsx")
    return path


def one(folder: Path, heads: list[str], cells: list[Any]) -> tuple[RosterLine, list[str]]:
    """The line of a list of one line, and what is told of it."""
    found = read_roster(book(folder, ["机构名称", *heads], [NAME, *cells]))
    (line,) = found.lines
    return line, told(found)


def told(found: Roster) -> list[str]:
    return [problem.said.zh for problem in found.problems]


def test_every_address_is_kept(tmp_path: Path) -> None:
    heads = ["注册地址", "检测地址", "实验室地址", "通讯地址"]
    line, said = one(tmp_path, heads, ["云川区一路1号", "云川区二路2号", "青沟区三路3号", "云川区四路4号"])
    assert (line.address, line.other_addresses) == ("云川区二路2号", ("青沟区三路3号",))
    assert line.registered_address == "云川区一路1号"
    assert any("写了 2 个地址" in text for text in said)


@pytest.mark.parametrize("mark", ["；", "\n", "、", " 2."])
def test_two_addresses_of_one_cell(mark: str, tmp_path: Path) -> None:
    line, said = one(tmp_path, ["地址"], [f"{'1.' if '2' in mark else ''}云川区一路1号{mark}青沟区三路3号"])
    assert (line.address, line.other_addresses) == ("云川区一路1号", ("青沟区三路3号",))
    assert len(said) == 1


def test_an_address_over_two_lines_is_one(tmp_path: Path) -> None:
    line, said = one(tmp_path, ["地址"], ["云川区一路1号\n3号楼2层"])
    assert (line.address, line.other_addresses, said) == ("云川区一路1号3号楼2层", (), [])


def test_the_seat_is_no_place_of_testing_where_one_is_given(tmp_path: Path) -> None:
    heads = ["住所", "检测地点", "其他检测地点"]
    line, said = one(tmp_path, heads, ["云川区一路1号", "云川区二路2号", "青沟区三路3号"])
    assert (line.addresses, len(said)) == (("云川区二路2号", "青沟区三路3号"), 1)
    line, said = one(tmp_path, heads, ["云川区一路1号", "同左", "无"])
    assert (line.addresses, len(said)) == (("云川区一路1号",), 1), "as the column to the left says, and told"
    line, said = one(tmp_path, heads, ["云川区一路1号", "同右", "无"])
    assert (line.addresses, len(said)) == ((), 1)


def test_an_address_in_a_row_of_its_own_is_kept(tmp_path: Path) -> None:
    heads = ["序号", "机构名称", "证书编号", "检测地址"]
    path = book(tmp_path, heads, [1, NAME, ONE, "云川区一路1号"], [None, NAME, ONE, "青沟区三路3号"])
    found = read_roster(path)
    (line,) = found.lines
    assert (line.address, line.other_addresses) == ("云川区一路1号", ("青沟区三路3号",))
    assert [(problem.row, problem.value) for problem in found.problems] == [
        (3, "云川区一路1号；青沟区三路3号")
    ]
    path = book(tmp_path, heads, [1, NAME, ONE, None], [None, NAME, TWO, "青沟区三路3号"])
    (line,) = read_roster(path).lines
    assert (line.addresses, line.certificate_numbers) == (("青沟区三路3号",), (ONE, TWO))


def test_the_command_tells_addresses_and_columns_that_were_not_taken(tmp_path: Path) -> None:
    path = book(
        tmp_path, ["机构名称", "地址", "发证日期", "热线码"], [NAME, "云川区一路1号", "2021-03-05", "x"]
    )
    done = CliRunner().invoke(roster_command, [str(path), "--json"])
    answer = json.loads(done.stdout)
    assert (answer["rows"][0]["address"], answer["rows"][0]["issued_on"]) == ("云川区一路1号", "2021-03-05")
    assert answer["columns"][0]["not_taken"] == ["热线码", "发证日期"]


def test_days_of_several_certificates_go_by_their_order(tmp_path: Path) -> None:
    line, said = one(tmp_path, ["证书编号", "有效期至"], [f"{ONE}\n{TWO}", "2027-03-04；2026-05-06"])
    assert line.valid_to is None
    assert [(term.number, term.valid_to) for term in line.terms] == [
        (ONE, dt.date(2027, 3, 4)),
        (TWO, dt.date(2026, 5, 6)),
    ]
    assert any("按次序" in text for text in said)


@pytest.mark.parametrize("number", [ONE, f"{ONE}、{TWO}、210512050003", ""])
def test_days_that_nobody_can_tell_apart_are_left_out(number: str, tmp_path: Path) -> None:
    line, said = one(tmp_path, ["证书编号", "有效期至"], [number, "2027-03-04；2026-05-06"])
    assert (line.valid_to, line.terms) == (None, ())
    assert any("几个日子" in text for text in said)


def test_a_term_of_whole_years_is_no_pair_of_days(tmp_path: Path) -> None:
    line, _ = one(tmp_path, ["证书编号", "有效期至"], [f"{ONE}、{TWO}", "2021-03-05\n2027-03-04"])
    assert (line.valid_to, line.terms) == (dt.date(2027, 3, 4), ())


def test_a_name_in_doubt_does_not_hide_the_rest(tmp_path: Path) -> None:
    heads = ["序号", "机构名称", "证书编号", "有效期至"]
    path = book(tmp_path, heads, [1, "=VLOOKUP(1,Z:Z,1)", "12345", "2021年3月"], [2, NAME, ONE, None])
    found = read_roster(path)
    assert [line.name for line in found.lines] == [NAME]
    assert {(problem.row, problem.value) for problem in found.problems} == {
        *((2, text) for text in ("=VLOOKUP(1,Z:Z,1)", "12345", "2021年3月"))
    }


def test_years_that_cannot_be(tmp_path: Path) -> None:
    far = clock.today().year + 25
    heads = ["发证日期", "首次获证时间", "有效期至"]
    line, said = one(tmp_path, heads, [f"{far}-01-01", "1975-01-01", f"{far}-01-01"])
    assert (line.issued_on, line.first_issued_on, line.valid_to) == (None, None, None)
    assert len(said) == 3
    line, said = one(
        tmp_path, heads, [f"{clock.today().year - 1}-03-05", "2012-03-05", f"{clock.today().year + 5}-01-01"]
    )
    assert None not in {line.issued_on, line.first_issued_on, line.valid_to}
    assert said == []


@pytest.mark.parametrize("number", ["000000000000", "990512340001", "111111111111"])
def test_numbers_that_cannot_be(number: str) -> None:
    numbers, doubts = read_numbers(number)
    assert (numbers, [doubt.text for doubt in doubts]) == ([], [number])


def test_an_authority_that_is_none_is_told_and_read() -> None:
    numbers, doubts = read_numbers("194712050001")
    assert (numbers, len(doubts)) == (["194712050001"], 1)
    assert "47" in doubts[0].said.zh


@pytest.mark.parametrize("state", ["（已过期）", "(注销)", "（原证书）"])
def test_a_state_beside_a_number_is_told(state: str) -> None:
    numbers, doubts = read_numbers(f"{ONE}{state}")
    assert (numbers, [doubt.text for doubt in doubts]) == ([ONE], [state])
    assert read_numbers(f"{ONE}（食品）") == ([ONE], [])


@pytest.mark.parametrize(
    ("cell", "who", "phone", "doubts"),
    [
        ("张三 李四", "张三、李四", None, 1),
        ("张三、李四", "张三、李四", None, 1),
        ("李 娜", "李娜", None, 0),
        ("斯琴 高娃", "斯琴高娃", None, 0),
        ("欧阳 文娜", "欧阳文娜", None, 0),
        ("张三 +86 139 0000 1111", "张三", "13900001111", 0),
        ("张三（主任）", "张三", None, 0),
        ("张三 zhang@163.com", "张三", None, 1),
        ("办公室：8300001 值班室：8300002", "办公室、值班室", "8300001、8300002", 0),
        ("13900001111@qq.com", None, None, 1),
    ],
)
def test_whoever_is_to_be_asked(cell: str, who: str | None, phone: str | None, doubts: int) -> None:
    assert (*read_people(cell)[:2], len(read_people(cell)[2])) == (who, phone, doubts)


def test_the_telephone_of_whoever_supervises_is_not_the_bodys(tmp_path: Path) -> None:
    line, _ = one(tmp_path, ["联系人", "监管人员", "联系电话"], ["张三", "李四", "13900001111"])
    assert (line.contact, line.phone) == ("张三", None)
    line, _ = one(
        tmp_path,
        ["联系人", "联系电话", "监管人员", "联系电话"],
        ["张三", "13900002222", "李四", "13900001111"],
    )
    assert line.phone == "13900002222"


@pytest.mark.parametrize(
    "name",
    [
        "平均",
        "待定",
        "待核实",
        "康巴什区：",
        "名称不详：",
        f"{NAME}、青沟检测有限公司",
        f"{NAME} 青沟检测有限公司",
    ],
)
def test_what_is_no_body_is_no_line(name: str, tmp_path: Path) -> None:
    found = read_roster(
        book(tmp_path, ["机构名称", "证书编号", "领域"], [NAME, ONE, "食品"], [name, None, "食品"])
    )
    assert [line.name for line in found.lines] == [NAME]


def test_names_that_only_look_so() -> None:
    for name in (
        "云川交通、水利工程检测中心",
        "云川粮油、饲料检验站",
        "云川集团有限公司\n第二分公司",
        "平均检测有限公司",
    ):
        assert read_name(name) == ("".join(name.split()), None)
    assert read_name(f"{NAME}\n{NAME}东胜分公司")[0] == ""
    assert read_name(f"机构名称：{NAME}") == (NAME, None)


def test_a_hidden_sheet_is_read_where_it_is_chosen(tmp_path: Path) -> None:
    path = book(tmp_path, ["机构名称", "证书编号"], [NAME, ONE], hidden="旧表")
    found = read_roster(path)
    assert [line.sheet for line in found.lines] == ["Sheet"]
    assert [(sheet.sheet, sheet.hidden, sheet.lines) for sheet in found.sheets] == [
        ("Sheet", False, 1),
        ("旧表", True, 0),
    ]
    by_hand = Mapping({"旧表": 1}, {"旧表": {"name": 0}})
    assert [line.sheet for line in read_roster(path, mapping=by_hand).lines] == ["Sheet", "旧表"]
    done = CliRunner().invoke(roster_command, [str(path), "--hidden", "--json"])
    assert len(json.loads(done.stdout)["rows"]) == 2


def test_what_a_document_holds_beside_its_table(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("1.青沟检测有限公司", "2.白河检测有限公司", "3.以上为补充"):
        document.add_paragraph(text)
    table = document.add_table(rows=2, cols=2)
    for at, row in enumerate([["机构名称", "证书编号"], [NAME, ONE]]):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = TWO
    document.save(str(tmp_path / "a.docx"))
    found = read_roster(tmp_path / "a.docx")
    assert [line.certificate_numbers for line in found.lines] == [(ONE, TWO)]
    assert [(problem.row, problem.value) for problem in found.problems] == [
        (2, f"{ONE}\n{TWO}"),
        (None, "1.青沟检测有限公司、2.白河检测有限公司"),
    ]


@pytest.mark.django_db
def test_a_title_that_names_another_district(district: Unit, tmp_path: Path) -> None:
    rows = (["青沟旗检验检测机构名录"], ["机构名称", "统一社会信用代码"], [NAME, make_code(1)])
    (sheet,) = read_roster(book(tmp_path, *rows)).sheets
    assert sheet.title == "青沟旗检验检测机构名录"
    odd = strangeness([], district, sheet.title)
    assert odd is not None
    assert (odd.name, odd.by_name) == ("青沟旗", True)
    for heading in (
        "2022年辖区机构名录",
        f"{district.name}名录",
        "各旗区汇总表",
        "内蒙古自治区名录",
        "开发区名录",
    ):
        assert strangeness([], district, heading) is None
