"""Units and accounts of the demonstration: posts instead of people's names."""

from __future__ import annotations

import datetime as dt

from bureau.kernel.access import TheProgram
from bureau.people.models import Account, Unit
from bureau.people.roles import Role
from bureau.people.services import grant_role, open_account, open_unit
from bureau.people.services.accounts import Certificate

PASSWORD = "mingjian-demo"  # noqa: S105 - printed for everybody; it opens on this machine only
BY = TheProgram()
CERTIFIED = Certificate("", dt.date(2021, 1, 1), dt.date(2025, 12, 31))
STATIONS = ("城关", "铁西", "工业园", "北郊", "河滨", "南湖")
# What forms call the places of the units that have one of their own.
AREAS = {
    "北原自治区市场监督管理局": "北原自治区",
    "鄂川市市场监督管理局": "鄂川市",
    "云川区市场监督管理局": "云川区",
    "临泉区市场监督管理局": "临泉区",
}
STAFF: tuple[tuple[str, str, str, str], ...] = (
    # user name, post (which is also the name shown), role, unit
    ("leader", "组长", Role.LEADER, "district"),
    ("deputy", "副组长", Role.LEADER, "district"),
    ("office", "质量计量标准化室主任", Role.OFFICE, "district"),
    ("expert", "专家", Role.EXPERT, "district"),
    ("admin", "系统管理员", Role.ADMINISTRATOR, "region"),
    ("city", "市局认检科", Role.SUPERIOR, "city"),
    ("cityoffice", "市局认检科科长", Role.OFFICE, "city"),
)
# Told beside those above: an inspector, and the account of an institution.
INSPECTOR = ("station3", "工业园所监管员", Role.INSPECTOR)
INSTITUTION = ("institution", "机构综合办公室", Role.INSTITUTION)


def told() -> list[tuple[str, str, str]]:
    """User name, post and role of the accounts that the command prints: one a role at least."""
    return [*((username, post, role) for username, post, role, _unit in STAFF), INSPECTOR, INSTITUTION]


def make_units() -> dict[str, Unit]:
    """The tree, by short word."""
    found: dict[str, Unit] = {}
    found["region"] = _unit("北原自治区市场监督管理局", "自治区局", "region", "150000", None)
    found["city"] = _unit("鄂川市市场监督管理局", "鄂川市局", "city", "150600", found["region"])
    found["district"] = _unit("云川区市场监督管理局", "云川区局", "district", "150602", found["city"])
    found["section"] = _unit("质量计量标准化室", "质量室", "section", "150602", found["district"])
    for name in STATIONS:
        found[name] = _unit(f"{name}市场监管所", f"{name}所", "station", "150602", found["district"])
    found["other"] = _unit("临泉区市场监督管理局", "临泉区局", "district", "150603", found["city"])
    return found


def _unit(name: str, short_name: str, kind: str, division: str, parent: Unit | None) -> Unit:
    return open_unit(
        name=name,
        short_name=short_name,
        area=AREAS.get(name, ""),
        kind=kind,
        division=division,
        parent=parent,
        by=BY,
    )


def make_accounts(units: dict[str, Unit]) -> dict[str, Account]:
    """An account for each role, and an inspector for each station, by user name."""
    found: dict[str, Account] = {}
    for username, post, role, place in STAFF:
        works_at = units["section"] if username in {"office", "expert"} else units[place]
        found[username] = _account(username, post, role, works_at, units[place])
    for number, name in enumerate(STATIONS, start=1):
        username = f"station{number}"
        found[username] = _account(username, f"{name}所监管员", Role.INSPECTOR, units[name], units[name])
    found["stranger"] = _account("stranger", "临泉区局监管员", Role.INSPECTOR, units["other"], units["other"])
    return found


def _account(username: str, post: str, role: str, works_at: Unit, holds_at: Unit) -> Account:
    certificate = Certificate(f"D-{username.upper()}", CERTIFIED.valid_from, CERTIFIED.valid_to)
    account = open_account(
        username=username,
        full_name=post,
        unit=works_at,
        post=post,
        certificate=certificate,
        password=PASSWORD,
        by=BY,
    ).account
    grant_role(account=account, role=role, unit=holds_at, by=BY)
    return account
