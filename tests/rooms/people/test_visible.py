"""Who sees which units and accounts: what one's roles reach and those below, and oneself."""

from __future__ import annotations

import pytest

from bureau.people.models import Account, Delegation, RoleHeld, Unit
from bureau.people.permissions import Permission
from bureau.people.roles import ROLES, holders
from bureau.people.selectors import (
    account_lines,
    accounts_seen,
    holders_here,
    role_matrix,
    unit_page,
    unit_tree,
)
from bureau.people.services import grant_role
from bureau.people.wording import NOUNS, ROLE_PURPOSES, VERBS
from tests.cast import PROGRAM, MakeOfficer, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_units_at_and_below_ones_roles(
    region: Unit, district: Unit, station: Unit, elsewhere: Unit, officer: MakeOfficer
) -> None:
    city = district.parent
    seen = {
        "region": set(Unit.objects.visible_to(officer("superior", region))),
        "district": set(Unit.objects.visible_to(officer("office", district))),
        "station": set(Unit.objects.visible_to(officer("inspector", station))),
        "nobody": set(Unit.objects.visible_to(officer(None, station))),
    }
    assert seen == {
        "region": {region, city, district, station, elsewhere},
        "district": {district, station},
        "station": {station},
        "nobody": set(),
    }


def test_accounts_of_those_units_and_oneself(
    district: Unit, station: Unit, elsewhere: Unit, institution_account: Account, officer: MakeOfficer
) -> None:
    admin, worker, stranger = officer("administrator"), officer(None, station), officer("office", elsewhere)
    assert set(Account.objects.visible_to(admin)) == {admin, worker, institution_account}
    assert set(Account.objects.visible_to(worker)) == {worker}
    assert set(RoleHeld.objects.visible_to(stranger)) == set(stranger.roles_held.all())
    assert not Delegation.objects.visible_to(stranger).exists()


def test_the_tree_is_in_order_and_set_in(
    city: Unit, district: Unit, station: Unit, elsewhere: Unit, officer: MakeOfficer
) -> None:
    officer(None, station)
    lines = unit_tree(officer("superior", city))
    assert [(line.unit, line.depth) for line in lines] == [
        (city, 0),
        (elsewhere, 1),
        (district, 1),
        (station, 2),
    ]
    assert {line.unit: line.officers for line in lines}[station] == 1


def test_two_trees_that_do_not_touch_both_begin_at_the_edge(
    station: Unit, elsewhere: Unit, officer: MakeOfficer
) -> None:
    both = officer("inspector", station, role_at=station)
    grant_role(account=both, role="expert", unit=elsewhere, by=PROGRAM)
    assert {line.depth for line in unit_tree(both)} == {0}


def test_a_units_page_has_its_officers(district: Unit, station: Unit, officer: MakeOfficer) -> None:
    worker, admin = officer("inspector", station), officer("administrator")
    page = unit_page(station, admin)
    assert page.above == (district,)
    assert [line.officer.account for line in page.officers] == [worker]
    assert not page.officers[0].certified
    assert page.officers[0].roles


def test_the_list_of_accounts_filters(station: Unit, officer: MakeOfficer) -> None:
    admin = officer("administrator")
    worker = officer("inspector", station, full_name="王小明")
    for wanted in ({"unit": station}, {"words": "小明"}, {"words": worker.username}):
        assert list(accounts_seen(admin, **wanted)) == [worker]
    assert not accounts_seen(admin, kind="institution").exists()
    assert not accounts_seen(admin, state="closed").exists()
    (line,) = account_lines(list(accounts_seen(admin, words="小明")))
    assert (line.unit, [held.role for held in line.roles], line.last_sign_in) == (
        station,
        ["inspector"],
        None,
    )


def test_the_matrix_is_what_decides(district: Unit, officer: MakeOfficer) -> None:
    matrix = role_matrix()
    for row in matrix.rows:
        for role, held in zip(matrix.roles, row.held, strict=True):
            assert held is (row.permission in ROLES[role.value])
            assert held is (role.value in holders(row.permission))
    leader = officer("leader")
    assert [one.account for one in holders_here(leader)["leader"]] == [leader]


def test_every_permission_and_role_has_words() -> None:
    assert {one.split(".")[0] for one in Permission} <= set(NOUNS)
    assert {one.split(".")[1] for one in Permission} <= set(VERBS)
    assert set(ROLE_PURPOSES) == set(ROLES)


def test_a_new_unit_is_seen_at_once(district: Unit, officer: MakeOfficer) -> None:
    admin = officer("administrator")
    made = make_unit("新所", "station", "150699", district)
    assert Unit.objects.visible_to(admin).filter(pk=made.pk).exists()
