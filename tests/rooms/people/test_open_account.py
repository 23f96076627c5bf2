"""Opening an account: the officer with it, the one-time password, who may, and which names."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from bureau.kernel.refusals import MissingPermission
from bureau.people.models import Account, Unit
from bureau.people.services import Certificate, open_account
from bureau.trail.models import Entry, Image
from bureau.trail.verify import verify
from tests.cast import MakeOfficer

pytestmark = [pytest.mark.django_db, pytest.mark.db]
CERTIFICATE = Certificate("15060012345", dt.date(2021, 1, 1), dt.date(2025, 12, 31))


def test_account_and_officer_come_in_one_entry(station: Unit, officer: MakeOfficer) -> None:
    opened = open_account(
        username="Zhang.San",
        full_name="张三",
        unit=station,
        post="所长",
        certificate=CERTIFICATE,
        by=officer("administrator"),
    )
    account = Account.objects.get(username="zhang.san")
    assert account.jurisdiction == station
    assert account.must_change_password
    assert account.check_password(opened.one_time_password)
    assert account.officer.is_certified_on(dt.date(2025, 12, 31))
    assert not account.officer.is_certified_on(dt.date(2026, 1, 1))
    entry = Entry.objects.get(reference="account:zhang.san")
    assert entry.images.count() == 2
    assert verify().discrepancies == ()


def test_the_password_stands_nowhere(station: Unit, officer: MakeOfficer) -> None:
    opened = open_account(username="zhang.san", full_name="张三", unit=station, by=officer("administrator"))
    account = Account.objects.get(username="zhang.san")
    for image in Image.objects.all():
        assert opened.one_time_password not in (image.values or "")
        assert account.password not in (image.values or "")


def test_an_administrator_elsewhere_may_not(station: Unit, elsewhere: Unit, officer: MakeOfficer) -> None:
    for stranger in (officer("administrator", elsewhere), officer("leader")):
        with pytest.raises(MissingPermission):
            open_account(username="zhang.san", full_name="张三", unit=station, by=stranger)
    assert not Account.objects.filter(username="zhang.san").exists()


@pytest.mark.parametrize("username", ["open", "ab", "张三", "a b c", "-abc", "ABC", "abc/", "a" * 61])
def test_names_that_are_none(username: str) -> None:
    with pytest.raises(ValidationError):
        Account._meta.get_field("username").clean(username, None)


@pytest.mark.parametrize("username", ["abc", "zhang.san", "li-si_2", "007", "opener"])
def test_names_that_are(username: str) -> None:
    assert Account._meta.get_field("username").clean(username, None) == username
