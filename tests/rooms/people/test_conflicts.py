"""Two officers save one record: the second sees both values, whose the first is and when, and decides."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from bureau.kernel import clock
from bureau.people.models import Account, Unit
from bureau.people.selectors import names_of
from bureau.people.services import amend_account, amend_unit
from bureau.trail.histories import steps_since
from tests.cast import MakeOfficer, client_for

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def first(officer: MakeOfficer) -> Account:
    return officer("administrator", full_name="先改的人")


@pytest.fixture
def second(officer: MakeOfficer) -> Client:
    return client_for(officer("administrator"))


def renamed(unit: Unit, by: Account, **more: str) -> None:
    held = unit.fresh()
    said = {name: getattr(held, name) for name in ("name", "short_name", "kind", "division")} | more
    amend_unit(unit=held, by=by, **said)


def entered(unit: Unit, **more: Any) -> dict[str, Any]:
    names = ("name", "short_name", "area", "kind", "division")
    return {name: getattr(unit, name) for name in names} | {"base": unit.version} | more


def test_both_values_stand_there_and_nothing_was_saved(station: Unit, first: Account, second: Client) -> None:
    with clock.standing_at("2126-06-20T10:42"):
        renamed(station, first, name="甲所")
        page = second.post(f"/units/{station.reference}/amend/", entered(station, name="乙所"))
    text = page.content.decode()
    assert page.status_code == 409
    assert all(said in text for said in ("先改的人", "10:42", "甲所", "乙所", "Keep 甲所", "Change to 乙所"))
    assert 'name="name" value="乙所"' in text, "what was entered is not lost"
    assert Unit.objects.get(pk=station.pk).name == "甲所"


def test_sent_again_it_saves_over_theirs_knowingly(station: Unit, first: Account, second: Client) -> None:
    renamed(station, first, name="甲所")
    address = f"/units/{station.reference}/amend/"
    form = second.post(address, entered(station, name="乙所")).context["form"]
    again = second.post(address, entered(station, name="乙所", base=form.data["base"]))
    assert again.status_code == 302
    assert Unit.objects.get(pk=station.pk).name == "乙所"


def test_several_values_are_put_in_together(station: Unit, first: Account, second: Client) -> None:
    renamed(station, first, name="甲所", short_name="甲")
    page = second.post(f"/units/{station.reference}/amend/", entered(station, name="乙所", short_name="乙"))
    clash = page.context["form"].clash
    assert {(one.theirs, one.mine) for one in clash.clashes} == {("甲所", "乙所"), ("甲", "乙")}
    assert clash.only is None
    assert "Put in what I entered" in page.content.decode()


def test_choices_and_units_are_shown_in_words(
    station: Unit, district: Unit, first: Account, second: Client, officer: MakeOfficer
) -> None:
    person = officer("inspector", station, full_name="韩雪")
    amend_account(account=person.fresh(), by=first, full_name="韩雪梅", unit=station, email="")
    page = second.post(
        f"/accounts/{person.username}/amend/",
        {"full_name": "韩雪", "unit": district.reference, "base": person.version},
    )
    assert page.status_code == 409
    told = {(one.theirs, one.mine) for one in page.context["form"].clash.clashes}
    assert ("韩雪梅", "韩雪") in told
    assert (station.name, district.name) in told


def test_a_step_without_values_says_what_the_other_did(station: Unit, first: Account, second: Client) -> None:
    renamed(station, first, name="甲所")
    page = second.post(
        f"/units/{station.reference}/close/", {"reason": "撤并到城关所", "base": station.version}
    )
    text = page.content.decode()
    assert page.status_code == 409
    assert f"{station.name} → 甲所" in text
    assert "撤并到城关所" in text
    assert "Do it all the same" in text
    assert Unit.objects.get(pk=station.pk).state == "active"


def test_passwords_and_keys_are_no_part_of_it(
    district: Unit, first: Account, second: Client, officer: MakeOfficer
) -> None:
    person = officer("inspector", full_name="韩雪")
    base = person.version
    amend_account(account=person.fresh(), by=first, full_name="韩雪梅", unit=district, email="")
    page = second.post(
        f"/accounts/{person.username}/reset-password/", {"reason": "忘记口令了，重置", "base": base}
    )
    assert page.status_code == 409
    labels = [label for other in page.context["form"].clash.others for label, _, _ in other.changes]
    assert labels
    assert not any("assword" in label or "口令" in label for label in labels)


def test_steps_are_told_in_their_order(station: Unit, first: Account) -> None:
    base = station.version
    for name in ("甲所", "乙所"):
        renamed(station, first, name=name)
    steps = steps_since(station, base)
    assert [step.after["name"] for step in steps] == ["甲所", "乙所"]
    assert all("name" in step.changed and step.actor == first.username for step in steps)
    assert steps_since(station, steps[-1].after["version"]) == []
    assert steps[0].at.tzinfo == dt.UTC


def test_whoever_has_no_account_keeps_the_name_of_the_trail(first: Account) -> None:
    assert names_of(["program", first.username]) == {"program": "program", first.username: "先改的人"}
