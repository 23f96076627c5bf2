"""Closing a unit: refused while people, roles, units or accounts hang on it, each time in words."""

from __future__ import annotations

import pytest

from bureau.kernel.refusals import NotNow
from bureau.people.lifecycle import UNIT
from bureau.people.models import Unit
from bureau.people.services import close_account, close_unit, withdraw_role
from tests.cast import PROGRAM, MakeOfficer, make_institution_account, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def refused(unit: Unit) -> str:
    """What is said; the button says the same."""
    with pytest.raises(NotNow) as said:
        close_unit(unit=unit, by=PROGRAM, reason="merged")
    unit.refresh_from_db()
    assert UNIT.objection("close_unit", unit, PROGRAM) == said.value.sentence
    return said.value.sentence


def test_an_empty_unit_closes_and_stays(station: Unit, officer: MakeOfficer) -> None:
    close_unit(unit=station, by=officer("administrator"), reason="merged with another")
    assert Unit.objects.get(pk=station.pk).state == "closed"
    assert "closed" in refused(station)


def test_units_below_keep_it_open(district: Unit) -> None:
    names = [make_unit(f"{name}所", "station", "150699", district).name for name in "甲乙丙丁"]
    said = refused(district)
    assert all(name in said for name in names[:3])
    assert names[3] not in said
    assert "1 more" in said


def test_officers_keep_it_open(station: Unit, officer: MakeOfficer) -> None:
    working = officer(None, station)
    assert working.full_name in refused(station)
    close_account(account=working, by=PROGRAM, reason="retired")
    close_unit(unit=station, by=PROGRAM, reason="merged")


def test_roles_keep_it_open(district: Unit, station: Unit, officer: MakeOfficer) -> None:
    holder = officer("inspector", district, role_at=station)
    assert holder.full_name in refused(station)
    withdraw_role(held=holder.roles_held.get(), by=PROGRAM, reason="moved")
    close_unit(unit=station, by=PROGRAM, reason="merged")


def test_institutions_accounts_keep_it_open(station: Unit) -> None:
    kept = make_institution_account("lab-1", station)
    assert kept.full_name in refused(station)
