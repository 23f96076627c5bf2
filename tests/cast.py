"""The cast: units, officers and an institution's account that tests of every room may call on the stage.

Everybody comes into being through the services, with the program as actor. Plain functions (`make_…`, `client_for`) and
the fixtures of the same people; the invented district is 云川区 (150699).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from bureau.kernel.access import TheProgram
from bureau.people.models import Account, Unit
from bureau.people.models.accounts import AccountKind
from bureau.people.roles import Role
from bureau.people.services import grant_role, open_account, open_unit

PROGRAM = TheProgram()
PASSWORD = "correct-horse-7"  # noqa: S105 - everybody's in tests
MakeOfficer = Callable[..., Account]


def make_unit(name: str, kind: str, division: str, parent: Unit | None = None) -> Unit:
    """A unit, opened."""
    return open_unit(name=name, short_name=name[:40], kind=kind, division=division, parent=parent, by=PROGRAM)


def make_officer(username: str, role: str | None, unit: Unit, **more: Any) -> Account:
    """An officer's account that may sign in with PASSWORD; holds a role at the unit, or none.

    `more` goes to `open_account`: full_name, post, certificate, …; `role_at` names another unit for the role.
    """
    place = more.pop("role_at", unit)
    fields = {"full_name": username, "password": PASSWORD} | more
    account = open_account(username=username, unit=unit, by=PROGRAM, **fields).account
    if role:
        grant_role(account=account, role=role, unit=place, by=PROGRAM)
    return account


def make_institution_account(username: str, keeper: Unit, **more: Any) -> Account:
    """An institution's account with its role; which institution it is, the registry knows."""
    fields = {"full_name": username, "password": PASSWORD} | more
    account = open_account(
        username=username, unit=keeper, kind=AccountKind.INSTITUTION, by=PROGRAM, **fields
    ).account
    grant_role(account=account, role=Role.INSTITUTION, unit=None, by=PROGRAM)
    return account


def client_for(account: Account) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(
        Account.objects.get(pk=account.pk), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


@pytest.fixture
def region(db: None) -> Unit:
    """The region 北原自治区."""
    return make_unit("北原自治区市场监督管理局", "region", "150000")


@pytest.fixture
def city(region: Unit) -> Unit:
    """The city 云州市, in the region."""
    return make_unit("云州市市场监督管理局", "city", "150600", region)


@pytest.fixture
def district(city: Unit) -> Unit:
    """The district 云川区, in the city."""
    return make_unit("云川区市场监督管理局", "district", "150699", city)


@pytest.fixture
def section(district: Unit) -> Unit:
    """The section that runs the campaign, in the district."""
    return make_unit("质量计量标准化室", "section", "150699", district)


@pytest.fixture
def station(district: Unit) -> Unit:
    """The station 城北所, in the district."""
    return make_unit("城北市场监管所", "station", "150699", district)


@pytest.fixture
def elsewhere(city: Unit) -> Unit:
    """Another district of the same city, whose people are strangers to 云川区."""
    return make_unit("临河区市场监督管理局", "district", "150698", city)


@pytest.fixture
def officer(district: Unit) -> MakeOfficer:
    """Makes officers: `officer("inspector", station)`; without a unit in the district. Names are given in turn."""
    made: list[Account] = []

    def make(role: str | None = Role.OFFICE, unit: Unit | None = None, **more: Any) -> Account:
        username = more.pop("username", f"{role or 'nobody'}-{len(made) + 1}")
        made.append(make_officer(username, role, unit or district, **more))
        return made[-1]

    return make


@pytest.fixture
def institution_account(district: Unit) -> Account:
    """An institution's account that the district keeps."""
    return make_institution_account("institution-1", district)
