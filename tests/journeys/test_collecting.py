"""Collecting in a browser: two bodies are asked, one with an account, one by a link; returned, mended, accepted."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bureau.registry.identifiers.uscc import check_character
from tests.console.conftest import Run, mingjian, surroundings  # noqa: F401 - fixtures, found here by name
from tests.console.test_serve import free_port, health, serving
from tests.journeys.founding import Office, administrator, set_up
from tests.journeys.walking import Person

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.db, pytest.mark.timeout(600)]

DAY, DUE = "2022-06-20", "2022-06-30"
WITH_ACCOUNT, BY_LINK = "云川诚信检测有限公司", "云川北辰检测有限公司"
CODE = "91990102MA0N5566Y" + check_character("91990102MA0N5566Y")
OTHER = "91990102MA0N1234X" + check_character("91990102MA0N1234X")
ROSTER = f"机构名称,统一社会信用代码,单位性质\n{WITH_ACCOUNT},{OTHER},企业\n{BY_LINK},,企业\n"
TITLE = "补齐监管档案"
KEPT = ("统一社会信用代码", "有电话的联系人")
REASON = "性质以登记为准，只报代码。"
IDENTITY = "统一社会信用代码和性质"
CONTACT = {"姓名": "李芳", "电话": "13900001234"}


def survey(clerk: Person, office: Office) -> None:
    """Two bodies are imported; the unit answers for them."""
    clerk.go("导入名录")
    clerk.enter({"名录": office.file("机构名录.csv", ROSTER.encode())})
    clerk.press("读取")
    clerk.wait_until("新增 2")
    clerk.go("导入 2 行")
    clerk.press("导入")
    clerk.wait_until("已导入")


def account_of(clerk: Person) -> str:
    """An account for one of them; its one-time password."""
    clerk.menu("机构档案")
    clerk.go(WITH_ACCOUNT, "为机构开设账号")
    clerk.enter({"用户名": "chengxin", "名称": "李芳"})
    clerk.press("开立账号")
    return clerk.one_time_password()


def ask(clerk: Person) -> None:
    """The clerk looks at who would be asked, and asks them."""
    clerk.menu("信息采集")
    clerk.go("开始信息采集")
    clerk.enter({"名称": TITLE, "报送截止日期": DUE, "填报说明": "按营业执照填写。"})
    for box in clerk.main.locator('input[name="asked"]').all():
        words = box.locator("xpath=ancestor::label").inner_text().strip()
        box.set_checked(words in KEPT)
    clerk.main.locator('input[name="units_too"]').set_checked(checked=False)
    clerk.press("查看填报对象")
    assert "将向2家机构布置填报" in clerk.text
    assert "其中1家没有账号" in clerk.text
    clerk.press("确认布置")
    assert "已布置" in clerk.text


def link_of(clerk: Person) -> tuple[str, str]:
    """A link for the body without an account, and its code."""
    part_of(clerk, BY_LINK)
    clerk.go("发放填报链接")
    clerk.press("生成链接")
    url = re.search(r"http://\S+/by-link/open/\S+", clerk.text)
    code = re.search(r"\d{4} \d{4}", clerk.text)
    assert url
    assert code
    return url[0], code[0]


def part_of(clerk: Person, name: str) -> None:
    """Open the part of a body."""
    clerk.menu("信息采集")
    clerk.go(TITLE, name)


def fill_in(person: Person, what: str, entries: dict[str, str | bool | Path]) -> None:
    """Enter one of the things that are missing."""
    person.main.get_by_role("row", name=re.compile(what)).get_by_role("link", name="填写").click()
    person.page.wait_for_load_state()
    person.enter(entries)
    person.press("提出")


def send_in(person: Person, note: str = "") -> None:
    """Send the part in."""
    person.go("报送")
    person.enter({"说明": note})
    person.press("报送")
    assert "已报送" in person.text


def entry_of(clerk: Person, name: str, kind: str) -> None:
    """Open the newest entry of this kind in the part of a body."""
    part_of(clerk, name)
    clerk.main.get_by_role("row", name=re.compile(f"{kind}.*FP-")).first.get_by_role("link").first.click()
    clerk.page.wait_for_load_state()


def accept(clerk: Person, name: str, kind: str) -> None:
    """Put it on record."""
    entry_of(clerk, name, kind)
    clerk.go("采纳")
    clerk.press("采纳")


def send_back(clerk: Person) -> None:
    """Return what is open, with the reason."""
    clerk.go("退回")
    clerk.enter({"理由": REASON})
    clerk.main.get_by_role("button", name=re.compile("^退回")).first.click()
    clerk.page.wait_for_load_state()


def dossier(clerk: Person, name: str) -> str:
    """What the dossier of a body says."""
    clerk.menu("机构档案")
    clerk.go(name)
    return clerk.text


def with_the_link(office: Office, url: str, code: str) -> Person:
    """Somebody without an account opens the link with the code."""
    guest = Person(office.browser, office.server, "guest", screen="phone")
    guest.page.goto(url)
    guest.enter({"验证码": code})
    guest.press("打开")
    assert BY_LINK in guest.text
    assert WITH_ACCOUNT not in guest.text
    return guest


def by_link(clerk: Person, office: Office) -> None:
    """The one without an account: sent in, returned with the reason, mended; the officer's word stands meanwhile."""
    url, code = link_of(clerk)
    guest = with_the_link(office, url, code)
    fill_in(guest, "统一社会信用代码", {"统一社会信用代码": CODE, "机构性质": "事业单位"})
    fill_in(guest, "联系人", {"姓名": "赵北", "电话": "13800001234"})
    send_in(guest)
    assert CODE not in dossier(clerk, BY_LINK)
    accept(clerk, BY_LINK, "联系人")
    entry_of(clerk, BY_LINK, IDENTITY)
    send_back(clerk)
    part_of(clerk, BY_LINK)
    send_back(clerk)
    assert "事业单位" not in dossier(clerk, BY_LINK), "nothing of the officer's was overwritten"
    guest.page.reload()
    assert REASON in guest.text
    fill_in(guest, "统一社会信用代码", {"统一社会信用代码": CODE})
    send_in(guest)
    guest.leave()
    accept(clerk, BY_LINK, IDENTITY)
    said = dossier(clerk, BY_LINK)
    assert CODE in said
    assert "事业单位" not in said


def with_account(clerk: Person, office: Office, password: str) -> None:
    """The one with an account signs in and fills in its part."""
    body = office.somebody("chengxin", password)
    body.menu("待填报信息")
    body.go(TITLE)
    assert "统一社会信用代码" not in body.text, "it is asked only for what its own dossier lacks"
    fill_in(body, "联系人", dict(CONTACT))
    send_in(body)
    body.leave()
    accept(clerk, WITH_ACCOUNT, "联系人")


def test_two_bodies_are_asked_and_the_progress_shows_it(
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
        survey(clerk, office)
        password = account_of(clerk)
        ask(clerk)
        with_account(clerk, office, password)
        by_link(clerk, office)
        for name in (WITH_ACCOUNT, BY_LINK):
            part_of(clerk, name)
            clerk.go("通过")
            clerk.press("通过填报任务")
        clerk.menu("信息采集")
        clerk.go(TITLE)
        assert "2项填报任务，已通过2项" in clerk.text
        clerk.leave()
    verified = mingjian("trail", "verify")
    assert verified.returncode == 0, verified.stderr
