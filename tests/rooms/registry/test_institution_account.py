"""An institution's account from its dossier: opened with a password shown once, used, closed; all of it on record."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from bureau.kernel.refusals import MissingPermission, NotNow
from bureau.people.models import Account, Unit
from bureau.people.roles import Role
from bureau.registry import services
from bureau.registry.models import Institution
from bureau.trail.models import Entry, Image
from bureau.trail.verify import verify
from tests.cast import PASSWORD, MakeOfficer, client_for
from tests.english import english  # noqa: F401 - a fixture, which pytest finds here by name
from tests.factories import make_institution
from tests.rooms.registry.walking import REASON

pytestmark = [pytest.mark.django_db, pytest.mark.db]
ENTERED = {"username": "huaheng.lab", "full_name": "综合办公室"}


@pytest.fixture
def lab(district: Unit) -> Institution:
    return make_institution("云川华衡检测有限公司", unit=district)


def address(lab: Institution, what: str, *more: str) -> str:
    return reverse(f"registry:{what}", args=[lab.reference, *more])


def test_the_password_is_shown_once_and_must_be_changed(lab: Institution, officer: MakeOfficer) -> None:
    office = client_for(officer("office"))
    path = address(lab, "open-institution-account")
    assert path in office.get(address(lab, "institution")).content.decode()
    answer = office.post(path, ENTERED)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    once = answer.context["opened"].one_time_password
    assert once in answer.content.decode()
    assert once not in office.get(address(lab, "institution")).content.decode()
    account = Account.objects.get(username="huaheng.lab")
    assert account.must_change_password
    assert [held.role for held in account.roles_held.all()] == [Role.INSTITUTION]
    assert not any(once in (image.values or "") for image in Image.objects.all())
    own = Client()
    entered = {"username": "huaheng.lab", "password": once}
    assert own.post("/login/", entered).status_code == 302
    assert own.get("/own-institution/")["Location"].startswith("/own/password/")
    changed = {"current": once, "chosen": PASSWORD, "again": PASSWORD}
    assert own.post("/own/password/", changed).status_code == 302
    assert lab.name in own.get("/own-institution/").content.decode()
    moves = set(Entry.objects.filter(actor="office-1").values_list("move", flat=True))
    assert {"open_institution_account", "open_account", "grant_role"} <= moves
    assert verify().discrepancies == ()


def test_it_is_closed_with_its_sessions(lab: Institution, officer: MakeOfficer) -> None:
    by = officer("office")
    account = services.open_institution_account(
        institution=lab, username="huaheng", full_name="华衡", password=PASSWORD, by=by
    ).account
    own, office = client_for(account), client_for(by)
    assert own.get("/own-institution/").status_code == 200
    path = address(lab, "close-institution-account", "huaheng")
    assert path in office.get(address(lab, "institution")).content.decode()
    assert office.post(path, {"reason": "x"}).status_code == 422
    assert office.post(path, REASON).status_code == 302
    assert own.get("/own-institution/").status_code == 302
    assert Client().post("/login/", {"username": "huaheng", "password": PASSWORD}).status_code == 422
    assert office.get(path).status_code == 404
    entry = Entry.objects.get(move="close_institution_account")
    assert (entry.reference, entry.reason) == (lab.reference, REASON["reason"])
    assert verify().discrepancies == ()


@pytest.mark.parametrize("role", ["leader", "inspector", "administrator", "expert"])
def test_others_may_not(role: str, lab: Institution, officer: MakeOfficer) -> None:
    by = officer(role)
    with pytest.raises(MissingPermission):
        services.open_institution_account(institution=lab, username="huaheng", full_name="华衡", by=by)
    assert client_for(by).post(address(lab, "open-institution-account"), ENTERED).status_code == 403
    assert not Account.objects.filter(username="huaheng").exists()


def test_a_stranger_finds_no_dossier(lab: Institution, elsewhere: Unit, officer: MakeOfficer) -> None:
    stranger = client_for(officer("office", elsewhere))
    assert stranger.post(address(lab, "open-institution-account"), ENTERED).status_code == 404
    assert stranger.post(address(lab, "close-institution-account", "x"), REASON).status_code == 404


def test_what_is_wrong_is_said(lab: Institution, officer: MakeOfficer) -> None:
    by = officer("office")
    office, path = client_for(by), address(lab, "open-institution-account")
    assert office.get(path).status_code == 200
    assert office.post(path, {"username": "中文", "full_name": "x"}).status_code == 422
    assert office.post(path, ENTERED | {"username": by.username}).status_code == 422
    with pytest.raises(NotNow, match="user name"):
        services.open_institution_account(institution=lab, username=by.username, full_name="x", by=by)
    nobodys = make_institution("云川无主检测有限公司")
    shown = office.get(address(nobodys, "open-institution-account")).content.decode()
    assert "No unit answers for it yet" in shown
    with pytest.raises(NotNow, match="No unit"):
        services.open_institution_account(institution=nobodys, username="abc", full_name="x", by=by)
