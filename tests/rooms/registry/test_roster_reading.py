"""Rosters read from real and hostile files: every cell in doubt is named, and what cannot be read says so."""

from __future__ import annotations

import datetime as dt
import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from click.testing import CliRunner, Result

from bureau.console.commands.roster import roster_command
from bureau.registry.identifiers import check_character
from bureau.registry.roster import Roster, UnreadableError, read_roster
from tests.rooms.registry.office import convert

HEADS = [
    "序号",
    "机构名称",
    "统一社会信用代码",
    "证书编号",
    "首次获证时间",
    "有效期至",
    "联系人",
    "联系电话",
    "领域",
]
CODE = "91150602MA0N0001X"
CODE = f"{CODE}{check_character(CODE)}"
LINE: list[Any] = [
    1,
    "云川检测有限公司",
    CODE,
    "180502110417",
    "2018-03-05",
    "2024-03-04",
    "韩雪",
    "13900002716",
    "食品",
]
FIRST, UNTIL = dt.date(2018, 3, 5), dt.date(2024, 3, 4)
Sheet = Any  # openpyxl's, whose types do not tell a merged cell from another


def book(path: Path, change: Callable[[Sheet], None] | None = None, *, since_1904: bool = False) -> Path:
    """A workbook with a title, an empty row, the header and one line."""
    made = openpyxl.Workbook()
    if since_1904:
        made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904  # type: ignore[attr-defined] # typed without it
    sheet: Sheet = made.active
    sheet.title = "名录"
    for row in (["检验检测机构名录"], [], HEADS, LINE):
        sheet.append(row)
    if change:
        change(sheet)
    made.save(path)
    return path


def put(**cells: object) -> Callable[[Sheet], None]:
    def change(sheet: Sheet) -> None:
        for place, value in cells.items():
            sheet[place] = value

    return change


def told(roster: Roster) -> list[tuple[int | None, str | None, str]]:
    return [(one.row, one.column, one.value) for one in roster.problems]


def run(*words: object) -> Result:
    return CliRunner().invoke(roster_command, [str(word) for word in words])


def test_the_contract(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx", put(B5="乙（云川） 公司", C5=f"{CODE[:-1].lower()}?", F5="长期", E5="2021年3月")
    )
    done = run(path, "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert answer["rows"] == [
        {
            "name": "云川检测有限公司",
            "uscc": CODE,
            "certificate_numbers": ["180502110417"],
            "first_issued_on": "2018-03-05",
            "valid_to": "2024-03-04",
            "contact": "韩雪",
            "phone": "13900002716",
            "domains": ["食品"],
            "kind": None,
            "address": None,
            "other_addresses": [],
            "registered_address": None,
            "district": None,
            "terms": [],
            "issued_on": None,
            "sheet": "名录",
            "row": 4,
        },
        {
            **dict.fromkeys(("uscc", "first_issued_on", "valid_to", "contact", "phone", "kind")),
            **dict.fromkeys(("address", "registered_address", "issued_on", "district")),
            "other_addresses": [],
            "terms": [],
            "name": "乙(云川)公司",
            "certificate_numbers": [],
            "domains": [],
            "sheet": "名录",
            "row": 5,
        },
    ]
    assert [(one["sheet"], one["row"]) for one in answer["problems"]] == [("名录", 5)] * 3
    assert {one["column"] for one in answer["problems"]} == {"首次获证时间", "统一社会信用代码", "有效期至"}
    assert {"2021年3月", "长期"} <= {one["value"] for one in answer["problems"]}
    assert all(set(one) == {"sheet", "row", "column", "value", "message"} for one in answer["problems"])


@pytest.mark.parametrize("place", ["XFD1048576", "XFD4", "A1048576", "B1048000"])
def test_a_stray_cell_far_away_costs_nothing(place: str, tmp_path: Path) -> None:
    found = read_roster(book(tmp_path / "a.xlsx", put(**{place: "x"})))
    assert (found.lines[0].row, found.lines[0].valid_to) == (4, UNTIL)
    if place.startswith("XFD"):
        assert told(found) == [(int(place[3:]), place, "x")]


