"""The survey in a browser: from an empty installation and three untidy files to a submitted annex."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from bureau.registry.annex import read_annex
from bureau.registry.identifiers.uscc import check_character
from tests.console.conftest import Run, mingjian, surroundings  # noqa: F401 - fixtures, found here by name
from tests.console.test_serve import free_port, health, serving
from tests.journeys.founding import Office, administrator, set_up
from tests.rooms.registry.untidy_files import Sheet, write

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.walking import Person

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.db, pytest.mark.timeout(600)]

DAY = "2022-05-20"
AS_THIRD = "性质不明的机构仍按第三方机构上报"
SUFFIX = {"Word": "docx", "Excel": "xlsx"}


def code(head: str) -> str:
    """A credit code with its right check character."""
    return head + check_character(head)


METROLOGY, CHENGXIN, VEHICLES, GREEN = (
    code("12990102046012345"),
    code("91990102MA0N1234X"),
    code("91990102MA0N22334"),
    code("91990102MA0N5566Y"),
)
WRONG = "91990102MA0N777700"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def of_the_stations() -> list[Sheet]:
    """Two sheets of two stations: title, note, a header of two levels, totals and signatures."""
    made = []
    for name, lines in (
        (
            "城关所",
            [
                [1, "云川区产品质量计量检测所", METROLOGY, "事业单位", "190512340012", dt.date(2025, 3, 14),
                 "食品、农产品", "张建国 0477-8581234"],
                [2, "云川诚信检测有限公司", CHENGXIN, "企业", "200512340034", "2026.8.9",
                 "建材，建设工程", "李芳13900001234"],
            ],
        ),
        ("沙河所", [[1, "云川区 沙河镇\n机动车检测站", VEHICLES, "民营", "210512340056", "长期", "机动车检验", "—"]]),
    ):  # fmt: skip
        sheet = Sheet(name)
        sheet.add([f"{name}检验检测机构摸底台账"])
        sheet.add(["填报单位：云川区市场监督管理局　　填报日期：2022年5月12日"])
        sheet.add(
            [
                "序号",
                "机构名称",
                "统一社会信用代码",
                "单位性质",
                "资质认定证书",
                "",
                "检验检测领域",
                "联系人及电话",
            ]
        )
        sheet.add(["", "", "", "", "编号", "有效期至", "", ""])
        sheet.merged += [(0, 0, 0, 7), (1, 0, 1, 7), (2, 4, 2, 5)]
        sheet.merged += [(2, at, 3, at) for at in (0, 1, 2, 3, 6, 7)]
        for line in lines:
            sheet.add(line)
        sheet.add([])
        sheet.add(["合计", f"{len(lines)}家"])
        sheet.add(["填表人：韩雪", "", "", "审核人：王黎明"])
        made.append(sheet)
    return made


def of_the_platform() -> list[Sheet]:
    """What a platform gives out: columns by initials, one by nothing known; bodies met before; wrong codes."""
    sheet = Sheet("sheet1")
    sheet.add(["JGMC", "TYSHXYDM", "ZZRDZSBH", "何时起", "YXRQ", "检测领域"])
    sheet.add(
        ["云川诚信检测有限公司", CHENGXIN.translate(WIDE), "200512340034", 43983.0, "2026-08-09", "建设工程"]
    )
    sheet.add(
        ["云川区产品质量计量检测所（食品检验中心）", "", "190512340012", dt.date(2013, 3, 15), "", "食品"]
    )
    sheet.add(
        [
            "云川绿源环境监测有限公司",
            GREEN.lower(),
            "180512340078",
            "2018年6月1日",
            "2024年5月31日",
            "生态环境/食品",
        ]
    )
    sheet.add(["云川绿野食品检测有限公司", GREEN, "", "", "", "食品"])
    sheet.add(["云川正大检测有限公司", WRONG, "", "", "", "个体防护装备"])
    return [sheet]


def of_the_form() -> list[Sheet]:
    """The form of the notice as a station filled it in: a visitor, and a body met before."""
    sheet = Sheet("table 1")
    sheet.add(["二、第三方检验检测机构数量及名单（共1家）", "", "", "", "", ""])
    sheet.add(["序号", "机构名称", "机构名称", "领域", "领域", "备注"])
    sheet.add(["1", "云川诚信检测有限公司", "云川诚信检测有限公司", "建材、建设工程", "建材、建设工程", ""])
    sheet.add(["……", "", "", "", "", ""])
    sheet.add(["三、外省在本辖区内开展检验检测业务的机构数量及名单（共1家）", "", "", "", "", ""])
    sheet.add(["序号", "机构名称", "领域", "首次获证时间", "联系人", "联系方式"])
    sheet.add(["1", "子虚省华岳检测技术有限公司", "食品", "2018.6.1", "王敏", "１３８００００５６７８"])
    sheet.add(["……", "", "", "", "", ""])
    sheet.merged += [(0, 0, 0, 5), (4, 0, 4, 5), (1, 1, 1, 2), (1, 3, 1, 4), (2, 1, 2, 2), (2, 3, 2, 4)]
    return [sheet]


FILES = {"各所上报.xlsx": of_the_stations, "获证机构.xls": of_the_platform, "外省机构.docx": of_the_form}


SURVEYED = {
    "public_institutions": [("云川区产品质量计量检测所", ("食品", "农产品"))],
    "third_party": [
        ("云川区沙河镇机动车检测站", ("机动车检验",)),
        ("云川正大检测有限公司", ("个体防护装备",)),
        ("云川绿源环境监测有限公司", ("食品", "生态环境")),
        ("云川诚信检测有限公司", ("建筑材料", "建设工程")),
    ],
    "other_province": [("子虚省华岳检测技术有限公司", ("食品",))],
    "multi_domain": [
        ("云川区产品质量计量检测所", ("食品", "农产品")),
        ("云川绿源环境监测有限公司", ("食品", "生态环境")),
        ("云川诚信检测有限公司", ("建筑材料", "建设工程")),
    ],
}
IN_DOUBT = {"各所上报.xlsx": "没有写明到期的日子", "获证机构.xls": "第 18 位校验不对", "外省机构.docx": ""}


# What somebody has to say by hand: under these words nobody reads a first day of issue.
BY_HAND = {"获证机构.xls": {"何时起": "首次发证"}}
CONFLICTS = {"获证机构.xls": "代码相同而名称不同"}


def take_in(clerk: Person, path: Path, way: str) -> None:
    """Hand in a list, see what is in doubt, import it; every step by what the page before it offers."""
    clerk.go(way)
    clerk.enter({"名录": path})
    clerk.press("读取")
    clerk.wait_until("逐行")
    assert IN_DOUBT[path.name] in clerk.text
    for column, meant in BY_HAND.get(path.name, {}).items():
        clerk.go("更正各列")
        clerk.enter({column: meant})
        clerk.press("重新读取")
        clerk.wait_until("逐行")
        assert f"{column} → {meant}" in clerk.text
    assert ("冲突" in clerk.text) == (path.name in CONFLICTS)
    assert CONFLICTS.get(path.name, "") in clerk.text
    clerk.go("导入 ")
    clerk.press("导入")
    clerk.wait_until("名单已写入监管档案")


def downloaded(clerk: Person, link: str, path: Path) -> Path:
    """What a link gives, saved."""
    with clerk.page.expect_download() as going:
        clerk.main.get_by_role("link", name=link).first.click()
    going.value.save_as(path)
    return path


def test_from_three_untidy_files_to_a_submitted_annex(
    chromium: Browser,
    surroundings: dict[str, str],  # noqa: F811 - the fixture above
    mingjian: Run,  # noqa: F811 - as above
    tmp_path: Path,
) -> None:
    surroundings["MINGJIAN_NOW"] = DAY
    port = free_port()
    with serving(surroundings, port):
        assert health(port)["status"] == "ok"
        office = Office(chromium, f"http://127.0.0.1:{port}", tmp_path)
        given = set_up(office, administrator(mingjian), ["fang.lei"])
        clerk = office.somebody("fang.lei", given["fang.lei"])
        way = "导入名录"
        for name, sheets in FILES.items():
            path = tmp_path / name
            write(path, sheets(), path.suffix[1:], Random(1))  # noqa: S311 - how dates are shown, no secret
            take_in(clerk, path, way)
            way = "再导入一份名录"
        clerk.go("摸底与汇总表")
        clerk.go("上报汇总表")
        assert "云川绿源环境监测有限公司" in clerk.text, "its nature is not known; it is named"
        clerk.enter({AS_THIRD: True})
        clerk.press("上报并封存")
        assert "已上报并封存" in clerk.text
        clerk.menu("摸底与汇总表")
        for kind in ("Word", "Excel"):
            form = read_annex(downloaded(clerk, f"下载 {kind}", tmp_path / f"汇总表.{SUFFIX[kind]}"))
            assert form.district == "云川区"
            assert form.reported_on == dt.date.fromisoformat(DAY)
            found = {part: [(line.name, line.domains) for line in getattr(form, part)] for part in SURVEYED}
            assert found == SURVEYED
            (visitor,) = form.other_province
            assert (visitor.first_certified_on, visitor.contact, visitor.phone) == (
                dt.date(2018, 6, 1),
                "王敏",
                "13800005678",
            )
        clerk.leave()
    verified = mingjian("trail", "verify")
    assert verified.returncode == 0, verified.stderr
