"""An office founded in a browser: the administrator, the district's unit, the accounts of those who work there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.journeys.photographs import take
from tests.journeys.walking import Person
from tests.rooms.screening.ledgers import sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.console.conftest import Run

DISTRICT = "云川区市场监督管理局"
PEOPLE = {  # by user name: name, role, number of the certificate of enforcement
    "fang.lei": ("方磊", "科室", "蒙K-0002"),
    "ma.qiang": ("马强", "检查人员", "蒙K-0001"),
    "xu.ying": ("许颖", "检查人员"),
    "wu.jun": ("吴军", "领导"),
}
PASSWORD = re.compile(r"[a-z0-9]{5}(?:-[a-z0-9]{5}){2}")


@dataclass
class Office:
    """Who takes part, at which server, with what in their hands."""

    browser: Browser
    server: str
    folder: Path
    tables: Mapping[str, bytes] = field(default_factory=sample)

    def somebody(self, username: str, password: str, *, screen: str = "desk") -> Person:
        """A person who has come in for the first time."""
        person = Person(self.browser, self.server, username, screen=screen)
        person.come_in(password)
        return person

    def file(self, name: str, content: bytes) -> Path:
        """A file on somebody's own machine."""
        path = self.folder / name
        path.write_bytes(content)
        return path

    def photograph(self, person: Person, name: str) -> None:
        """A picture of what somebody sees, for the documentation where it is asked for."""
        take(person.page, name, self.folder)


def opened_by(admin: Person, username: str, name: str, role: str, certificate: str = "") -> str:
    """Open an account with a role; its one-time password."""
    admin.menu("账号")
    admin.go("开立账号")
    admin.enter({"用户名": username, "姓名": name, "工作单位": DISTRICT, "执法证号": certificate})
    admin.press("开立账号")
    password = admin.one_time_password()
    admin.go("看账号", "授予角色")
    admin.enter({"角色": role})
    admin.press("授予角色")
    assert f"已授予{name}：{role}" in admin.text
    return password


def set_up(office: Office, password: str, people: Sequence[str] = tuple(PEOPLE)) -> dict[str, str]:
    """The administrator opens the district's unit and the accounts asked for; their one-time passwords."""
    admin = office.somebody("admin", password)
    admin.menu("单位")
    admin.go("新设单位")
    admin.enter({"名称": DISTRICT, "简称": "云川区局", "表格中的地区": "云川区", "种类": "旗区局"})
    admin.enter({"行政区划代码": "990102", "上级单位": "云川市市场监督管理局"})
    office.photograph(admin, "tutorial/01-unit.png")
    admin.press("设立单位")
    given = {username: opened_by(admin, username, *PEOPLE[username]) for username in people}
    office.photograph(admin, "tutorial/02-account.png")
    admin.leave()
    return given


def administrator(mingjian: Run) -> str:
    """The first account of an empty installation, at the city's bureau; its one-time password."""
    made = mingjian(
        *("manage", "create_administrator", "--username", "admin", "--full-name", "管理员"),
        *("--unit-name", "云川市市场监督管理局", "--unit-kind", "city", "--division", "990100"),
    )
    once = PASSWORD.search(made.stdout)
    assert once, made.stderr
    return once[0]
