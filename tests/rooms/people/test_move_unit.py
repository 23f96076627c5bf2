"""Moving a unit rewrites the paths of everything below it, whatever the tree and the order of moves."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.lifecycle import misplaced
from bureau.people.models import Unit
from bureau.people.services import close_unit, move_unit
from bureau.trail.models import Entry
from bureau.trail.verify import verify
from tests.cast import PROGRAM, MakeOfficer, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def assert_paths_follow_parents() -> None:
    """The invariant: a path is the parent's path and the own number, for every unit."""
    for unit in Unit.objects.select_related("parent"):
        above = unit.parent.path if unit.parent else "/"
        assert unit.path == f"{above}{unit.reference}/"


def test_a_subtree_follows_in_one_entry(district: Unit, station: Unit, officer: MakeOfficer) -> None:
    admin = officer("administrator")
    branch = make_unit("稽查大队", "subordinate", "150699", district)
    moved = move_unit(unit=station, parent=branch, by=admin, reason="reform")
    assert moved.path == f"{branch.path}{station.reference}/"
    below = make_unit("分所", "subordinate", "150699", district)
    move_unit(unit=station, parent=below, by=admin, reason="again")
    assert_paths_follow_parents()
    assert Entry.objects.filter(move="move_unit").count() == 2
    assert verify().discrepancies == ()


def test_roles_reach_where_the_unit_now_stands(
    district: Unit, elsewhere: Unit, station: Unit, city: Unit, officer: MakeOfficer
) -> None:
    there, leader = officer("office", elsewhere), officer("administrator", city)
    assert not Unit.objects.visible_to(there).filter(pk=station.pk).exists()
    move_unit(unit=station, parent=elsewhere, by=leader, reason="boundary change")
    there = type(there).objects.get(pk=there.pk)
    assert Unit.objects.visible_to(there).filter(pk=station.pk).exists()


def test_it_needs_a_say_on_both_sides(elsewhere: Unit, station: Unit, officer: MakeOfficer) -> None:
    with pytest.raises(MissingPermission):
        move_unit(unit=station, parent=elsewhere, by=officer("administrator"), reason="annexed")
    assert_paths_follow_parents()


def test_where_it_cannot_go(region: Unit, city: Unit, district: Unit, station: Unit) -> None:
    with pytest.raises(NotNow, match="already"):
        move_unit(unit=station, parent=district, by=PROGRAM, reason="nothing")
    with pytest.raises(NotNow, match="cannot belong"):
        move_unit(unit=city, parent=station, by=PROGRAM, reason="upside down")
    branch = make_unit("稽查大队", "subordinate", "150699", district)
    close_unit(unit=branch, by=PROGRAM, reason="merged")
    with pytest.raises(NotNow, match="closed"):
        move_unit(unit=station, parent=branch, by=PROGRAM, reason="too late")
    assert_paths_follow_parents()


def test_a_ring_is_refused_even_where_the_kinds_would_fit(district: Unit, section: Unit) -> None:
    district.kind, section.kind = "section", "subordinate"
    district.parent = section
    assert "below this unit" in misplaced(district, PROGRAM)


class AnyTree(TestCase):
    """Trees of subordinate units and sections drawn by Hypothesis."""

    @settings(max_examples=30)
    @given(st.data())
    def test_paths_follow_parents_after_any_moves(self, data: st.DataObject) -> None:
        """Whatever is refused changes nothing; whatever is done keeps the invariant, and no ring is closed."""
        root = make_unit("区局", "district", "150699")
        other = make_unit("另一区局", "district", "150698")
        units = [root, other]
        for number in range(data.draw(st.integers(2, 7))):
            parent = data.draw(st.sampled_from(units))
            kind = "section" if parent.kind == "subordinate" else "subordinate"
            if parent.kind != "section":
                units.append(make_unit(f"单位{number}", kind, "150699", parent))
        for _ in range(data.draw(st.integers(1, 5))):
            unit, parent = data.draw(st.sampled_from(units)), data.draw(st.sampled_from(units))
            with contextlib.suppress(NotNow):
                move_unit(unit=unit, parent=parent, by=PROGRAM, reason="drawn")
            assert_paths_follow_parents()
        assert verify().discrepancies == ()
