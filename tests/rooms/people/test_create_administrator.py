"""An empty installation gets one administrator at one root, and no second by mistake."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from bureau.people.models import Account, Unit
from bureau.people.permissions import P
from bureau.trail.models import Entry
from bureau.trail.verify import verify
from tests.cast import make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.db]
OFFICE = {"unit_name": "云川区市场监督管理局", "unit_kind": "district", "division": "150699"}


def created(username: str = "admin", **options: object) -> str:
    """What the command says."""
    said = StringIO()
    call_command("create_administrator", username=username, full_name="赵一", stdout=said, **options)
    return said.getvalue()


def test_an_empty_installation_can_be_signed_in_to() -> None:
    password = created(**OFFICE).split("once: ")[1].strip()
    admin, root = Account.objects.get(), Unit.objects.get()
    assert root.reference == "U-150699-01"
    assert admin.may(P.ROLE_GRANT, at=root)
    assert admin.must_change_password
    assert set(Entry.objects.values_list("actor", flat=True)) == {"program"}
    assert verify().discrepancies == ()
    client = Client()
    client.post("/login/", {"username": "admin", "password": password})
    assert client.get("/units/")["Location"] == "/own/password/"


def test_it_asks_for_what_it_was_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["Admin ", "赵一", "云川区局", "district", "150699"])
    monkeypatch.setattr("builtins.input", lambda _question: next(answers))
    call_command("create_administrator", stdout=StringIO())
    assert Account.objects.get().username == "admin"


def test_the_second_needs_to_be_meant() -> None:
    created(**OFFICE)
    with pytest.raises(CommandError, match=r"already: admin\..*--another"):
        created("second")
    assert Account.objects.count() == 1
    created("second", another=True)
    assert Unit.objects.count() == 1


def test_a_unit_that_exists_may_be_named() -> None:
    make_unit("云川区局", "district", "150699")
    make_unit("临河区局", "district", "150698")
    created(unit="U-150698-01")
    admin = Account.objects.get()
    assert admin.jurisdiction is not None
    assert admin.jurisdiction.name == "临河区局"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"unit": "U-000000-01"}, "no unit"),
        (OFFICE | {"division": "15"}, "Six digits"),
        (OFFICE | {"username": "赵一"}, "Three or more"),
    ],
)
def test_nothing_is_left_half_made(options: dict[str, str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        created(**options)
    assert not Account.objects.exists()
    assert not Unit.objects.exists()


def test_an_impossible_kind_or_a_taken_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda _question: "station")
    with pytest.raises(CommandError, match="one of"):
        created(unit_name="孤所", division="150699")
    created(**OFFICE)
    with pytest.raises(CommandError, match="Somebody has"):
        created(another=True)
