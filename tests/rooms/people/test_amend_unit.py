"""Amending a unit: its number stays, its kind keeps fitting, and two cannot save the same version."""

from __future__ import annotations

import pytest

from bureau.kernel.access import Actor
from bureau.kernel.refusals import MissingPermission, NotNow, Stale
from bureau.people.models import Unit
from bureau.people.selectors import area_of
from bureau.people.services import amend_unit
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def amended(unit: Unit, by: Actor, base: int | None = None, **more: str) -> Unit:
    fields = {"name": unit.name, "short_name": unit.short_name, "kind": unit.kind, "division": "150699"}
    return amend_unit(unit=unit, by=by, base=base, **(fields | more))


def test_names_change_and_the_number_stays(station: Unit, officer: MakeOfficer) -> None:
    saved = amended(station, officer("administrator"), name="城南市场监管所")
    assert Unit.objects.get(reference=station.reference).name == saved.name == "城南市场监管所"
    assert saved.path == station.path


def test_a_kind_that_no_longer_fits_is_refused(district: Unit, station: Unit, officer: MakeOfficer) -> None:
    admin = officer("administrator")
    with pytest.raises(NotNow, match="cannot belong"):
        amended(station, admin, kind="city")
    with pytest.raises(NotNow, match="cannot belong"):
        amended(district, admin, kind="section")
    district.refresh_from_db()
    assert district.kind == "district"


def test_a_stranger_may_not(station: Unit, elsewhere: Unit, officer: MakeOfficer) -> None:
    with pytest.raises(MissingPermission):
        amended(station, officer("administrator", elsewhere))


def test_two_who_looked_at_the_same_version(station: Unit, officer: MakeOfficer) -> None:
    first, second = officer("administrator"), officer("administrator")
    base = station.version
    amended(station, first, base=base, name="甲所")
    with pytest.raises(Stale) as refused:
        amended(station, second, base=base, name="乙所")
    assert refused.value.row.name == "甲所"
    assert Unit.objects.get(pk=station.pk).name == "甲所"


def test_the_area_in_forms_is_that_of_the_nearest_unit_with_the_same_code(
    city: Unit, district: Unit, station: Unit
) -> None:
    assert area_of(station) == station.name, "nobody has entered one"
    amended(district, PROGRAM, area="云川区")
    assert area_of(district.fresh()) == area_of(station) == "云川区"
    assert area_of(city) == city.name
    again = amended(district.fresh(), PROGRAM)
    assert again.area == "云川区", "what is not said stays"
    assert verify().discrepancies == ()