def test_errors_of_formulas_are_named(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", put(C4="#N/A", F4="#REF!", G4="=VLOOKUP(B4,Z:Z,1)", I4="#VALUE!"))
    found = read_roster(path)
    line = found.lines[0]
    assert (line.uscc, line.valid_to, line.contact, line.domains) == (None, None, None, ())
    assert {value for _, _, value in told(found)} == {"#N/A", "#REF!", "=VLOOKUP(B4,Z:Z,1)", "#VALUE!"}


@pytest.mark.parametrize(
    ("code", "day", "value"),
    [
        ("yyyy-mm-dd", dt.date(2021, 3, 1), ""),
        ('yyyy"年"m"月"d"日"', dt.date(2021, 3, 1), ""),
        ("[$-804]yyyy/m/d;@", dt.date(2021, 3, 1), ""),
        ('yyyy"年"m"月"', None, "2021年3月"),
        ('[DBNum1][$-804]yyyy"年"m"月";@', None, "2021年3月"),
        ("mmm-yy", None, "2021年3月"),
        ("yyyy", None, "2021年"),
        ('m"月"d"日"', None, "3月1日"),
    ],
)
def test_a_day_is_what_its_format_shows(code: str, day: dt.date | None, value: str, tmp_path: Path) -> None:
    def change(sheet: Sheet) -> None:
        sheet["F4"] = dt.date(2021, 3, 1)
        sheet["F4"].number_format = code

    found = read_roster(book(tmp_path / "a.xlsx", change))
    assert found.lines[0].valid_to == day
    assert told(found) == ([(4, "有效期至", value)] if value else [])


@pytest.mark.parametrize("number", [27, 36, 50, 52, 57, 17])
def test_formats_that_are_only_numbered(number: int, tmp_path: Path) -> None:
    """As Chinese programs number that of a month, which stands in no file."""

    def change(sheet: Sheet) -> None:
        sheet["F4"] = dt.date(2021, 3, 1)
        sheet["F4"].number_format = "mm-dd-yy"

    path = book(tmp_path / "a.xlsx", change)
    changed = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode()
            new.writestr(
                name, part.replace('numFmtId="14"', f'numFmtId="{number}"') if "styles" in name else part
            )
    assert told(read_roster(changed)) == [(4, "有效期至", "2021年3月")]


@pytest.mark.parametrize("since_1904", [False, True])
def test_both_calendars_of_workbooks(since_1904: bool, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", put(F4=UNTIL), since_1904=since_1904)
    assert read_roster(path).lines[0].valid_to == UNTIL
    serial = (UNTIL - (dt.date(1904, 1, 1) if since_1904 else dt.date(1899, 12, 30))).days
    path = book(tmp_path / "b.xlsx", put(F4=serial), since_1904=since_1904)
    assert read_roster(path).lines[0].valid_to == UNTIL, "a plain number counts days as the workbook does"


def test_zeros_that_a_format_shows(tmp_path: Path) -> None:
    def change(sheet: Sheet) -> None:
        sheet["D4"] = 10502110417
        sheet["D4"].number_format = "000000000000"

    assert read_roster(book(tmp_path / "a.xlsx", change)).lines[0].certificate_numbers == ("010502110417",)


def test_hidden_sheets_and_rows(tmp_path: Path) -> None:
    def change(sheet: Sheet) -> None:
        for _ in range(3):
            sheet.append(LINE)
        for row in (4, 5, 7):
            sheet.row_dimensions[row].hidden = True
        other = sheet.parent.create_sheet("旧")
        for line in (HEADS, LINE):
            other.append(line)
        other.sheet_state = "hidden"
        more = sheet.parent.create_sheet("城关所")
        for line in (HEADS, LINE):
            more.append(line)

    found = read_roster(book(tmp_path / "a.xlsx", change))
    assert [(line.sheet, line.row) for line in found.lines] == [
        *(("名录", row) for row in (4, 5, 6, 7)),
        ("城关所", 2),
    ]
    assert [(one.sheet, one.row, one.value) for one in found.problems] == [
        ("名录", 4, "4-5、7"),
        ("旧", None, ""),
    ]


def test_cells_merged_over_lines(tmp_path: Path) -> None:
    def change(sheet: Sheet) -> None:
        for row in range(5, 10):
            sheet[f"D{row}"] = f"18050211042{row}"
        for column in "ABCI":
            sheet.merge_cells(f"{column}4:{column}9")

    found = read_roster(book(tmp_path / "a.xlsx", change))
    (line,) = found.lines
    assert (line.name, line.uscc, line.row) == (LINE[1], CODE, 4)
    assert line.certificate_numbers == (LINE[3], *(f"18050211042{row}" for row in range(5, 10)))


def test_a_further_row_with_another_number_or_another_day_is_a_line(tmp_path: Path) -> None:
    def change(sheet: Sheet) -> None:
        for row in (5, 6):
            sheet[f"D{row}"] = f"18050211042{row}"
        for column in "BC":
            sheet.merge_cells(f"{column}4:{column}6")
        sheet["A5"] = 2
        sheet["A6"] = None

    found = read_roster(book(tmp_path / "a.xlsx", change))
    assert [(line.row, len(line.certificate_numbers)) for line in found.lines[:2]] == [(4, 1), (5, 2)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_texts(encoding: str, mark: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    lines = [["名录"], HEADS, [*LINE[:3], '"=""180502110417"""', *LINE[4:]]]
    path.write_bytes("\r\n".join(mark.join(map(str, line)) for line in lines).encode(encoding))
    found = read_roster(path)
    assert [(line.sheet, line.row, line.certificate_numbers) for line in found.lines] == [
        (None, 3, ("180502110417",))
    ]
    assert told(found) == []


def test_tables_of_a_document(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "说明"
    table = document.add_table(rows=3, cols=len(HEADS))
    for row, line in enumerate((HEADS, LINE, LINE)):
        for column, value in enumerate(line):
            table.cell(row, column).text = str(value)
    table.cell(1, 3).text = "180502110417\n180502110418"
    table.cell(2, 1).text = ""
    table.cell(1, 1).merge(table.cell(2, 1))
    table.cell(1, 6).add_table(1, 1).cell(0, 0).text = "内"
    document.save(str(path := tmp_path / "a.docx"))
    found = read_roster(path)
    assert [(line.sheet, line.row, line.name) for line in found.lines] == [
        ("table 2", 2, LINE[1]),
        ("table 2", 3, LINE[1]),
    ]
    assert found.lines[0].certificate_numbers == ("180502110417", "180502110418")


def _compound(name: str) -> bytes:
    """An old office file whose directory holds one name."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HH", head, 30, 9, 6)
    struct.pack_into("<7I", head, 48, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    entry = bytearray(512)
    entry[: 2 * len(name)] = name.encode("utf-16-le")
    struct.pack_into("<HB", entry, 64, 2 * len(name) + 2, 2)
    return bytes(head) + table + bytes(entry)


def _zip(**parts: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
            for name, part in parts.items():
                pack.writestr(name.replace("__", "/"), part)

    return write


def _large(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(201 * 2**20)


def _wide(path: Path) -> None:
    book(path, lambda sheet: sheet.append(list(range(200 + 10))))


@pytest.mark.parametrize(
    ("name", "write", "said"),
    [
        ("a.xlsx", lambda path: path.write_bytes(b""), "空文件"),
        ("a.csv", lambda path: path.write_bytes(b"\xef\xbb\xbf\r\n"), "空文件"),
        ("a.xlsx", lambda path: path.write_text("机构名称,领域", encoding="utf-8"), "不是能读的名单"),
        ("a.pdf", lambda path: path.write_bytes(b"%PDF-1.7"), "不是能读的名单"),
        ("a.csv", lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "已损坏或格式不对"),
        ("a.xls", lambda path: path.write_bytes(_compound("EncryptedPackage")), "有密码"),
        ("a.et", lambda path: path.write_bytes(_compound("WordDocument")), "不是能读的名单"),
        ("a.xls", lambda path: path.write_bytes(_compound("Workbook")[:600]), "已损坏"),
        ("a.xlsx", lambda path: path.write_bytes(b"PK\x03\x04 and nothing more"), "已损坏"),
        ("a.xlsx", _zip(xl__workbook=b"<a/>"), "已损坏"),
        ("a.ods", _zip(content=b"<a/>"), "不是能读的名单"),
        ("a.xlsx", _zip(xl__sheet=bytes(60 * 2**20)), "解压后过大"),
        ("a.docx", _zip(**{"word__document.xml": b"<a/>"}), "没有表格"),
        ("a.xlsx", _large, "超过 200 MB"),
        ("a.xlsx", _wide, "列，超过 199 列"),
        ("a.xlsx", lambda path: path.mkdir(), "是文件夹"),
        ("a.xlsx", lambda _path: None, "没有这个文件"),
    ],
)
def test_what_cannot_be_read(name: str, write: Callable[[Path], object], said: str, tmp_path: Path) -> None:
    write(path := tmp_path / name)
    done = run(path, "--json")
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr


def test_entities_are_not_followed(tmp_path: Path) -> None:
    """A text that would grow to gigabytes, or fetch a file."""
    path, bad = book(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    grown = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bad, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode()
            if name.endswith("sheet1.xml"):
                part = grown + "]>" + part.split("?>")[-1].replace("13900002716", "&j;")
            new.writestr(name, part)
    with pytest.raises(UnreadableError, match="已损坏"):
        read_roster(bad)


@pytest.mark.full
@pytest.mark.parametrize("kind", ["xls", "xlsx"])
def test_as_an_office_program_writes_it(kind: str, tmp_path: Path) -> None:
    def change(sheet: Sheet) -> None:
        sheet.append([2, "乙公司", "=NA()", 180502110418, dt.date(2021, 3, 1), dt.date(2027, 2, 28)])
        sheet["E5"].number_format = 'yyyy"年"m"月"'
        sheet["F5"].number_format = 'yyyy"年"m"月"d"日"'
        sheet.row_dimensions[5].hidden = True
        for row in (6, 7):
            sheet[f"D{row}"] = f"18050211050{row}"
        sheet["B6"], sheet["C6"] = "丙公司", CODE
        sheet.merge_cells("B6:B7")
        sheet.merge_cells("C6:C7")

    found = read_roster(convert(book(tmp_path / "a.xlsx", change), kind, tmp_path / "made"))
    first, second, third = found.lines[:3]
    assert (first.row, first.uscc, first.first_issued_on, first.valid_to) == (4, CODE, FIRST, UNTIL)
    assert (second.row, second.uscc, second.first_issued_on) == (5, None, None)
    assert (second.certificate_numbers, second.valid_to) == (("180502110418",), dt.date(2027, 2, 28))
    assert (third.name, third.certificate_numbers) == ("丙公司", ("180502110506", "180502110507"))
    values = {value for _, _, value in told(found)}
    assert {"#N/A", "2021年3月"} <= values
    assert "5" in values
    assert len(found.lines) == 3
    if kind == "xls":
        (tmp_path / "made" / "a.xls").rename(tmp_path / "made" / "a.et")
        again = read_roster(tmp_path / "made" / "a.et")
        assert [line.name for line in again.lines] == [line.name for line in found.lines]
