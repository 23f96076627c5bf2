"""Opening a unit: its number, its path, who may, and where it cannot stand."""

from __future__ import annotations

import pytest

from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.models import Account, Unit
from bureau.people.services import close_unit, open_unit
from bureau.trail.models import Entry
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def opened(parent: Unit | None, by: Account, kind: str = "station", division: str = "150699") -> Unit:
    return open_unit(name="新所", short_name="新所", kind=kind, division=division, parent=parent, by=by)


def test_numbers_and_paths_follow_the_tree(district: Unit, officer: MakeOfficer) -> None:
    admin = officer("administrator")
    first, second = opened(district, admin), opened(district, admin)
    assert (first.reference, second.reference) == ("U-150699-02", "U-150699-03")
    assert first.path == f"{district.path}U-150699-02/"
    assert first.is_within(district)
    entry = Entry.objects.get(reference=first.reference)
    assert (entry.move, entry.actor) == ("open_unit", admin.username)
    assert verify().discrepancies == ()


def test_only_an_administrator_of_the_unit_above_may(
    district: Unit, elsewhere: Unit, officer: MakeOfficer
) -> None:
    for stranger in (officer("office"), officer("administrator", elsewhere)):
        with pytest.raises(MissingPermission):
            opened(district, stranger)
    with pytest.raises(MissingPermission):
        opened(None, officer("administrator"), kind="city")
    assert Unit.objects.filter(name="新所").count() == 0


@pytest.mark.parametrize(
    ("kind", "above"),
    [("region", "district"), ("city", "district"), ("district", "station"), ("section", "station")],
)
def test_a_kind_stands_only_where_it_may(kind: str, above: str, district: Unit, station: Unit) -> None:
    parent = {"district": district, "station": station}[above]
    with pytest.raises(NotNow, match="belong"):
        open_unit(name="不对", short_name="不对", kind=kind, division="150699", parent=parent, by=PROGRAM)


def test_a_station_has_something_above_it() -> None:
    with pytest.raises(NotNow, match="belong"):
        make_unit("孤所", "station", "150699")


def test_nothing_is_opened_below_a_closed_unit(district: Unit, officer: MakeOfficer) -> None:
    admin = officer("administrator")
    closed = opened(district, admin, kind="subordinate")
    close_unit(unit=closed, by=admin, reason="merged")
    with pytest.raises(NotNow, match="closed"):
        opened(closed, admin)
