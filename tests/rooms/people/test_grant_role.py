"""Roles: who may give them, to whom, where; and one withdrawn a moment ago no longer counts."""

from __future__ import annotations

import datetime as dt

import pytest

from bureau.kernel import clock
from bureau.kernel.refusals import MissingPermission, NotNow, Stale
from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.people.roles import Role
from bureau.people.services import amend_unit, close_account, close_unit, grant_role, withdraw_role
from tests.cast import PROGRAM, MakeOfficer, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.db]
DAY = dt.timedelta(days=1)


def test_a_role_counts_from_its_day_to_its_day(station: Unit, officer: MakeOfficer) -> None:
    worker, today = officer(None, station), clock.today()
    grant_role(
        account=worker,
        role=Role.INSPECTOR,
        unit=station,
        valid_from=today + DAY,
        valid_to=today + 3 * DAY,
        by=officer("administrator"),
    )
    counts = []
    for offset in range(6):
        with clock.standing_at((today + offset * DAY).isoformat()):
            counts.append(Account.objects.get(pk=worker.pk).may(P.INSTITUTION_AMEND, at=station))
    assert counts == [False, True, True, True, False, False]


def test_nobody_gives_themselves_a_role(district: Unit, officer: MakeOfficer) -> None:
    admin = officer("administrator")
    with pytest.raises(NotNow, match="of your own"):
        grant_role(account=admin, role=Role.LEADER, unit=district, by=admin)
    with pytest.raises(NotNow, match="of your own"):
        withdraw_role(held=admin.roles_held.get(), by=admin, reason="modesty")


def test_nobody_gives_a_role_above_themselves(
    city: Unit, station: Unit, elsewhere: Unit, officer: MakeOfficer
) -> None:
    admin, worker = officer("administrator"), officer(None, station)
    for place in (city, elsewhere):
        with pytest.raises(MissingPermission):
            grant_role(account=worker, role=Role.INSPECTOR, unit=place, by=admin)
    with pytest.raises(MissingPermission):
        grant_role(account=worker, role=Role.INSPECTOR, unit=station, by=officer("leader"))


def test_an_account_and_its_roles_are_of_one_kind(
    district: Unit, institution_account: Account, officer: MakeOfficer
) -> None:
    for account, role, unit in (
        (institution_account, Role.OFFICE, district),
        (officer(None), Role.INSTITUTION, district),
    ):
        with pytest.raises(NotNow, match="institution"):
            grant_role(account=account, role=role, unit=unit, by=PROGRAM)


def test_not_twice_at_one_time(district: Unit, station: Unit, officer: MakeOfficer) -> None:
    worker, today = officer("inspector"), clock.today()
    with pytest.raises(NotNow, match="already"):
        grant_role(account=worker, role=Role.INSPECTOR, unit=district, by=PROGRAM)
    with pytest.raises(NotNow, match="already"):
        grant_role(account=worker, role=Role.INSPECTOR, unit=district, valid_from=today + 9 * DAY, by=PROGRAM)
    grant_role(account=worker, role=Role.INSPECTOR, unit=station, by=PROGRAM)
    grant_role(
        account=worker,
        role=Role.INSPECTOR,
        unit=district,
        valid_from=today - 9 * DAY,
        valid_to=today - DAY,
        by=PROGRAM,
    )


def test_closed_accounts_and_units_are_given_none(district: Unit, officer: MakeOfficer) -> None:
    gone, worker = officer(None), officer(None)
    close_account(account=gone, by=PROGRAM, reason="gone")
    with pytest.raises(NotNow, match="Reopen"):
        grant_role(account=gone, role=Role.INSPECTOR, unit=district, by=PROGRAM)
    closed = make_unit("旧所", "station", "150699", district)
    close_unit(unit=closed, by=PROGRAM, reason="merged")
    with pytest.raises(NotNow, match="is closed"):
        grant_role(account=worker, role=Role.INSPECTOR, unit=closed, by=PROGRAM)


def test_a_role_withdrawn_in_mid_request_stops_the_move(station: Unit, officer: MakeOfficer) -> None:
    first, second = officer("administrator"), officer("administrator")
    assert first.may(P.UNIT_MANAGE, at=station)  # asked as the request began; the answer is held
    withdraw_role(held=first.roles_held.get(), by=second, reason="moved")
    assert first.may(P.UNIT_MANAGE, at=station)
    with pytest.raises(MissingPermission):
        amend_unit(unit=station, name="新名", short_name="新名", kind="station", division="150699", by=first)
    station.refresh_from_db()
    assert station.name != "新名"


def test_a_withdrawn_role_keeps_when_it_stood(officer: MakeOfficer) -> None:
    worker, today = officer("inspector"), clock.today()
    held = worker.roles_held.get()
    base = held.version
    withdraw_role(held=held, by=PROGRAM, reason="moved", base=base)
    held.refresh_from_db()
    assert (held.state, held.valid_from, held.valid_to) == ("withdrawn", today, today)
    with pytest.raises(Stale):
        withdraw_role(held=held, by=PROGRAM, reason="again", base=base)
    with pytest.raises(NotNow, match="withdrawn"):
        withdraw_role(held=held, by=PROGRAM, reason="again")
