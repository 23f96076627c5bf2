"""Columns whose words say little are read by their cells; places, groups and repeated bodies are told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bureau.registry.roster import own_synonyms, read_roster
from bureau.registry.roster.crossing import city_of, district_of
from bureau.registry.roster.english import spelled
from bureau.registry.roster.parts import field_of
from bureau.registry.roster.told import Roster
from tests.factories import make_code

ONE, TWO, THREE, FOUR = (
    "云川广正检测有限公司",
    "云川启衡检测有限公司",
    "云川食品检验所",
    "云川中和检测有限公司",
)
NAMES = (ONE, TWO, THREE, FOUR)


def _read(folder: Path, *lines: str, name: str = "名单.csv") -> Roster:
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_roster(path)


def _told(roster: Roster, words: str) -> list[int | None]:
    return [one.row for one in roster.problems if words in one.said.zh]


def test_people_fields_and_days_under_the_words_of_everyday(tmp_path: Path) -> None:
    roster = _read(
        tmp_path,
        "单位叫什么,主要检什么,在哪儿,资质证号,谁管事,电话,证到什么时候",
        f"{ONE},混凝土、钢筋,一路1号,230512345601,王五,13900000001,2029-03-01",
        f"{TWO},土,二路2号,230512345602,李六,13900000002,2029-03-02",
    )
    assert [(line.contact, line.domains) for line in roster.lines] == [
        ("王五", ("混凝土", "钢筋")),
        ("李六", ("土",)),
    ]


def test_days_of_a_permit_are_the_certificates_where_its_number_is(tmp_path: Path) -> None:
    lines = [f"{name},23051234560{n},2023030{n},2029030{n}" for n, name in enumerate(NAMES, 1)]
    roster = _read(tmp_path, "检验机构名称,检验资格许可证号,许可有效期起,许可有效期止", *lines)
    assert [line.valid_to for line in roster.lines] == [dt.date(2029, 3, n) for n in range(1, 5)]
    assert [line.issued_on for line in roster.lines] == [dt.date(2023, 3, n) for n in range(1, 5)]


def test_days_after_the_number_of_another_paper_are_not_the_certificates(tmp_path: Path) -> None:
    lines = [f"{name},23051234560{n},X{n},2029030{n}" for n, name in enumerate(NAMES, 1)]
    roster = _read(tmp_path, "检验机构名称,资质认定证书编号,等级许可证号,许可有效期止", *lines)
    assert {line.valid_to for line in roster.lines} == {None}


def test_whoever_inspects_is_not_asked(tmp_path: Path) -> None:
    lines = [
        f"{name},{who},2023-01-01" for name, who in zip(NAMES, ("王五", "李六", "赵七", "周八"), strict=True)
    ]
    roster = _read(tmp_path, "机构名称,网格监管人,有效期至", *lines)
    assert {line.contact for line in roster.lines} == {None}


@pytest.mark.parametrize("word", ["评审地点", "所在地"])
def test_addresses_under_a_word_for_a_place(word: str, tmp_path: Path) -> None:
    lines = [f"{name},人民路{n}号" for n, name in enumerate(NAMES, 1)]
    assert [line.address for line in _read(tmp_path, f"机构名称,{word}", *lines).lines][:2] == [
        "人民路1号",
        "人民路2号",
    ]


@pytest.mark.parametrize("word", ["会议地点", "发证地点"])
def test_addresses_that_are_somebody_elses(word: str, tmp_path: Path) -> None:
    lines = [f"{name},2029-01-01,人民路{n}号" for n, name in enumerate(NAMES, 1)]
    roster = _read(tmp_path, f"机构名称,有效期至,{word}", *lines)
    assert {line.address for line in roster.lines} == {None}


@pytest.mark.parametrize(("word", "issued"), [("取证日", True), ("首次取证日", False)])
def test_days_that_begin_the_term_are_those_of_issue(word: str, issued: bool, tmp_path: Path) -> None:
    lines = [f"{name},23051234560{n},2023-03-0{n + 1},2029-03-0{n}" for n, name in enumerate(NAMES, 1)]
    roster = _read(tmp_path, f"机构名称,证书编号,{word},证书截止日", *lines)
    days = [line.issued_on if issued else line.first_issued_on for line in roster.lines]
    others = {line.first_issued_on if issued else line.issued_on for line in roster.lines}
    assert (days, others) == ([dt.date(2023, 3, n + 1) for n in range(1, 5)], {None})


def test_a_day_long_before_the_term_is_the_first(tmp_path: Path) -> None:
    lines = [f"{name},23051234560{n},2011-03-0{n + 1},2029-03-0{n}" for n, name in enumerate(NAMES, 1)]
    roster = _read(tmp_path, "机构名称,证书编号,取证日,证书截止日", *lines)
    assert {line.issued_on for line in roster.lines} == {None}


@pytest.mark.parametrize(
    ("cell", "numbers", "told"),
    [
        ("扩项后230512345601", ("230512345601",), True),
        ("原证230512345601", (), True),
        ("№230512345601", ("230512345601",), False),
        ("230512345601（CNAS L8958）", ("230512345601",), True),
    ],
)
def test_words_beside_a_number(cell: str, numbers: tuple[str, ...], told: bool, tmp_path: Path) -> None:
    roster = _read(tmp_path, "机构名称,证书编号", f"{ONE},{cell}", f"{TWO},230512345602")
    assert roster.lines[0].certificate_numbers == numbers
    assert bool(roster.problems) == told


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("已过期（2024.5.5）", dt.date(2024, 5, 5)),
        ("2024.5.5已到期", dt.date(2024, 5, 5)),
        ("2023-05-10至2022-03-14", None),
    ],
)
def test_days_with_a_word_beside_and_periods_that_run_backwards(
    cell: str, day: dt.date | None, tmp_path: Path
) -> None:
    roster = _read(tmp_path, "机构名称,有效期", f"{ONE},{cell}", f"{TWO},2029-01-01")
    assert roster.lines[0].valid_to == day
    assert (_told(roster, "截止日早于起始日") == [2]) == (day is None)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("一、食品（4家）", "食品"),
        ("（二）环境监测类", "环境监测"),
        ("建筑工程检测机构名单：", "建筑工程"),
        ("三、其他", None),
        ("四、检验检测能力涉及多领域的检验检测机构数量及名单", None),
        ("食品安全股", None),
    ],
)
def test_headings_that_name_a_field(heading: str, field: str | None) -> None:
    assert field_of(heading) == field


def test_a_heading_gives_the_field_of_its_bodies_and_is_told(tmp_path: Path) -> None:
    lines = (
        "机构名称,有效期至",
        "一、食品（2家）,",
        f"{THREE},2029-1-1",
        f"{ONE},2029-1-1",
        "二、环境（1家）,",
    )
    roster = _read(tmp_path, *lines, f"{TWO},2029-1-1")
    assert [line.domains for line in roster.lines] == [("食品",), ("食品",), ("环境",)]
    assert _told(roster, "小标题") == [3, 6]


@pytest.mark.parametrize(
    ("address", "district", "city"),
    [
        ("云川市临河区一路", "临河区", "云川市"),
        ("内蒙古自治区云川市北原旗阿镇", "北原旗", "云川市"),
        ("山东省云川市东州市海岱路", None, "东州市"),
        ("云川市开发区东方大道", None, "云川市"),
        ("打通镇松藻矿区", None, None),
        ("经开区孵化园6号楼", None, None),
        ("一路3号市场", None, None),
    ],
)
def test_places_that_an_address_names(address: str, district: str | None, city: str | None) -> None:
    assert (district_of(address), city_of(address)) == (district, city)


@pytest.mark.parametrize("places", [("临河区", "临河区", "临河区", "北原旗"), ("", "", "", "北原旗")])
def test_an_address_in_another_district_than_the_lists_is_told(
    places: tuple[str, ...], tmp_path: Path
) -> None:
    lines = [f"{name},{place}一路{n}号" for n, (name, place) in enumerate(zip(NAMES, places, strict=True), 1)]
    roster = _read(tmp_path, "临河区检测机构名单", "机构名称,检测地址", *lines)
    assert _told(roster, "地址写的是北原旗，这份名单是临河区的") == [6]


def test_a_list_of_many_districts_is_told_nothing(tmp_path: Path) -> None:
    places = ("临河区", "北原旗", "东原旗", "西原旗")
    lines = [f"{name},{place}一路{n}号" for n, (name, place) in enumerate(zip(NAMES, places, strict=True), 1)]
    roster = _read(tmp_path, "云川市检测机构名单（临河区汇总）", "机构名称,检测地址", *lines)
    assert not _told(roster, "这份名单是")


@pytest.mark.parametrize(("again", "rows"), [("13900000002", [4]), ("13900000001", [])])
def test_a_body_that_is_said_twice_is_told_where_something_differs(
    again: str, rows: list[int], tmp_path: Path
) -> None:
    code = make_code(1)
    head = "机构名称,统一社会信用代码,证书编号,电话"
    first, second = (f"{ONE},{code},230512345601,{phone}" for phone in ("13900000001", again))
    roster = _read(tmp_path, head, first, f"{TWO},,230512345602,", second)
    assert [line.uscc for line in roster.lines][:1] == [code]
    assert _told(roster, "同一家、同一张证书") == rows


@pytest.mark.parametrize(
    ("word", "field"),
    [
        ("firstCertDate", "first_issued"),
        ("labAddr", "address"),
        ("reg_addr", "registered_address"),
        ("linkTel", "phone"),
        ("testField", "domains"),
        ("VALID_PERIOD_END", "valid_to"),
        ("certIssueDate", "issued"),
        ("LICENSE_NO", "certificate"),
        ("orgFullName", "name"),
        ("legalPersonTel", ""),
        ("issuingAuthority", ""),
        ("updateTime", ""),
        ("parentOrgName", ""),
    ],
)
def test_english_words_run_together(word: str, field: str) -> None:
    assert own_synonyms().field_of(word) in {field, "other"} or not field
    assert (spelled(word) or "") == field


def test_a_header_repeated_under_a_line_is_not_read_with_it(tmp_path: Path) -> None:
    head = "页,机构全称,证书号,有效期限,所在地"
    lines = [f"第1页,{name},23051234560{n},2029-03-0{n},人民路{n}号" for n, name in enumerate(NAMES, 1)]
    roster = _read(tmp_path, head, *lines[:2], head, *lines[2:])
    assert [line.address for line in roster.lines] == [f"人民路{n}号" for n in range(1, 5)]


def test_headings_beside_ones_that_are_known_name_fields_too(tmp_path: Path) -> None:
    headings = ("一、食品（1家）", "二、环境与环保（1家）", "三、建筑工程（1家）", "四、其他（1家）")
    lines = [
        one for pair in zip(headings, (f"{name},2029-1-1" for name in NAMES), strict=True) for one in pair
    ]
    roster = _read(tmp_path, "机构名称,有效期至", *lines)
    assert [line.domains for line in roster.lines] == [("食品",), ("环境与环保",), ("建筑工程",), ()]


def test_further_places_and_an_office_before_a_name(tmp_path: Path) -> None:
    roster = _read(
        tmp_path,
        "名称,注册在,实际干活在,其他点,找谁,电话",
        f"{ONE},伊煤路20号,罕台物流园,大路镇化验点；北原旗木伦化验点,高工 李国华,13900000001",
        f"{TWO},一路2号,一路2号,,赵七,13900000002",
    )
    first = roster.lines[0]
    assert (first.address, first.other_addresses) == ("罕台物流园", ("大路镇化验点", "北原旗木伦化验点"))
    assert first.contact == "李国华"


def test_how_many_there_are_is_no_body(tmp_path: Path) -> None:
    roster = _read(tmp_path, "编号,单位名称,CMA证书号,电话", f"1,{ONE},230512345601,", ",有证单位数,,1家")
    assert [line.name for line in roster.lines] == [ONE]


@pytest.mark.parametrize(
    ("number", "first"), [("230512345601", dt.date(2023, 11, 14)), ("190512345601", None)]
)
def test_the_first_day_stands_where_the_number_bears_its_year(
    number: str, first: dt.date | None, tmp_path: Path
) -> None:
    roster = _read(tmp_path, "机构名称,证书编号,首次取证日期,有效期", f"{ONE},{number},2023-11-14,2018-03-01")
    assert (roster.lines[0].first_issued_on, roster.lines[0].valid_to) == (first, None)
    assert len(roster.problems) == (1 if first else 2)


def test_both_ends_of_the_present_certificate(tmp_path: Path) -> None:
    head = "您单位全称,证书编号（多个请都填）,现证书起止日期,主要检测领域"
    row = f"{ONE},201301341222、221301344001,2020.1.12-2026.1.11,水 公共场所"
    line = _read(tmp_path, head, row).lines[0]
    assert (line.issued_on, line.valid_to) == (dt.date(2020, 1, 12), dt.date(2026, 1, 11))
    assert line.domains == ("水", "公共场所")


def test_what_another_paper_is_for_is_no_field(tmp_path: Path) -> None:
    lines = [f"{name},豫建检字第{n}号,地基基础,230512345601" for n, name in enumerate(NAMES, 1)]
    roster = _read(tmp_path, "机构名称,建设行业资质证号,建设行业资质类别,CMA证书编号", *lines)
    assert {line.domains for line in roster.lines} == {()}


def test_a_column_of_what_is_tested_under_a_specialty(tmp_path: Path) -> None:
    lines = [f"{name},公共场所、放射卫生" for name in NAMES]
    assert {line.domains for line in _read(tmp_path, "单位,专业", *lines).lines} == {("公共场所", "放射卫生")}


def test_a_column_of_addresses_with_signs_for_the_same_and_the_header_of_another_page(tmp_path: Path) -> None:
    head, tail = "登记号,机构名称,所在地,电话", "誊录：小崔,,二〇二三年七月"
    places = ("解放路14号", "同上", "〃", "公路巷5号")
    lines = [f"登字{n},{name},{place}," for n, (name, place) in enumerate(zip(NAMES, places, strict=True), 1)]
    roster = _read(tmp_path, head, *lines[:3], head, lines[3], f",{tail}")
    assert [line.address for line in roster.lines] == ["解放路14号", "解放路14号", "解放路14号", "公路巷5号"]
    assert _told(roster, "不像机构名称") == [7]


@pytest.mark.parametrize(("title", "rows"), [("移交清单", [9]), ("云川市检测机构名单", [])])
def test_an_address_beside_nearly_all_others_is_told(title: str, rows: list[int], tmp_path: Path) -> None:
    lines = [f"云川第{n}检测有限公司,2029-01-0{n},临河区一路{n}号" for n in range(1, 7)]
    roster = _read(tmp_path, title, "单位全称,证书截止,场所", *lines, f"{ONE},2029-01-01,北原旗二路5号")
    assert _told(roster, "其他地址大多在临河区") == rows


def test_the_header_of_another_page_is_read_as_that_of_the_first(tmp_path: Path) -> None:
    head = "登记号,机构名称,所在地,电话"
    lines = [f"登字{n},{name},公路巷{n}号," for n, name in enumerate(NAMES[:3], 1)]
    roster = _read(tmp_path, head, *lines, head, f"登字4,{FOUR},植物园西侧,")
    assert [line.address for line in roster.lines][2:] == ["公路巷3号", "植物园西侧"]


def test_whoever_is_to_be_asked_goes_before_whoever_handles_it(tmp_path: Path) -> None:
    lines = [f"{name},小陆,杨秀珍,1390000000{n}" for n, name in enumerate(NAMES, 1)]
    roster = _read(tmp_path, "机构名称,经办人,机构联系人,联系方式", *lines)
    assert {line.contact for line in roster.lines} == {"杨秀珍"}


def test_a_heading_may_name_several_fields(tmp_path: Path) -> None:
    roster = _read(
        tmp_path, "单位,电话", "生态环境,", f"{ONE},13900000001", "食品、环境,", f"{TWO},13900000002"
    )
    assert [line.domains for line in roster.lines] == [("生态环境",), ("食品", "环境")]


@pytest.mark.parametrize(
    ("cells", "taken"),
    [
        (("2023001", "2023002", "2023003", "2023004"), False),
        (("20230101", "20230102", "20230103", "20230104"), False),
        (("0477-8300001", "13900000002", "0477-8300003", "13900000004"), True),
    ],
)
def test_numbers_under_unknown_words_are_telephones_only_if_whole(
    cells: tuple[str, ...], taken: bool, tmp_path: Path
) -> None:
    lines = [f"{name},{cell},2029-01-01" for name, cell in zip(NAMES, cells, strict=True)]
    roster = _read(tmp_path, "机构名称,甲乙栏,有效期至", *lines)
    assert [line.phone for line in roster.lines] == [cell if taken else None for cell in cells]


def test_a_person_with_a_telephone_under_unknown_words(tmp_path: Path) -> None:
    lines = [f"{name},王五1390000000{n},2029-01-01" for n, name in enumerate(NAMES, 1)]
    roster = _read(tmp_path, "机构名称,甲乙栏,有效期至", *lines)
    assert [(line.contact, line.phone) for line in roster.lines][1] == ("王五", "13900000002")


@pytest.mark.parametrize(
    ("word", "day", "field"), [("甲乙栏", "2029030", "valid_to"), ("甲乙栏", "2023030", "issued_on")]
)
def test_days_that_follow_from_the_number_are_the_certificates(
    word: str, day: str, field: str, tmp_path: Path
) -> None:
    lines = [f"{name},23051234560{n},{day}{n}" for n, name in enumerate(NAMES, 1)]
    roster = _read(tmp_path, f"机构名称,资质认定证书编号,{word}", *lines)
    assert [getattr(line, field) for line in roster.lines] == [
        dt.date(int(day[:4]), int(day[4:6]), n) for n in range(1, 5)
    ]


@pytest.mark.parametrize("word", ["检查日期", "原证到期", "CNAS到期"])
def test_days_of_another_matter_do_not_follow_from_the_number(word: str, tmp_path: Path) -> None:
    lines = [f"{name},23051234560{n},2023030{n}" for n, name in enumerate(NAMES, 1)]
    roster = _read(tmp_path, f"机构名称,资质认定证书编号,{word}", *lines)
    assert {(line.issued_on, line.valid_to) for line in roster.lines} == {(None, None)}


def test_places_under_unknown_words_are_addresses_and_numbers_of_papers_are_not(tmp_path: Path) -> None:
    lines = [f"{name},建检字第41001{n}号,云川区一路{n}号" for n, name in enumerate(NAMES, 1)]
    roster = _read(tmp_path, "机构名称,丙丁栏,甲乙栏", *lines)
    assert [line.address for line in roster.lines] == [f"云川区一路{n}号" for n in range(1, 5)]


def test_bodies_are_named_by_the_column_of_many_words(tmp_path: Path) -> None:
    """Stations of the bureau beside them end as bodies do, and are few."""
    lines = [f"{name},城{'南北'[n % 2]}所,1390000000{n}" for n, name in enumerate(NAMES, 1)]
    roster = _read(tmp_path, "甲乙栏,所属市场监管所,电话", *lines)
    assert [line.name for line in roster.lines] == list(NAMES)


def test_numbers_of_inspectors_are_no_certificates(tmp_path: Path) -> None:
    lines = [f"{name},23051234560{n},33010900{n}" for n, name in enumerate(NAMES, 1)]
    roster = _read(tmp_path, "机构名称,资质认定证书编号,执法证号", *lines)
    assert not roster.problems
