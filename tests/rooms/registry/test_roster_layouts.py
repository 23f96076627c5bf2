"""Layouts of other offices: two rows for each body, cards side by side, lines that a mark parts, a notebook."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import docx
import pytest

from bureau.registry.roster import read_roster
from bureau.registry.roster.counting import counts_in
from bureau.registry.roster.crossing import district_of
from tests.rooms.registry.test_roster_filled_in import NAMES, ONE, TWO
from tests.rooms.registry.test_roster_offices import NUMBERS, read, told

CODE = "91150602MA0N1A2B3N"


def test_two_rows_for_each_body(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        ["序号", "被检机构名称", "发证日期", "检测领域", "现场联系人"],
        ["序号", "资质认定证书编号", "有效期至", "检测场所", "联系电话"],
        [1, ONE, "2023-09-01", "玻璃、门窗", "单宝柱"],
        [1, NUMBERS[0], "2029-08-31", "云川区建材路77号", "13900000001"],
        [2, TWO, "2023-12-11", "室内空气", "卓玛"],
        [2, NUMBERS[1], "2029-12-10", "云川区商务楼1806", "13900000002"],
    )
    assert [(line.row, line.name, line.certificate_numbers) for line in roster.lines] == [
        (3, ONE, (NUMBERS[0],)),
        (5, TWO, (NUMBERS[1],)),
    ]
    first = roster.lines[0]
    assert (first.issued_on, first.valid_to) == (dt.date(2023, 9, 1), dt.date(2029, 8, 31))
    assert (first.contact, first.phone, first.address) == ("单宝柱", "13900000001", "云川区建材路77号")


def test_cards_side_by_side(tmp_path: Path) -> None:
    def card(name: int) -> list[list[str]]:
        return [
            ["单位名称", NAMES[name]],
            ["证书编号", NUMBERS[name]],
            ["联系人", "张三李四王五赵六"[2 * name : 2 * name + 2]],
            ["手机", f"1390000000{name}"],
        ]

    rows = [[*left, None, *right] for n in (0, 2) for left, right in zip(card(n), card(n + 1), strict=True)]
    roster = read(tmp_path, ["登记卡"], *rows[:4], [], *rows[4:])
    assert {line.name: (line.certificate_numbers, line.contact, line.phone) for line in roster.lines} == {
        name: ((NUMBERS[n],), "张三李四王五赵六"[2 * n : 2 * n + 2], f"1390000000{n}")
        for n, name in enumerate(NAMES)
    }


@pytest.mark.parametrize("mark", [" / ", "/", "；", "|"])
def test_lines_whose_parts_a_mark_sets_apart(mark: str, tmp_path: Path) -> None:
    rows = [
        [mark.join((f"{n}. {name}", number, f"2023.9.{n}", f"2029.9.{n}", "张三", f"1390000000{n}"))]
        for n, (name, number) in enumerate(zip(NAMES, NUMBERS, strict=True), 1)
    ]
    head = "#接龙 各机构请报：" + mark.join(
        ("单位全称", "CMA证书号", "发证日期", "有效期至", "联系人", "电话")
    )
    roster = read(tmp_path, ["群：联络群"], [head], *rows, ["@所有人 没报的抓紧 @东街检测站"])
    assert [(line.name, line.valid_to, line.contact) for line in roster.lines] == [
        (name, dt.date(2029, 9, n), "张三") for n, name in enumerate(NAMES, 1)
    ]


def test_lines_that_say_themselves_what_their_parts_are(tmp_path: Path) -> None:
    rows = [
        [f"{n}. {name}，信用代码{CODE}，证书编号{number}，有效期至2029年5月{n}日，联系人：张三 1390000000{n}"]
        for n, (name, number) in enumerate(zip(NAMES, NUMBERS, strict=True), 1)
    ]
    roster = read(tmp_path, ["请报一下：名称，信用代码，CMA证书编号，有效期至，联系人及电话"], *rows)
    assert [(line.name, line.uscc, line.valid_to) for line in roster.lines] == [
        (name, CODE, dt.date(2029, 5, n)) for n, name in enumerate(NAMES, 1)
    ]


def test_a_notebook(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        ["自己记的"],
        ["哪家", "找谁、电话", "在什么地方", "证到哪天", "CMA证号"],
        ["城里"],
        [ONE, "马志强 13900000001", "云川区文化路18号", "2029.4.11", NUMBERS[0]],
        [TWO, "老高 高凤山 13900000002", "云川区站前街9号", "2029.9.2", NUMBERS[1]],
        ["园区"],
        [NAMES[2], "财务小陈 陈洁 13900000003", "工业园区纬三路6号", "2029年底?", NUMBERS[2]],
        ["一共跑了3家,剩下的以后去"],
    )
    assert [(line.name, line.contact, line.valid_to) for line in roster.lines] == [
        (ONE, "马志强", dt.date(2029, 4, 11)),
        (TWO, "高凤山", dt.date(2029, 9, 2)),
        (NAMES[2], "陈洁", None),
    ]
    assert [line.address for line in roster.lines] == [
        "云川区文化路18号",
        "云川区站前街9号",
        "工业园区纬三路6号",
    ]
    assert told(roster, "没有这一天或看不懂") == [7]


def test_year_month_and_day_in_columns_of_their_own(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        ["单位名称", "证书编号", "发证日期", "发证日期", "发证日期", "有效期至", "有效期至", "有效期至"],
        ["单位名称", "证书编号", "年", "月", "日", "年", "月", "日"],
        [ONE, NUMBERS[0], 2023, 5, 1, 2029, 4, 30],
        [TWO, NUMBERS[1], 2023, 2, 30, 2029, 2, 1],
    )
    assert [(line.issued_on, line.valid_to) for line in roster.lines] == [
        (dt.date(2023, 5, 1), dt.date(2029, 4, 30)),
        (None, dt.date(2029, 2, 1)),
    ]
    assert told(roster, "没有这一天") == [4]


def test_lists_of_two_kinds_side_by_side(tmp_path: Path) -> None:
    head = ["检测站名称", "地址", "电话", None, "试验室名称", "CMA证书号", "地址", "电话"]
    rows = [
        [
            f"云川第{n}机动车检测站",
            f"一路{n}号",
            f"1390000000{n}",
            None,
            NAMES[n],
            NUMBERS[n],
            f"二路{n}号",
            f"1390000001{n}",
        ]
        for n in range(4)
    ]
    roster = read(tmp_path, head, *rows)
    assert [line.name for line in roster.lines] == [*(f"云川第{n}机动车检测站" for n in range(4)), *NAMES]
    assert [line.certificate_numbers for line in roster.lines[4:]] == [(one,) for one in NUMBERS]
    assert roster.lines[0].addresses == ("一路0号",)
    assert roster.lines[4].addresses == ("二路0号",)


def test_customers_of_an_institute_are_its_list(tmp_path: Path) -> None:
    rows = [[name, number, "小周"] for name, number in zip(NAMES, NUMBERS, strict=True)]
    roster = read(tmp_path, ["客户名称", "CMA证号", "业务员"], *rows)
    assert [line.name for line in roster.lines] == list(NAMES)


def test_days_of_issue_beside_the_number_by_the_words_of_the_column(tmp_path: Path) -> None:
    rows = [[name, f"{number}\n2023年5月1日"] for name, number in zip(NAMES, NUMBERS, strict=True)]
    roster = read(tmp_path, ["机构名称", "资质认定(CMA)证书编号及发证日期"], *rows)
    assert {(line.issued_on, line.valid_to) for line in roster.lines} == {(dt.date(2023, 5, 1), None)}


def test_the_header_of_the_next_page_where_names_stand_with_codes(tmp_path: Path) -> None:
    head = ["机构名称/统一社会信用代码", "CMA证书编号"]
    rows = [[f"{name}\n{CODE}", number] for name, number in zip(NAMES, NUMBERS, strict=True)]
    roster = read(tmp_path, head, *rows[:2], head, *rows[2:])
    assert [line.name for line in roster.lines] == list(NAMES)


def test_terms_of_contracts_are_none_of_certificates(tmp_path: Path) -> None:
    rows = [[name, number, "2025.1.1-2025.12.31"] for name, number in zip(NAMES, NUMBERS, strict=True)]
    roster = read(tmp_path, ["机构名称", "CMA编号", "合同起止"], *rows)
    assert {(line.issued_on, line.valid_to) for line in roster.lines} == {(None, None)}


def test_a_first_certificate_after_the_present_one_is_told(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        ["机构名称", "CMA编号", "首次获证日期", "发证日期"],
        [ONE, NUMBERS[0], "2023-08-01", "2023-05-01"],
    )
    assert told(roster, "首次获证晚于发证日期 2023-05-01") == [2]


def test_one_address_elsewhere_among_those_of_an_industrial_park(tmp_path: Path) -> None:
    rows = [[f"云川第{n}检测站", f"诺敏工业园区经{n}路2号"] for n in range(1, 7)]
    rows.append(["云川第七检测站", "诺敏区河东街道88号"])
    roster = read(tmp_path, ["单位全称", "实验室地址"], *rows, ["云川无损检测站", "塔林市敖包区钢铁大街40号"])
    assert told(roster, "其他地址大多在诺敏") == [9]


def test_a_count_in_the_title_of_a_list_of_what_is_inspected() -> None:
    assert counts_in("“双随机”抽查名单(诺敏区部分,11家)") == [11]
    assert counts_in("已抽查11家") == []


def test_a_row_for_each_thing_that_is_said(tmp_path: Path) -> None:
    def rows(name: int) -> list[list[str]]:
        said = {
            "资质认定证书编号": NUMBERS[name],
            "有效期至": f"2029-06-0{name + 1}",
            "联系人": "唐浩",
            "联系电话": f"1390000000{name}",
        }
        return [[NAMES[name], label, text, "系统"] for label, text in said.items()]

    roster = read(tmp_path, ["机构", "指标", "填报值", "填报人"], *rows(0), *rows(1))
    assert [(line.row, line.name, line.certificate_numbers, line.phone) for line in roster.lines] == [
        (2, ONE, (NUMBERS[0],), "13900000000"),
        (6, TWO, (NUMBERS[1],), "13900000001"),
    ]
    assert [line.valid_to for line in roster.lines] == [dt.date(2029, 6, 1), dt.date(2029, 6, 2)]


def test_names_behind_numbers_on_cards_side_by_side(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        ["信息卡"],
        ["№1", ONE, None, "№2", TWO],
        ["证书号", NUMBERS[0], None, "证书号", NUMBERS[1]],
        ["联系人", "张三", None, "联系人", "李四"],
        ["手机", "13900000001", None, "手机", "13900000002"],
    )
    assert [(line.name, line.certificate_numbers, line.contact) for line in roster.lines] == [
        (ONE, (NUMBERS[0],), "张三"),
        (TWO, (NUMBERS[1],), "李四"),
    ]


def test_a_form_of_statistics_numbers_its_columns(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        ["代码", "调查单位详细名称", "统一社会信用代码", "资质认定证书号", "联系电话"],
        ["甲", "乙", "丙", "丁", 1],
        ["01", ONE, CODE, NUMBERS[0], "13900000001"],
        ["02", TWO, "91150602MA0N1A2B4N", NUMBERS[1], "13900000002"],
    )
    assert [(line.name, line.uscc) for line in roster.lines] == [(ONE, CODE), (TWO, None)]
    assert told(roster, "校验不对") == [4]


@pytest.mark.parametrize("form", ["{name}\n({code})", "{name}（{code}）", "{name}\n{code}"])
def test_codes_in_the_column_of_names(form: str, tmp_path: Path) -> None:
    rows = [
        [form.format(name=name, code=CODE), number, "2029-05-01"]
        for name, number in zip(NAMES, NUMBERS, strict=True)
    ]
    roster = read(tmp_path, ["检测机构备案一览表"], ["检测机构", "CMA证号", "CMA到期"], *rows)
    assert [(line.name, line.uscc, line.valid_to) for line in roster.lines] == [
        (name, CODE, dt.date(2029, 5, 1)) for name in NAMES
    ]


def test_a_document_of_running_text(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("关于辖区检验检测机构情况的报告")
    for n, (name, number) in enumerate(zip(NAMES, NUMBERS, strict=True)):
        document.add_paragraph(
            f"{'一二三四'[n]}、{name}。统一社会信用代码：{CODE}；检验检测场所：云川镇{n + 1}号；CMA证书编号：{number}，"
            f"有效期至2029年5月{n + 1}日；联系人：宁远，联系电话：1390000000{n}。"
        )
    document.save(str(tmp_path / "报告.docx"))
    roster = read_roster(tmp_path / "报告.docx")
    assert [(line.name, line.uscc, line.certificate_numbers, line.phone) for line in roster.lines] == [
        (name, CODE, (number,), f"1390000000{n}")
        for n, (name, number) in enumerate(zip(NAMES, NUMBERS, strict=True))
    ]


@pytest.mark.parametrize("text", ["[图片]", "（见扫描件图片）", "【照片】"])
def test_words_for_a_picture_are_told(text: str, tmp_path: Path) -> None:
    roster = read(tmp_path, ["机构名称", "证书编号", "地址"], [ONE, NUMBERS[0], text], [TWO, text, "一路1号"])
    assert (roster.lines[0].address, roster.lines[1].certificate_numbers) == (None, ())
    assert told(roster, "这一格是图片") == [2, 3]


def test_whoever_is_named_with_a_telephone_goes_before_the_head(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        ["单位全称", "负责人", "联系人及电话"],
        [ONE, "鲁大为", "金凤 13900000001"],
        [TWO, "吴良", "吴良、小陈 13900000002"],
    )
    assert roster.lines[0].contact == "金凤"


def test_offices_beside_telephones_are_no_people(tmp_path: Path) -> None:
    rows = [
        [name, who, office, f"1390000000{n}"]
        for n, (name, who, office) in enumerate(
            zip(NAMES, ("高云峰", "席文", "田野", "衡量"), ("董事长", "副所长", "经理", "总工"), strict=True)
        )
    ]
    roster = read(tmp_path, ["单位名称", "会员代表", "职务", "手机"], *rows)
    assert [line.contact for line in roster.lines] == ["高云峰", "席文", "田野", "衡量"]


def test_the_only_address_that_names_a_district_is_told(tmp_path: Path) -> None:
    rows = [[f"第{n}检测有限公司", f"工业园区纬{n}路2号"] for n in range(1, 8)]
    roster = read(tmp_path, ["机构名称", "地址"], *rows, ["恒测环境技术有限公司", "乌审召旗银河路7号"])
    assert told(roster, "其他地址都没有写旗区") == [9]


def test_an_end_before_both_first_days_is_the_one_that_is_wrong(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        ["名称", "首次取证日期", "证书号", "发证日期", "有效期止"],
        [ONE, "2018-09-12", "240512340112", "2024-09-10", "2018-09-09"],
    )
    line = roster.lines[0]
    assert (line.first_issued_on, line.issued_on, line.valid_to) == (
        dt.date(2018, 9, 12),
        dt.date(2024, 9, 10),
        None,
    )


def test_days_of_the_accreditation_beside_those_of_another_permit(tmp_path: Path) -> None:
    roster = read(
        tmp_path,
        ["企业名称", "建设工程质量检测资质", "建设工程质量检测资质", "计量认证", "计量认证", "计量认证"],
        ["企业名称", "证书号", "有效期", "证书号", "换证日期", "届满日"],
        [ONE, "蒙建检字第08-021号", "2027.5.31", NUMBERS[0], "2023-07-05", "2029-07-04"],
        [TWO, "蒙建检字第08-034号", "2028.3.15", NUMBERS[1], "2023-09-29", "2029-09-28"],
    )
    assert [line.valid_to for line in roster.lines] == [dt.date(2029, 7, 4), dt.date(2029, 9, 28)]


def test_names_of_districts_that_end_like_woods() -> None:
    assert district_of("塔林旗塔林镇生态路1号") == "塔林旗"
    assert district_of("青山林区一路") is None


def test_a_name_of_another_district_in_a_list_without_addresses(tmp_path: Path) -> None:
    names = [f"云川区{one}检测站" for one in ("甲", "乙", "丙", "丁")]
    rows = [[name, f"1390000000{n}"] for n, name in enumerate([*names, "河东区平安检测站"])]
    assert told(read(tmp_path, ["名称", "电话"], *rows), "这份名单其他机构大多") == [6]


def test_two_numbers_in_every_cell_are_no_number_with_a_day(tmp_path: Path) -> None:
    rows = [[ONE, f"{NUMBERS[0]}；{NUMBERS[1]}"], [TWO, f"{NUMBERS[2]}、{NUMBERS[3]}"]]
    roster = read(tmp_path, ["机构名称", "证书编号"], *rows)
    assert [line.certificate_numbers for line in roster.lines] == [NUMBERS[:2], NUMBERS[2:]]
    assert roster.problems == []


def test_what_a_row_for_each_thing_says_twice_or_of_nobody_is_not_lost(tmp_path: Path) -> None:
    said = [
        ("证书编号", NUMBERS[0]),
        ("证书编号", NUMBERS[1]),
        ("联系人", "唐浩"),
        ("联系电话", "13900000001"),
    ]
    rows = [[name, label, text] for name in (ONE, TWO) for label, text in said]
    roster = read(tmp_path, ["机构", "指标", "填报值"], *rows[:4], ["同上", "备注", "材料待补"], *rows[4:])
    assert roster.lines[0].certificate_numbers == NUMBERS[:2]
    assert told(roster, "看不出说的是哪一家的哪一项") == [6]


def test_a_line_of_more_parts_than_words_is_told_and_not_read(tmp_path: Path) -> None:
    rows = [
        [f"{name}/{number}/张三/1390000000{n}"]
        for n, (name, number) in enumerate(zip(NAMES, NUMBERS, strict=True))
    ]
    rows[2] = [f"{NAMES[2]}/{NUMBERS[2]}/2029/5/1/张三/13900000002"]
    roster = read(tmp_path, ["单位全称/CMA证书号/联系人/电话"], *rows)
    assert [line.name for line in roster.lines] == [NAMES[0], NAMES[1], NAMES[3]]
    assert told(roster, "没有读入") == [4]
