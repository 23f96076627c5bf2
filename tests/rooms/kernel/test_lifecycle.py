"""A lifecycle checks permission, state and guards under a lock, and writes all or nothing."""

from __future__ import annotations

import pytest
from django.db import models

from bureau.kernel.access import Actor
from bureau.kernel.lifecycle import STAYS, Lifecycle, move
from bureau.kernel.refusals import MissingPermission, NotNow, Stale
from bureau.people.models import Unit
from bureau.trail.models import Entry
from bureau.trail.verify import verify
from tests.rooms.trail.test_scope import unit

pytestmark = [pytest.mark.django_db, pytest.mark.db]


class Light(models.TextChoices):
    """States of a lamp, kept in the state column of a unit."""

    ACTIVE = "active", "lit"
    CLOSED = "closed", "out"


class Somebody:
    """An actor who may do what the set says."""

    trail_name = "somebody"

    def __init__(self, *held: str) -> None:
        self.held = set(held)

    def may(self, permission: str, at: object | None = None) -> bool:
        return permission in self.held and (at is None or isinstance(at, Unit))

    def may_now(self, permission: str, at: object | None = None) -> bool:
        return self.may(permission, at)


def has_a_name(row: Unit, _by: Actor) -> str:
    return "" if row.name != "无名" else "It has no name yet. Give it one first."


@pytest.fixture
def lamp() -> Lifecycle:
    made = Lifecycle(
        "test.lamp",
        Light,
        finals=(),
        moves=[
            move("light_lamp", None, Light.ACTIVE, "lamp.light", [has_a_name]),
            move("put_out_lamp", Light.ACTIVE, Light.CLOSED, "lamp.put_out", [has_a_name]),
            move("clean_lamp", (Light.ACTIVE, Light.CLOSED), STAYS, "lamp.light"),
            move("relight_lamp", Light.CLOSED, Light.ACTIVE, "lamp.light"),
        ],
    )
    Lifecycle.everywhere.remove(made)
    return made


ALL = Somebody("lamp.light", "lamp.put_out")


def lit(lamp: Lifecycle, name: str = "甲") -> Unit:
    with lamp.creating("light_lamp", unit(name), by=ALL) as row:
        pass
    return row


def test_a_move_may_leave_the_state_as_it_is(lamp: Lifecycle) -> None:
    row = lit(lamp)
    for number, state in enumerate(("active", "closed")):
        with lamp.moving("clean_lamp", row, by=ALL) as held:
            held.name = f"擦过 {number} 次"
        now = Unit.objects.get()
        assert (now.state, now.name) == (state, f"擦过 {number} 次")
        if state == "active":
            with lamp.moving("put_out_lamp", now, by=ALL):
                pass
            row = Unit.objects.get()


def test_a_move_saves_sets_the_state_and_records(lamp: Lifecycle) -> None:
    row = lit(lamp)
    with lamp.moving("put_out_lamp", row, by=ALL, reason="it is late") as held:
        held.name = "新名"
    now = Unit.objects.get()
    assert (now.state, now.name, now.version) == ("closed", "新名", 2)
    assert list(Entry.objects.values_list("move", "reference", "reason")) == [
        ("light_lamp", "U-甲", ""),
        ("put_out_lamp", "U-甲", "it is late"),
    ]
    assert verify().discrepancies == ()


def test_without_the_permission_nothing_happens(lamp: Lifecycle) -> None:
    row = lit(lamp)
    with pytest.raises(MissingPermission), lamp.moving("put_out_lamp", row, by=Somebody("lamp.light")):
        pytest.fail("the body ran")
    assert Unit.objects.get().version == 1


def test_a_move_from_another_state_is_refused_in_words(lamp: Lifecycle) -> None:
    row = lit(lamp)
    with pytest.raises(NotNow, match=r"lit.*out"), lamp.moving("relight_lamp", row, by=ALL):
        pytest.fail("the body ran")


@pytest.mark.parametrize("name", ["put_out_lamp", "light_lamp"])
def test_a_guard_says_the_same_on_the_button_and_in_the_answer(lamp: Lifecycle, name: str) -> None:
    row = lit(lamp, "无名所") if name == "put_out_lamp" else unit("无名")
    row.name = "无名"
    if name == "put_out_lamp":
        with lamp.moving("put_out_lamp", row, by=ALL) as held:
            held.name = "无名"
        with lamp.moving("relight_lamp", row, by=ALL):
            pass
        row = Unit.objects.get()
    said = lamp.objection(name, row, ALL)
    assert said.startswith("It has no name")
    context = lamp.moving if name == "put_out_lamp" else lamp.creating
    with pytest.raises(NotNow) as refused, context(name, row, by=ALL):
        pass
    assert refused.value.sentence == said


def test_two_who_hold_the_same_version_cannot_both_save(lamp: Lifecycle) -> None:
    row = lit(lamp)
    base = row.version
    with lamp.moving("put_out_lamp", row, by=ALL, base=base):
        pass
    with pytest.raises(Stale) as refused, lamp.moving("relight_lamp", row, by=ALL, base=base):
        pytest.fail("the body ran")
    assert refused.value.row.version == base + 1


def test_an_error_in_the_body_undoes_everything(lamp: Lifecycle) -> None:
    row = lit(lamp)
    with pytest.raises(ZeroDivisionError), lamp.moving("put_out_lamp", row, by=ALL) as held:
        held.name = "x"
        held.save()
        _ = 1 / 0
    assert Unit.objects.get().name == "甲"
    assert Entry.objects.count() == 1


def test_objection_is_empty_for_an_open_move_and_names_the_role_otherwise(lamp: Lifecycle) -> None:
    row = lit(lamp)
    assert lamp.objection("put_out_lamp", row, ALL) == ""
    assert "role" in lamp.objection("put_out_lamp", row, Somebody())


def test_a_move_may_stand_once_only() -> None:
    once = move("light_lamp", None, Light.ACTIVE, "lamp.light")
    with pytest.raises(ValueError, match="twice"):
        Lifecycle("test.twice", Light, moves=[once, once])


def test_only_a_creating_move_creates(lamp: Lifecycle) -> None:
    with pytest.raises(ValueError, match="does not create"), lamp.creating("put_out_lamp", unit(), by=ALL):
        pytest.fail("the body ran")
