"""Who sees an institution: units in whose divisions it works or who answer for it, and itself; nobody else."""

from __future__ import annotations

import datetime as dt

import pytest

from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.registry import services
from bureau.registry.models import Institution, Site
from bureau.registry.models.institutions import prefixes_of
from tests.cast import PROGRAM, MakeOfficer
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_institution, make_presence, make_site, record

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def seen_by(account: Account) -> set[Institution]:
    return set(Institution.objects.visible_to(account))


@pytest.fixture
def stage(district: Unit, elsewhere: Unit) -> dict[str, Institution]:
    """Four bodies: one in each district, one in both, one of another province that works here without a site."""
    both = make_institution("两地检测有限公司")
    make_site(both, "150698")
    guest = make_institution("外省检测有限公司", division="150699", home_division="610104", site=False)
    make_presence(guest, "150699")
    return {
        "here": make_institution("本区检测有限公司"),
        "there": make_institution("临河检测有限公司", division="150698"),
        "both": both,
        "guest": guest,
    }


def test_two_districts_share_a_body(
    stage: dict[str, Institution], elsewhere: Unit, officer: MakeOfficer
) -> None:
    assert seen_by(officer("office")) == {stage["here"], stage["both"], stage["guest"]}
    assert seen_by(officer("inspector", elsewhere)) == {stage["there"], stage["both"]}


def test_city_and_region_see_all_below(
    stage: dict[str, Institution], city: Unit, region: Unit, officer: MakeOfficer
) -> None:
    far = make_institution("北原远地检测有限公司", division="150201")
    assert seen_by(officer("superior", city)) == set(stage.values())
    assert seen_by(officer("superior", region)) == {*stage.values(), far}


def test_a_station_sees_what_it_answers_for(
    stage: dict[str, Institution], station: Unit, officer: MakeOfficer
) -> None:
    inspector = officer("inspector", station)
    assert seen_by(inspector) == set()
    services.assign_institution(institution=stage["here"], unit=station, officer=inspector, by=PROGRAM)
    assert seen_by(inspector) == {stage["here"]}


def test_registration_alone_is_no_jurisdiction(district: Unit, officer: MakeOfficer) -> None:
    make_institution("本区注册外区检测有限公司", division="150698", home_division="150699")
    assert seen_by(officer("office")) == set()


def test_a_place_counts_while_it_lasts(district: Unit, officer: MakeOfficer) -> None:
    gone = make_institution("搬走的检测有限公司", site=False)
    today = clock.today()
    site = record(Site(institution=gone, division="150699", valid_to=today))
    office = officer("office")
    assert seen_by(office) == {gone}
    yesterday = Site(institution=gone, division="150699", valid_to=today - dt.timedelta(days=1))
    ended = record(yesterday, follows=site)
    assert seen_by(office) == set()
    services.withdraw_fact(fact=ended, by=PROGRAM, reason="误录")
    assert seen_by(office) == set()
    assert (
        list(Institution.objects.within(officer("office").officer.unit, today - dt.timedelta(days=9))) == []
    )


def test_an_institution_sees_itself_only(stage: dict[str, Institution], institution_account: Account) -> None:
    assert seen_by(institution_account) == set()
    services.link_account(institution=stage["both"], account=institution_account, by=PROGRAM)
    assert seen_by(institution_account) == {stage["both"]}


def test_prefixes_hold_no_other(region: Unit, city: Unit, district: Unit, station: Unit) -> None:
    assert prefixes_of([district, station]) == ["150699"]
    assert prefixes_of([city, district]) == ["1506"]
    assert prefixes_of([region, city, district, station]) == ["15"]
    assert prefixes_of([station]) == []
